#include "app/store/store.h"

#include <doctest/doctest.h>

#include <map>

#include "app/model/rules.h"
#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::InterviewState;
using model::LineKind;

namespace {

/// What only another version of the program does yet.
void archive(Store& store, model::EntityKind kind, const Id& entity, const Id& vault) {
  const Change change{kind, entity, "archived", model::Value::boolean(true), vault, {}};
  must(store.commit({&change, 1}));
}

}  // namespace

TEST_CASE("store: an interview with lines is there after closing and opening") {
  Bench bench;
  std::string before;
  Id device;
  {
    auto store = bench.create();
    const StartedInterview started = must(store->start_interview(walk_in("Ada")));
    device = must(store->device(started.case_id));
    CHECK_FALSE(device.is_none());
    bench.clock.advance(1000);
    const Id first = must(store->add_line(
        {started.interview_id, "role", LineKind::kQuote, "I was the one with the pager"}));
    bench.clock.advance(1000);
    must(store->add_line({started.interview_id, "", LineKind::kInference, "Tired"}));
    must(store->edit_line(first, "I was the one with the pager."));
    must(store->set_item_state(started.interview_id, "role", model::ItemProgress::kDone));
    const auto lines = must(store->lines(started.interview_id));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text == "I was the one with the pager.");
    CHECK(lines[0].edited);
    CHECK(lines[0].kind == LineKind::kQuote);
    CHECK(lines[0].at_ms == FakeClock::kStartMs + 1000);
    CHECK_FALSE(lines[1].edited);
    CHECK(lines[1].item_id.empty());
    before = dump(*store);
    must(store->check());
    must(store->close());
    CHECK_FALSE(store->is_open());
    CHECK(code_of(store->cases()) == ErrorCode::kIo);
    must(store->close());
  }
  CHECK_FALSE(must(bench.files.exists("store.db-wal")));
  auto store = bench.open();
  CHECK(must(store->device(must(store->cases())[0].id)) == device);
  CHECK(dump(*store) == before);
  CHECK(before.find("pager.") != std::string::npos);
}

TEST_CASE("store: without close(), what was acknowledged is there") {
  Bench bench;
  std::string before;
  {
    auto store = bench.create();
    must(store->start_interview(walk_in("Ada")));
    before = dump(*store);
  }
  CHECK(dump(*bench.open()) == before);
}

TEST_CASE("store: missing, unfinished, wrong key, newer and twice open are different errors") {
  Bench bench;
  CHECK(code_of(Store::open(bench.files, bench.clock, bench.random, options_with())) ==
        ErrorCode::kNotFound);
  CHECK_FALSE(must(Store::exists(bench.files, "store.db")));
  bench.files.set_content("store.db", {});
  CHECK(code_of(Store::open(bench.files, bench.clock, bench.random, options_with())) ==
        ErrorCode::kNotFound);
  {
    auto store = bench.create();
    CHECK(code_of(Store::open(bench.files, bench.clock, bench.random, options_with())) ==
          ErrorCode::kConflict);
    must(store->close());
  }
  CHECK(must(Store::exists(bench.files, "store.db")));
  CHECK(code_of(Store::create(bench.files, bench.clock, bench.random, options_with())) ==
        ErrorCode::kConflict);
  CHECK(code_of(Store::open(bench.files, bench.clock, bench.random, options_with(8))) ==
        ErrorCode::kCorrupt);
  bench.open();
}

