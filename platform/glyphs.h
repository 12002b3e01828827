// The glyph seam: measures and draws single glyphs and icons. The web twin asks the worker's 2D
// canvas (every script and colour emoji the device has); the native one is a deterministic box
// font.
#pragma once

#include <cstdint>

#include "platform/base/bytes.h"

namespace quietroom {

enum class GlyphWeight : std::uint8_t { kRegular = 0, kSemibold = 1 };

/// Icons are code points of a private-use area, drawn from Lucide's strokes: kIconFirst + index
/// into app/ui/icons.txt.
inline constexpr char32_t kIconFirst = 0xF0000;

/// All in pixels at the asked size. `ascent` and `descent` are both positive.
struct FontMetrics {
  float ascent = 0;
  float descent = 0;
};

/// One drawn glyph: RGBA, straight alpha, `width * height * 4` bytes. White where it takes the
/// text's colour; `colored` where it brings its own (emoji).
struct GlyphImage {
  int width = 0;
  int height = 0;
  float left = 0;  ///< From the pen position to the image's left edge.
  float top = 0;   ///< From the baseline to the image's top edge; negative is above.
  bool colored = false;
  Bytes rgba;
};

class Glyphs {
 public:
  virtual ~Glyphs() = default;
  virtual FontMetrics metrics(GlyphWeight weight, float size_px) = 0;
  /// The advance of `code_point`, without drawing it.
  virtual float advance(char32_t code_point, GlyphWeight weight, float size_px) = 0;
  /// False if there is nothing to draw (blank).
  virtual bool draw(char32_t code_point, GlyphWeight weight, float size_px, GlyphImage& out) = 0;
};

}  // namespace quietroom
