// The end of a 1:1 and of a case, and what helps the interviewer through it.
#include <charconv>

#include "app/session/session.h"

namespace quietroom::session {
namespace {

constexpr std::string_view kBreathsSetting = "breaths";
constexpr std::string_view kSupportSetting = "support.contacts";

}  // namespace

void Session::show_closing(bool open) {
  if (!state_.interview || (open && !state_.interview->interview.under_way())) return;
  state_.interview->closing_open = open;
  state_.interview->more_open = false;
}

/// For outreach, where nothing follows a conversation. Elsewhere the clean-up does.
void Session::finish_interview() {
  if (!state_.interview || !may_write()) return;
  const Id id = state_.interview->interview.id;
  if (!done(keeper_.store().step_interview(id, model::InterviewState::kClosed))) return;
  reload_interview();
  tell(say("This 1:1 is closed for good. It can still be read."));
}

/// First the store, then the private one: what is cut between the two goes on at the next unlock.
void Session::close_case() {
  if (!state_.asking_close || !state_.may_close_case || !state_.open_case || !may_write()) return;
  state_.asking_close = false;
  if (state_.copy) {
    return tell_problem(say("A copy is being saved. Please close the case when it is done."));
  }
  if (!done(keeper_.store().close_case(state_.open_case->id))) return;
  reload_lists();
  if (destroy_private_of_closed())
    tell(say("The case is closed, and your private notes about it are destroyed."));
}

void Session::show_quiet_cues(bool open) {
  if (!state_.interview) return;
  state_.interview->quiet_cues_open = open;
  state_.interview->more_open = false;
}

void Session::choose_cue(Cue cue) {
  if (!state_.interview) return;
  state_.interview->cue = cue;
  state_.interview->quiet_cues_open = false;
}

void Session::choose_breaths(int per_minute) {
  if (per_minute < kBreathsLeast || per_minute > kBreathsMost) return;
  state_.breaths_per_minute = per_minute;
  if (may_write()) done(keeper_.store().set_setting(kBreathsSetting, std::to_string(per_minute)));
}

void Session::read_breaths() {
  const auto kept = done(keeper_.store().setting(kBreathsSetting));
  if (kept && *kept) {
    int count = 0;
    const std::string& text = **kept;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
    if (parsed.ec == std::errc() && count >= kBreathsLeast && count <= kBreathsMost) {
      state_.breaths_per_minute = count;
    }
  }
  const auto support = done(keeper_.store().setting(kSupportSetting));
  set_field(Field::kSupport, support && *support ? **support : std::string());
}

/// Kept with every letter, as the abbreviations are.
void Session::support_typed() {
  if (may_write())
    done(keeper_.store().set_setting(kSupportSetting, state_.fields[Field::kSupport]));
}

}  // namespace quietroom::session
