// The screens before the store is open: each control asks for exactly its thing.
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

using session::Field;

struct Row {
  Screen screen;
  Role role;
  std::string_view name;
  std::size_t command;
};

TEST_CASE("entrance: each control asks for its command") {
  const Row rows[] = {
      {Screen::kWelcome, Role::kButton, "Choose a passphrase", kind_of<command::BeginSetup>()},
      {Screen::kWelcome, Role::kButton, "Try it with an example", kind_of<command::TryExample>()},
      {Screen::kWelcome, Role::kButton, "Open a copy", kind_of<command::BeginOpenCopy>()},
      {Screen::kWelcome, Role::kLink, "About this program", kind_of<command::OpenAbout>()},
      {Screen::kChoosePassphrase, Role::kButton, "Use this passphrase",
       kind_of<command::ChoosePassphrase>()},
      {Screen::kChoosePassphrase, Role::kButton, "Back", kind_of<command::BackToStart>()},
      {Screen::kShowRecovery, Role::kButton, "I have written it down",
       kind_of<command::RecoveryWritten>()},
      {Screen::kConfirmRecovery, Role::kButton, "Check the words",
       kind_of<command::ConfirmRecovery>()},
      {Screen::kConfirmRecovery, Role::kButton, "Show it again",
       kind_of<command::ShowRecoveryAgain>()},
      {Screen::kUnlock, Role::kButton, "Unlock", kind_of<command::Unlock>()},
      {Screen::kUnlock, Role::kButton, "I forgot the passphrase",
       kind_of<command::BeginForgotten>()},
      {Screen::kUnlock, Role::kButton, "Try it with an example", kind_of<command::TryExample>()},
      {Screen::kForgotten, Role::kButton, "Open with these words",
       kind_of<command::UseRecoveryCode>()},
      {Screen::kForgotten, Role::kButton, "Back", kind_of<command::BackToStart>()},
      {Screen::kForgotten, Role::kButton, "I have neither", kind_of<command::BeginErase>()},
      {Screen::kOpenCopy, Role::kButton, "Back", kind_of<command::BackToStart>()},
      {Screen::kElsewhere, Role::kButton, "Use it here", kind_of<command::TakeStore>()},
      {Screen::kUnavailable, Role::kButton, "Try it with an example",
       kind_of<command::TryExample>()},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Stage stage(entrance_state(row.screen));
    const Asked commands = stage.click(row.role, row.name);
    REQUIRE(commands.size() == 1);
    CHECK(commands.kind(0) == row.command);
  }
}

TEST_CASE("unlock: what is typed goes out, and Enter unlocks with it") {
  Stage stage(entrance_state(Screen::kUnlock));
  const auto edit = only<command::EditField>(stage.type("Passphrase", "four quiet words"));
  CHECK(edit.field == Field::kPassphrase);
  CHECK(edit.value == "four quiet words");
  const Asked commands = stage.submit("Passphrase", "four quiet words here");
  REQUIRE(commands.size() == 2);
  CHECK(commands.get<command::EditField>(0).value == "four quiet words here");
  CHECK(commands.is<command::Unlock>(1));
}

TEST_CASE("unlock: a wrong passphrase is said at the field, and the field is emptied") {
  Stage stage(entrance_state(Screen::kUnlock));
  stage.type("Passphrase", "wrong");
  stage.state.problem = "That passphrase does not open these notes.";
  stage.state.problem_field = Field::kPassphrase;
  ++stage.state.fields_revision;
  stage.driver.run();
  const SemanticsNode& field = stage.driver.get(Role::kTextField, "Passphrase");
  CHECK(field.invalid);
  CHECK(field.description == "That passphrase does not open these notes.");
  CHECK(stage.driver.field_text("Passphrase").empty());
}

TEST_CASE("unlock: while the key is worked out nothing can be pressed twice") {
  State state = entrance_state(Screen::kUnlock);
  state.busy = true;
  Stage stage(state);
  CHECK(stage.driver.get(Role::kButton, "Unlock").disabled);
  CHECK(stage.driver.get(Role::kTextField, "Passphrase").disabled);
  CHECK(stage.driver.has(Role::kProgress, "Working out the key"));
}

TEST_CASE("unlock: locked in the middle of a 1:1, it says that everything is kept") {
  State state = entrance_state(Screen::kUnlock);
  state.interview_kept = true;
  Stage stage(state);
  CHECK(stage.driver.find_containing(Role::kText, "Every line of the 1:1 is kept") != nullptr);
}

TEST_CASE("choose passphrase: two fields, the eye, and Enter in the second") {
  Stage stage(entrance_state(Screen::kChoosePassphrase));
  CHECK_FALSE(stage.driver.get(Role::kTextField, "Passphrase").submit_on_enter);
  CHECK(only<command::EditField>(stage.type("Passphrase", "a")).field == Field::kPassphrase);
  const Asked commands = stage.submit("The same again", "b");
  REQUIRE(commands.size() == 2);
  CHECK(commands.get<command::EditField>(0).field == Field::kPassphraseAgain);
  CHECK(commands.is<command::ChoosePassphrase>(1));
  only<command::ToggleReveal>(stage.click(Role::kButton, "Show what is typed"));
  stage.state.reveal = true;
  stage.driver.run();
  CHECK(stage.driver.get(Role::kTextField, "Passphrase").revealed);
}

