// The three-way merge of a text, word by word: a view of two edits that did not know of each other,
// never written by itself. Only a person's edit settles anything (docs/design/operations.md).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/revision.h"

namespace quietroom::model {

/// The words of `text` and what is between them, by turns: together the text.
std::vector<std::string_view> words_of(std::string_view text);

/// `base` with the change that made it `a` and the one that made it `b`. A change is the stretch
/// from the first to the last word that differs. Nothing if the two touch or overlap: then there is
/// no saying what the writers meant. The order of `a` and `b` does not matter.
std::optional<std::string> merge_words(std::string_view base, std::string_view a,
                                       std::string_view b);

/// The merge of a text field's two current values, from their nearest common ancestor. Nothing if
/// there are not just two, if they have no such ancestor or its value is gone (a none value), or if
/// they overlap. `writes`: all known writes of the field, in any order.
std::optional<std::string> merged_text(std::span<const Write> writes);

}  // namespace quietroom::model
