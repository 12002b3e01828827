// States as a session would hand them to the screens, made up: one for each screen and for the
// shapes that are hard (nothing yet, 5,000 lines, names in every script, names without end).
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/app/screens/clean_up_states.h"
#include "tests/app/screens/made_states.h"

namespace quietroom::screens_test {

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

/// What helps through a 1:1 and after it.
inline std::vector<Named> helping_states() {
  std::vector<Named> all;
  all.push_back({"private", private_state()});
  all.push_back({"private-empty", with(private_state(), [](State& s) {
                   s.private_view = session::PrivateView{};
                   s.interview->interview.follow_up.clear();
                 })});
  all.push_back({"referrals", referrals_state()});
  all.push_back({"closing", with(interview_state(), [](State& s) {
                   s.interview->closing_open = true;
                   record_consent(s, model::ConsentState::kGiven);
                 })});
  all.push_back({"closing-no-consent",
                 with(interview_state(), [](State& s) { s.interview->closing_open = true; })});
  all.push_back({"quiet-cues", with(interview_state(), [](State& s) {
                   s.interview->quiet_cues_open = true;
                   s.fields.set(session::Field::kSupport, "Kim, 555 0100, any hour");
                 })});
  all.push_back({"interview-cue", with(interview_state(), [](State& s) {
                   s.interview->cue = session::Cue::kBreathe;
                 })});
  all.push_back({"outreach-closed", with(interview_state(), [](State& s) {
                   s.interview->interview.case_kind = model::CaseKind::kOutreach;
                   s.interview->interview.ended_ms = kNowMs;
                 })});
  return all;
}

/// The one of `all` that is called `name`.
inline State named_state(const std::vector<Named>& all, const std::string& name) {
  for (const Named& one : all) {
    if (one.name == name) return one.state;
  }
  REQUIRE_MESSAGE(false, name);
  return {};
}

inline std::vector<std::string> six_words() {
  return {"setup", "runway", "disagree", "tent", "rice", "easy"};
}

/// A device is added: each step, on the new one and on the old.
inline std::vector<Named> pairing_states() {
  using Step = session::PairingView::Step;
  const auto at = [](State state, Step step) {
    state.screen = Screen::kPairing;
    state.pairing.emplace();
    state.pairing->step = step;
    state.pairing->takes = !state.unlocked;
    return state;
  };
  const State outside = entrance_state(Screen::kPairing);
  const State inside = sync_state();
  std::vector<Named> all;
  all.push_back({"pairing-making", with(at(outside, Step::kRequest), [](State& s) {
                   s.busy = true;
                   s.pairing->text = "UVJQMQ";
                 })});
  all.push_back({"pairing-request", with(at(outside, Step::kRequest), [](State& s) {
                   s.pairing->text = "UVJQMQ";
                   s.pairing->own = six_words();
                 })});
  all.push_back({"pairing-refused", with(at(outside, Step::kRequest), [](State& s) {
                   s.pairing->text = "UVJQMQ";
                   s.pairing->own = six_words();
                   s.problem = "This is damaged or cut off.";
                   s.problem_field = session::Field::kPairing;
                 })});
  all.push_back({"pairing-take", with(at(outside, Step::kCompare),
                                      [](State& s) { s.pairing->theirs = six_words(); })});
  all.push_back({"pairing-read", at(inside, Step::kRead)});
  all.push_back({"pairing-compare", with(at(inside, Step::kCompare),
                                         [](State& s) { s.pairing->theirs = six_words(); })});
  all.push_back({"pairing-answer", with(at(inside, Step::kAnswer), [](State& s) {
                   s.pairing->text = "UVJBMQ";
                   s.pairing->own = six_words();
                 })});
  return all;
}

/// The case that made states have, with sync on.
inline State shared_case_state(Screen screen) {
  State state = home_state();
  state.screen = screen;
  state.sync = sync_state().sync;
  state.open_case = state.cases.at(0);
  state.may_close_case = true;
  return state;
}

/// The people of a case, and adding one: each step, for who asks and for who answers.
inline std::vector<Named> people_states() {
  using Step = session::PairingView::Step;
  const State people = with(shared_case_state(Screen::kMembers), [](State& s) {
    s.members.members = {{id_of(81), "Ada", true, true},
                         {id_of(82), "Ben Larsen", false, false},
                         {id_of(83), "Chiara", true, false}};
  });
  const auto at = [](Step step, bool takes) {
    State state = shared_case_state(Screen::kPairing);
    state.pairing.emplace();
    state.pairing->of_case = true;
    state.pairing->takes = takes;
    state.pairing->step = step;
    state.pairing->about = takes ? "Checkout outage" : "Ben Larsen";
    state.pairing->text = "UVJNMQ";
    state.pairing->own = six_words();
    state.pairing->theirs = six_words();
    return state;
  };
  std::vector<Named> all;
  const State others = with(interview_state(), [](State& s) {
    s.screen = Screen::kOthersInterview;
    s.interview->held_by = "Chiara";
    record_consent(s, model::ConsentState::kGiven);
  });
  all.push_back({"others", others});
  all.push_back({"others-sealed", with(others, [](State& s) { s.interview->lines.clear(); })});
  all.push_back({"people", people});
  all.push_back({"people-open", with(people, [](State& s) { s.members.open = id_of(82); })});
  all.push_back({"people-own", with(people, [](State& s) { s.members.open = id_of(81); })});
  all.push_back(
      {"people-member", with(people, [](State& s) { s.members.members[0].owner = false; })});
  all.push_back({"people-no-key", with(people, [](State& s) { s.members.members.clear(); })});
  all.push_back({"people-no-sync", with(people, [](State& s) { s.sync = {}; })});
  all.push_back({"join-name", at(Step::kName, true)});
  all.push_back({"join-request", at(Step::kRequest, true)});
  all.push_back({"join-compare", at(Step::kCompare, true)});
  all.push_back({"invite-read", at(Step::kRead, false)});
  all.push_back({"invite-compare", at(Step::kCompare, false)});
  all.push_back({"invite-answer", at(Step::kAnswer, false)});
  return all;
}

/// Other devices: on and off, out of reach, and everything that can be wrong at once.
inline std::vector<Named> sync_states() {
  std::vector<Named> all;
  all.push_back({"sync-off", empty_state(Screen::kSync)});
  all.push_back({"sync-asking", with(empty_state(Screen::kSync), [](State& s) {
                   s.sync.phase = session::SyncView::Phase::kAsking;
                 })});
  all.push_back({"sync-refused", with(empty_state(Screen::kSync), [](State& s) {
                   s.sync.reason = session::SyncReason::kNoLocalToken;
                   s.problem = "Please type the token that belongs to this address.";
                   s.problem_field = session::Field::kSyncToken;
                 })});
  all.push_back({"sync", sync_state()});
  all.push_back({"sync-done", with(sync_state(), [](State& s) { s.sync.only_here = 0; })});
  all.push_back({"sync-unreachable", with(sync_state(), [](State& s) {
                   s.sync.reason = session::SyncReason::kUnreachable;
                 })});
  all.push_back({"sync-troubles", with(sync_state(), [](State& s) {
                   s.sync.held = 3;
                   for (int kind = 0; kind < static_cast<int>(session::SyncTroubleKind::kCount);
                        ++kind) {
                     s.sync.troubles.push_back(
                         {static_cast<session::SyncTroubleKind>(kind), 1, kNowMs - kDayMs});
                   }
                 })});
  all.push_back({"sync-fetching", with(sync_state(), [](State& s) {
                   s.sync.progress = {312, 4096};
                 })});
  all.push_back({"sync-paused", with(sync_state(), [](State& s) { s.sync.paused = true; })});
  const State devices = with(sync_state(), [](State& s) {
    s.screen = Screen::kDevices;
    s.sync.own_devices = {
        {id_of(91), true, "Laptop", kNowMs - 90 * kDayMs, kNowMs, false, 0},
        {id_of(92), false, "", 0, kNowMs - kDayMs, false, 0},
        {id_of(93), false, "Tablet", kNowMs - 60 * kDayMs, kNowMs - 9 * kDayMs, true, 3}};
  });
  all.push_back({"devices", devices});
  all.push_back({"devices-open", with(devices, [](State& s) { s.open_device = id_of(92); })});
  all.push_back({"devices-removed", with(devices, [](State& s) { s.open_device = id_of(93); })});
  all.push_back({"devices-off", with(devices, [](State& s) { s.sync = {}; })});
  all.push_back({"home-sync", with(sync_state(), [](State& s) { s.screen = Screen::kHome; })});
  all.push_back({"home-sync-trouble", with(sync_state(), [](State& s) {
                   s.screen = Screen::kHome;
                   s.sync.troubles.push_back({session::SyncTroubleKind::kServerLost, 1, kNowMs});
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
  all.push_back({"case-candidates", candidates_state()});
  all.push_back(
      {"case-closed", with(candidates_state(), [](State& s) { s.open_case->closed = true; })});
  all.push_back({"case-closing", with(list_state(Screen::kCase), [](State& s) {
                   s.asking_close = true;
                   for (model::Interview& one : s.of_open) one.ended_ms = kNowMs;
                   s.of_open[0].state = model::InterviewState::kCoded;
                 })});
  all.push_back({"case-closing-under-way",
                 with(list_state(Screen::kCase), [](State& s) { s.asking_close = true; })});
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
                   s.consent_text_is_own = true;
                 })});
  all.push_back({"consent-text-changed", with(consent_state(), [](State& s) {
                   record_consent(s, model::ConsentState::kGiven);
                   s.consent_form.text_version = 3;
                   s.consent_form.text_changes = changed_text();
                 })});
  all.push_back({"consent-reading",
                 with(consent_state(), [](State& s) { s.screen = Screen::kConsentReading; })});
  all.push_back({"consent-text", with(empty_state(Screen::kConsentText), [](State& s) {
                   s.fields.set(session::Field::kConsentText, s.consent_text.text);
                 })});
  all.push_back({"consent-text-refused", with(empty_state(Screen::kConsentText), [](State& s) {
                   s.consent_text.version = 3;
                   s.consent_text_is_own = true;
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
                   s.interview->earlier = {{.text = "Half the site broke.", .at_ms = kNowMs},
                                           {.text = "Half.\nThe site.", .at_ms = kNowMs}};
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

/// What two devices wrote apart.
inline std::vector<Named> conflict_states() {
  std::vector<Named> all;
  all.push_back({"conflicts", conflict_state()});
  all.push_back(
      {"conflicts-more", with(conflict_state(), [](State& s) { s.interview->more_open = true; })});
  all.push_back({"conflicts-line-open", with(conflict_state(), [](State& s) {
                   s.interview->selected_line = s.interview->lines[2].id;
                 })});
  all.push_back({"conflicts-editing", with(conflict_state(), [](State& s) {
                   s.interview->selected_line = s.interview->lines[1].id;
                   s.interview->editing_line = s.interview->lines[1].id;
                   s.interview->line_edit = s.interview->lines[1].text;
                 })});
  all.push_back({"conflicts-closed", with(conflict_state(), [](State& s) {
                   s.interview->interview.state = model::InterviewState::kClosed;
                 })});
  all.push_back({"conflicts-reading",
                 with(conflict_state(), [](State& s) { s.screen = Screen::kReadBack; })});
  for (const Screen screen : {Screen::kCases, Screen::kCase, Screen::kPeople, Screen::kPerson}) {
    State state = conflict_state();
    state.screen = screen;
    state.open_case = state.cases[0];
    state.may_close_case = true;
    state.open_person = state.people[0];
    all.push_back({"conflicts-list", std::move(state)});
  }
  return all;
}

/// Every screen, and the hard shapes of each.
inline std::vector<Named> every_state() {
  std::vector<Named> all = entrance_states();
  for (Named& one : inside_states()) all.push_back(std::move(one));
  for (Named& one : helping_states()) all.push_back(std::move(one));
  for (Named& one : consent_states()) all.push_back(std::move(one));
  for (Named& one : guide_states()) all.push_back(std::move(one));
  for (Named& one : interview_states()) all.push_back(std::move(one));
  for (Named& one : reading_states()) all.push_back(std::move(one));
  for (Named& one : clean_up_states()) all.push_back(std::move(one));
  for (Named& one : capture_states()) all.push_back(std::move(one));
  for (Named& one : sync_states()) all.push_back(std::move(one));
  for (Named& one : conflict_states()) all.push_back(std::move(one));
  for (Named& one : pairing_states()) all.push_back(std::move(one));
  for (Named& one : people_states()) all.push_back(std::move(one));
  return all;
}

}  // namespace quietroom::screens_test
