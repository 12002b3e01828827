// The program in the browser's worker: makes the web seams and the Application, and is what
// web/worker/program.js calls (platform/web/exports.txt). Nothing is decided here.
#include <cmath>
#include <memory>
#include <string>

#include "app/application.h"
#include "platform/base/log.h"
#include "platform/base/secret.h"
#include "platform/bridge/bridge.h"
#include "platform/web/clock_web.h"
#include "platform/web/files_opfs.h"
#include "platform/web/glyphs_web.h"
#include "platform/web/http_web.h"
#include "platform/web/imports.h"
#include "platform/web/page_web.h"
#include "platform/web/random_web.h"
#include "platform/web/slow_hash_web.h"

namespace quietroom {
namespace {

/// Everything the program consists of, in the order in which it is made.
class Program {
 public:
  Program(std::string build, std::string origin)
      : host_{clock_, random_, files_,           slow_hash_,       glyphs_,
              page_,  http_,   std::move(build), std::move(origin)},
        application_(host_) {}

  void graphics(bool there) {
    if (!there) return application_.graphics_lost();
    if (!qr_js_make_graphics()) return log_line("no WebGL 2");
    application_.graphics_ready();
  }

  void event(std::string_view json, Bytes bytes) {
    Result<PageEvent> event = page_event_from_json(json, std::move(bytes));
    if (!event.ok()) return log_line("a message was dropped", event.error());
    if (const auto* viewport = std::get_if<ViewportEvent>(&event.value())) {
      width_px_ = device_pixels(viewport->width, viewport->pixel_ratio);
      height_px_ = device_pixels(viewport->height, viewport->pixel_ratio);
    }
    application_.handle(event.value());
    // It may have been a passphrase.
    if (auto* text = std::get_if<TextEvent>(&event.value())) wipe(text->value);
    if (auto* action = std::get_if<ActionEvent>(&event.value())) wipe(action->value);
  }

  void slow_hash_done(int job, std::span<const std::uint8_t> key) {
    slow_hash_.done(job, key);
    application_.tick();
  }

  void tick() { application_.tick(); }

  void frame() {
    // Before the first viewport there is nothing to draw on.
    if (width_px_ > 0 && height_px_ > 0) qr_js_canvas_size(width_px_, height_px_);
    application_.paint(width_px_, height_px_);
  }

  bool save_copy_without_screen() {
    Result<Bytes> copy = application_.copy_without_screen();
    if (!copy.ok()) {
      log_line("copy without a screen", copy.error());
      return false;
    }
    page_.send(SaveFileRequest{.name = "quietroom-copy.quietroom",
                               .media_type = "application/octet-stream",
                               .bytes = std::move(copy).value()});
    return true;
  }

  bool wants_paint() const { return application_.wants_paint(); }

  double next_wake_ms() const {
    const std::optional<std::int64_t> wake = application_.next_wake_ms();
    if (!wake) return -1;
    return std::fmax(0, static_cast<double>(*wake - clock_.steady_ms()));
  }

 private:
  static int device_pixels(float css_pixels, float ratio) {
    return static_cast<int>(std::lround(css_pixels * ratio));
  }

  ClockWeb clock_;
  RandomWeb random_;
  FilesOpfs files_;
  SlowHashWeb slow_hash_;
  GlyphsWeb glyphs_;
  PageWeb page_;
  HttpWeb http_;
  Host host_;
  Application application_;
  int width_px_ = 0;
  int height_px_ = 0;
};

// The one global of the program: exported functions have no other way to find it.
std::unique_ptr<Program> program;

}  // namespace
}  // namespace quietroom

using quietroom::program;

extern "C" {

/// Makes the program. `build` (`size` bytes) is the build's hash, `origin` the page's. Called once,
/// first.
int qr_start(const char* build, std::size_t size, const char* origin, std::size_t origin_size) {
  program = std::make_unique<quietroom::Program>(std::string(build, size),
                                                 std::string(origin, origin_size));
  program->graphics(true);
  return program->wants_paint() ? 1 : 0;
}

/// Takes one event: `json` as web/protocol.js lists it, and the bytes that came beside it. Both
/// stay the caller's, who wipes them. This and the next ones return 1 if a frame is wanted.
int qr_event(const char* json, std::size_t json_bytes, const std::uint8_t* bytes,
             std::size_t bytes_count) {
  program->event({json, json_bytes}, quietroom::Bytes(bytes, bytes + bytes_count));
  return program->wants_paint() ? 1 : 0;
}

int qr_frame() {
  program->frame();
  return program->wants_paint() ? 1 : 0;
}

int qr_tick() {
  program->tick();
  return program->wants_paint() ? 1 : 0;
}

/// The graphics context was lost (0) or is back (1).
int qr_graphics(int there) {
  program->graphics(there != 0);
  return program->wants_paint() ? 1 : 0;
}

/// The second worker's answer for `job`: 32 bytes, or none if it failed.
int qr_slow_hash_done(int job, const std::uint8_t* key, std::size_t size) {
  program->slow_hash_done(job, {key, size});
  return program->wants_paint() ? 1 : 0;
}

/// From now to the next tick; negative for never.
double qr_next_wake_ms() {
  return program->next_wake_ms();
}

/// For a page without graphics: offers a copy of the store as a download. 1 if there was one.
int qr_save_copy_without_screen() {
  return program->save_copy_without_screen() ? 1 : 0;
}

}  // extern "C"
