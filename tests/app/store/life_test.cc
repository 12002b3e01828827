#include <doctest/doctest.h>

#include <map>
#include <vector>

#include "app/model/interview_life.h"
#include "tests/app/model/interview_states.h"
#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::CaseKind;
using model::InterviewState;

namespace {

using Way = std::vector<InterviewState>;

/// To each state that is reached at all, the shortest way there from candidate.
std::map<InterviewState, Way> ways(CaseKind kind) {
  std::map<InterviewState, Way> known = {{InterviewState::kCandidate, {}}};
  std::vector<InterviewState> ends = {InterviewState::kCandidate};
  for (std::size_t at = 0; at < ends.size(); ++at) {
    for (const InterviewState next : model::kInterviewStates) {
      if (!model::may_step(kind, ends[at], next) || known.contains(next)) continue;
      Way way = known.at(ends[at]);
      way.push_back(next);
      known[next] = std::move(way);
      ends.push_back(next);
    }
  }
  return known;
}

/// Takes a new interview of `store` along `way`.
Id brought_along(Store& store, CaseKind kind, const Way& way) {
  StartInterview start = walk_in("Ada");
  start.case_kind = kind;
  const Id interview = must(store.add_candidate(start)).interview_id;
  for (const InterviewState state : way) must(store.step_interview(interview, state));
  return interview;
}

}  // namespace

TEST_CASE("step_interview: every drawn step says who and when, every other leaves no trace") {
  Bench bench;
  auto store = bench.create();
  int taken_count = 0;
  for (const CaseKind kind : {CaseKind::kIncident, CaseKind::kOutreach}) {
    for (const auto& reached : ways(kind)) {
      const InterviewState from = reached.first;
      for (const InterviewState to : model::kInterviewStates) {
        CAPTURE(model::interview_state_name(from));
        CAPTURE(model::interview_state_name(to));
        const Id interview = brought_along(*store, kind, reached.second);
        const auto before = must(store->steps(interview));
        bench.clock.advance(1000);
        const Status step = store->step_interview(interview, to);
        const auto after = must(store->steps(interview));
        if (model::may_step(kind, from, to)) {
          ++taken_count;
          must(step);
          CHECK(must(store->interview(interview)).state == to);
          REQUIRE(after.size() == before.size() + 1);
          CHECK(after.back().state == to);
          CHECK(after.back().at_ms == bench.clock.wall_ms());
          CHECK(after.back().author == numbered_id(0xa0));
        } else {
          CHECK(code_of(step) == ErrorCode::kInvalid);
          CHECK(must(store->interview(interview)).state == from);
          CHECK(after.size() == before.size());
        }
      }
    }
  }
  CHECK(taken_count == 16);
}

TEST_CASE("close_case: what may step goes to closed with it, the rest stays, and nothing begins") {
  for (const CaseKind kind : {CaseKind::kIncident, CaseKind::kOutreach}) {
    CAPTURE(static_cast<int>(kind));
    Bench bench;
    auto store = bench.create();
    const Id home = must(store->create_case("Checkout outage", kind));
    std::map<InterviewState, Id> in;
    for (const auto& [state, way] : ways(kind)) {
      StartInterview start = walk_in("Ada");
      start.case_id = home;
      in[state] = must(store->add_candidate(start)).interview_id;
      for (const InterviewState step : way) must(store->step_interview(in[state], step));
    }
    CHECK(code_of(store->close_case(home)) == ErrorCode::kInvalid);
    CHECK_FALSE(must(store->find_case(home)).closed);
    must(store->end_conversation(in.at(InterviewState::kHeld)));
    must(store->close_case(home));
    must(store->close_case(home));
    CHECK(must(store->find_case(home)).closed);
    for (const auto& one : in) {
      const InterviewState state = one.first;
      CAPTURE(model::interview_state_name(state));
      const bool steps = model::may_step(kind, state, InterviewState::kClosed);
      CHECK(must(store->interview(one.second)).state == (steps ? InterviewState::kClosed : state));
    }
    for (const InterviewState to : {InterviewState::kInvited, InterviewState::kHeld})
      CHECK(code_of(store->step_interview(in.at(InterviewState::kCandidate), to)) ==
            ErrorCode::kInvalid);
    CHECK(code_of(store->reopen_conversation(in.at(InterviewState::kHeld))) == ErrorCode::kInvalid);
    StartInterview late = walk_in("Ben");
    late.case_id = home;
    CHECK(code_of(store->start_interview(late)) == ErrorCode::kInvalid);
    NewReferral named{in.at(InterviewState::kHeld), {}, "Kim", "", "debrief-classic", 1, ""};
    CHECK(code_of(store->refer(named)) == ErrorCode::kInvalid);
    // Whoever told something can still take it back.
    model::ConsentInput input;
    input.answers.notes_taken = model::Answer::kYes;
    input.text_version = 1;
    input.text_read = "read";
    must(store->record_consent(in.at(InterviewState::kHeld), input));
    input.withdrawn = true;
    must(store->record_consent(in.at(InterviewState::kHeld), input));
  }
}
