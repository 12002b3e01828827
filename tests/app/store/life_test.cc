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
