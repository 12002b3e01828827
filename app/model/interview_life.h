// The life of an interview: one table of the steps that are allowed. A step that is not in it is
// refused. Source: docs/design/interview-life.md. Not for consent, which runs beside it.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "app/model/types.h"
#include "platform/base/result.h"

namespace quietroom::model {

/// Every state, in the order of the life.
inline constexpr std::array<InterviewState, 12> kInterviewStates = {
    InterviewState::kCandidate,       InterviewState::kInvited, InterviewState::kDeclined,
    InterviewState::kScheduled,       InterviewState::kHeld,    InterviewState::kCleaned,
    InterviewState::kWithInterviewee, InterviewState::kSigned,  InterviewState::kNoAnswer,
    InterviewState::kStruck,          InterviewState::kCoded,   InterviewState::kClosed};

/// The stable English name of `state` ("candidate", "with the interviewee", ...), for logs and
/// screens.
std::string_view interview_state_name(InterviewState state);

/// True if an interview of a case of `kind` may go from `from` to `to` in one step. Staying is not
/// a step.
bool may_step(CaseKind kind, InterviewState from, InterviewState to);

/// Nothing, if the step is allowed. Errors: kInvalid, naming both states.
Status check_step(CaseKind kind, InterviewState from, InterviewState to);

/// Where an interview may go from `from`, in the order of the life; empty at an end.
std::vector<InterviewState> next_states(CaseKind kind, InterviewState from);

}  // namespace quietroom::model