TEST_CASE("store: start_interview makes case, person and interview at once, or nothing") {
  Bench bench;
  auto store = bench.create();
  StartInterview start = walk_in("  ");
  CHECK(code_of(store->start_interview(start)) == ErrorCode::kInvalid);
  start = walk_in("Ada");
  start.plan_minutes = 50;
  CHECK(code_of(store->start_interview(start)) == ErrorCode::kInvalid);
  start.plan_minutes = 30;
  start.case_id = numbered_id(1);
  CHECK(code_of(store->start_interview(start)) == ErrorCode::kNotFound);
  CHECK(must(store->cases()).empty());
  CHECK(must(store->people()).empty());
  start.case_id = {};
  const StartedInterview made = must(store->start_interview(start));
  const model::Interview one = must(store->interview(made.interview_id));
  CHECK(one.under_way());
  CHECK(one.person_name == "Ada");
  CHECK(one.case_title == "Checkout outage");
  CHECK(one.plan_minutes == 30);
  CHECK(one.started_ms == FakeClock::kStartMs);
  CHECK_FALSE(one.rooms.raw.is_none());
  CHECK_FALSE(one.rooms.raw == one.rooms.held_back);
  CHECK_FALSE(one.rooms.draft == one.rooms.signed_off);
  CHECK(must(store->find_case(made.case_id)).interview_count == 1);
  CHECK(must(store->person(made.person_id)).interview_count == 1);
}

TEST_CASE("store: operations carry vault, room, author, device and what they replace") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview made = must(store->start_interview(walk_in("Ada")));
  const model::Interview one = must(store->interview(made.interview_id));
  const Id line = must(store->add_line({one.id, "role", LineKind::kQuote, "first"}));
  must(store->edit_line(line, "second"));
  std::map<Id, std::uint64_t> counters;
  std::uint64_t hlc = 0;
  for (const LoggedOperation& entry : log_of(*store)) {
    const format::Operation& op = entry.operation;
    CHECK(op.id.device == must(store->device(op.vault)));
    CHECK(op.id.counter == ++counters[op.vault]);
    CHECK(op.hlc > hlc);
    hlc = op.hlc;
    CHECK(op.author == numbered_id(0xa0));
    const auto kind = static_cast<model::EntityKind>(op.entity_kind);
    if (kind == model::EntityKind::kPerson) {
      CHECK(op.vault == store->own_vault());
    } else {
      CHECK(op.vault == made.case_id);
    }
    CHECK(op.room == (kind == model::EntityKind::kLine ? one.rooms.raw : Id{}));
    CHECK(format::payload_commit(entry.payload) == op.commit);
  }
  const format::Operation last = log_of(*store).back().operation;
  REQUIRE(last.replaces.size() == 1);
  CHECK(last.replaces[0].counter < last.id.counter);
}

TEST_CASE("store: each vault has a device of its own, from its first operation on") {
  Bench bench;
  auto store = bench.create();
  CHECK(must(store->device(store->own_vault())).is_none());
  const Id first = must(store->create_case("First", model::CaseKind::kIncident));
  const Id second = must(store->create_case("Second", model::CaseKind::kIncident));
  CHECK(must(store->device(store->own_vault())).is_none());
  must(store->create_person("Ada"));
  const Id devices[] = {must(store->device(first)), must(store->device(second)),
                        must(store->device(store->own_vault()))};
  for (const Id& device : devices) CHECK_FALSE(device.is_none());
  CHECK_FALSE(devices[0] == devices[1]);
  CHECK_FALSE(devices[0] == devices[2]);
  // A device is there only with what it made: a commit that fails leaves none behind.
  const Id third = numbered_id(0x33);
  const Change change{model::EntityKind::kCase, third, "title", model::Value::text("T"), third, {}};
  bench.files.fail_at(1, ErrorCode::kQuota);
  CHECK(code_of(store->commit({&change, 1})) == ErrorCode::kQuota);
  CHECK(must(store->device(third)).is_none());
  const std::vector<format::OpId> made = must(store->commit({&change, 1}));
  REQUIRE(made.size() == 1);
  CHECK(made[0] == format::OpId{must(store->device(third)), 1});
}

