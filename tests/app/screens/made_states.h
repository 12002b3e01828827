// States as a session would hand them to the screens, made up, one function each. Which of them are
// looked at, and in which shapes: states.h.
#pragma once

#include <string>
#include <vector>

#include "app/guides/consent_text.h"
#include "app/guides/guide.h"
#include "app/session/state.h"

namespace quietroom::screens_test {

using session::Screen;
using session::State;

inline constexpr std::int64_t kNowMs = 1795344120000;  // 2026-11-22 10:42 UTC
inline constexpr std::int64_t kMinuteMs = 60 * 1000;
inline constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;

/// A state and what to call it.
struct Named {
  std::string name;
  State state;
};

inline State with(State state, void (*change)(State&)) {
  change(state);
  return state;
}

inline Id id_of(std::uint32_t number) {
  Id id;
  for (std::size_t at = 0; at < 4; ++at) {
    id.bytes[at] = static_cast<std::uint8_t>(number >> (8 * at));
  }
  id.bytes[15] = 1;  // Never none.
  return id;
}

inline std::string long_name() {
  std::string name = "Wolfeschlegelsteinhausenbergerdorff";
  while (name.size() < 190) name += " of the night shift";
  return name;
}

inline const std::vector<std::string>& hard_names() {
  static const std::vector<std::string> names = {
      "Ana", "\u5C71\u7530\u592A\u90CE", "\u0644\u064A\u0644\u0649 \u062D\u0633\u0646",
      "Zo\u00EB \U0001F469\u200D\U0001F680 Quinn", long_name()};
  return names;
}

/// 24 words as long as words of the code get.
inline std::vector<std::string> recovery_words() {
  const std::vector<std::string> some = {"abstract", "kitchen", "oak",
                                         "hospital", "zoo",     "umbrella"};
  std::vector<std::string> words;
  for (std::size_t at = 0; at < 24; ++at) words.push_back(some[at % some.size()]);
  return words;
}

/// An open store with nothing in it.
inline State empty_state(Screen screen) {
  State state;
  state.screen = screen;
  state.visit = 1;
  state.unlocked = true;
  state.now_ms = kNowMs;
  state.consent_text = default_consent_text();
  state.device.build = "3f9a1c0d77e2b4a6";
  state.device.version = "0.1.0";
  return state;
}

inline model::Interview interview_of(std::uint32_t number, const std::string& name, bool closed) {
  model::Interview interview;
  interview.id = id_of(1000 + number);
  interview.case_id = id_of(1);
  interview.person_id = id_of(100 + number);
  interview.guide_id = "debrief-classic";
  interview.guide_version = 1;
  interview.state = model::InterviewState::kHeld;
  interview.created_ms = kNowMs - 24 * kMinuteMs;
  interview.started_ms = interview.created_ms;
  interview.ended_ms = closed ? kNowMs - 2 * kDayMs : 0;
  interview.person_name = name;
  interview.case_title = "The outage of 21 October";
  interview.line_count = static_cast<int>(number) + 3;
  interview.last_line_ms = kNowMs - 2 * kMinuteMs;
  return interview;
}

inline State home_state() {
  State state = empty_state(Screen::kHome);
  std::uint32_t number = 0;
  for (const std::string& name : hard_names()) {
    ++number;
    model::Person person;
    person.id = id_of(100 + number);
    person.name = name;
    person.created_ms = kNowMs - 30 * kDayMs;
    person.interview_count = 1;
    state.people.push_back(person);
    if (number <= 2) state.under_way.push_back(interview_of(number, name, false));
    if (number > 2) state.recent.push_back(interview_of(number, name, true));
  }
  for (std::uint32_t at = 1; at <= 3; ++at) {
    model::Case one;
    one.id = id_of(at);
    one.title = at == 1 ? "The outage of 21 October" : at == 2 ? long_name() : "On call";
    one.interview_count = static_cast<int>(at);
    state.cases.push_back(one);
  }
  return state;
}

/// Sync is on, and all is well but for two changes that wait.
inline State sync_state() {
  State state = home_state();
  state.screen = Screen::kSync;
  state.sync.phase = session::SyncView::Phase::kOn;
  state.sync.address = "https://notes.example.org/sync";
  state.sync.only_here = 2;
  state.sync.only_here_since_ms = kNowMs - 3 * kMinuteMs;
  state.sync.devices = 2;
  state.sync.devices_up_to_date = 1;
  state.sync.last_contact_ms = kNowMs - kMinuteMs;
  return state;
}

inline State list_state(Screen screen) {
  State state = home_state();
  state.screen = screen;
  state.open_case = state.cases[0];
  state.may_close_case = true;
  state.open_person = state.people[0];
  state.of_open = state.under_way;
  state.of_open.insert(state.of_open.end(), state.recent.begin(), state.recent.end());
  return state;
}

inline void add_line(session::InterviewView& it, std::string text, model::LineKind kind,
                     std::string item_id) {
  model::Line line;
  const auto number = static_cast<std::uint32_t>(it.lines.size());
  line.id = id_of(5000 + number);
  line.interview_id = it.interview.id;
  line.text = std::move(text);
  line.kind = kind;
  line.item_id = std::move(item_id);
  line.at_ms = kNowMs - 20 * kMinuteMs + static_cast<std::int64_t>(number) * 9000;
  it.lines.push_back(std::move(line));
}

inline State interview_state() {
  using model::ItemProgress;
  using model::LineKind;
  State state = home_state();
  state.screen = Screen::kInterview;
  session::InterviewView it;
  it.interview = interview_of(1, "Ana", false);
  it.guide = &classic_guide();
  it.item_id = "surprise";
  it.elapsed_minutes = 24;
  it.draft_saved = session::Saved::kSaved;
  it.items["introductions"] = {"introductions", ItemProgress::kDone, {}, false};
  it.items["consent"] = {"consent", ItemProgress::kDone, {}, false};
  it.items["role"] = {"role", ItemProgress::kCovered, {}, false};
  it.items["how-long"] = {"how-long", ItemProgress::kSkipped, {}, false};
  add_line(it, "Was on call for the storage team; the page woke me.", LineKind::kParaphrase,
           "role");
  add_line(it, "Restores are tested every day, I had no idea.", LineKind::kQuote, "surprise");
  add_line(it,
           "Half the site broke with the database away, and for the first ten minutes everybody "
           "looked at the load balancer because that was where the alerts came from.",
           LineKind::kParaphrase, "surprise");
  add_line(it, "Expects the database team to say no to deploys during maintenance.",
           LineKind::kInference, "surprise");
  add_line(it, "\u6700\u521D\u306F\u8AB0\u3082\u6C17\u3065\u304B\u306A\u304B\u3063\u305F\u3002",
           LineKind::kQuote, "surprise");
  it.lines[2].edited = true;
  it.lines[0].struck = true;
  state.interview = std::move(it);
  return state;
}

inline model::Wording wording_of(std::uint8_t device, model::Value value) {
  model::Wording wording;
  wording.value = std::move(value);
  model::Revision revision;
  revision.device.bytes.fill(device);
  revision.counter = 7;
  wording.revisions = {revision};
  wording.at_ms = kNowMs - device * kMinuteMs;
  wording.by = static_cast<model::Writer>(device % 3);
  wording.shown = device == 1;
  return wording;
}

/// A field with these values from as many devices.
inline model::Conflict conflict_of(std::string field, std::vector<model::Value> values) {
  model::Conflict conflict;
  conflict.field = std::move(field);
  for (std::size_t at = 0; at < values.size(); ++at)
    conflict.wordings.push_back(wording_of(static_cast<std::uint8_t>(at + 1), values[at]));
  return conflict;
}

/// An interview that two devices wrote in without hearing of each other.
inline State conflict_state() {
  using model::Value;
  State state = interview_state();
  session::InterviewView& it = *state.interview;
  it.lines[1].conflicts = {
      conflict_of("text", {Value::text(it.lines[1].text),
                           Value::text("Restores are tested now and then. " + long_name())})};
  it.lines[2].merged = true;
  it.lines[2].conflicts = {
      conflict_of("text", {Value::text("Half the site broke with the database away."),
                           Value::text("Half the site broke, because of the alerts.")}),
      conflict_of("kind", {Value::integer(1), Value::integer(3)}),
      conflict_of("item", {Value::text("role"), Value::text("")})};
  it.lines[3].struck_over = true;
  it.lines[4].conflicts = {
      conflict_of("text", {Value::text("one"), Value::text("two"), Value::text("three")}),
      conflict_of("star", {Value::boolean(true), Value::boolean(false)})};
  for (model::Line& line : it.lines) line.conflict = line.asks();
  it.conflicts = {conflict_of("plan", {Value::integer(60), Value::integer(45)}),
                  conflict_of("state", {Value::integer(5), Value::integer(12)}),
                  conflict_of("follow.up", {Value::text("A call"), Value::text(long_name())})};
  state.conflicts = {conflict_of("title", {Value::text("The outage"), Value::text(long_name())})};
  state.cases[0].conflict = state.people[0].conflict = true;
  return state;
}

inline State long_interview_state(std::size_t line_count) {
  State state = interview_state();
  session::InterviewView& it = *state.interview;
  while (it.lines.size() < line_count) {
    const std::size_t number = it.lines.size();
    std::string text = "Line " + std::to_string(number) + ".";
    for (std::size_t words = number % 17; words > 0; --words) text += " Then we waited.";
    add_line(it, std::move(text), static_cast<model::LineKind>(number % 3 + 1),
             it.guide->items[number / 400 % it.guide->items.size()].id);
  }
  return state;
}

inline void record_consent(State& state, model::ConsentState as) {
  model::ConsentRecord& record = state.interview->consent;
  record.id = id_of(9000);
  record.interview_id = state.interview->interview.id;
  record.state = as;
  record.text_version = 1;
  record.recorded_ms = kNowMs - 20 * kMinuteMs;
  record.answers.notes_taken = model::Answer::kYes;
  record.answers.cleaned_and_returned = model::Answer::kYes;
  record.answers.medium_ok = model::Answer::kYes;
  record.answers.quote_choice = model::QuoteChoice::kPseudonym;
  record.answers.readers = {"Kim", long_name()};
  record.answers.review_date = "2026-11-29";
  record.answers.withdraw_until = "2026-12-13";
  record.answers.destroy_date = "2026-12-20";
}

inline State consent_state() {
  State state = interview_state();
  state.screen = Screen::kConsent;
  state.fields.set(session::Field::kConsentReaders, "Kim, Sam");
  state.fields.set(session::Field::kConsentReview, "2026-11-29");
  state.fields.set(session::Field::kConsentWithdraw, "2026-12-13");
  state.fields.set(session::Field::kConsentDestroy, "2026-12-20");
  state.consent_form.text =
      fill_consent(default_consent_text(),
                   {"Kim, Sam", "29 November 2026", "13 December 2026", "20 December 2026"});
  state.consent_form.problem = "Not answered yet: notes, return, medium.";
  return state;
}

inline State entrance_state(Screen screen) {
  State state = empty_state(screen);
  state.unlocked = false;
  state.setup.recovery_words = recovery_words();
  state.setup.asked = {2, 13, 22};
  return state;
}

inline State private_state() {
  State state = interview_state();
  state.screen = Screen::kPrivate;
  session::PrivateView view;
  view.notes.effort = 1;
  view.notes.stress = 2;
  view.notes.flags = {true, false, false, true};
  view.saved = session::Saved::kSaved;
  state.private_view = view;
  state.interview->interview.follow_up = "Two days off next week";
  state.fields.set(session::Field::kFollowUp, "Two days off next week, agreed with Kim");
  state.fields.set(session::Field::kPrivateNote, "Slept little. Spoke of leaving.");
  return state;
}

inline model::Referral referral_of(std::uint32_t number, const std::string& name) {
  model::Referral one;
  one.id = id_of(8000 + number);
  one.person_id = id_of(8100 + number);
  one.person_name = name;
  one.named_by = "Ana";
  one.about = number % 2 == 0 ? "" : "The restore at night";
  return one;
}

/// The sheet of who was named, with a name that is known already.
inline State referrals_state() {
  State state = interview_state();
  state.interview->referrals_open = true;
  std::uint32_t number = 0;
  for (const std::string& name : hard_names())
    state.interview->referrals.push_back(referral_of(++number, name));
  state.interview->same_name = {state.people[0], state.people[4]};
  return state;
}

inline State candidates_state() {
  State state = list_state(Screen::kCase);
  std::uint32_t number = 0;
  for (const std::string& name : hard_names()) {
    session::Candidate one;
    one.interview = interview_of(++number + 40, name, false);
    one.interview.state = model::InterviewState::kCandidate;
    if (number != 3) one.referrals = {referral_of(number, name), referral_of(number + 10, name)};
    state.candidates.push_back(one);
  }
  return state;
}

/// A consent text that says something else in its middle, and more at its end.
inline std::vector<model::DiffPart> changed_text() {
  std::string before = default_consent_text().text;
  std::string after = before;
  after.replace(0, after.find(' '), "A new beginning,");
  return model::word_diff(before, after + "\n\nA new last paragraph.");
}

/// All guides, one of one's own among them, which is open.
inline State guide_state(Screen screen, bool own) {
  State state = home_state();
  state.screen = screen;
  for (const Guide& guide : shipped_guides()) state.guides.push_back({Id{}, guide});
  Guide mine = classic_guide();
  mine.id = "ours";
  mine.title = long_name();
  state.guides.push_back({id_of(7001), mine});
  state.chosen_guide = classic_guide().id;
  session::GuideView view;
  view.entry = own ? state.guides.back() : state.guides.front();
  state.open_guide = view;
  state.fields.set(session::Field::kGuideTitle, view.entry.guide.title);
  return state;
}

}  // namespace quietroom::screens_test
