// Where lines end in scripts whose letters join, stack or run to the left: by the widths of whole
// shaped stretches instead of single letters. Pure: widths and cuts come from the caller. Internal
// to app/ui.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/ui/function_ref.h"
#include "app/ui/text_layout.h"

namespace quietroom::ui {

/// The width in pixels of `part`, a stretch of the text, shaped in a paragraph of that direction.
using MeasurePart = FunctionRef<float(std::string_view part, bool right_to_left)>;

/// True if the first letter of `text` that has a direction is of a right-to-left script.
bool reads_right_to_left(std::string_view text);

/// The lines of `text` at `width_max` pixels; always at least one. Every paragraph (up to a line
/// break) has the direction of its first letter.
/// `cuts`: a byte for each of `text`, as Glyphs::cuts writes them; empty where nobody knows.
std::vector<TextLine> break_shaped_text(std::string_view text, std::span<const std::uint8_t> cuts,
                                        float width_max, MeasurePart measure);

/// Cuts `line` of `text` so that it with an ellipsis fits into `width_max`; its width then includes
/// the ellipsis.
void shorten_shaped_line(std::string_view text, std::span<const std::uint8_t> cuts, float width_max,
                         MeasurePart measure, TextLine& line);

}  // namespace quietroom::ui