TEST_CASE("store: renaming, archiving, and lists in order") {
  Bench bench;
  auto store = bench.create();
  const Id older = must(store->create_case("Older", model::CaseKind::kOutreach));
  bench.clock.advance(1000);
  const Id newer = must(store->create_case("Newer", model::CaseKind::kIncident));
  must(store->rename_case(older, " Older, renamed "));
  const std::size_t operations = log_of(*store).size();
  must(store->rename_case(older, "Older, renamed"));
  CHECK(log_of(*store).size() == operations);  // Nothing changed, nothing written.
  auto cases = must(store->cases());
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].id == newer);
  CHECK(cases[1].title == "Older, renamed");
  CHECK(cases[1].kind == model::CaseKind::kOutreach);
  archive(*store, model::EntityKind::kCase, newer, newer);
  CHECK(must(store->cases())[0].id == older);

  const Id zoe = must(store->create_person("zoe"));
  must(store->create_person("Ada"));
  must(store->create_person("bob"));
  auto people = must(store->people());
  CHECK(people[0].name == "Ada");
  CHECK(people[1].name == "bob");
  must(store->rename_person(zoe, "Abe"));
  CHECK(must(store->people())[0].name == "Abe");
  archive(*store, model::EntityKind::kPerson, zoe, store->own_vault());
  CHECK(must(store->people())[2].archived);
  CHECK(code_of(store->rename_person(numbered_id(1), "x")) == ErrorCode::kNotFound);
  CHECK(code_of(store->rename_case(numbered_id(1), "x")) == ErrorCode::kNotFound);
  CHECK(code_of(store->rename_person(zoe, "")) == ErrorCode::kInvalid);
}

TEST_CASE("store: a closed conversation takes no line until it is opened again") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  CHECK(code_of(store->reopen_conversation(interview)) == ErrorCode::kInvalid);
  bench.clock.advance(5000);
  must(store->end_conversation(interview));
  CHECK(must(store->interview(interview)).ended_ms == FakeClock::kStartMs + 5000);
  CHECK(code_of(store->end_conversation(interview)) == ErrorCode::kInvalid);
  CHECK(code_of(store->add_line({interview, "", LineKind::kQuote, "late"})) == ErrorCode::kInvalid);
  must(store->reopen_conversation(interview));
  must(store->add_line({interview, "", LineKind::kQuote, "late"}));
}

TEST_CASE("store: an interview goes through its life, and refused steps change nothing") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->add_candidate(walk_in("Ada"))).interview_id;
  CHECK(must(store->interview(interview)).started_ms == 0);
  CHECK(code_of(store->step_interview(interview, InterviewState::kSigned)) == ErrorCode::kInvalid);
  for (const InterviewState to :
       {InterviewState::kInvited, InterviewState::kScheduled, InterviewState::kHeld,
        InterviewState::kCleaned, InterviewState::kWithInterviewee, InterviewState::kSigned,
        InterviewState::kCoded, InterviewState::kClosed}) {
    bench.clock.advance(1000);
    must(store->step_interview(interview, to));
    CHECK(must(store->interview(interview)).state == to);
  }
  const auto steps = must(store->steps(interview));
  REQUIRE(steps.size() == 9);
  CHECK(steps[0].state == InterviewState::kCandidate);
  CHECK(steps[3].state == InterviewState::kHeld);
  CHECK(steps[3].at_ms == FakeClock::kStartMs + 3000);
  CHECK(steps[8].author == numbered_id(0xa0));
  const model::Interview one = must(store->interview(interview));
  CHECK(one.started_ms == FakeClock::kStartMs + 3000);
  CHECK(one.ended_ms == FakeClock::kStartMs + 4000);
}

