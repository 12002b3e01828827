// Clean text from raw notes: which words of which lines make which passages, and what is still
// open. Pure; nothing is worded anew here.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/types.h"

namespace quietroom::model {

/// A passage as the lines give it.
struct DraftPassage {
  std::string text;
  bool verbatim = false;
  std::vector<Id> lines;  ///< In the order of the notes.
};

/// True if a passage that stands comes from `line`.
bool is_taken_up(const Id& line, const std::vector<Passage>& passages);

/// True if somebody said it, it stands on the record, and no passage has it yet. The interviewer's
/// own inferences are taken up by hand only, and pauses never.
bool waits_to_be_taken_up(const Line& line, const std::vector<Passage>& passages);

/// The passages that the lines of `item_id` (empty: of none) make which wait to be taken up: each
/// quote one by itself, neighbouring paraphrases together, with a blank between two.
std::vector<DraftPassage> draft_passages(const std::vector<Line>& lines,
                                         const std::vector<Passage>& passages,
                                         std::string_view item_id);

/// The words that `passage` comes from: of its lines, in the order of the notes.
std::string source_words(const Passage& passage, const std::vector<Line>& lines);

/// What it is compared with: the text of all passages that stand and come from exactly the same
/// lines, so that one that was split misses nothing.
std::string words_of_same_lines(const Passage& passage, const std::vector<Passage>& passages);

/// True if a line that `passage` comes from was struck or taken off the record since.
bool lost_a_line(const Passage& passage, const std::vector<Line>& lines);

/// What is still open before clean text is called clean.
struct StillOpen {
  std::vector<Id> lines;           ///< Not taken up.
  std::vector<std::string> items;  ///< Done, and without a passage or a line that waits.
  std::vector<Id> lost;            ///< Passages of which a line was taken back since.
  std::vector<Id> asking;          ///< Passages that two devices changed apart.
  int held = 0;                    ///< Lines off the record that are still kept.

  bool nothing() const {
    return lines.empty() && items.empty() && lost.empty() && asking.empty() && held == 0;
  }
};

/// `items`: the ids of the guide's, in its order; `states`: how far they are.
StillOpen still_open(const std::vector<Line>& lines, const std::vector<Passage>& passages,
                     std::span<const std::string> items,
                     const std::map<std::string, ItemState, std::less<>>& states);

/// The passages that may be given back: those that stand, have one wording, and of which no line
/// was taken back. In the order in which they are read: by the items of the guide, those of none
/// last.
std::vector<Passage> passages_to_give(const std::vector<Passage>& passages,
                                      const std::vector<Line>& lines,
                                      std::span<const std::string> items);

/// All of them in that order.
std::vector<Passage> in_reading_order(std::vector<Passage> passages,
                                      std::span<const std::string> items);

}  // namespace quietroom::model
