#include "app/session/consent_words.h"

#include <doctest/doctest.h>

using namespace quietroom;
using namespace quietroom::session;

namespace {

TEST_CASE("answer_changes: each answer that differs, with what it was") {
  model::ConsentAnswers before;
  before.notes_taken = model::Answer::kYes;
  before.review_date = "2026-11-29";
  model::ConsentAnswers after = before;
  CHECK(answer_changes(before, after).empty());
  after.readers = {"Kim", "Sam"};
  after.quote_choice = model::QuoteChoice::kPseudonym;
  after.review_date = "2026-12-01";
  CHECK(answer_changes(before, after) ==
        std::vector<std::string>{"The words: Quoted under another name, before: Not used.",
                                 "Read besides by: Kim, Sam, before: Nobody else.",
                                 "To be checked by: 1 December 2026, before: 29 November 2026."});
  after = before;
  after.notes_taken = model::Answer::kNo;
  after.cleaned_and_returned = model::Answer::kNo;
  after.medium_ok = model::Answer::kYes;
  after.destroy_date = "2026-12-20";
  after.withdraw_until = "2026-12-13";
  CHECK(answer_changes(before, after).size() == 5);
}

TEST_CASE("as_text: headings stand apart, and every line ends as all editors know it") {
  using Kind = PrintBlock::Kind;
  CHECK(as_text({{Kind::kTitle, "Title", ""},
                 {Kind::kNote, "note", ""},
                 {Kind::kHeading, "Part", ""},
                 {Kind::kLine, "Yes", "Notes:"},
                 {Kind::kText, "one\ntwo", ""}}) ==
        "Title\r\n\r\nnote\r\n\r\nPart\r\n\r\nNotes: Yes\r\none\r\ntwo\r\n");
}

}  // namespace
