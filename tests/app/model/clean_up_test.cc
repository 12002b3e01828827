#include "app/model/clean_up.h"

#include <doctest/doctest.h>

#include "app/model/rules.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

using Items = std::vector<std::string>;

Id numbered(std::uint8_t number) {
  Id id;
  id.bytes.fill(number);
  return id;
}

Line line_of_notes(std::uint8_t number, LineKind kind, std::string text,
                   std::string item = "role") {
  Line line;
  line.id = numbered(number);
  line.kind = kind;
  line.text = std::move(text);
  line.item_id = std::move(item);
  return line;
}

Passage passage_from(std::uint8_t number, std::vector<Id> lines, std::string item = "role") {
  Passage passage;
  passage.id = numbered(number);
  passage.item_id = std::move(item);
  passage.text = "passage " + std::to_string(number);
  passage.lines = std::move(lines);
  return passage;
}

/// Quote, two paraphrases, one of another item between them, an inference, a pause.
std::vector<Line> notes() {
  return {line_of_notes(1, LineKind::kQuote, "I had no idea"),
          line_of_notes(2, LineKind::kParaphrase, "Half was down."),
          line_of_notes(3, LineKind::kParaphrase, "The list was old.", "tools"),
          line_of_notes(4, LineKind::kParaphrase, "Nobody saw it."),
          line_of_notes(5, LineKind::kInference, "They were tired."),
          line_of_notes(6, LineKind::kPause, "Pause")};
}

}  // namespace

TEST_CASE("draft_passages: the words of an item's lines, quotes by themselves") {
  const auto made = draft_passages(notes(), {}, "role");
  REQUIRE(made.size() == 2);
  CHECK(made[0].text == "I had no idea");
  CHECK(made[0].verbatim);
  CHECK(made[0].lines == std::vector<Id>{numbered(1)});
  CHECK(made[1].text == "Half was down. Nobody saw it.");
  CHECK_FALSE(made[1].verbatim);
  CHECK(made[1].lines == std::vector<Id>{numbered(2), numbered(4)});
  CHECK(draft_passages(notes(), {}, "tools").size() == 1);
  CHECK(draft_passages(notes(), {}, "").empty());
}

TEST_CASE("draft_passages: nothing of what is off the record, struck or taken up") {
  std::vector<Line> lines = notes();
  lines[0].held = true;
  lines[1].struck = true;
  CHECK(draft_passages(lines, {passage_from(20, {numbered(4)})}, "role").empty());
  // A struck passage took up nothing.
  Passage struck = passage_from(20, {numbered(4)});
  struck.struck = true;
  const auto made = draft_passages(lines, {struck}, "role");
  REQUIRE(made.size() == 1);
  CHECK(made[0].text == "Nobody saw it.");
}

TEST_CASE("draft_passages: a passage is never longer than a line may be, and no word is lost") {
  std::vector<Line> lines;
  for (std::uint8_t at = 1; at <= 5; ++at)
    lines.push_back(line_of_notes(at, LineKind::kParaphrase, std::string(6000, 'a')));
  const auto made = draft_passages(lines, {}, "role");
  std::size_t letters = 0;
  std::size_t taken = 0;
  for (const DraftPassage& one : made) {
    CHECK(one.text.size() <= kLineBytesMax);
    letters += static_cast<std::size_t>(std::count(one.text.begin(), one.text.end(), 'a'));
    taken += one.lines.size();
  }
  CHECK(letters == 30000);
  CHECK(taken == 5);
}

TEST_CASE("check_may_take_up: refuses what may never be clean text, with the reason") {
  Line line = line_of_notes(1, LineKind::kQuote, "x");
  CHECK(check_may_take_up(line).ok());
  line.kind = LineKind::kInference;
  CHECK(check_may_take_up(line).ok());
  line.kind = LineKind::kPause;
  CHECK_FALSE(check_may_take_up(line).ok());
  line.kind = LineKind::kQuote;
  line.struck = true;
  CHECK(check_may_take_up(line).error().context == "a struck line is not taken up");
  line.held = true;
  CHECK(check_may_take_up(line).error().context == "what is off the record is not taken up");
}

TEST_CASE("check_may_clean: once the conversation is over, until the person had the last word") {
  using S = InterviewState;
  for (int at = 1; at <= 12; ++at) {
    CAPTURE(at);
    Interview interview;
    interview.state = static_cast<S>(at);
    interview.ended_ms = 5;
    const S s = interview.state;
    const bool may =
        s == S::kHeld || s == S::kCleaned || s == S::kWithInterviewee || s == S::kNoAnswer;
    CHECK(check_may_clean(interview).ok() == may);
  }
  Interview under_way;
  under_way.state = S::kHeld;
  CHECK_FALSE(check_may_clean(under_way).ok());
}

TEST_CASE("source_words: what a passage comes from, and its parts together after a split") {
  const std::vector<Line> lines = notes();
  const Passage first = passage_from(20, {numbered(2), numbered(4)});
  Passage second = passage_from(21, {numbered(2), numbered(4)});
  CHECK(source_words(first, lines) == "Half was down. Nobody saw it.");
  CHECK(words_of_same_lines(first, {first, second}) == "passage 20 passage 21");
  second.struck = true;
  CHECK(words_of_same_lines(first, {first, second}) == "passage 20");
  CHECK(words_of_same_lines(first, {first, passage_from(22, {numbered(2)})}) == "passage 20");
}

TEST_CASE("still_open: lines, items, what was taken back since, and what is off the record") {
  std::vector<Line> lines = notes();
  std::map<std::string, ItemState, std::less<>> states;
  states["role"] = {"role", ItemProgress::kDone, {}, false};
  states["surprise"] = {"surprise", ItemProgress::kDone, {}, false};
  states["tools"] = {"tools", ItemProgress::kCovered, {}, false};
  const Items items = {"role", "surprise", "tools", "later"};
  StillOpen open = still_open(lines, {}, items, states);
  CHECK(open.lines.size() == 4);
  CHECK(open.items == Items{"surprise"});
  CHECK(open.held == 0);
  const std::vector<Passage> passages = {
      passage_from(20, {numbered(1)}), passage_from(21, {numbered(2), numbered(4)}),
      passage_from(22, {numbered(3)}, "tools"), passage_from(23, {}, "surprise")};
  CHECK(still_open(lines, passages, items, states).nothing());
  lines[3].held = true;
  open = still_open(lines, passages, items, states);
  CHECK(open.held == 1);
  CHECK(open.lost == std::vector<Id>{numbered(21)});
  // Its words are in no comparison either.
  CHECK(source_words(passages[1], lines) == "Half was down.");
}

TEST_CASE("passages_to_give: in the guide's order, without what is struck, asks, or lost a line") {
  std::vector<Line> lines = notes();
  std::vector<Passage> passages = {
      passage_from(20, {}, ""), passage_from(21, {numbered(3)}, "tools"),
      passage_from(22, {numbered(1)}), passage_from(23, {numbered(2)}), passage_from(24, {})};
  passages[4].struck = true;
  const Items items = {"role", "tools"};
  const auto ids = [&] {
    std::vector<Id> all;
    for (const Passage& one : passages_to_give(passages, lines, items)) all.push_back(one.id);
    return all;
  };
  CHECK(ids() == std::vector<Id>{numbered(22), numbered(23), numbered(21), numbered(20)});
  lines[0].struck = true;
  passages[3].struck_over = true;
  CHECK(ids() == std::vector<Id>{numbered(21), numbered(20)});
}
