// States as a session would hand them to the screens, made up: one for each screen and for the
// shapes that are hard (nothing yet, 5,000 lines, names in every script, names without end).
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

inline State list_state(Screen screen) {
  State state = home_state();
  state.screen = screen;
  state.open_case = state.cases[0];
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

/// A state and what to call it.
struct Named {
  std::string name;
  State state;
};

inline State with(State state, void (*change)(State&)) {
  change(state);
  return state;
}

inline std::vector<Named> entrance_states() {
  std::vector<Named> all;
  all.push_back({"starting", entrance_state(Screen::kStarting)});
  all.push_back({"unavailable", with(entrance_state(Screen::kUnavailable), [](State& s) {
                   s.device.unavailable_reason = "The operation is insecure.";
                 })});
  all.push_back({"elsewhere", entrance_state(Screen::kElsewhere)});
  all.push_back({"elsewhere-small", with(entrance_state(Screen::kElsewhere), [](State& s) {
                   s.device.second_window = SecondWindow::kPopup;
                 })});
  all.push_back({"elsewhere-taking", with(entrance_state(Screen::kElsewhere),
                                          [](State& s) { s.taking_store = true; })});
  all.push_back({"welcome", entrance_state(Screen::kWelcome)});
  all.push_back({"choose", with(entrance_state(Screen::kChoosePassphrase), [](State& s) {
                   s.strength = {2, "Fair: a patient guesser could find it."};
                 })});
  all.push_back({"choose-problem", with(entrance_state(Screen::kChoosePassphrase), [](State& s) {
                   s.strength = {1, "Weak: easily guessed."};
                   s.problem = "The two are not the same.";
                   s.problem_field = session::Field::kPassphraseAgain;
                 })});
  all.push_back({"choose-busy", with(entrance_state(Screen::kChoosePassphrase), [](State& s) {
                   s.strength = {3, "Strong."};
                   s.busy = true;
                 })});
  all.push_back({"recovery", entrance_state(Screen::kShowRecovery)});
  all.push_back({"confirm", entrance_state(Screen::kConfirmRecovery)});
  all.push_back({"confirm-problem", with(entrance_state(Screen::kConfirmRecovery), [](State& s) {
                   s.problem = "Word 14 is another one.";
                   s.problem_field = session::Field::kRecoveryWord1;
                 })});
  all.push_back(
      {"unlock", with(entrance_state(Screen::kUnlock), [](State& s) { s.interview_kept = true; })});
  all.push_back({"unlock-wrong", with(entrance_state(Screen::kUnlock), [](State& s) {
                   s.problem = "That passphrase does not open these notes.";
                   s.problem_field = session::Field::kPassphrase;
                 })});
  all.push_back(
      {"unlock-busy", with(entrance_state(Screen::kUnlock), [](State& s) { s.busy = true; })});
  all.push_back({"forgotten", entrance_state(Screen::kForgotten)});
  all.push_back({"open-copy", entrance_state(Screen::kOpenCopy)});
  all.push_back({"open-copy-picked", with(entrance_state(Screen::kOpenCopy), [](State& s) {
                   s.setup.has_copy = true;
                   s.setup.copy_size_bytes = 212345;
                 })});
  for (int damage = 0; damage <= static_cast<int>(session::Damage::kDisk); ++damage) {
    State state = entrance_state(Screen::kDamaged);
    state.damage = static_cast<session::Damage>(damage);
    all.push_back({"damaged-" + std::to_string(damage), state});
  }
  all.push_back({"damaged-erase", with(entrance_state(Screen::kDamaged), [](State& s) {
                   s.damage = session::Damage::kStoreDamaged;
                   s.asking_erase = true;
                 })});
  return all;
}

inline std::vector<Named> inside_states() {
  std::vector<Named> all;
  all.push_back({"first-steps", empty_state(Screen::kFirstSteps)});
  all.push_back({"home-empty", empty_state(Screen::kHome)});
  all.push_back({"home", with(home_state(), [](State& s) {
                   s.device.can_install = true;
                   s.device.persisted = false;
                   s.device.update_waiting = true;
                 })});
  all.push_back({"home-example", with(home_state(), [](State& s) { s.example = true; })});
  all.push_back({"home-storage-problem", with(home_state(), [](State& s) {
                   s.storage_problem = session::Notice{
                       session::Notice::Kind::kProblem,
                       "The device is full: new lines are kept in memory only. Make room, and they "
                       "are written.",
                       false, 0};
                 })});
  all.push_back({"home-copying", with(home_state(), [](State& s) {
                   s.copy = session::CopyUnderWay{0, true, 40};
                 })});
  all.push_back({"cases-empty", empty_state(Screen::kCases)});
  all.push_back({"cases", list_state(Screen::kCases)});
  all.push_back({"case", list_state(Screen::kCase)});
  all.push_back({"case-renaming", with(list_state(Screen::kCase), [](State& s) {
                   s.renaming = true;
                   s.fields.set(session::Field::kRename, "The outage of 21 October");
                 })});
  all.push_back({"case-gone", empty_state(Screen::kCase)});
  all.push_back({"people-empty", empty_state(Screen::kPeople)});
  all.push_back({"people", list_state(Screen::kPeople)});
  all.push_back({"person", list_state(Screen::kPerson)});
  all.push_back({"person-long", with(list_state(Screen::kPerson), [](State& s) {
                   s.open_person->name = long_name();
                   s.of_open.clear();
                 })});
  all.push_back({"about", empty_state(Screen::kAbout)});
  all.push_back({"licences", empty_state(Screen::kLicences)});
  all.push_back({"shortcuts", empty_state(Screen::kShortcuts)});
  all.push_back({"shortcuts-changing", with(home_state(), [](State& s) {
                   s.screen = Screen::kShortcuts;
                   s.shortcuts.set(session::Act::kCover, "F2");
                   s.changing_shortcut = session::Act::kQuote;
                   s.fields.set(session::Field::kShortcut, "Alt + P");
                   s.problem_field = session::Field::kShortcut;
                   s.problem = "Alt + P is taken: \u201CParaphrase\u201D.";
                 })});
  all.push_back({"settings", with(home_state(), [](State& s) {
                   s.screen = Screen::kSettings;
                   s.device.can_install = true;
                 })});
  all.push_back({"cover", with(interview_state(), [](State& s) { s.covered = true; })});
  return all;
}

inline std::vector<Named> consent_states() {
  std::vector<Named> all;
  all.push_back({"consent", consent_state()});
  all.push_back({"consent-recorded", with(consent_state(), [](State& s) {
                   record_consent(s, model::ConsentState::kGiven);
                   s.consent_form.answers = s.interview->consent.answers;
                   s.consent_form.problem.clear();
                 })});
  all.push_back({"consent-amended", with(consent_state(), [](State& s) {
                   record_consent(s, model::ConsentState::kAmended);
                   model::ConsentRecord& now = s.interview->consent;
                   model::ConsentRecord was = now;
                   was.id = id_of(9001);
                   was.state = model::ConsentState::kGiven;
                   was.answers.readers = {"Sam"};
                   was.answers.quote_choice = model::QuoteChoice::kNone;
                   was.text_read = default_consent_text().text;
                   now.previous = was.id;
                   s.consent_form.history = {was, now};
                   s.consent_form.open_record = was.id;
                   s.consent_text.version = 2;
                 })});
  all.push_back({"consent-reading",
                 with(consent_state(), [](State& s) { s.screen = Screen::kConsentReading; })});
  all.push_back({"consent-text", with(empty_state(Screen::kConsentText), [](State& s) {
                   s.fields.set(session::Field::kConsentText, s.consent_text.text);
                 })});
  all.push_back({"consent-text-refused", with(empty_state(Screen::kConsentText), [](State& s) {
                   s.consent_text.version = 3;
                   s.fields.set(session::Field::kConsentText, "We talk.");
                   s.problem_field = session::Field::kConsentText;
                   s.problem =
                       "Missing: {readers}. The text before stays in use until it is there.";
                 })});
  all.push_back({"consent-withdrawn", with(consent_state(), [](State& s) {
                   record_consent(s, model::ConsentState::kWithdrawn);
                 })});
  return all;
}

inline std::vector<Named> guide_states() {
  std::vector<Named> all;
  all.push_back({"guides", guide_state(Screen::kGuides, false)});
  all.push_back({"guides-refused", with(guide_state(Screen::kGuides, false), [](State& s) {
                   s.problem =
                       "This guide was not taken: line 7: item 2: minutes: out of range. Nothing "
                       "was changed.";
                 })});
  all.push_back({"guide", guide_state(Screen::kGuide, false)});
  all.push_back({"guide-own", guide_state(Screen::kGuide, true)});
  all.push_back({"guide-item", with(guide_state(Screen::kGuide, true), [](State& s) {
                   s.open_guide->item_index = 3;
                   s.open_guide->saved = session::Saved::kFailed;
                   s.fields.set(session::Field::kItemTitle, "What surprised you?");
                   s.fields.set(session::Field::kItemCues, "Wait.\nListen.");
                   s.fields.set(session::Field::kItemSixty, "a few");
                   s.problem_field = session::Field::kItemSixty;
                   s.problem = "Please give whole minutes from 0 to 120.";
                 })});
  all.push_back({"guide-gone", empty_state(Screen::kGuide)});
  return all;
}

inline std::vector<Named> interview_states() {
  std::vector<Named> all;
  all.push_back({"interview", interview_state()});
  all.push_back({"interview-empty", with(interview_state(), [](State& s) {
                   s.interview->lines.clear();
                   s.interview->items.clear();
                   s.interview->item_id = "introductions";
                   s.interview->draft_saved = session::Saved::kNothing;
                 })});
  all.push_back({"interview-consented", with(interview_state(), [](State& s) {
                   record_consent(s, model::ConsentState::kGiven);
                 })});
  all.push_back({"interview-line-open", with(interview_state(), [](State& s) {
                   s.interview->selected_line = s.interview->lines[2].id;
                 })});
  all.push_back({"interview-editing", with(interview_state(), [](State& s) {
                   s.interview->selected_line = s.interview->lines[2].id;
                   s.interview->editing_line = s.interview->lines[2].id;
                   s.interview->line_edit = s.interview->lines[2].text;
                 })});
  all.push_back({"interview-small-window", with(interview_state(), [](State& s) {
                   s.device.second_window = SecondWindow::kPanel;
                 })});
  all.push_back({"interview-items",
                 with(interview_state(), [](State& s) { s.interview->items_open = true; })});
  all.push_back(
      {"interview-more", with(interview_state(), [](State& s) { s.interview->more_open = true; })});
  all.push_back({"interview-cues", with(interview_state(), [](State& s) {
                   s.interview->cues_open = true;
                   s.interview->item_id = "consent";
                 })});
  all.push_back({"interview-no-item", with(interview_state(), [](State& s) {
                   s.interview->item_id.clear();
                   s.interview->only_item = true;
                 })});
  all.push_back({"interview-closed", with(interview_state(), [](State& s) {
                   s.interview->interview.ended_ms = kNowMs;
                   s.notice = session::Notice{session::Notice::Kind::kDone,
                                              "Closed. Its notes are kept.", true, 0};
                 })});
  all.push_back({"interview-struck-notice", with(interview_state(), [](State& s) {
                   s.notice = session::Notice{session::Notice::Kind::kDone, "Struck.", true, 0};
                   s.interview->draft_saved = session::Saved::kFailed;
                 })});
  all.push_back({"interview-unknown-guide", with(interview_state(), [](State& s) {
                   s.interview->guide = nullptr;
                   s.interview->interview.person_name = long_name();
                 })});
  all.push_back({"interview-gone", empty_state(Screen::kInterview)});
  all.push_back({"interview-long", long_interview_state(5000)});
  return all;
}

/// What is done with lines beside writing them.
inline std::vector<Named> capture_states() {
  std::vector<Named> all;
  all.push_back({"interview-off-record", with(interview_state(), [](State& s) {
                   s.interview->off_record = true;
                   s.interview->lines[2].held = true;
                   s.interview->lines[3].held = true;
                   s.interview->lines[1].star = true;
                   s.interview->lines[1].surprise = true;
                   s.interview->lines[1].also_items = {"tools", "learned"};
                   add_line(*s.interview, "Pause", model::LineKind::kPause, "surprise");
                   s.interview->selected_line = s.interview->lines[1].id;
                   s.interview->draft = "then @";
                   s.interview->completions = {"@Ana", "@Noa", "@" + long_name()};
                 })});
  all.push_back({"interview-sorting", with(interview_state(), [](State& s) {
                   add_line(*s.interview, "Nobody knew whose turn it was.", model::LineKind::kQuote,
                            "");
                   s.interview->sorting = true;
                   s.interview->selected_line = s.interview->lines.back().id;
                 })});
  all.push_back({"interview-probes",
                 with(interview_state(), [](State& s) { s.interview->probes_open = true; })});
  all.push_back({"interview-clock-hidden", with(interview_state(), [](State& s) {
                   s.clock_hidden = true;
                   s.interview->more_open = true;
                   s.interview->items["surprise"] = {"surprise", model::ItemProgress::kCovered,
                                                     s.interview->lines[1].id, false};
                 })});
  all.push_back({"interview-near-end", with(interview_state(), [](State& s) {
                   s.interview->elapsed_minutes = 56;
                   s.interview->item_id = "support";
                   s.interview->more_open = true;
                 })});
  return all;
}

/// Reading back, as a page.
inline std::vector<Named> reading_states() {
  const auto reading = [](State state, bool by_item) {
    state.screen = Screen::kReadBack;
    state.interview->read_by_item = by_item;
    state.interview->lines[1].star = state.interview->lines[2].surprise = true;
    state.interview->lines[3].held = true;
    add_line(*state.interview, "Pause", model::LineKind::kPause, "surprise");
    add_line(*state.interview, "Nobody knew whose turn it was.", model::LineKind::kQuote, "");
    state.interview->items["role"].covered_by = state.interview->lines[2].id;
    return state;
  };
  std::vector<Named> all;
  all.push_back({"reading", reading(interview_state(), false)});
  all.push_back({"reading-by-item", with(reading(interview_state(), true), [](State& s) {
                   record_consent(s, model::ConsentState::kGiven);
                 })});
  all.push_back({"reading-items", with(reading(interview_state(), true),
                                       [](State& s) { s.interview->items_open = true; })});
  all.push_back({"reading-found", with(reading(interview_state(), true), [](State& s) {
                   s.fields.set(session::Field::kReadSearch, "RESTORES idea");
                   record_consent(s, model::ConsentState::kWithdrawn);
                 })});
  all.push_back({"reading-none-found", with(reading(interview_state(), false), [](State& s) {
                   s.fields.set(session::Field::kReadSearch, "database team");
                   s.interview->guide = nullptr;
                   s.interview->interview.person_name = long_name();
                 })});
  all.push_back({"reading-empty", with(reading(interview_state(), false),
                                       [](State& s) { s.interview->lines.clear(); })});
  all.push_back({"reading-long", reading(long_interview_state(5000), true)});
  all.push_back({"reading-gone", empty_state(Screen::kReadBack)});
  return all;
}

/// Every screen, and the hard shapes of each.
inline std::vector<Named> every_state() {
  std::vector<Named> all = entrance_states();
  for (Named& one : inside_states()) all.push_back(std::move(one));
  for (Named& one : consent_states()) all.push_back(std::move(one));
  for (Named& one : guide_states()) all.push_back(std::move(one));
  for (Named& one : interview_states()) all.push_back(std::move(one));
  for (Named& one : reading_states()) all.push_back(std::move(one));
  for (Named& one : capture_states()) all.push_back(std::move(one));
  return all;
}

}  // namespace quietroom::screens_test
