#include "app/model/rules.h"

#include <doctest/doctest.h>

using namespace quietroom;
using namespace quietroom::model;

namespace {

Id id_of(std::uint8_t number) {
  Id id;
  id.bytes.fill(number);
  return id;
}

Interview held() {
  Interview interview;
  interview.id = id_of(1);
  interview.state = InterviewState::kHeld;
  return interview;
}

Line line_of(const Interview& interview) {
  Line line;
  line.id = id_of(2);
  line.interview_id = interview.id;
  return line;
}

ConsentRecord given(const Interview& interview) {
  ConsentRecord record;
  record.id = id_of(3);
  record.interview_id = interview.id;
  record.state = ConsentState::kGiven;
  record.answers.notes_taken = Answer::kYes;
  record.answers.medium_ok = Answer::kYes;
  return record;
}

TEST_CASE("split_into_lines: each that is not blank, and nothing is lost") {
  using Lines = std::vector<std::string>;
  CHECK(split_into_lines("") == Lines{});
  CHECK(split_into_lines(" \n\r\n\t") == Lines{});
  CHECK(split_into_lines("one") == Lines{"one"});
  CHECK(split_into_lines("one\ntwo\r\n  three \rfour\n\n") == Lines{"one", "two", "three", "four"});
  CHECK(split_into_lines("\xff").empty());
}

TEST_CASE("split_into_lines: what is too long for one line is cut between words") {
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "wörd ";
  const auto lines = split_into_lines(words);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].size() <= kLineBytesMax);
  CHECK(lines[0] + " " + lines[1] + " " == words);
  // One endless word: not inside a character.
  std::string endless;
  for (int i = 0; i < 10000; ++i) endless += "日";
  const auto pieces = split_into_lines(endless);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0] + pieces[1] == endless);
}

}  // namespace

