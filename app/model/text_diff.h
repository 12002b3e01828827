// What became of a text, word by word, for a person to read. Pure. Two changes put together:
// merge.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quietroom::model {

/// A stretch of a text that was changed.
struct DiffPart {
  enum class Kind : std::uint8_t { kKept, kRemoved, kAdded };
  Kind kind = Kind::kKept;
  std::string text;  ///< Never empty; whole words, or whole ideographs, with their blanks.
};

/// How `before` became `after`: what is kept and what was removed, one behind the other, are
/// `before`; what is kept and what was added are `after`. Two neighbours never have the same kind,
/// and what was added stands behind what it takes the place of. A word alone between two changes is
/// told as a part of both. Where more than about 500 words were rewritten in one piece, that piece
/// is removed and added as a whole.
std::vector<DiffPart> word_diff(std::string_view before, std::string_view after);

}  // namespace quietroom::model
