// The glyph seam: measures and draws single glyphs and icons. The web twin asks the worker's 2D
// canvas (every script and colour emoji the device has); the native one is a deterministic box
// font.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

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

/// A stretch of one line that must be drawn whole: joined or stacked scripts, right-to-left ones,
/// joined emoji. One code point at a time they come out wrong.
struct GlyphRun {
  std::string_view text;  ///< UTF-8, without line breaks; borrowed for the call.
  GlyphWeight weight = GlyphWeight::kRegular;
  float size_px = 0;
  bool right_to_left = false;  ///< The direction of the paragraph that it is from.
  std::uint32_t colour = 0;    ///< 0xRRGGBB; the image brings it along.
};

class Glyphs {
 public:
  virtual ~Glyphs() = default;
  virtual FontMetrics metrics(GlyphWeight weight, float size_px) = 0;
  /// The advance of `code_point`, without drawing it.
  virtual float advance(char32_t code_point, GlyphWeight weight, float size_px) = 0;
  /// False if there is nothing to draw (blank).
  virtual bool draw(char32_t code_point, GlyphWeight weight, float size_px, GlyphImage& out) = 0;

  /// The width of `run` as it is drawn whole; nothing where the twin cannot (then the caller goes
  /// code point by code point).
  virtual std::optional<float> run_advance(const GlyphRun& run) {
    static_cast<void>(run);
    return std::nullopt;
  }
  static constexpr std::uint8_t kClusterBegins = 1;  ///< What people see as one character.
  static constexpr std::uint8_t kWordBegins = 2;     ///< By the dictionary of its language.
  /// Where `text` may be cut: `out` has a byte for each of its bytes, and those at which something
  /// begins get the marks above. False where the twin does not know.
  virtual bool cuts(std::string_view text, std::span<std::uint8_t> out) {
    static_cast<void>(text);
    static_cast<void>(out);
    return false;
  }

  /// Draws `run` whole, in its colour, from its left end. False as above, or if it is blank.
  virtual bool draw_run(const GlyphRun& run, GlyphImage& out) {
    static_cast<void>(run);
    static_cast<void>(out);
    return false;
  }
};

}  // namespace quietroom
