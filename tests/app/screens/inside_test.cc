// Home, lists, pages, consent, about, settings: each control asks for exactly its thing.
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

using session::Field;

TEST_CASE("home: one name starts a 1:1, by Enter or by the button") {
  Stage stage(empty_state(Screen::kHome));
  const Asked commands = stage.submit("With whom", "Ana");
  REQUIRE(commands.size() == 2);
  const auto edit = commands.get<command::EditField>(0);
  CHECK(edit.field == Field::kStartName);
  CHECK(edit.value == "Ana");
  CHECK(commands.is<command::StartInterview>(1));
  only<command::StartInterview>(stage.click(Role::kButton, "Start"));
}

TEST_CASE("home: starting is the largest control, rows of lists aside") {
  Stage stage(home_state());
  const SemanticsNode& start = stage.driver.get(Role::kButton, "Start");
  for (const SemanticsNode* other : stage.driver.find_all(Role::kButton)) {
    if (stage.driver.at(other->parent).role == Role::kListItem) continue;
    CHECK(other->rect.height <= start.rect.height);
  }
}

TEST_CASE("home: what is under way opens, and the places too") {
  Stage stage(home_state());
  CHECK(only<command::OpenInterview>(stage.click(Role::kLink, "Under way: Ana")).id ==
        stage.state.under_way[0].id);
  only<command::OpenCases>(stage.click(Role::kLink, "Cases"));
  only<command::OpenPeople>(stage.click(Role::kLink, "People"));
  only<command::OpenSettings>(stage.click(Role::kButton, "Settings"));
  only<command::OpenAbout>(stage.click(Role::kButton, "About"));
  only<command::Lock>(stage.click(Role::kButton, "Lock"));
  only<command::Cover>(stage.click(Role::kButton, "Cover the screen"));
}

TEST_CASE("home: where everything is, and the age of the last copy") {
  Stage stage(empty_state(Screen::kHome));
  CHECK(stage.driver.has(Role::kText, "Everything is on this device. Last copy elsewhere: never."));
  only<command::SaveCopy>(stage.click(Role::kButton, "Save a copy"));
  stage.state.device.last_copy_ms = kNowMs - 5 * kDayMs;
  stage.driver.run();
  CHECK(stage.driver.has(Role::kText,
                         "Everything is on this device. Last copy elsewhere: 5 days ago."));
}

TEST_CASE("home: what the browser offers is offered, and nothing else") {
  Stage stage(empty_state(Screen::kHome));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Install the app"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Keep the storage"));
  stage.state.device.can_install = true;
  stage.state.device.persisted = false;
  stage.driver.run();
  only<command::Install>(stage.click(Role::kButton, "Install the app"));
  only<command::KeepStorage>(stage.click(Role::kButton, "Keep the storage"));
}

TEST_CASE("home: a name that was refused says so at its field and keeps the text") {
  Stage stage(empty_state(Screen::kHome));
  stage.submit("With whom", "x");
  stage.state.fields.set(Field::kStartName, "x");
  stage.state.problem = "A name has at most 200 letters.";
  stage.state.problem_field = Field::kStartName;
  ++stage.state.fields_revision;
  stage.driver.run();
  CHECK(stage.driver.get(Role::kTextField, "With whom").invalid);
  CHECK(stage.driver.field_text("With whom") == "x");
}

TEST_CASE(
    "example: it is marked on every screen, and can be left; nothing can be locked or saved") {
  for (const Screen screen : {Screen::kHome, Screen::kInterview, Screen::kCases}) {
    State state = interview_state();
    state.screen = screen;
    state.example = true;
    Stage stage(state);
    only<command::LeaveExample>(stage.click(Role::kButton, "Leave the example"));
    CHECK_FALSE(stage.driver.has(Role::kButton, "Lock"));
    CHECK_FALSE(stage.driver.has(Role::kButton, "Save a copy"));
    CHECK(stage.press("Alt+L").empty());
  }
}

TEST_CASE("update: it is offered while nothing is under way on the screen, and can wait") {
  State state = interview_state();
  state.device.update_waiting = true;
  CHECK_FALSE(Stage(state).driver.has(Role::kButton, "Update now"));
  state.screen = Screen::kHome;
  Stage stage(state);
  only<command::ApplyUpdate>(stage.click(Role::kButton, "Update now"));
  only<command::LaterUpdate>(stage.click(Role::kButton, "Later"));
  stage.state.device.update_put_off = true;
  stage.driver.run();
  CHECK_FALSE(stage.driver.has(Role::kButton, "Update now"));
}

