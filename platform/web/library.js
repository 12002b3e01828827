// The program's imports (platform/web/imports.h), as an Emscripten library: no logic here. What
// they do is in web/worker/, reached through Module.host, which web/worker/program.js fills in.
// None may throw: a JavaScript exception would skip destructors on its way through the program.
mergeInto(LibraryManager.library, {
  qr_js_request: function(json, json_bytes, bytes, bytes_count) {
    Module.host.request(UTF8ToString(json, json_bytes), HEAPU8.slice(bytes, bytes + bytes_count));
  },

  qr_js_random: function(out, count) {
    crypto.getRandomValues(HEAPU8.subarray(out, out + count));
  },

  qr_js_utc_offset_minutes: function(wall_ms) {
    return -new Date(wall_ms).getTimezoneOffset();
  },

  qr_js_file_slot: function(name, name_bytes) {
    return Module.host.files.slot(UTF8ToString(name, name_bytes));
  },
  qr_js_file_name: function(index, out, capacity) {
    var name = Module.host.files.names[index] || '';
    for (var i = 0; i < name.length && i < capacity; ++i) HEAPU8[out + i] = name.charCodeAt(i);
    return name.length <= capacity ? name.length : 0;
  },
  qr_js_file_read: function(slot, out, count, offset) {
    return Module.host.files.read(slot, HEAPU8.subarray(out, out + count), offset);
  },
  qr_js_file_write: function(slot, data, count, offset) {
    return Module.host.files.write(slot, HEAPU8.subarray(data, data + count), offset);
  },
  qr_js_file_truncate: function(slot, size_bytes) {
    return Module.host.files.truncate(slot, size_bytes);
  },
  qr_js_file_size: function(slot) {
    return Module.host.files.size(slot);
  },
  qr_js_file_flush: function(slot) {
    return Module.host.files.flush(slot);
  },
  qr_js_files_promised: function() {
    return Module.host.files.promised();
  },
  qr_js_files_epoch: function() {
    return Module.host.files.epoch;
  },

  qr_js_slow_hash_start: function(job, passphrase, passphrase_bytes, salt, memory_kib, passes,
                                  lanes) {
    Module.host.slow_hash.start({
      job: job,
      passphrase: HEAPU8.slice(passphrase, passphrase + passphrase_bytes),
      salt: HEAPU8.slice(salt, salt + 16),
      memory_kib: memory_kib >>> 0,
      passes: passes >>> 0,
      lanes: lanes >>> 0,
    });
  },
  qr_js_slow_hash_cancel: function() {
    Module.host.slow_hash.cancel();
  },

  qr_js_http_send: function(ticket, head, head_bytes, body, body_bytes, timeout_ms,
                            reply_bytes_max) {
    var fields = UTF8ToString(head, head_bytes).split('\n');
    var headers = [];
    for (var i = 2; i + 1 < fields.length; i += 2) headers.push([fields[i], fields[i + 1]]);
    Module.host.http.send(ticket, {
      method: fields[0],
      url: fields[1],
      headers: headers,
      body: HEAPU8.slice(body, body + body_bytes),
      timeout_ms: timeout_ms,
      reply_bytes_max: reply_bytes_max,
    });
  },
  qr_js_http_poll: function(ticket, out) {
    var answer = Module.host.http.poll(ticket);
    if (!answer) return 0;
    HEAPF64.set([answer.failure, answer.status, answer.head.length, answer.size], out >> 3);
    return 1;
  },
  qr_js_http_take: function(ticket, head, body) {
    var answer = Module.host.http.take(ticket);
    HEAPU8.set(answer.head, head);
    answer.parts.forEach(function(part) {
      HEAPU8.set(part, body);
      body += part.length;
    });
  },
  qr_js_http_cancel: function(ticket) {
    Module.host.http.cancel(ticket);
  },

  qr_js_font_metrics: function(weight, size_px, out) {
    HEAPF32.set(Module.host.glyphs.metrics(weight, size_px), out >> 2);
  },
  qr_js_glyph_advance: function(code_point, weight, size_px) {
    return Module.host.glyphs.advance(code_point, weight, size_px);
  },
  $qr_put_drawn: function(glyph, out) {
    Module.host.drawn = glyph;
    if (!glyph) return 0;
    var colored = glyph.colored ? 1 : 0;
    HEAPF32.set([glyph.width, glyph.height, glyph.left, glyph.top, colored], out >> 2);
    return 1;
  },
  qr_js_glyph_draw: function(code_point, weight, size_px, out) {
    return qr_put_drawn(Module.host.glyphs.draw(code_point, weight, size_px), out);
  },
  qr_js_glyph_draw__deps: ['$qr_put_drawn'],
  qr_js_run_advance: function(text, text_bytes, weight, size_px, right_to_left) {
    var line = UTF8ToString(text, text_bytes);
    return Module.host.glyphs.run_advance(line, weight, size_px, right_to_left === 1);
  },
  qr_js_text_cuts: function(text, text_bytes, out) {
    var line = UTF8ToString(text, text_bytes);
    return Module.host.glyphs.cuts(line, HEAPU8.subarray(out, out + text_bytes)) ? 1 : 0;
  },
  qr_js_run_draw: function(text, text_bytes, weight, size_px, right_to_left, colour, out) {
    var line = UTF8ToString(text, text_bytes);
    var glyph = Module.host.glyphs.draw_run(line, weight, size_px, right_to_left === 1, colour);
    return qr_put_drawn(glyph, out);
  },
  qr_js_run_draw__deps: ['$qr_put_drawn'],
  qr_js_glyph_pixels: function(out, count) {
    HEAPU8.set(Module.host.drawn.pixels.subarray(0, count), out);
    Module.host.drawn = null;
  },

  qr_js_make_graphics: function() {
    var context = Module.host.graphics.context();
    if (!context) return 0;
    // Emscripten's own way asks for a document where a worker has none.
    GL.makeContextCurrent(GL.registerContext(context, {majorVersion: 2, minorVersion: 0}));
    return 1;
  },
  qr_js_make_graphics__deps: ['$GL'],
  qr_js_canvas_size: function(width, height) {
    Module.host.graphics.resize(width, height);
  },
});
