// Every function that the program calls in JavaScript: bound in platform/web/library.js, done in
// web/worker/. Nothing else crosses the border. None of them throws: what fails returns a number.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// Sends one request to the page: `json` as web/protocol.js describes it, and the bytes that go
/// beside it (a file to save), copied before the call returns.
void qr_js_request(const char* json, std::size_t json_bytes, const std::uint8_t* bytes,
                   std::size_t bytes_count);

/// Fills `out` with `count` random bytes, at most 65,536.
void qr_js_random(std::uint8_t* out, std::size_t count);

/// Minutes that local time is ahead of UTC at `wall_ms`.
int qr_js_utc_offset_minutes(double wall_ms);

/// What the file functions return when it is not a count: see files_opfs.cc. Any other number below
/// 0 is any other exception.
inline constexpr double kFileGone = -1;  ///< Not ours, or not the handles of this opening.
inline constexpr double kFileFull = -2;  ///< QuotaExceededError.

/// The slot of the file called `name`, or -1 if it is not in web/core/store_files.js.
int qr_js_file_slot(const char* name, std::size_t name_bytes);
/// The name of the file at `index` of that list, written to `out` (at most `capacity` bytes); its
/// length, or 0 past the end.
std::size_t qr_js_file_name(int index, char* out, std::size_t capacity);
/// All return a count (bytes read, bytes written, size in bytes, or 0) or a negative number above.
double qr_js_file_read(int slot, std::uint8_t* out, std::size_t count, double offset);
double qr_js_file_write(int slot, const std::uint8_t* data, std::size_t count, double offset);
double qr_js_file_truncate(int slot, double size_bytes);
double qr_js_file_size(int slot);
double qr_js_file_flush(int slot);
/// How many flushes are durable only once a KeptEvent says so; 0 with synchronous handles.
double qr_js_files_promised();
/// How often the files were opened; slots from before the last time answer kFileGone.
double qr_js_files_epoch();

/// Starts Argon2id in a worker of its own; `job` comes back in qr_slow_hash_done. The passphrase is
/// copied before the call returns.
void qr_js_slow_hash_start(int job, const std::uint8_t* passphrase, std::size_t passphrase_bytes,
                           const std::uint8_t* salt, std::uint32_t memory_kib, std::uint32_t passes,
                           std::uint32_t lanes);
/// Ends the running job's worker, if any.
void qr_js_slow_hash_cancel();

/// Starts a request; all is copied before the call returns. `head`: the method, the URL, then names
/// and values of the headers, each a line. Once there is an answer, qr_tick is called.
void qr_js_http_send(double ticket, const char* head, std::size_t head_bytes,
                     const std::uint8_t* body, std::size_t body_bytes, double timeout_ms,
                     double reply_bytes_max);
/// 0 while there is no answer, else 1 and `out` = failure (a number of HttpFailure), status, bytes
/// of the head, bytes of the body; these wait for qr_js_http_take.
int qr_js_http_poll(double ticket, double* out);
/// Writes names (lower case) and values, each a line, to `head` and the body to `body`, and forgets
/// both.
void qr_js_http_take(double ticket, char* head, std::uint8_t* body);
/// Ends the request if it is under way, and forgets it.
void qr_js_http_cancel(double ticket);

/// Ascent and descent in pixels, both positive, written to `out[0]` and `out[1]`.
void qr_js_font_metrics(int weight, float size_px, float* out);
/// The advance of one code point in pixels.
float qr_js_glyph_advance(std::uint32_t code_point, int weight, float size_px);
/// Draws one code point. Returns 0 if it is blank, else 1 and `out` = width, height, left, top,
/// colored (0 or 1); the pixels wait for qr_js_glyph_pixels.
int qr_js_glyph_draw(std::uint32_t code_point, int weight, float size_px, float* out);
/// The width in pixels of one line of text, drawn whole; `right_to_left` is 0 or 1.
float qr_js_run_advance(const char* text, std::size_t text_bytes, int weight, float size_px,
                        int right_to_left);
/// Writes a byte for each of `text`'s: 1 where a character begins, 3 where a word does, else 0.
/// Returns 0 if the browser cannot tell, else 1.
int qr_js_text_cuts(const char* text, std::size_t text_bytes, std::uint8_t* out);
/// Draws one line of text whole in `colour` (0xRRGGBB). Else as qr_js_glyph_draw.
int qr_js_run_draw(const char* text, std::size_t text_bytes, int weight, float size_px,
                   int right_to_left, std::uint32_t colour, float* out);
/// Copies the pixels of what was drawn last, RGBA with straight alpha, into `out`.
void qr_js_glyph_pixels(std::uint8_t* out, std::size_t count);

/// Makes the WebGL2 context of the worker's canvas current; 0 if there is none.
int qr_js_make_graphics();
/// Sets the canvas' size in device pixels, in the same task as the drawing.
void qr_js_canvas_size(int width, int height);

}  // extern "C"