TEST_CASE("copy: one that takes long shows how far it is, on every screen, with a way out") {
  for (const Screen screen : {Screen::kHome, Screen::kInterview, Screen::kSettings}) {
    State state = interview_state();
    state.screen = screen;
    state.copy = session::CopyUnderWay{0, false, 0};
    CHECK_FALSE(Stage(state).driver.has(Role::kProgress, "Saving a copy. You can go on working."));
    state.copy = session::CopyUnderWay{0, true, 40};
    Stage stage(state);
    CHECK(stage.driver.find(Role::kProgress, "Saving a copy. You can go on working.")->value ==
          "40 %");
    only<command::CancelCopy>(stage.click(Role::kButton, "Cancel"));
  }
}

TEST_CASE("storage problem: it is said at once, on every screen") {
  for (const Screen screen : {Screen::kHome, Screen::kInterview, Screen::kSettings}) {
    State state = interview_state();
    state.screen = screen;
    state.storage_problem =
        session::Notice{session::Notice::Kind::kProblem, "The device is full.", false, 0};
    Stage stage(state);
    CHECK(stage.driver.has(Role::kAlert, "The device is full."));
  }
}

TEST_CASE("notice: undo undoes, another one is closed, both go by themselves") {
  State state = home_state();
  state.notice = session::Notice{session::Notice::Kind::kDone, "Renamed.", true, 6000};
  Stage stage(state);
  only<command::UndoLast>(stage.click(Role::kButton, "Undo"));
  only<command::UndoLast>(stage.press("Alt+Z"));
  stage.state.notice = session::Notice{session::Notice::Kind::kProblem, "It failed.", false, 0};
  stage.driver.run();
  only<command::DismissNotice>(stage.click(Role::kButton, "Close"));
}

TEST_CASE("cases and people: create by name, open a row") {
  Stage cases(list_state(Screen::kCases));
  Asked commands = cases.submit("New case", "The outage");
  REQUIRE(commands.size() == 2);
  CHECK(commands.get<command::EditField>(0).field == Field::kNewCase);
  CHECK(commands.is<command::CreateCase>(1));
  only<command::CreateCase>(cases.click(Role::kButton, "Create"));
  CHECK(only<command::OpenCase>(cases.click(Role::kLink, "On call")).id == id_of(3));
  only<command::GoBack>(cases.click(Role::kButton, "Home"));

  Stage people(list_state(Screen::kPeople));
  commands = people.submit("New person", "Kim");
  REQUIRE(commands.size() == 2);
  CHECK(commands.get<command::EditField>(0).field == Field::kNewPerson);
  CHECK(commands.is<command::CreatePerson>(1));
  CHECK(only<command::OpenPerson>(people.click(Role::kLink, "Ana")).id == id_of(101));
}

TEST_CASE("case page: rename in place, start a 1:1 in it, open one") {
  Stage stage(list_state(Screen::kCase));
  only<command::BeginRename>(stage.click(Role::kButton, "Rename"));
  Asked commands = stage.submit("Start a 1:1 in this case", "Kim");
  REQUIRE(commands.size() == 2);
  CHECK(commands.is<command::StartInterview>(1));
  CHECK(only<command::OpenInterview>(stage.click(Role::kLink, "Under way: Ana")).id == id_of(1001));
  stage.state.renaming = true;
  stage.driver.run();
  commands = stage.submit("Name of the case", "Another");
  REQUIRE(commands.size() == 2);
  CHECK(commands.get<command::EditField>(0).field == Field::kRename);
  CHECK(commands.is<command::Rename>(1));
  only<command::Rename>(stage.click(Role::kButton, "Save the name"));
  only<command::CancelRename>(stage.click(Role::kButton, "Keep the old one"));
  CHECK_MESSAGE(stage.press("Escape").empty(), "Escape never discards");
}

TEST_CASE("case page: closing says first what it does, and the keyboard stands on keeping it") {
  Stage stage(list_state(Screen::kCase));
  only<command::BeginCloseCase>(stage.click(Role::kButton, "Close the case"));
  stage.state.asking_close = true;
  stage.driver.run();
  CHECK_FALSE(stage.driver.has(Role::kButton, "Close it, destroy private notes"));
  for (model::Interview& one : stage.state.of_open) one.ended_ms = kNowMs;
  stage.state.of_open[0].state = model::InterviewState::kCoded;
  stage.driver.run();
  CHECK(stage.driver.has(Role::kText, "1 interview is closed for good. It can still be read."));
  CHECK(stage.driver.has(Role::kText, "4 interviews stay where they stand, with their notes."));
  only<command::CancelCloseCase>(stage.click(Role::kButton, "Keep it open"));
  only<command::CloseCase>(stage.click(Role::kButton, "Close it, destroy private notes"));
}

