// A guide as text: reading with the line and the reason where it is broken, and writing. For
// people who copy and edit guides with any editor. Not for what a guide means (guide.h).
#pragma once

#include <string>
#include <string_view>

#include "app/guides/guide.h"
#include "platform/base/result.h"

namespace quietroom {

/// A guide as a whole travels as one value of an operation.
inline constexpr std::size_t kGuideBytesMax = 64 * 1024;

/// Reads a guide. Errors: kCorrupt with line and reason ("line 7: item 2: minutes: out of range"),
/// which is shown to people and so is in the language in use;
/// kUnsupported for a newer format. What the format does not know is refused too: a typing error
/// in a name would otherwise pass unseen.
Result<Guide> parse_guide(std::string_view json);

/// `guide` as parse_guide() reads it, laid out for people; ends with a line break.
std::string guide_json(const Guide& guide);

}  // namespace quietroom
