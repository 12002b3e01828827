// Glyphs from the worker's 2D canvas: every script and colour emoji that the device has.
#pragma once

#include "platform/glyphs.h"

namespace quietroom {

/// Icons are drawn in a square of `size_px` whose middle is the middle of a capital letter, so that
/// an icon stands right beside text of the same size.
class GlyphsWeb final : public Glyphs {
 public:
  FontMetrics metrics(GlyphWeight weight, float size_px) override;
  float advance(char32_t code_point, GlyphWeight weight, float size_px) override;
  bool draw(char32_t code_point, GlyphWeight weight, float size_px, GlyphImage& out) override;
  std::optional<float> run_advance(const GlyphRun& run) override;
  bool cuts(std::string_view text, std::span<std::uint8_t> out) override;
  bool draw_run(const GlyphRun& run, GlyphImage& out) override;
};

}  // namespace quietroom
