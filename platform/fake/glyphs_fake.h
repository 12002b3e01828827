// Glyphs' fake twin: a box font with round numbers, so that layout tests can do sums in the head.
// Every glyph is half an em wide, from U+1100 on (Hangul, CJK, emoji, icons) a whole em.
#pragma once

#include <algorithm>
#include <cmath>

#include "platform/glyphs.h"

namespace quietroom {

class FakeGlyphs final : public Glyphs {
 public:
  FontMetrics metrics(GlyphWeight, float size_px) override {
    return {.ascent = 0.95f * size_px, .descent = 0.25f * size_px};
  }

  float advance(char32_t code_point, GlyphWeight, float size_px) override {
    return code_point >= 0x1100 ? size_px : 0.5f * size_px;
  }

  /// A filled box 0.7 em high on the baseline, 0.05 em narrower than the advance on both sides.
  bool draw(char32_t code_point, GlyphWeight weight, float size_px, GlyphImage& out) override {
    if (is_blank(code_point)) return false;
    ++draws_;
    const float margin = 0.05f * size_px;
    const float width = advance(code_point, weight, size_px) - 2 * margin;
    out.width = std::max(1, static_cast<int>(std::ceil(width)));
    out.height = std::max(1, static_cast<int>(std::ceil(0.7f * size_px)));
    out.left = margin;
    out.top = -static_cast<float>(out.height);
    out.colored = code_point >= 0x1F000 && code_point < 0x20000;
    out.rgba.assign(static_cast<std::size_t>(out.width * out.height) * 4, 0xff);
    return true;
  }

  /// How many glyphs were drawn (not measured).
  int draws() const { return draws_; }

 private:
  static bool is_blank(char32_t code_point) {
    return code_point <= 0x20 || code_point == 0xA0 || code_point == 0x3000 ||
           (code_point >= 0x2000 && code_point <= 0x200F);
  }

  int draws_ = 0;
};

}  // namespace quietroom
