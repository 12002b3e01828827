#include "app/application.h"

#include <algorithm>
#include <set>

#include "tests/app/page_double.h"

namespace quietroom {
namespace {

constexpr const char* kPassphrase = "four quiet autumn rooms";

TEST_CASE("application: a whole first interview by role and name, with a power cut in the middle") {
  Machine machine;
  {
    Person person(machine);
    person.set_up(kPassphrase);
    person.enter("With whom", "Ana");
    person.enter("Note", "Half the site broke with the database away.");
    person.press(Role::kRadio, "Quote");
    person.enter("Note", "Restores are tested every day, I had no idea.");
    person.press("Next item");
    person.type("Note", "not a line y");
    person.wait(session::kTypingRestMs);
    CHECK(person.shows("Saved on this device"));
  }
  machine.files.crash(5);
  Person person(machine);
  person.unlock(kPassphrase);
  REQUIRE(person.application.state().screen == session::Screen::kInterview);
  CHECK(person.shows("Half the site broke with the database away."));
  CHECK(person.shows("Restores are tested every day, I had no idea."));
  CHECK(person.page.texts.at(person.get(Role::kTextField, "Note").id) == "not a line y");
  CHECK(person.application.state().interview->lines[1].kind == model::LineKind::kQuote);
}

TEST_CASE("application: an empty passphrase field after a wrong one, and its reason at the field") {
  Machine machine;
  Person(machine).set_up(kPassphrase);
  Person person(machine);
  person.unlock("not this one");
  const SemanticsNode& field = person.get(Role::kTextField, "Passphrase");
  CHECK(field.invalid);
  CHECK(person.page.texts.at(field.id).empty());
}

TEST_CASE("application: the cover leaves nothing of the interview in the tree") {
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  person.enter("With whom", "Ana");
  person.enter("Note", "Canary line");
  person.type("Note", "canary draft");
  person.press("Cover the screen");
  CHECK_FALSE(person.shows("Ana"));
  CHECK_FALSE(person.shows("Canary"));
  for (const auto& [id, text] : person.page.texts) CHECK(text.find("canary") == std::string::npos);
  KeyEvent key;
  key.key = "F9";
  key.code = "F9";
  person.application.handle(key);
  CHECK(person.shows("Canary line"));
  CHECK(person.page.texts.at(person.get(Role::kTextField, "Note").id) == "canary draft");
}

TEST_CASE("application: without a screen the copy of a locked store is the same as with one") {
  Machine machine;
  {
    Person person(machine);
    person.set_up(kPassphrase);
    person.press("Lock");
  }
  Person person(machine);
  const auto copy = person.application.copy_without_screen();
  REQUIRE(copy.ok());
  Machine other(2);
  Person reader(other);
  reader.press("Open a copy");
  const SemanticsNode* pick = nullptr;
  for (const auto& [id, node] : reader.page.nodes) {
    if (node.picks_file) pick = &node;
  }
  REQUIRE(pick != nullptr);
  reader.application.handle(FileEvent{pick->id, "x.qrcopy", copy.value()});
  CHECK(reader.application.state().setup.has_copy);
}

TEST_CASE("application: notes dropped where no button takes them come in, and only into a 1:1") {
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  const std::string text = "from paper\nand more";
  const FileEvent dropped{0, "notes.txt", Bytes(text.begin(), text.end())};
  person.application.handle(dropped);
  CHECK(person.shows("Files have no place here"));
  person.enter("With whom", "Ana");
  person.application.handle(dropped);
  CHECK(person.shows("from paper"));
  CHECK(person.shows("2 lines came in."));
  person.press("Lock");
  person.application.handle(dropped);
  CHECK(person.shows("Files have no place here"));
}

TEST_CASE(
    "application: the page's language is spoken at once, in lines that were drawn before too") {
  const words::Speaking restore(words::Language::kEnglish);
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  person.enter("With whom", "Ana");
  person.enter("Note", "Half the site broke.");
  CHECK(person.shows("Change the line of "));
  PreferencesEvent german;
  german.language = PageLanguage::kGerman;
  person.application.handle(german);
  CHECK(person.find(Role::kButton, "Sperren") != nullptr);
  CHECK(person.shows("1:1 mit Ana"));
  CHECK(person.shows("Die Zeile von "));
  CHECK_FALSE(person.shows("Change the line of "));
  CHECK(person.shows("Half the site broke."));
  person.application.handle(PreferencesEvent{});
  CHECK(person.find(Role::kButton, "Lock") != nullptr);
  CHECK(person.shows("Change the line of "));
}

TEST_CASE("application: what the program stores by itself is the same in every language") {
  const words::Speaking restore(words::Language::kEnglish);
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  words::use(words::Language::kGerman);
  person.application.handle(OnlineEvent{true});
  person.enter("Mit wem", "Ana");
  person.press("Pause vermerken");
  const session::InterviewView& view = *person.application.state().interview;
  CHECK(view.interview.case_title == "Not sorted yet");
  REQUIRE(view.lines.size() == 1);
  CHECK(view.lines[0].text == "Pause");
}

TEST_CASE("application: what ships for a 1:1 is in the language of the page, all of it") {
  const words::Speaking restore(words::Language::kEnglish);
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  PreferencesEvent german;
  german.language = PageLanguage::kGerman;
  person.application.handle(german);
  person.enter("Mit wem", "Ana");
  CHECK(person.shows("Vorstellung und Ablauf"));
  CHECK(person.shows("Noch nicht zugeordnet"));
  person.press("Einwilligung");
  person.type("Zu prüfen bis", "2026-11-29");
  CHECK(person.shows("Danke, dass du dir die Zeit nimmst."));
  CHECK(person.shows("prüfe bis zum 29. November 2026"));
}

TEST_CASE("application: a language is chosen at the page, which keeps it") {
  const words::Speaking restore(words::Language::kEnglish);
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  person.press("Settings");
  person.press(Role::kRadio, "Deutsch");
  CHECK(person.page.language == LanguageChoice::kGerman);
  PreferencesEvent answer;
  answer.language = PageLanguage::kGerman;
  answer.language_choice = LanguageChoice::kGerman;
  person.application.handle(answer);
  CHECK(person.get(Role::kRadio, "Deutsch").checked == Tristate::kTrue);
  person.press("Zurück");
  person.press("Sperren");
  CHECK(person.find(Role::kButton, "Entsperren") != nullptr);
  CHECK(person.application.state().device.language_choice == LanguageChoice::kGerman);
}

TEST_CASE("application: an idle program asks for nothing but the next minute") {
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  person.enter("With whom", "Ana");
  person.wait(20000);
  person.application.paint(1280, 800);
  CHECK_FALSE(person.application.wants_paint());
  for (int i = 0; i < 3; ++i) {
    const auto wake = person.application.next_wake_ms();
    REQUIRE(wake.has_value());
    const std::int64_t wait_ms = *wake - machine.clock.steady_ms();
    CHECK(wait_ms >= 1000);
    person.wait(wait_ms);
  }
}

TEST_CASE("application: a page that nobody sees is not woken for what it would only show") {
  Machine machine;
  Person person(machine);
  person.set_up(kPassphrase);
  person.enter("With whom", "Ana");
  person.press(Role::kButton, "Quiet cues");
  person.press(Role::kButton, "Breathe");
  person.wait(2000);
  const auto wait_ms = [&] {
    const auto wake = person.application.next_wake_ms();
    return wake ? *wake - machine.clock.steady_ms() : 1'000'000'000;
  };
  CHECK(wait_ms() <= 5000);
  person.application.handle(LifecycleEvent{LifecyclePhase::kHidden});
  CHECK(wait_ms() > 60'000);
  // The panel over all windows is seen though the tab is not.
  person.application.handle(SecondWindowEvent{SecondWindow::kPanel});
  CHECK(wait_ms() <= 5000);
  person.application.handle(SecondWindowEvent{SecondWindow::kNone});
  CHECK(wait_ms() > 60'000);
  person.wait(10 * 60'000);
  person.application.handle(LifecycleEvent{LifecyclePhase::kVisible});
  CHECK(wait_ms() <= 5000);
}

/// One thing that a person might do next, by the dice.
void do_something(Person& person, FakeRandom& dice, std::vector<std::string>& written) {
  std::array<std::uint8_t, 4> roll{};
  dice.fill(roll);
  std::vector<NodeId> controls;
  for (const NodeId id : person.page.order) {
    const SemanticsNode& node = person.page.nodes.at(id);
    // What is written in the example is meant to be gone afterwards; and whoever locks it, gives up
    // the passphrase and the code and erases everything, has done so.
    const bool leads_out = node.name == "Lock" || node.name == "Lock now" ||
                           node.name == "Try it with an example" ||
                           node.name == "Leave the example" || node.name == "Erase everything here";
    if (node.focusable && !node.disabled && !leads_out && person.can_reach(id)) {
      controls.push_back(id);
    }
  }
  if (controls.empty()) return;
  const NodeId id = controls[(roll[0] * 256U + roll[1]) % controls.size()];
  const SemanticsNode node = person.page.nodes.at(id);
  person.application.handle(ActionEvent{id, NodeAction::kFocus, {}});
  if (node.role == Role::kTextField) {
    const std::string text = "w" + std::to_string(written.size());
    person.application.handle(TextEvent{id, text});
    if (node.submit_on_enter && roll[2] % 2 == 0) {
      if (node.name == "Note") written.push_back(text);
      person.application.handle(ActionEvent{id, NodeAction::kSubmit, text});
    }
  } else if (!node.picks_file && node.href.empty()) {
    person.application.handle(ActionEvent{id, NodeAction::kClick, {}});
  }
  if (roll[3] % 8 == 0) person.wait(roll[3] * 10);
}

TEST_CASE("application: whatever is pressed, screens come to rest and no written line is lost") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Machine machine(seed);
    FakeRandom dice(seed);
    std::vector<std::string> written;
    {
      const float width = seed % 3 == 0 ? 400.0F : seed % 3 == 1 ? 1280.0F : 820.0F;
      Person person(machine, width, 900);
      person.set_up(kPassphrase);
      person.enter("With whom", "Ana");
      for (int i = 0; i < 150; ++i) do_something(person, dice, written);
    }
    machine.files.crash(seed);
    Person person(machine);
    person.unlock(kPassphrase);
    REQUIRE(person.application.state().unlocked);
    // Every line of every interview, as its screen says it.
    std::set<std::string> there;
    int edited = 0;
    const session::State& state = person.application.state();
    std::vector<Id> interviews;
    for (const auto* list : {&state.under_way, &state.recent}) {
      for (const model::Interview& interview : *list) interviews.push_back(interview.id);
    }
    if (state.interview) interviews.push_back(state.interview->interview.id);
    for (const Id& id : interviews) {
      person.application.session().run(session::command::OpenInterview{id});
      REQUIRE(state.interview.has_value());
      for (const model::Line& line : state.interview->lines) {
        // Lines that were joined are lines of one text.
        for (std::size_t at = 0; at <= line.text.size();) {
          const std::size_t end = std::min(line.text.find('\n', at), line.text.size());
          there.insert(line.text.substr(at, end - at));
          at = end + 1;
        }
        edited += line.edited ? 1 : 0;
      }
    }
    // A line that was edited on the way has another wording now.
    int missing = 0;
    for (const std::string& text : written) missing += there.contains(text) ? 0 : 1;
    CHECK(missing <= edited);
  }
}

}  // namespace
}  // namespace quietroom
