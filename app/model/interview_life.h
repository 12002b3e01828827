// The life of an interview: one table of the steps that are allowed. A step that is not in it is
// refused. Source: docs/design/interview-life.md. Not for consent, which runs beside it.
#pragma once

#include <string_view>

#include "app/model/types.h"
#include "platform/base/result.h"

namespace quietroom::model {

/// The stable English name of `state` ("candidate", "with the interviewee", ...), for logs and
/// screens.
std::string_view interview_state_name(InterviewState state);

/// True if an interview of a case of `kind` may go from `from` to `to` in one step. Staying is not
/// a step.
bool may_step(CaseKind kind, InterviewState from, InterviewState to);

/// Nothing, if the step is allowed. Errors: kInvalid, naming both states.
Status check_step(CaseKind kind, InterviewState from, InterviewState to);

/// Whether a 1:1 may begin, go on or be planned in a case: not in one that is closed.
/// Errors: kInvalid.
Status check_case_open(bool closed);

}  // namespace quietroom::model
