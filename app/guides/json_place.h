// Where a member of a JSON text stands, so that a person who edits the text is told the line. For
// texts that were parsed already, or that broke at a known byte. Not a parser.
#pragma once

#include <cstddef>
#include <string_view>

namespace quietroom {

/// The line of the byte `offset` of `text`, from 1.
int line_of(std::string_view text, std::size_t offset);

/// Where the value of `member` begins in the object that begins at or after `begin`; npos if it
/// has none. `text` must be JSON.
std::size_t find_member(std::string_view text, std::size_t begin, std::string_view member);

/// Where element `index` (from 0) of the array that begins at or after `begin` begins; npos if
/// there is none. `text` must be JSON.
std::size_t find_element(std::string_view text, std::size_t begin, std::size_t index);

}  // namespace quietroom
