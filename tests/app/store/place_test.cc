// What another member of a case may write, and what stays out: a 1:1 has one who holds it.
#include <doctest/doctest.h>

#include "app/store/store.h"
#include "tests/app/store/journal_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::EntityKind;
using model::Value;

namespace {

const Id kEve = numbered_id(0xbb);
const Id kEvesDevice = numbered_id(0x77);

/// This person's 1:1 in a case, and another member who writes there.
struct Shared {
  Bench bench;
  std::unique_ptr<Store> store = bench.create();
  StartedInterview made = must(store->start_interview(walk_in("Ada")));
  std::unique_ptr<sync::Journal> journal = must(store->journal(made.case_id));
  model::Interview mine = must(store->interview(made.interview_id));
  FakeRandom random{5};
  std::uint64_t counter = 0;

  /// Eve says `value`; true if it was taken in.
  bool eve_says(EntityKind kind, const Id& entity, const char* field, Value value,
                const Id& room = {}) {
    Said said{{kEvesDevice, ++counter}, made.case_id, entity, kind, field, std::move(value), room};
    said.author = kEve;
    must(journal->commit(batch_of({carry(said, random)})));
    return store->take_arrivals().kept_out == 0;
  }
};

}  // namespace

TEST_CASE("place: nobody but whoever holds a 1:1 writes its state, items, consent or referrals") {
  Shared shared;
  const Id& interview = shared.made.interview_id;
  CHECK_FALSE(shared.eve_says(EntityKind::kInterview, interview, "state", Value::integer(6)));
  CHECK_FALSE(
      shared.eve_says(EntityKind::kInterview, interview, "case", Value::id(shared.made.case_id)));
  CHECK_FALSE(shared.eve_says(EntityKind::kItemState, interview, "item.warm_up", Value::integer(2),
                              shared.mine.rooms.raw));
  CHECK_FALSE(
      shared.eve_says(EntityKind::kConsent, numbered_id(0x91), "interview", Value::id(interview)));
  CHECK_FALSE(
      shared.eve_says(EntityKind::kConsent, interview, "record", Value::id(numbered_id(0x91))));
  CHECK_FALSE(
      shared.eve_says(EntityKind::kReferral, numbered_id(0x92), "interview", Value::id(interview)));
  CHECK(must(shared.store->interview(interview)).state == model::InterviewState::kHeld);
}

TEST_CASE("place: nobody but whoever holds a 1:1 writes a line of it, in whatever room") {
  Shared shared;
  const Id line =
      must(shared.store->add_line({shared.made.interview_id, "", model::LineKind::kQuote, "mine"}));
  for (const Id& room : {shared.mine.rooms.raw, shared.mine.rooms.held_back, Id{}}) {
    CHECK_FALSE(
        shared.eve_says(EntityKind::kLine, line, "text", Value::text("changed by Eve"), room));
    CHECK_FALSE(shared.eve_says(EntityKind::kLine, numbered_id(0x93), "interview",
                                Value::id(shared.made.interview_id), room));
  }
  CHECK_FALSE(shared.eve_says(EntityKind::kLine, numbered_id(0x94), "text", Value::text("x"),
                              shared.mine.rooms.raw));
  CHECK(must(shared.store->lines(shared.made.interview_id)).size() == 1);
  CHECK(must(shared.store->line(line)).text == "mine");
}

TEST_CASE("place: a 1:1 of another member comes, and its own room leads to no other 1:1") {
  Shared shared;
  const Id hers = numbered_id(0x95);
  const Id room = numbered_id(0x96);
  CHECK(shared.eve_says(EntityKind::kInterview, hers, "room.raw", Value::id(room)));
  CHECK(shared.eve_says(EntityKind::kInterview, hers, "case", Value::id(shared.made.case_id)));
  CHECK(shared.eve_says(EntityKind::kInterview, hers, "name", Value::text("Bo")));
  const model::Interview found = must(shared.store->interview(hers));
  CHECK(found.interviewer == kEve);
  CHECK(found.person_name == "Bo");
  const Id line = numbered_id(0x97);
  CHECK(shared.eve_says(EntityKind::kLine, line, "interview", Value::id(hers), room));
  CHECK(shared.eve_says(EntityKind::kLine, line, "text", Value::text("hers"), room));
  CHECK(must(shared.store->lines(hers)).size() == 1);
  CHECK_FALSE(shared.eve_says(EntityKind::kLine, line, "interview",
                              Value::id(shared.made.interview_id), room));
  // Nor does this person write in hers.
  CHECK(shared.store->add_line({hers, "", model::LineKind::kQuote, "mine"}).error().code ==
        ErrorCode::kInvalid);
  CHECK(shared.store->edit_line(line, "mine").error().code == ErrorCode::kInvalid);
  CHECK(shared.store->strike_line(line, true).error().code == ErrorCode::kInvalid);
  CHECK(shared.store->step_interview(hers, model::InterviewState::kHeld).error().code ==
        ErrorCode::kInvalid);
  CHECK(shared.store->record_consent(hers, {}).error().code == ErrorCode::kInvalid);
}

TEST_CASE("place: what was said of a 1:1 before its making came is emptied, if another said it") {
  Shared shared;
  const Id bens = numbered_id(0x98);
  CHECK(shared.eve_says(EntityKind::kInterview, bens, "state", Value::integer(12)));
  CHECK(shared.eve_says(EntityKind::kLine, numbered_id(0x99), "interview", Value::id(bens)));
  CHECK(shared.eve_says(EntityKind::kLine, numbered_id(0x99), "text", Value::text("invented")));
  Said making{
      {numbered_id(0x78), 1},        shared.made.case_id, bens, EntityKind::kInterview, "case",
      Value::id(shared.made.case_id)};
  making.author = numbered_id(0xbe);
  must(shared.journal->commit(batch_of({carry(making, shared.random)})));
  const model::Interview found = must(shared.store->interview(bens));
  CHECK(found.interviewer == numbered_id(0xbe));
  CHECK(found.state == model::InterviewState::kCandidate);
  CHECK(must(shared.store->lines(bens)).empty());
}

TEST_CASE("tell_names: members of a case read whom its 1:1s are with, and hear of a new name") {
  Shared shared;
  must(shared.store->tell_names(shared.made.case_id));
  const std::uint64_t once = shared.store->written();
  must(shared.store->tell_names(shared.made.case_id));
  CHECK(shared.store->written() == once);
  must(shared.store->rename_person(shared.made.person_id, "Ada Okafor"));
  must(shared.store->tell_names(shared.made.case_id));
  const auto names =
      must(shared.store->wordings(EntityKind::kInterview, shared.made.interview_id, "name"));
  REQUIRE(names.size() == 1);
  CHECK(names[0].value == Value::text("Ada Okafor"));
}