TEST_CASE("case page: a closed case is read, and nothing begins in it") {
  State state = candidates_state();
  state.open_case->closed = true;
  Stage stage(state);
  CHECK(stage.driver.has(Role::kText, "This case is closed. It can be read."));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Start"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Close the case"));
  CHECK(only<command::OpenInterview>(stage.click(Role::kLink, "Under way: Ana")).id == id_of(1001));
}

TEST_CASE("person page: start a 1:1 with them") {
  Stage stage(list_state(Screen::kPerson));
  const auto start = only<command::StartInterviewWith>(stage.click(Role::kButton, "Start a 1:1"));
  CHECK(start.person == stage.state.open_person->id);
  CHECK(start.case_id.is_none());
}

TEST_CASE("consent: each answer is one command") {
  using model::Answer;
  Stage stage(consent_state());
  const auto answer = [&](std::string_view group, std::string_view choice) {
    const SemanticsNode& radios = stage.driver.get(Role::kRadioGroup, group);
    for (const SemanticsNode* radio : stage.driver.find_all(Role::kRadio)) {
      if (radio->parent != radios.id || radio->name != choice) continue;
      stage.take();
      stage.driver.click(radio->id);
      return stage.take();
    }
    FAIL("no choice " << choice);
    return Asked{};
  };
  CHECK(only<command::SetConsentNotes>(answer("Notes are taken while we talk", "Yes")).answer ==
        Answer::kYes);
  CHECK(
      only<command::SetConsentReturn>(answer("They are cleaned up and given back", "No")).answer ==
      Answer::kNo);
  CHECK(only<command::SetConsentMedium>(answer("This medium is all right", "Yes")).answer ==
        Answer::kYes);
  CHECK(only<command::SetConsentForm>(answer("How the answers were given", "Written")).form ==
        model::ConsentForm::kWritten);
  const std::string_view quote = "My words, in what is written about it";
  CHECK(only<command::SetConsentQuote>(answer(quote, "Not used")).choice ==
        model::QuoteChoice::kNone);
  CHECK(only<command::SetConsentQuote>(answer(quote, "Only summed up")).choice ==
        model::QuoteChoice::kParaphrase);
  CHECK(only<command::SetConsentQuote>(answer(quote, "Under another name")).choice ==
        model::QuoteChoice::kPseudonym);
  CHECK(only<command::SetConsentQuote>(answer(quote, "With my name")).choice ==
        model::QuoteChoice::kNamed);
}

TEST_CASE("consent: it is recorded when it can be, and says what is missing until then") {
  Stage stage(consent_state());
  CHECK(stage.driver.get(Role::kButton, "Record consent").disabled);
  CHECK(stage.driver.has(Role::kStatus, "Not answered yet: notes, return, medium."));
  stage.state.consent_form.problem.clear();
  stage.driver.run();
  only<command::RecordConsent>(stage.click(Role::kButton, "Record consent"));
}

TEST_CASE("consent: days are read back in words, and a wrong one is said at its field") {
  Stage stage(consent_state());
  CHECK(stage.driver.get(Role::kTextField, "To be checked by").description == "29 November 2026");
  stage.state.fields.set(Field::kConsentReview, "2026-13-01");
  stage.driver.run();
  CHECK(stage.driver.get(Role::kTextField, "To be checked by").invalid);
  CHECK(only<command::EditField>(stage.type("Who else reads the notes", "Kim")).field ==
        Field::kConsentReaders);
}

TEST_CASE("consent: what was recorded is shown; it can be changed and withdrawn") {
  State state = consent_state();
  record_consent(state, model::ConsentState::kGiven);
  state.consent_form.problem.clear();
  Stage stage(state);
  CHECK(stage.driver.has(Role::kHeading, "Consent is recorded"));
  CHECK(stage.driver.has(Role::kText, "On 22 November 2026 at 10:22, spoken. Text version 1."));
  only<command::WithdrawConsent>(stage.click(Role::kButton, "Withdraw consent"));
  only<command::RecordConsent>(stage.click(Role::kButton, "Record the change"));
  only<command::GoBack>(stage.click(Role::kButton, "Back to the 1:1"));
}

TEST_CASE("consent: the text is there, blanks filled") {
  Stage stage(consent_state());
  CHECK(stage.driver.find_containing(Role::kText, "seen by me and by Kim, Sam, nobody else") !=
        nullptr);
}

