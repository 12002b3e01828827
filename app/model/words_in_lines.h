// What a person types within a line: #tags, @names, own abbreviations. Pure text; nothing of it is
// stored apart from the line itself.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/result.h"

namespace quietroom::model {

/// The tags ("#pager") and names ("@Ana") in `text`, as typed, in order, each once. A sign inside a
/// word ("a@b", "C#") begins none. Their words are letters of any script, digits, "-" and "_".
std::vector<std::string> marked_words(std::string_view text);

/// The #tag or @name that `text` ends with while it is being typed ("@An", also "@" alone); empty
/// if it ends otherwise.
std::string_view marked_word_at_end(std::string_view text);

/// Own abbreviations: what is typed, what it stands for.
using Abbreviations = std::vector<std::pair<std::string, std::string>>;

/// Reads "db = database", one a line; blank lines are skipped. Errors: kInvalid with the number of
/// the line that is neither, has two words before the "=", or comes twice.
Result<Abbreviations> parse_abbreviations(std::string_view text);

/// `text` with every word that is an abbreviation written out. Only whole words, exactly as listed.
std::string expand(std::string_view text, const Abbreviations& abbreviations);

}  // namespace quietroom::model
