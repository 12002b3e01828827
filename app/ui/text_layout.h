// Where lines of text end: by words, between any two ideographs, and inside a word that is wider
// than the line. Pure: advances come from the caller. Not for shaping or bidi
// (shaped_lines.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/ui/function_ref.h"

namespace quietroom::ui {

/// Bytes [begin, end) of a text, without the blanks at its end, and their width in pixels.
struct TextLine {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  float width = 0;
  bool right_to_left = false;  ///< Of a paragraph that begins so.
};

/// The width of one code point in pixels; 0 for marks that stand on the one before.
using Advance = FunctionRef<float(char32_t)>;

/// What a text needs, in pixels.
struct TextWidths {
  float widest_line = 0;  ///< If it breaks only where it says so.
  float widest_word = 0;  ///< The widest part that should not be broken.
};
TextWidths measure_text(std::string_view text, Advance advance);

/// Appends the lines of `text` at `width_max` pixels to `lines`; always at least one.
void break_text(std::string_view text, float width_max, Advance advance,
                std::vector<TextLine>& lines);

/// Cuts `line` of `text` so that it and an ellipsis fit into `width_max`; its width then includes
/// the ellipsis.
void make_room_for_ellipsis(std::string_view text, float width_max, Advance advance,
                            TextLine& line);

/// True if a line may end between `before` and `after` (neither is a blank).
bool may_break_between(char32_t before, char32_t after);

/// A blank that may stand at the end of a line without being counted.
bool is_blank(char32_t code_point);

/// True for marks that belong to the code point before: combining, variation selectors, joiners,
/// skin tones.
bool joins_previous(char32_t code_point);

/// True for those of them that have no picture of their own.
bool is_invisible(char32_t code_point);

}  // namespace quietroom::ui
