// Words in clean text that judge with what was known afterwards, and what to say instead. Hints for
// whoever writes, never rules. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quietroom::model {

/// A stretch of a text that could be said otherwise.
struct LanguageHint {
  std::size_t begin = 0;       ///< Bytes of the text.
  std::size_t size_bytes = 0;  ///< Whole words.
  std::string offer;           ///< A how or what wording, in the language in use.
};

/// Words of a team's own, each with what to say instead (may be empty).
using OwnHints = std::vector<std::pair<std::string, std::string>>;

/// Reads "who did = how did it come about", one a line; without "=" it offers nothing. Blank lines
/// and what has no word are skipped.
OwnHints parse_own_hints(std::string_view text);

/// The hints for `text`, ascending, never overlapping: questions that ask why, "should have",
/// "failed to", "human error", "root cause", "obviously", what is like them in English and German,
/// and `own`. In any case of letters, whole words only.
std::vector<LanguageHint> language_hints(std::string_view text, const OwnHints& own);

}  // namespace quietroom::model
