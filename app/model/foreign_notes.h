// Notes from elsewhere (paper typed up, another program, the chat of a call) as lines with who said
// it and when, where they tell. Pure text. Not for our own files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quietroom::model {

/// One line as it was noted elsewhere.
struct ForeignLine {
  std::string text;  ///< As clean_line_text() leaves it; "Ana: ..." where who is told.
  std::optional<int> second_of_day;  ///< 0 to 86399, by the clock on the wall there.

  friend bool operator==(const ForeignLine&, const ForeignLine&) = default;
};

/// `raw` as lines, in its order; blank ones go, nothing else is lost. Times are understood at the
/// start of a line ("10:42 text", "[10:42:05] Ana: text", "10:42 AM - Ana: text", "10:42:05 From
/// Ana to Everyone: text"), and in a line of its own with a name ("Ana Lindgren  10:42", "[10:42]
/// Ana"), which then holds for the lines up to the next such line or blank line.
std::vector<ForeignLine> foreign_lines(std::string_view raw);

}  // namespace quietroom::model
