// Dear ImGui's fonts over the glyph seam: two weights and the icons, each glyph measured first and
// drawn into the atlas only when it is first shown. Internal to app/ui.
#pragma once

#include <imgui.h>

#include "app/ui/icons.h"
#include "app/ui/theme.h"
#include "platform/glyphs.h"

namespace quietroom::ui {

/// The ascent and descent of a font in pixels, both positive.
struct LineMetrics {
  float ascent = 0;
  float descent = 0;
};

class Fonts {
 public:
  /// Adds the fonts to `atlas`, which must not outlive this object's `glyphs`.
  Fonts(ImFontAtlas& atlas, Glyphs& glyphs);

  /// For the passes to come; a change of density makes the glyphs anew when they are next shown.
  void set_density(float density) { density_ = density; }
  float density() const { return density_; }

  /// `size_px` is a whole number of pixels.
  float advance(char32_t code_point, GlyphWeight weight, float size_px);
  LineMetrics metrics(GlyphWeight weight, float size_px);
  /// The picture of a glyph, loaded now if need be; null if it has none.
  const ImFontGlyph* glyph(char32_t code_point, GlyphWeight weight, float size_px);
  const ImFontGlyph* icon(Icon icon, float size_px);

 private:
  enum Face { kRegular, kSemibold, kIcons, kFaceCount };
  ImFontBaked* baked(Face face, float size_px);

  Glyphs& glyphs_;
  ImFont* faces_[kFaceCount] = {};
  float density_ = 1;
};

}  // namespace quietroom::ui