TEST_CASE("choose passphrase: strength is said in words, and the help says who can reset it") {
  State state = entrance_state(Screen::kChoosePassphrase);
  state.strength = {1, "Weak: easily guessed."};
  Stage stage(state);
  CHECK(stage.driver.has(Role::kStatus, "Weak: easily guessed."));
  CHECK(stage.driver.find_containing(Role::kText, "Nobody can reset it") != nullptr);
}

TEST_CASE("recovery: 24 words with their numbers, in order") {
  Stage stage(entrance_state(Screen::kShowRecovery), 400, 900);
  const auto items = stage.driver.find_all(Role::kListItem);
  REQUIRE(items.size() == 24);
  std::string read;
  for (const SemanticsNode* text : stage.driver.find_all(Role::kText)) read += text->name + " ";
  CHECK(read.find("\u20071 abstract \u20072 kitchen \u20073 oak \u20074 hospital") !=
        std::string::npos);
}

TEST_CASE("confirm: the three words that are asked for, the wrong one marked") {
  State state = entrance_state(Screen::kConfirmRecovery);
  state.problem = "Word 14 is another one.";
  state.problem_field = Field::kRecoveryWord1;
  Stage stage(state);
  CHECK_FALSE(stage.driver.get(Role::kTextField, "Word 3").invalid);
  CHECK(stage.driver.get(Role::kTextField, "Word 14").invalid);
  CHECK(only<command::EditField>(stage.type("Word 23", "oak")).field == Field::kRecoveryWord2);
}

TEST_CASE("open a copy: the file, then its passphrase or its words") {
  Stage stage(entrance_state(Screen::kOpenCopy));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Open the copy"));
  stage.take();
  stage.driver.pick_file("Choose the file", "copy.quietroom", Bytes{1, 2, 3});
  CHECK(only<command::CopyPicked>(stage.take()).bytes == Bytes{1, 2, 3});
  stage.state.setup.has_copy = true;
  stage.state.setup.copy_size_bytes = 212345;
  stage.driver.run();
  CHECK(stage.driver.has(Role::kStatus, "The copy is whole: 213 kB."));
  only<command::OpenCopy>(stage.click(Role::kButton, "Open the copy"));
  CHECK(only<command::EditField>(stage.type("Recovery code", "oak")).field == Field::kRecoveryCode);
}

TEST_CASE("damaged: every damage has words of its own, and what is there can be saved") {
  std::set<std::string> titles;
  for (int at = 1; at <= static_cast<int>(session::Damage::kDisk); ++at) {
    State state = entrance_state(Screen::kDamaged);
    state.damage = static_cast<session::Damage>(at);
    Stage stage(state);
    for (const SemanticsNode* heading : stage.driver.find_all(Role::kHeading)) {
      if (heading->level == 1) titles.insert(heading->name);
    }
    // A copy needs both the keys and the notes, whole or not.
    const bool both =
        state.damage == session::Damage::kStoreDamaged || state.damage == session::Damage::kNewer;
    CHECK(stage.driver.has(Role::kButton, "Save the files as they are") == both);
    if (both) only<command::SaveCopy>(stage.click(Role::kButton, "Save the files as they are"));
  }
  CHECK(titles.size() == 6);
}

TEST_CASE("damaged: starting anew is a second step that says what is lost") {
  State state = entrance_state(Screen::kDamaged);
  state.damage = session::Damage::kStoreDamaged;
  Stage stage(state);
  CHECK_FALSE(stage.driver.has(Role::kButton, "Erase everything here"));
  only<command::BeginErase>(stage.click(Role::kButton, "Start anew"));
  stage.state.asking_erase = true;
  stage.driver.run();
  CHECK(stage.driver.find_containing(Role::kText, "are lost") != nullptr);
  only<command::SaveCopy>(stage.click(Role::kButton, "Save the files first"));
  only<command::EraseAndStartAnew>(stage.click(Role::kButton, "Erase everything here"));
  only<command::CancelErase>(stage.click(Role::kButton, "Keep everything"));
  only<command::CancelErase>(stage.click(Role::kButton, "Close"));
  only<command::CancelErase>(stage.press("Escape"));
}

TEST_CASE("damaged: what would only lose more is not offered") {
  for (const session::Damage damage : {session::Damage::kNewer, session::Damage::kDisk}) {
    State state = entrance_state(Screen::kDamaged);
    state.damage = damage;
    Stage stage(state);
    CHECK_FALSE(stage.driver.has(Role::kButton, "Start anew"));
  }
}

TEST_CASE("entrance: Escape discards nothing, and the lock has nothing to lock") {
  for (const Named& named : entrance_states()) {
    if (named.state.asking_erase) continue;
    CAPTURE(named.name);
    Stage stage(named.state);
    CHECK(stage.press("Escape").empty());
    CHECK(stage.press("Alt+L").empty());
    CHECK(stage.press("F9").empty());
  }
}

}  // namespace
}  // namespace quietroom::screens_test
