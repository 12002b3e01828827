// All states of an interview, for tests that try each.
#pragma once

#include <array>

#include "app/model/interview_life.h"

namespace quietroom::model {

/// Every state, in the order of the life.
inline constexpr std::array<InterviewState, 12> kInterviewStates = {
    InterviewState::kCandidate,       InterviewState::kInvited, InterviewState::kDeclined,
    InterviewState::kScheduled,       InterviewState::kHeld,    InterviewState::kCleaned,
    InterviewState::kWithInterviewee, InterviewState::kSigned,  InterviewState::kNoAnswer,
    InterviewState::kStruck,          InterviewState::kCoded,   InterviewState::kClosed};

}  // namespace quietroom::model
