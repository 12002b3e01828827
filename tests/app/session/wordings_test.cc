// What other devices changed while somebody works here.
#include "app/session/wordings.h"

#include <doctest/doctest.h>

#include "app/session/reading.h"
#include "sync/format/operation.h"
#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;
using model::EntityKind;
using model::Value;

struct Shared {
  Shared() : run(std::make_unique<Run>(device)) {
    run->set_up(kPassphrase);
    run->start_interview("Ana");
    run->run(CommitLine{"one two three four"});
    line = run->view().lines[0].id;
    run->run(BeginEditLine{line});
    seen = run->view().edit_saw;
    run->run(EndLineEdit{});
    REQUIRE(seen.size() == 1);
  }
  const model::Line& shown() const { return run->view().lines[0]; }

  /// A write of another device, which had seen `saw`; shown once typing rests.
  void elsewhere(EntityKind kind, const Id& entity, std::string field, const Value& value,
                 const std::vector<model::Revision>& saw, std::int64_t wait_ms = kTypingRestMs) {
    const model::Interview& home = run->view().interview;
    const Id room = kind == EntityKind::kLine ? home.rooms.raw : Id{};
    run->hear({kind, entity, std::move(field), value, home.case_id, room, saw}, ++counter);
    run->wait(wait_ms);
  }
  void edit_elsewhere(const char* text) {
    elsewhere(EntityKind::kLine, line, "text", Value::text(text), seen);
  }
  void restart() {
    device.files.crash(1);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
    REQUIRE(run->state().screen == Screen::kInterview);
  }

  TestDevice device;
  std::unique_ptr<Run> run;
  Id line;
  std::vector<model::Revision> seen;
  std::uint64_t counter = 0;
};

TEST_CASE("edit draft: keeps what the edit saw; an old one says nothing of it") {
  model::Revision a, b;
  a.device.bytes.fill(3);
  a.counter = 7;
  b.device.bytes.fill(200);
  b.counter = 123456789012345;
  const EditDraft back = parse_edit_draft(edit_draft({a, b}, "first\nsecond"));
  CHECK(back.text == "first\nsecond");
  CHECK(back.saw == std::vector<model::Revision>{a, b});
  CHECK(parse_edit_draft(edit_draft({}, "")).text.empty());
  const EditDraft old = parse_edit_draft("only text");
  CHECK(old.text == "only text");
  CHECK(old.saw.empty());
  for (const char* broken : {"\x01", "\x01nonsense here too \nx", "\x01 \nx", "\x01zz 5 \nx"}) {
    CHECK(parse_edit_draft(broken).saw.empty());
  }
}

TEST_CASE("elsewhere: a change that comes shows at once") {
  Shared at;
  at.elsewhere(EntityKind::kLine, at.line, "text", Value::text("1 two three four"), at.seen, 1);
  CHECK(at.shown().text == "1 two three four");
}

TEST_CASE("elsewhere: a change that comes waits while somebody types, and leaves what is typed") {
  Shared at;
  at.run->run(WriteDraft{"half a sen"});
  const auto revision = at.run->view().draft_revision;
  const auto fields = at.run->state().fields_revision;
  at.elsewhere(EntityKind::kLine, at.line, "text", Value::text("1 two three four"), at.seen,
               kTypingRestMs - 1);
  CHECK(at.shown().text == "one two three four");
  at.run->wait(1);
  CHECK(at.shown().text == "1 two three four");
  CHECK_FALSE(at.shown().asks());
  CHECK(at.run->view().draft == "half a sen");
  CHECK(at.run->view().draft_revision == revision);
  CHECK(at.run->state().fields_revision == fields);
}

TEST_CASE("elsewhere: an edit under way keeps its text, and saves beside what came") {
  Shared at;
  at.run->run(BeginEditLine{at.line});
  at.run->run(WriteLineEdit{"one two 3 four"});
  at.edit_elsewhere("one two three, or so, four");
  CHECK(at.run->view().editing_line == at.line);
  CHECK(at.run->view().line_edit == "one two 3 four");
  at.run->run(EndLineEdit{});
  CHECK(at.shown().has_two_texts());
  REQUIRE(at.run->state().notice.has_value());
  CHECK(at.run->state().notice->text ==
        "The line is changed. It was changed elsewhere too: both wordings are kept.");
}

TEST_CASE("elsewhere: an edit that changed nothing does not bring the old wording back") {
  Shared at;
  at.run->run(BeginEditLine{at.line});
  at.edit_elsewhere("another wording");
  at.run->run(EndLineEdit{});
  CHECK(at.shown().text == "another wording");
  CHECK_FALSE(at.shown().asks());
}

