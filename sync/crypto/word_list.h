// The English list of BIP 39, in its order, which is that of the letters. As one text: a table of
// 2,048 places would be most of what the list adds to the program. Source: docs/format.md
// section 3.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace quietroom::crypto {

inline constexpr std::size_t kListedWordCount = 2048;

/// The word in that place, from 0; a constant.
std::string_view listed_word(std::size_t place);

/// Of the first word that is not before `text` in the order of the letters: its place, and it.
struct ListedWord {
  std::size_t place = 0;
  std::string_view word;
};
/// Nothing if all are before it.
std::optional<ListedWord> first_listed_from(std::string_view text);

}  // namespace quietroom::crypto