TEST_CASE("clean_name: one line, trimmed, 1 to 200 code points") {
  CHECK(clean_name("  Ada\n\tLovelace ").value() == "Ada Lovelace");
  const std::string two_hundred(200, 'x');
  CHECK(clean_name(two_hundred).ok());
  std::string wide;
  for (int i = 0; i < 200; ++i) wide += "\xF0\x9F\x90\x9D";
  CHECK(clean_name(wide).ok());
  const std::string refused[] = {"", " \t\n ", two_hundred + "x", wide + "x", "\xff\xfe"};
  for (const std::string& name : refused) {
    const auto got = clean_name(name);
    REQUIRE_FALSE(got.ok());
    CHECK(got.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("clean_line_text: keeps line breaks, drops control characters, at most 16 KiB") {
  CHECK(clean_line_text(" a\r\nb\rc\n\td\x01\x7f\xC2\x85 ").value() == "a\nb\nc\n\td");
  CHECK(clean_line_text("x\r\n\r\ny").value() == "x\n\ny");
  const std::string full(kLineBytesMax, 'x');
  CHECK(clean_line_text(full).value() == full);
  CHECK(clean_line_text("  " + full + " ").ok());
  CHECK_FALSE(clean_line_text(full + "x").ok());
  CHECK_FALSE(clean_line_text(" \n ").ok());
  CHECK_FALSE(clean_line_text("\xC3").ok());
}

TEST_CASE("check_item_id: empty or 1 to 40 of a-z 0-9 -") {
  CHECK(check_item_id("").ok());
  CHECK(check_item_id("how-long").ok());
  CHECK(check_item_id(std::string(40, 'a')).ok());
  const std::string refused[] = {std::string(41, 'a'), "How", "a b", "a_b", "a.b", "\xC3\xA4"};
  for (const std::string& id : refused) CHECK_FALSE(check_item_id(id).ok());
}

TEST_CASE("writing: only while the conversation is under way") {
  Interview interview = held();
  CHECK(check_may_write(interview).ok());
  interview.ended_ms = 5;
  CHECK_FALSE(check_may_write(interview).ok());
  CHECK(check_may_edit(interview).ok());
  interview.raw_notes = RawNotes::kDestroyed;
  CHECK_FALSE(check_may_edit(interview).ok());
  CHECK_FALSE(check_may_mark(interview).ok());
  for (const InterviewState state :
       {InterviewState::kCandidate, InterviewState::kScheduled, InterviewState::kCleaned,
        InterviewState::kSigned, InterviewState::kClosed}) {
    Interview other = held();
    other.state = state;
    CHECK_FALSE(check_may_write(other).ok());
    CHECK_FALSE(check_may_edit(other).ok());
    CHECK(check_may_mark(other).ok() == (state != InterviewState::kClosed));
  }
}

TEST_CASE("sharing: nothing before consent is recorded, and each refusal has its reason") {
  const Interview interview = held();
  const Line line = line_of(interview);
  CHECK(why_not_shareable(line, interview, ConsentRecord{}) == NotShareable::kNoConsent);
  CHECK(why_not_shareable(line, interview, given(interview)) == std::nullopt);

  struct Row {
    const char* name;
    void (*change)(Line&, Interview&, ConsentRecord&);
    NotShareable why;
  };
  const Row rows[] = {
      {"withdrawn", [](Line&, Interview&, ConsentRecord& c) { c.state = ConsentState::kWithdrawn; },
       NotShareable::kWithdrawn},
      {"two records", [](Line&, Interview&, ConsentRecord& c) { c.conflict = true; },
       NotShareable::kConsentConflict},
      {"withdrawn by one of two",
       [](Line&, Interview&, ConsentRecord& c) {
         c.conflict = true;
         c.state = ConsentState::kWithdrawn;
       },
       NotShareable::kWithdrawn},
      {"no to notes",
       [](Line&, Interview&, ConsentRecord& c) { c.answers.notes_taken = Answer::kNo; },
       NotShareable::kNotesDeclined},
      {"notes not asked",
       [](Line&, Interview&, ConsentRecord& c) { c.answers.notes_taken = Answer::kNotAsked; },
       NotShareable::kNotesDeclined},
      {"no to the medium",
       [](Line&, Interview&, ConsentRecord& c) { c.answers.medium_ok = Answer::kNo; },
       NotShareable::kMediumDeclined},
      {"struck", [](Line& l, Interview&, ConsentRecord&) { l.struck = true; },
       NotShareable::kStruck},
      {"destroyed", [](Line&, Interview& i, ConsentRecord&) { i.raw_notes = RawNotes::kDestroyed; },
       NotShareable::kNotesDestroyed},
      {"consent of another interview",
       [](Line&, Interview&, ConsentRecord& c) { c.interview_id = id_of(9); },
       NotShareable::kNoConsent},
      {"line of another interview",
       [](Line& l, Interview&, ConsentRecord&) { l.interview_id = id_of(9); },
       NotShareable::kNoConsent},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Interview i = interview;
    Line l = line;
    ConsentRecord c = given(interview);
    row.change(l, i, c);
    CHECK(why_not_shareable(l, i, c) == row.why);
    CHECK_FALSE(not_shareable_text(row.why).empty());
  }
}

TEST_CASE("sharing_refusal: each outlet asks, and gets its own reason") {
  using Why = std::optional<NotShareable>;
  struct Row {
    const char* name;
    void (*change)(Interview&, ConsentRecord&);
    Why own_paper, readers, interviewee;
  };
  const Row rows[] = {
      {"given", [](Interview&, ConsentRecord&) {}, {}, {}, {}},
      {"amended",
       [](Interview&, ConsentRecord& c) { c.state = ConsentState::kAmended; },
       {},
       {},
       {}},
      {"none",
       [](Interview&, ConsentRecord& c) { c = {}; },
       {},
       NotShareable::kNoConsent,
       NotShareable::kNoConsent},
      {"another interview's",
       [](Interview&, ConsentRecord& c) { c.interview_id = id_of(9); },
       {},
       NotShareable::kNoConsent,
       NotShareable::kNoConsent},
      {"withdrawn",
       [](Interview&, ConsentRecord& c) { c.state = ConsentState::kWithdrawn; },
       NotShareable::kWithdrawn,
       NotShareable::kWithdrawn,
       {}},
      {"two records",
       [](Interview&, ConsentRecord& c) { c.conflict = true; },
       {},
       NotShareable::kConsentConflict,
       NotShareable::kConsentConflict},
      {"no to notes",
       [](Interview&, ConsentRecord& c) { c.answers.notes_taken = Answer::kNo; },
       NotShareable::kNotesDeclined,
       NotShareable::kNotesDeclined,
       {}},
      {"notes not asked",
       [](Interview&, ConsentRecord& c) { c.answers.notes_taken = Answer::kNotAsked; },
       {},
       NotShareable::kNotesDeclined,
       {}},
      {"no to the medium",
       [](Interview&, ConsentRecord& c) { c.answers.medium_ok = Answer::kNo; },
       {},
       NotShareable::kMediumDeclined,
       {}},
      {"destroyed",
       [](Interview& i, ConsentRecord&) { i.raw_notes = RawNotes::kDestroyed; },
       NotShareable::kNotesDestroyed,
       NotShareable::kNotesDestroyed,
       {}},
      {"destroyed without consent",
       [](Interview& i, ConsentRecord& c) {
         i.raw_notes = RawNotes::kDestroyed;
         c = {};
       },
       NotShareable::kNotesDestroyed, NotShareable::kNoConsent, NotShareable::kNoConsent}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Interview interview = held();
    ConsentRecord record = given(interview);
    row.change(interview, record);
    CHECK(sharing_refusal(Outlet::kOwnPaper, interview, record) == row.own_paper);
    CHECK(sharing_refusal(Outlet::kReaders, interview, record) == row.readers);
    CHECK(sharing_refusal(Outlet::kInterviewee, interview, record) == row.interviewee);
  }
}

TEST_CASE("sharing: amended consent opens as given does") {
  const Interview interview = held();
  ConsentRecord record = given(interview);
  record.state = ConsentState::kAmended;
  CHECK(why_interview_not_shareable(interview, record) == std::nullopt);
}