TEST_CASE("store: lines can be struck, marked and assigned; a struck one keeps its wording") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  const Id line = must(store->add_line({interview, "", LineKind::kQuote, "words"}));
  must(store->set_line_kind(line, LineKind::kInference));
  must(store->set_line_item(line, "how-long"));
  CHECK(code_of(store->set_line_item(line, "Not An Item")) == ErrorCode::kInvalid);
  must(store->strike_line(line, true));
  CHECK(code_of(store->edit_line(line, "other")) == ErrorCode::kInvalid);
  model::Line found = must(store->line(line));
  CHECK(found.struck);
  CHECK(found.kind == LineKind::kInference);
  CHECK(found.item_id == "how-long");
  CHECK(must(store->interview(interview)).line_count == 0);
  must(store->strike_line(line, false));
  CHECK(must(store->interview(interview)).line_count == 1);
  must(store->edit_line(line, "other"));
  const auto history = must(store->line_history(line));
  REQUIRE(history.size() == 2);
  CHECK(history[0].text == "words");
  CHECK_FALSE(history[0].current);
  CHECK(history[1].text == "other");
  CHECK(history[1].current);
  CHECK(code_of(store->strike_line(numbered_id(9), true)) == ErrorCode::kNotFound);
}

TEST_CASE("store: item states, with the line that covered it") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  const Id other = must(store->start_interview(walk_in("Bob"))).interview_id;
  const Id line = must(store->add_line({interview, "role", LineKind::kQuote, "all of it"}));
  using P = model::ItemProgress;
  must(store->set_item_state(interview, "surprise", P::kCovered, line));
  must(store->set_item_state(interview, "role", P::kDone));
  CHECK(code_of(store->set_item_state(other, "role", P::kCovered, line)) == ErrorCode::kInvalid);
  CHECK(code_of(store->set_item_state(interview, "role", P::kDone, line)) == ErrorCode::kInvalid);
  CHECK(code_of(store->set_item_state(interview, "", P::kDone)) == ErrorCode::kInvalid);
  auto states = must(store->item_states(interview));
  REQUIRE(states.size() == 2);
  CHECK(states[0].item_id == "role");
  CHECK(states[1].progress == P::kCovered);
  CHECK(states[1].covered_by == line);
  must(store->set_item_state(interview, "surprise", P::kOpen));
  states = must(store->item_states(interview));
  CHECK(states[1].progress == P::kOpen);
  CHECK(states[1].covered_by.is_none());
  CHECK(must(store->item_states(other)).empty());
}

TEST_CASE("store: consent is recorded, amended and withdrawn, and says what may be shared") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  const Id line = must(store->add_line({interview, "", LineKind::kQuote, "words"}));
  const auto why = [&] {
    return model::why_not_shareable(must(store->line(line)), must(store->interview(interview)),
                                    must(store->consent(interview)));
  };
  CHECK(why() == model::NotShareable::kNoConsent);
  model::ConsentInput input;
  input.text_version = 1;
  input.text_read = "Is that all right?";
  input.answers.notes_taken = model::Answer::kYes;
  input.answers.medium_ok = model::Answer::kYes;
  input.answers.readers = {"Grace", "Edsger W."};
  input.answers.quote_choice = model::QuoteChoice::kPseudonym;
  input.answers.destroy_date = "2026-12-24";
  input.form = model::ConsentForm::kWritten;
  input.withdrawn = true;
  CHECK(code_of(store->record_consent(interview, input)) == ErrorCode::kInvalid);
  input.withdrawn = false;
  const Id first = must(store->record_consent(interview, input));
  model::ConsentRecord holds = must(store->consent(interview));
  CHECK(holds.id == first);
  CHECK(holds.state == model::ConsentState::kGiven);
  CHECK(holds.answers.readers == input.answers.readers);
  CHECK(holds.answers.quote_choice == model::QuoteChoice::kPseudonym);
  CHECK(holds.form == model::ConsentForm::kWritten);
  CHECK(holds.text_read == "Is that all right?");
  CHECK(holds.recorded_by == numbered_id(0xa0));
  CHECK(holds.recorded_ms == FakeClock::kStartMs);
  CHECK(why() == std::nullopt);
  input.answers.readers.clear();
  must(store->record_consent(interview, input));
  holds = must(store->consent(interview));
  CHECK(holds.state == model::ConsentState::kAmended);
  CHECK(holds.previous == first);
  CHECK(holds.answers.readers.empty());
  input.withdrawn = true;
  must(store->record_consent(interview, input));
  CHECK(why() == model::NotShareable::kWithdrawn);
  CHECK(must(store->consent_history(interview)).size() == 3);
}

