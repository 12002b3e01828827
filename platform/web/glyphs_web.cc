#include "platform/web/glyphs_web.h"

#include <array>

#include "platform/web/imports.h"

namespace quietroom {
namespace {

/// Width, height, left, top, colored: as the drawing functions of imports.h write them.
using Drawn = std::array<float, 5>;

void take_image(const Drawn& drawn, GlyphImage& out) {
  out.width = static_cast<int>(drawn[0]);
  out.height = static_cast<int>(drawn[1]);
  out.left = drawn[2];
  out.top = drawn[3];
  out.colored = drawn[4] != 0;
  out.rgba.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4);
  qr_js_glyph_pixels(out.rgba.data(), out.rgba.size());
}

}  // namespace

FontMetrics GlyphsWeb::metrics(GlyphWeight weight, float size_px) {
  std::array<float, 2> out{};
  qr_js_font_metrics(static_cast<int>(weight), size_px, out.data());
  return {.ascent = out[0], .descent = out[1]};
}

float GlyphsWeb::advance(char32_t code_point, GlyphWeight weight, float size_px) {
  return qr_js_glyph_advance(code_point, static_cast<int>(weight), size_px);
}

bool GlyphsWeb::draw(char32_t code_point, GlyphWeight weight, float size_px, GlyphImage& out) {
  Drawn drawn{};
  if (!qr_js_glyph_draw(code_point, static_cast<int>(weight), size_px, drawn.data())) return false;
  take_image(drawn, out);
  return true;
}

std::optional<float> GlyphsWeb::run_advance(const GlyphRun& run) {
  return qr_js_run_advance(run.text.data(), run.text.size(), static_cast<int>(run.weight),
                           run.size_px, run.right_to_left ? 1 : 0);
}

bool GlyphsWeb::cuts(std::string_view text, std::span<std::uint8_t> out) {
  return qr_js_text_cuts(text.data(), text.size(), out.data()) != 0;
}

bool GlyphsWeb::draw_run(const GlyphRun& run, GlyphImage& out) {
  Drawn drawn{};
  if (!qr_js_run_draw(run.text.data(), run.text.size(), static_cast<int>(run.weight), run.size_px,
                      run.right_to_left ? 1 : 0, run.colour, drawn.data())) {
    return false;
  }
  take_image(drawn, out);
  return true;
}

}  // namespace quietroom