TEST_CASE("about: build, what is protected, and where the licences are") {
  Stage stage(empty_state(Screen::kAbout));
  CHECK(stage.driver.get(Role::kText, "Build").description == "3f9a1c0d77e2b4a6");
  only<command::OpenLicences>(stage.click(Role::kLink, "Licences"));
  only<command::OpenShortcuts>(stage.click(Role::kLink, "Shortcuts"));
  only<command::OpenFirstSteps>(stage.click(Role::kLink, "Before you begin"));
  Stage licences(empty_state(Screen::kLicences));
  CHECK(licences.driver.get(Role::kLink, "All licence texts").href == "licences.txt");
}

TEST_CASE("first steps: at most five lines with the keys that hold here, and one way on") {
  State state = empty_state(Screen::kFirstSteps);
  state.shortcuts.set(session::Act::kCover, "F2");
  state.shortcuts.set(session::Act::kQuote, "Alt+K");
  Stage stage(state);
  const std::size_t lines = stage.driver.find_all(Role::kListItem).size();
  CHECK(lines >= 3);
  CHECK(lines <= 5);
  const std::string all = stage.driver.dump();
  CHECK(all.find("By key: F2.") != std::string::npos);
  CHECK(all.find("By key: Alt + K, Alt + P, Alt + I.") != std::string::npos);
  only<command::GoBack>(stage.click(Role::kButton, "Go on"));
}

TEST_CASE("settings: colours, copy, storage, install, lock") {
  State state = empty_state(Screen::kSettings);
  state.device.can_install = true;
  Stage stage(state);
  CHECK(only<command::ChooseTheme>(stage.click(Role::kRadio, "As the device")).choice == 0);
  CHECK(only<command::ChooseTheme>(stage.click(Role::kRadio, "Light")).choice == 1);
  CHECK(only<command::ChooseTheme>(stage.click(Role::kRadio, "Dark")).choice == 2);
  CHECK(only<command::ChooseTheme>(stage.click(Role::kRadio, "High contrast")).choice == 3);
  only<command::SaveCopy>(stage.click(Role::kButton, "Save a copy"));
  only<command::KeepStorage>(stage.click(Role::kButton, "Keep the storage"));
  only<command::Install>(stage.click(Role::kButton, "Install the app"));
  only<command::Lock>(stage.click(Role::kButton, "Lock now"));
}

TEST_CASE("shortcuts: global keys work on every screen inside") {
  for (const Named& named : inside_states()) {
    if (named.state.covered) continue;
    CAPTURE(named.name);
    Stage stage(named.state);
    only<command::Cover>(stage.press(std::string(named.state.shortcuts.of(session::Act::kCover))));
    if (!named.state.example) only<command::Lock>(stage.press("Alt+L"));
    if (named.state.screen != Screen::kShortcuts) {
      only<command::OpenShortcuts>(stage.press("F1"));
      only<command::OpenShortcuts>(stage.press("?"));
    }
    const bool stays = named.state.screen == Screen::kHome || named.state.renaming;
    const Asked back = stage.press("Escape");
    if (named.state.asking_close) {
      only<command::CancelCloseCase>(back);
    } else if (named.state.changing_shortcut) {
      only<command::CancelShortcut>(back);
    } else if (stays) {
      CHECK(back.empty());
    } else {
      only<command::GoBack>(back);
    }
  }
}

TEST_CASE("shortcuts: a row takes other keys, and they are what the controls then answer to") {
  Stage list(with(home_state(), [](State& s) { s.screen = Screen::kShortcuts; }));
  CHECK(only<command::BeginShortcut>(list.click(Role::kButton, "Quote")).act ==
        session::Act::kQuote);
  CHECK_FALSE(list.driver.has(Role::kButton, "Back to the app's own keys"));
  list.state.changing_shortcut = session::Act::kQuote;
  list.driver.run();
  only<command::ChangeShortcut>(list.click(Role::kButton, "Use these keys"));
  only<command::CancelShortcut>(list.click(Role::kButton, "Keep the old ones"));
  list.state.changing_shortcut.reset();
  list.state.shortcuts.set(session::Act::kQuote, "Alt+K");
  list.driver.run();
  only<command::ResetShortcuts>(list.click(Role::kButton, "Back to the app's own keys"));

  Stage interview(interview_state());
  interview.state.shortcuts.set(session::Act::kQuote, "Alt+K");
  interview.driver.run();
  CHECK(only<command::ChooseKind>(interview.press("Alt+K")).kind == model::LineKind::kQuote);
  CHECK(interview.press("Alt+Q").empty());
  CHECK(interview.driver.get(Role::kRadio, "Quote").shortcut == "Alt+K");
}

}  // namespace
}  // namespace quietroom::screens_test
