#include "app/model/interview_life.h"

#include "app/words/words.h"

#include <string>

namespace quietroom::model {
namespace {

using S = InterviewState;

/// One allowed step, and for which kinds of case.
struct Step {
  S from;
  S to;
  bool incident;
  bool outreach;
};

// Read as the drawing in docs/design/interview-life.md: of "declined | scheduled" only the second
// goes on (nobody who declined is interviewed); "signed | no answer | struck" all go on to coded,
// because silence and struck passages still leave what the person's consent covers.
constexpr Step kSteps[] = {
    {S::kCandidate, S::kInvited, true, false},
    {S::kCandidate, S::kHeld, true, true},  // A walk-in; the only way in outreach.
    {S::kInvited, S::kDeclined, true, false},
    {S::kInvited, S::kScheduled, true, false},
    {S::kScheduled, S::kHeld, true, false},
    {S::kHeld, S::kCleaned, true, false},
    {S::kHeld, S::kClosed, false, true},
    {S::kCleaned, S::kWithInterviewee, true, false},
    {S::kWithInterviewee, S::kSigned, true, false},
    {S::kWithInterviewee, S::kNoAnswer, true, false},
    {S::kWithInterviewee, S::kStruck, true, false},
    {S::kSigned, S::kCoded, true, false},
    {S::kNoAnswer, S::kCoded, true, false},
    {S::kStruck, S::kCoded, true, false},
    {S::kCoded, S::kClosed, true, false},
};

}  // namespace

std::string_view interview_state_name(InterviewState state) {
  switch (state) {
    case S::kCandidate:
      return words::key("candidate");
    case S::kInvited:
      return words::key("invited");
    case S::kDeclined:
      return words::key("declined");
    case S::kScheduled:
      return words::key("scheduled");
    case S::kHeld:
      return words::key("held");
    case S::kCleaned:
      return words::key("cleaned");
    case S::kWithInterviewee:
      return words::key("with the interviewee");
    case S::kSigned:
      return words::key("signed");
    case S::kNoAnswer:
      return words::key("no answer");
    case S::kStruck:
      return words::key("struck");
    case S::kCoded:
      return words::key("coded");
    case S::kClosed:
      return words::key("closed");
  }
  return "unknown";
}

bool may_step(CaseKind kind, InterviewState from, InterviewState to) {
  for (const Step& step : kSteps) {
    if (step.from != from || step.to != to) continue;
    return kind == CaseKind::kOutreach ? step.outreach : step.incident;
  }
  return false;
}

Status check_step(CaseKind kind, InterviewState from, InterviewState to) {
  if (may_step(kind, from, to)) return {};
  const std::string_view from_name = words::known(interview_state_name(from));
  const std::string_view to_name = words::known(interview_state_name(to));
  std::string why =
      kind == CaseKind::kOutreach
          ? words::say("an interview cannot go from {from} to {to} in outreach", from_name, to_name)
          : words::say("an interview cannot go from {from} to {to}", from_name, to_name);
  return Error{ErrorCode::kInvalid, std::move(why)};
}

Status check_case_open(bool closed) {
  return closed ? Error{ErrorCode::kInvalid, words::key("its case is closed")} : Status{};
}

}  // namespace quietroom::model
