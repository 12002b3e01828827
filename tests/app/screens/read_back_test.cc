// Reading back: order, search, items, paper.
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

State reading(std::size_t lines = 0) {
  State state = lines == 0 ? interview_state() : long_interview_state(lines);
  state.screen = Screen::kReadBack;
  return state;
}

TEST_CASE("read back: by time or by item, and what each asks for") {
  Stage stage(reading());
  CHECK(stage.driver.get(Role::kHeading, "1:1 with Ana").level == 1);
  CHECK(only<command::ReadByItem>(stage.click(Role::kRadio, "By item")).on);
  only<command::GoBack>(stage.click(Role::kButton, "Back to the 1:1"));
  only<command::GoBack>(stage.press("Escape"));
  const auto edit = only<command::EditField>(stage.type("Search in these notes", "idea"));
  CHECK(edit.field == session::Field::kReadSearch);
  CHECK(stage.driver.find(Role::kHeading, "4  What surprised you?") == nullptr);
  stage.state.interview->read_by_item = true;
  stage.driver.run();
  CHECK(stage.driver.find(Role::kHeading, "4  What surprised you?") != nullptr);
}

TEST_CASE("read back: what is locked is shown with its sign and cannot be marked") {
  State state = reading();
  state.interview->lines[1].held = true;
  Stage stage(state);
  for (const SemanticsNode* text : stage.driver.find_all(Role::kText)) {
    if (text->name == state.interview->lines[1].text) CHECK_FALSE(text->selectable);
    if (text->name == state.interview->lines[2].text) CHECK(text->selectable);
  }
  CHECK(stage.driver.find(Role::kText, state.interview->lines[1].text) != nullptr);
  CHECK(stage.driver.find(Role::kText, "Off the record") != nullptr);
  CHECK(stage.driver.find(Role::kText, state.interview->lines[0].text) == nullptr);  // Struck.
}

TEST_CASE("read back: printing says what leaves, and is refused where consent says no") {
  Stage stage(reading());
  CHECK(stage.driver.get(Role::kButton, "Print").description.find("Paper is outside") == 0);
  only<command::PrintNotes>(stage.click(Role::kButton, "Print"));
  record_consent(stage.state, model::ConsentState::kWithdrawn);
  stage.driver.run();
  CHECK(stage.driver.get(Role::kButton, "Print").disabled);
  CHECK(stage.driver.get(Role::kButton, "Print").description == "Consent was withdrawn.");
}

TEST_CASE("read back: 5,000 lines are a virtual list, and an item far down is scrolled to") {
  for (const bool by_item : {false, true}) {
    CAPTURE(by_item);
    State state = reading(5000);
    state.interview->read_by_item = by_item;
    Stage stage(state);
    CHECK(stage.driver.find_all(Role::kListItem).size() < 200);
    stage.take();
    stage.state.interview->read_from = 9;  // From line 3,600 on.
    stage.driver.run();
    CHECK(stage.take().is<command::ReadFrom>(0));
    stage.state.interview->read_from = -1;
    stage.driver.run();
    const std::string wanted = by_item ? "10  " + classic_guide().items[9].title : "Line 3600.";
    bool seen = false;
    for (const NodeId id : stage.driver.order()) {
      seen = seen || stage.driver.at(id).name.rfind(wanted, 0) == 0;
    }
    CHECK(seen);
    stage.driver.check_sound();
  }
}

TEST_CASE("read back: items are a rail where there is room, and a sheet elsewhere") {
  Stage wide(reading());
  const std::string title = "4  What surprised you?";
  CHECK(only<command::ReadFrom>(wide.click(Role::kButton, title)).item == 3);
  Stage narrow(reading(), 400, 900);
  CHECK(narrow.driver.find(Role::kButton, title) == nullptr);
  only<command::ToggleItems>(narrow.click(Role::kButton, "Go to an item"));
  narrow.state.interview->items_open = true;
  narrow.driver.run();
  CHECK(only<command::ReadFrom>(narrow.click(Role::kButton, title)).item == 3);
}

}  // namespace
}  // namespace quietroom::screens_test
