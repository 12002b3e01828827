// Lines that must be drawn whole (joined or stacked scripts, right-to-left text, joined emoji):
// found, measured, and kept as pictures in the glyph atlas. Internal to app/ui.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ui/shaped_lines.h"
#include "app/ui/theme.h"
#include "platform/glyphs.h"

namespace quietroom::ui {

/// True if drawing `text` one code point at a time would come out wrong.
bool needs_whole_drawing(std::string_view text);

/// A drawn line in the atlas, in CSS pixels from the pen at its left end and from the baseline.
struct RunPicture {
  ImVec2 uv_0, uv_1;
  float left = 0, top = 0, width = 0, height = 0;
};

class Runs {
 public:
  /// Both outlive this object.
  Runs(ImFontAtlas& atlas, Glyphs& glyphs) : atlas_(atlas), glyphs_(glyphs) {}

  /// Starts a pass; drops pictures of another density, and old ones if there are many.
  void begin_pass(float density);
  /// The width of `run` in CSS pixels; below 0 if it cannot be drawn whole. Kept from pass to pass.
  float advance(const GlyphRun& run);
  /// The lines of `run`, a text of any length with line breaks, at `width_max` CSS pixels; its
  /// direction is found for each paragraph. With `lines_max` above 0 there are at most so many, and
  /// the last one leaves room for the ellipsis that its width includes. Empty if the seam cannot
  /// measure. Kept from pass to pass; valid until the next call.
  const std::vector<TextLine>& lines(const GlyphRun& run, float width_max, int lines_max);
  /// Its picture, drawn now if need be. False if it cannot be drawn whole.
  bool find(const GlyphRun& run, RunPicture& out);

 private:
  struct Kept {
    float advance = -1;
    bool measured = false;
    bool drawn = false;
    ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
    float left = 0, top = 0;  ///< In device pixels; so with the next two.
    float width = 0, height = 0;
    std::uint64_t pass = 0;
  };
  struct Broken {
    std::vector<TextLine> lines;
    bool known = false;
    std::uint64_t pass = 0;
  };
  Kept& kept(const GlyphRun& run);
  float measure(const GlyphRun& run);
  std::vector<std::uint8_t> cuts_of(std::string_view text);
  void draw(const GlyphRun& run, Kept& kept);
  void drop(Kept& kept);

  ImFontAtlas& atlas_;
  Glyphs& glyphs_;
  float density_ = 1;
  std::uint64_t pass_ = 0;
  std::unordered_map<std::string, Kept> kept_;
  std::unordered_map<std::string, Broken> broken_;
};

}  // namespace quietroom::ui
