#include "app/model/interview_life.h"

#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "tests/app/model/interview_states.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

using S = InterviewState;
using Pairs = std::set<std::pair<S, S>>;

// Written out a second time, from the drawing and not from the table in the code.
const Pairs kIncident = {
    {S::kCandidate, S::kInvited},
    {S::kCandidate, S::kHeld},
    {S::kInvited, S::kDeclined},
    {S::kInvited, S::kScheduled},
    {S::kScheduled, S::kHeld},
    {S::kHeld, S::kCleaned},
    {S::kCleaned, S::kWithInterviewee},
    {S::kWithInterviewee, S::kSigned},
    {S::kWithInterviewee, S::kNoAnswer},
    {S::kWithInterviewee, S::kStruck},
    {S::kSigned, S::kCoded},
    {S::kNoAnswer, S::kCoded},
    {S::kStruck, S::kCoded},
    {S::kCoded, S::kClosed},
};
const Pairs kOutreach = {{S::kCandidate, S::kHeld}, {S::kHeld, S::kClosed}};

}  // namespace

TEST_CASE("interview life: of all 144 pairs only the drawn steps are allowed") {
  for (const S from : kInterviewStates) {
    for (const S to : kInterviewStates) {
      CAPTURE(interview_state_name(from));
      CAPTURE(interview_state_name(to));
      CHECK(may_step(CaseKind::kIncident, from, to) == kIncident.contains({from, to}));
      CHECK(may_step(CaseKind::kOutreach, from, to) == kOutreach.contains({from, to}));
      CHECK(check_step(CaseKind::kIncident, from, to).ok() == kIncident.contains({from, to}));
    }
  }
}

TEST_CASE("interview life: a refused step names both states") {
  const Status refused = check_step(CaseKind::kOutreach, S::kHeld, S::kCleaned);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK(refused.error().context == "an interview cannot go from held to cleaned in outreach");
}

TEST_CASE("interview life: every state has a name and is reached from the start") {
  std::set<std::string_view> names;
  std::set<S> reached = {S::kCandidate};
  for (int round = 0; round < 12; ++round) {
    for (const S from : std::set<S>(reached)) {
      for (const S to : kInterviewStates) {
        if (may_step(CaseKind::kIncident, from, to)) reached.insert(to);
      }
    }
  }
  for (const S state : kInterviewStates) names.insert(interview_state_name(state));
  CHECK(names.size() == 12);
  CHECK_FALSE(names.contains("unknown"));
  CHECK(reached.size() == 12);
  for (const S to : kInterviewStates) {
    CHECK_FALSE(may_step(CaseKind::kIncident, S::kClosed, to));
    CHECK_FALSE(may_step(CaseKind::kIncident, S::kDeclined, to));
  }
}
