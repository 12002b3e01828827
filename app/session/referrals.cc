// Who else to talk with: named in a 1:1, on its case's list in the same breath.
#include <algorithm>

#include "app/guides/guide_json.h"
#include "app/session/session.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

void Session::reload_referrals() {
  if (!state_.interview || !keeper_.is_open()) return;
  auto all = done(keeper_.store().referrals(state_.interview->interview.case_id));
  if (!all) return;
  std::vector<model::Referral>& shown = state_.interview->referrals;
  shown.clear();
  for (model::Referral& one : *all) {
    if (one.interview_id == state_.interview->interview.id && !one.struck) {
      shown.push_back(std::move(one));
    }
  }
}

/// Takes those who are still to be asked out of the open case's interviews, with who named them.
/// Somebody who was named by mistake only is no candidate.
void Session::reload_candidates() {
  state_.candidates.clear();
  if (!state_.open_case || !keeper_.is_open()) return;
  const auto referrals = done(keeper_.store().referrals(state_.open_case->id));
  if (!referrals) return;
  std::vector<model::Interview> others;
  for (model::Interview& interview : state_.of_open) {
    if (interview.state != model::InterviewState::kCandidate) {
      others.push_back(std::move(interview));
      continue;
    }
    Candidate candidate;
    bool was_named = false;
    for (const model::Referral& one : *referrals) {
      if (one.person_id != interview.person_id) continue;
      was_named = true;
      if (!one.struck) candidate.referrals.push_back(one);
    }
    if (was_named && candidate.referrals.empty()) continue;
    candidate.interview = std::move(interview);
    state_.candidates.push_back(std::move(candidate));
  }
  state_.of_open = std::move(others);
}

void Session::show_referrals(bool open) {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  view.referrals_open = open;
  view.more_open = false;
  view.same_name.clear();
  if (!open) return;
  reload_referrals();
}

void Session::refer() {
  if (!state_.interview || !may_write()) return;
  InterviewView& view = *state_.interview;
  if (view.off_record) {
    return refuse(Field::kReferralName,
                  say("You are off the record. Go back on the record to put a name on the list."));
  }
  const std::string name(trim(state_.fields[Field::kReferralName]));
  if (name.empty())
    return refuse(Field::kReferralName, say("Who was named? A first name is enough."));
  // One person who is named twice is one person; but two may have one name. So it is asked.
  view.same_name.clear();
  const std::string plain = lower_ascii(name);
  for (const model::Person& person : state_.people) {
    if (!person.archived && lower_ascii(person.name) == plain) view.same_name.push_back(person);
  }
  if (view.same_name.empty()) put_on_list(Id{});
}

void Session::refer_known(const Id& person) {
  if (!state_.interview || state_.interview->same_name.empty() || !may_write()) return;
  put_on_list(person);
}

void Session::put_on_list(const Id& person) {
  InterviewView& view = *state_.interview;
  store::NewReferral referral;
  referral.interview_id = view.interview.id;
  referral.person_id = person;
  referral.person_name = state_.fields[Field::kReferralName];
  referral.about = state_.fields[Field::kReferralAbout];
  referral.guide_id = view.interview.guide_id;
  referral.guide_version = view.interview.guide_version;
  referral.guide_body = view.interview.guide_body;
  const auto made = keeper_.store().refer(referral);
  view.same_name.clear();
  if (!made.ok()) {
    if (made.error().code != ErrorCode::kInvalid) return report(made.error());
    return refuse(Field::kReferralName, say("This cannot be put on the list: {why}.",
                                            words::known(made.error().context)));
  }
  set_field(Field::kReferralName, {});
  set_field(Field::kReferralAbout, {});
  reload_lists();
  reload_referrals();
  tell_with_undo(made.value().candidate_id.is_none() ? say("It is noted; there is a 1:1 already.")
                                                     : say("On the list of this case."),
                 command::StrikeReferral{made.value().referral_id, true});
}

void Session::strike_referral(const Id& referral, bool struck) {
  if (!may_write() || !done(keeper_.store().strike_referral(referral, struck))) return;
  reload_lists();
  reload_referrals();
  if (struck) {
    tell_with_undo(say("Taken off the list."), command::StrikeReferral{referral, false});
  }
}

/// The candidate whom `person` is in the open case; null if none.
const model::Interview* Session::candidate_of(const Id& person) const {
  const auto found =
      std::find_if(state_.candidates.begin(), state_.candidates.end(),
                   [&](const Candidate& one) { return one.interview.person_id == person; });
  return found == state_.candidates.end() ? nullptr : &found->interview;
}

void Session::start_candidate(const Id& interview) {
  if (!may_write()) return;
  if (!done(keeper_.store().step_interview(interview, model::InterviewState::kHeld))) return;
  open_interview(interview);
}

}  // namespace quietroom::session