TEST_CASE("store: drafts stay until their line is written, in the same moment") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  must(store->save_draft("line", "half a sen"));
  must(store->save_draft("title", "x"));
  bench.clock.advance(1000);
  must(store->save_draft("line", "half a sentence"));
  const auto draft = must(store->draft("line"));
  REQUIRE(draft);
  CHECK(draft->text == "half a sentence");
  CHECK(draft->saved_ms == FakeClock::kStartMs + 1000);
  CHECK(must(store->draft("title")));
  CHECK(code_of(store->add_line({interview, "", LineKind::kQuote, " "}, "line")) ==
        ErrorCode::kInvalid);
  CHECK(must(store->draft("line")));
  const Id line = must(store->add_line({interview, "", LineKind::kQuote, "half"}, "line"));
  CHECK_FALSE(must(store->draft("line")));
  must(store->save_draft("edit", "halves"));
  must(store->edit_line(line, "half", "edit"));  // The same text: the draft goes all the same.
  CHECK_FALSE(must(store->draft("edit")));
  must(store->save_draft("title", ""));
  CHECK_FALSE(must(store->draft("title")));
  must(store->clear_draft("never there"));
  CHECK(code_of(store->save_draft("", "x")) == ErrorCode::kInvalid);
  CHECK(code_of(store->save_draft("x", std::string(600'000, 'x'))) == ErrorCode::kInvalid);
  CHECK(code_of(store->save_draft("x", "\xff")) == ErrorCode::kInvalid);
}

TEST_CASE("store: settings") {
  Bench bench;
  {
    auto store = bench.create();
    CHECK_FALSE(must(store->setting("theme")));
    must(store->set_setting("theme", "dark"));
    must(store->set_setting("theme", ""));
    must(store->set_setting("lock", "30"));
    CHECK_FALSE(must(store->last_copy_ms()));
    must(store->note_copy_saved());
    CHECK(code_of(store->set_setting("", "x")) == ErrorCode::kInvalid);
  }
  auto store = bench.open();
  CHECK(must(store->setting("theme")) == std::optional<std::string>(""));
  CHECK(must(store->setting("lock")) == std::optional<std::string>("30"));
  CHECK(must(store->last_copy_ms()) == std::optional<std::int64_t>(FakeClock::kStartMs));
}

TEST_CASE("store: interviews are filtered, those under way first, then by activity") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview first = must(store->start_interview(walk_in("Ada")));
  bench.clock.advance(1000);
  StartInterview again = walk_in("Bob");
  again.case_id = first.case_id;
  const StartedInterview second = must(store->start_interview(again));
  bench.clock.advance(1000);
  const StartedInterview other = must(store->add_candidate(walk_in("Cid")));
  bench.clock.advance(1000);
  must(store->add_line({first.interview_id, "", LineKind::kQuote, "x"}));
  auto all = must(store->interviews());
  REQUIRE(all.size() == 3);
  CHECK(all[0].id == first.interview_id);
  CHECK(all[1].id == second.interview_id);
  CHECK(all[2].id == other.interview_id);
  InterviewFilter filter;
  filter.case_id = first.case_id;
  CHECK(must(store->interviews(filter)).size() == 2);
  filter.person_id = second.person_id;
  CHECK(must(store->interviews(filter)).size() == 1);
  filter = {};
  filter.state = InterviewState::kCandidate;
  CHECK(must(store->interviews(filter))[0].id == other.interview_id);
  filter = {};
  filter.under_way_only = true;
  CHECK(must(store->interviews(filter)).size() == 2);
}