TEST_CASE("elsewhere: an edit that a restart interrupted still names only what it saw") {
  for (const bool before_restart : {true, false}) {
    CAPTURE(before_restart);
    Shared at;
    at.run->run(BeginEditLine{at.line});
    at.run->run(WriteLineEdit{"mine"});
    at.run->wait(kDraftDebounceMs);
    if (before_restart) at.edit_elsewhere("theirs");
    at.restart();
    if (!before_restart) at.edit_elsewhere("theirs");
    REQUIRE(at.run->view().editing_line == at.line);
    CHECK(at.run->view().line_edit == "mine");
    at.run->run(EndLineEdit{});
    CHECK(at.shown().has_two_texts());
  }
}

TEST_CASE("elsewhere: an edit under way survives that the line is struck there") {
  Shared at;
  at.run->run(BeginEditLine{at.line});
  at.run->run(WriteLineEdit{"mine"});
  at.elsewhere(EntityKind::kLine, at.line, "struck", Value::boolean(true), at.seen);
  CHECK(at.shown().struck);
  at.run->run(EndLineEdit{});
  CHECK(at.shown().text == "mine");
  CHECK(at.shown().struck_over);
  at.run->run(StrikeLine{at.line, true});
  CHECK(at.shown().struck);
}

TEST_CASE("settle: one press keeps a wording, or both as one line to go on with") {
  Shared at;
  at.run->run(BeginEditLine{at.line});
  at.run->run(SaveLineEdit{"mine"});
  at.edit_elsewhere("theirs");
  REQUIRE(at.shown().has_two_texts());
  const model::Conflict texts = *at.shown().wordings();
  const auto saw = model::revisions_of(texts.wordings);
  SUBCASE("one") {
    at.run->run(Settle{EntityKind::kLine, at.line, "text", Value::text("theirs"), saw});
    CHECK(at.shown().text == "theirs");
    CHECK_FALSE(at.shown().asks());
  }
  SUBCASE("both") {
    at.run->run(Settle{EntityKind::kLine, at.line, "text", Value::text(model::joined(texts)), saw});
    at.run->run(BeginEditLine{at.line});
    CHECK(at.run->view().line_edit == model::joined(texts));
    CHECK_FALSE(at.shown().asks());
  }
}

TEST_CASE("settle: the state of the 1:1, and the name of its case") {
  Shared at;
  at.run->run(ChoosePlan{45});
  at.elsewhere(EntityKind::kInterview, at.run->view().interview.id, "plan", Value::integer(30), {});
  REQUIRE(at.run->view().conflicts.size() == 1);
  const model::Conflict plan = at.run->view().conflicts[0];
  at.run->run(Settle{EntityKind::kInterview, at.run->view().interview.id, "plan",
                     Value::integer(45), model::revisions_of(plan.wordings)});
  CHECK(at.run->view().conflicts.empty());
  CHECK(at.run->view().interview.plan_minutes == 45);
  const Id home = at.run->view().interview.case_id;
  at.elsewhere(EntityKind::kCase, home, "title", Value::text("The outage"), {});
  at.run->run(OpenCase{home});
  REQUIRE(at.run->state().conflicts.size() == 1);
  const model::Conflict title = at.run->state().conflicts[0];
  at.run->run(Settle{EntityKind::kCase, home, "title", Value::text("The outage"),
                     model::revisions_of(title.wordings)});
  CHECK(at.run->state().conflicts.empty());
  CHECK(at.run->state().open_case->title == "The outage");
}

TEST_CASE("reading: a search finds either wording, and paper has both") {
  Shared at;
  at.run->run(BeginEditLine{at.line});
  at.run->run(SaveLineEdit{"the pager"});
  at.edit_elsewhere("the telephone");
  for (const char* word : {"pager", "telephone"}) {
    CHECK(reading_rows(at.run->view(), false, word).size() == 1);
  }
  std::string paper;
  for (const PrintBlock& block : printed_notes(at.run->view(), false, 0)) {
    paper += block.lead + "|" + block.text + "\n";
  }
  CHECK(paper.find(", wording 1 of 2|the ") != std::string::npos);
  CHECK(paper.find(", wording 2 of 2|the ") != std::string::npos);
  CHECK(paper.find("pager") != std::string::npos);
  CHECK(paper.find("telephone") != std::string::npos);
}

}  // namespace
}  // namespace quietroom::session
