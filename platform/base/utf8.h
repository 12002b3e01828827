// UTF-8: check, walk, cut and clean text. Not for layout or case: those live in app/ui and
// app/model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quietroom {

/// True if `text` is well-formed UTF-8: no overlong form, surrogate, or value above U+10FFFF.
bool is_utf8(std::string_view text);

/// The first code point of `text`, dropped from it; U+FFFD (and one byte dropped) where it is
/// malformed; nothing at the end.
std::optional<char32_t> next_code_point(std::string_view& text);

/// Appends `code_point` (a Unicode scalar value).
void append_utf8(std::string& out, char32_t code_point);

/// The number of code points.
std::size_t count_code_points(std::string_view text);

/// The longest prefix of at most `size_bytes_max` bytes that does not cut a code point.
std::string_view cut_utf8(std::string_view text, std::size_t size_bytes_max);

/// `text` without blanks at its ends (space, tab, line breaks, no-break and ideographic space).
std::string_view trim(std::string_view text);

/// `text` with A to Z as a to z; nothing else changes.
std::string lower_ascii(std::string_view text);

/// `text` as one line: each run of line breaks and tabs becomes one space; control characters go.
std::string one_line(std::string_view text);

}  // namespace quietroom
