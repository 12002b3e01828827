// Drawing on ImGui's draw lists in CSS pixels: edges on device pixels, anti-aliasing one device
// pixel wide, glyphs on whole device pixels. Internal to app/ui.
#pragma once

#include <imgui.h>

#include <memory>
#include <string_view>
#include <vector>

#include "app/ui/fonts.h"
#include "app/ui/runs.h"
#include "app/ui/theme.h"
#include "platform/semantics.h"

struct ImDrawListSharedData;

namespace quietroom::ui {

/// How one line of text is drawn.
struct TextPaint {
  GlyphWeight weight = GlyphWeight::kRegular;
  float size_px = 17;
  Rgb colour = 0;
  bool tabular = false;
  bool whole = false;  ///< Drawn as one picture, if the glyph seam can.
  bool right_to_left = false;
};

class Canvas {
 public:
  Canvas(Fonts& fonts, Runs& runs) : fonts_(fonts), runs_(runs) {}

  /// Empties the drawing for a viewport of this size in CSS pixels.
  void begin(ImDrawListSharedData& shared, float width, float height);
  /// The finished lists; valid until begin().
  const std::vector<ImDrawList*>& lists() const { return used_; }
  /// A number that differs (but for chance) if the drawing would look different.
  std::uint64_t fingerprint() const;

  /// Everything until pop_clip() is cut to `rect` as well.
  void push_clip(const Rect& rect);
  void pop_clip();
  /// True if nothing of `rect` can be seen.
  bool is_clipped(const Rect& rect) const;
  /// What of `rect` can be seen.
  Rect clipped(const Rect& rect) const;
  /// What can be seen at all here.
  Rect clip() const;

  void fill(const Rect& rect, Rgb colour, float radius = 0, int percent = 100,
            bool round_top_only = false);
  /// A line of `width` inside the edges of `rect`.
  void frame(const Rect& rect, Rgb colour, float radius, float width);
  /// A soft darkening around `rect`, for what floats.
  void shadow(const Rect& rect, float radius, bool dark);
  void line(float x1, float y1, float x2, float y2, Rgb colour, float width);
  /// A part of a circle, clockwise from the top; `fraction` 0 to 1.
  void arc(float x, float y, float radius, float fraction, Rgb colour, float width);
  /// A tick in the square `rect`.
  void tick(const Rect& rect, Rgb colour, float width);
  /// `text` with its baseline's left end at (x, y).
  void text(float x, float y, std::string_view text, const TextPaint& paint);
  /// An icon in the square of `size_px` at (x, y).
  void icon(float x, float y, Icon icon, float size_px, Rgb colour);

  /// The nearest edge of a device pixel.
  float snap(float value) const;

 private:
  ImDrawList& list();
  bool text_picture(float x, float y, std::string_view text, const TextPaint& paint);
  void glyph_quad(const ImFontGlyph& glyph, float x, float y, ImU32 colour);
  void start_list();

  Fonts& fonts_;
  Runs& runs_;
  ImDrawListSharedData* shared_ = nullptr;
  std::vector<std::unique_ptr<ImDrawList>> owned_;
  std::vector<ImDrawList*> used_;
  std::vector<ImVec4> clips_;
};

}  // namespace quietroom::ui
