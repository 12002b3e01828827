// The one table of colours, type sizes and distances (docs/design/look.md). Nothing else in the
// program names a colour or a size: screens and widgets name tokens. Not for drawing.
#pragma once

#include <cstdint>

#include "platform/glyphs.h"
#include "platform/page.h"

namespace quietroom::ui {

/// What a text or mark means; the theme says how it looks.
enum class Ink : std::uint8_t {
  kInk,         ///< Text.
  kSoft,        ///< Secondary text.
  kFaint,       ///< Decoration only: too light for text.
  kAccent,      ///< The one action of a screen, selection.
  kOnAccent,    ///< Text on an accent surface.
  kQuote,       ///< A verbatim quote's mark.
  kParaphrase,  ///< A paraphrase's mark.
  kInference,   ///< The mark of the interviewer's own inference.
  kPrivate,     ///< Everything of the private vault.
  kWarn,
  kError,
};
inline constexpr int kInkCount = 11;

/// What something lies on.
enum class Surface : std::uint8_t {
  kNone,     ///< Whatever is behind it.
  kPaper,    ///< The page.
  kRaised,   ///< Cards and sheets.
  kSunken,   ///< Fields and rails.
  kPrivate,  ///< Everything of the private vault.
  kAccent,   ///< Filled with the accent.
};

/// Sizes in pixels at 100 %; all grow with the person's own text size.
enum class TextStyle : std::uint8_t {
  kLabel,     ///< 13, for labels and times.
  kSmall,     ///< 15, for secondary text.
  kBody,      ///< 17.
  kNotes,     ///< 17 with the line height of what is read, 1.5.
  kQuestion,  ///< 20, semibold: the question that is asked now, titles of sheets.
  kTitle,     ///< 26, semibold: a screen's title.
  kRead,      ///< 22 with a line height of 1.5: what is read from across a table.
  kAloud,     ///< 28, the same: one text alone on the page, to be read aloud or handed over.
};
inline constexpr int kTextStyleCount = 8;

/// The steps of the spacing scale, in pixels; they do not grow with the text.
enum class Space : std::uint8_t {
  k0 = 0,
  k4 = 4,
  k8 = 8,
  k12 = 12,
  k16 = 16,
  k24 = 24,
  k32 = 32,
  k48 = 48
};
constexpr float px(Space space) {
  return static_cast<float>(space);
}

/// Named widths. Those that hold text grow with the person's text size, up to the viewport.
enum class Width : std::uint8_t {
  kNone,     ///< No limit.
  kForm,     ///< 440: fields and their buttons in one column.
  kMeasure,  ///< 640: about 70 characters of notes, for anything that is read.
  kPage,     ///< 960: a screen of several columns or lists.
  kRail,     ///< 272: a rail beside the main thing.
  kSide,     ///< 240: marks and meters on the other side.
  kSheet,    ///< 440: a sheet from the side.
  kDialog,   ///< 480
};

/// 0xRRGGBB; always opaque, so that contrast is what the table says.
using Rgb = std::uint32_t;

/// How a text style is set.
struct TypeSpec {
  float size_px = 17;
  float line_height = 1.3F;  ///< Times the size.
  GlyphWeight weight = GlyphWeight::kRegular;
};

/// All colours of one theme. Tints (hover, selection) are given, not mixed, so that their
/// contrast can be tested.
struct Theme {
  Rgb ink[kInkCount] = {};  ///< By Ink.
  Rgb paper = 0;
  Rgb raised = 0;
  Rgb sunken = 0;
  Rgb private_paper = 0;
  Rgb off = 0;             ///< Words of what cannot be used now.
  Rgb line = 0;            ///< Hairlines.
  Rgb field_line = 0;      ///< The edge of a field or button: 3:1 against what it lies on.
  Rgb hover = 0;           ///< Behind a quiet control under the pointer.
  Rgb pressed = 0;         ///< Behind it while pressed.
  Rgb selected = 0;        ///< Behind the chosen one of several.
  Rgb accent_hover = 0;    ///< An accent surface under the pointer.
  Rgb accent_pressed = 0;  ///< An accent surface while pressed.
  Rgb warn_paper = 0;      ///< Behind a banner that warns.
  Rgb error_paper = 0;     ///< Behind a banner that reports a failure.
  Rgb focus = 0;           ///< The focus ring.
  Rgb scrim = 0;           ///< Laid over what is behind a sheet, at `scrim_percent`.
  int scrim_percent = 0;
  float line_px = 1;  ///< Width of hairlines; 2 in high contrast.
  bool dark = false;
  bool high_contrast = false;

  Rgb of(Ink token) const { return ink[static_cast<int>(token)]; }
  /// The colour of `surface`; paper for kNone.
  Rgb of(Surface surface) const;
};

/// The theme for what the person set in their system. High contrast and forced colours share one
/// (in light and dark): black, white, one accent, 2 px lines, no tints.
const Theme& theme_for(const PreferencesEvent& preferences);

/// How `style` is set at 100 %.
const TypeSpec& type_of(TextStyle style);

/// `width` in pixels at `text_scale` (0.8 to 2); 0 for kNone. Not yet cut to the viewport.
float px(Width width, float text_scale);

/// Sizes of controls, in pixels. Those marked (scaled) grow with the text.
namespace metric {
inline constexpr float kTarget = 44;  ///< The least side of anything that is pressed (scaled).
inline constexpr float kRowReach =
    8;                              ///< Rows paint so far beyond their text, which stays in line.
inline constexpr float kIcon = 20;  ///< An icon's box (scaled).
inline constexpr float kIconSmall = 16;          ///< An icon beside label text (scaled).
inline constexpr float kRadius = 8;              ///< Controls.
inline constexpr float kRadiusLarge = 12;        ///< Cards and sheets.
inline constexpr float kRadiusPill = 999;        ///< Chips.
inline constexpr float kFocusGap = 2;            ///< Between a control and its focus ring.
inline constexpr float kFocusWidth = 2;          ///< The ring's own width.
inline constexpr float kMark = 3;                ///< The mark at a line's edge.
inline constexpr float kFieldPadding = 12;       ///< Left and right inside a field.
inline constexpr float kFieldLineHeight = 1.5F;  ///< Of a field's text; the page uses the same.
inline constexpr float kChip = 32;               ///< A chip's drawn height (scaled).
inline constexpr float kProgress = 4;            ///< A progress line's height.
inline constexpr float kWide = 1000;             ///< From here on three columns.
inline constexpr float kMiddle = 600;            ///< From here on one column with bars.
inline constexpr float kSlim = 320;              ///< Below this even buttons need two rows.
inline constexpr float kCramped = 380;           ///< Below this, strips are shortened.
inline constexpr float kLow = 560;               ///< Below this height, what can be folded is.
inline constexpr float kTight = 380;             ///< Below this, only what is worked with stays.
}  // namespace metric

}  // namespace quietroom::ui
