// The clean-up screen: what stands where, what a press asks for, in every width.
#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"

using namespace quietroom;
using namespace quietroom::screens_test;

namespace {

bool says(const Stage& stage, std::string_view text) {
  return stage.driver.has(Role::kText, text) || stage.driver.has(Role::kStatus, text) ||
         stage.driver.has(Role::kHeading, text);
}

}  // namespace

TEST_CASE("clean-up: lines and clean text stand side by side, and each says what it is") {
  Stage stage(clean_up_state());
  CHECK(stage.driver.find(Role::kMain, "Clean text") != nullptr);
  CHECK(stage.driver.find(Role::kComplementary, "Lines") != nullptr);
  for (const char* text :
       {"Taken up", "Not taken up yet", "Never taken up", "Not from a line. 1 wording to look at.",
        "1 line is not taken up yet."}) {
    CAPTURE(text);
    CHECK(says(stage, text));
  }
  const Asked drafted = stage.press("Control+Enter");
  CHECK(only<command::DraftPassages>(drafted).item_id == "surprise");
  CHECK(only<command::DraftPassages>(stage.click(Role::kButton, "Draft from 1 line")).item_id ==
        "surprise");
}

TEST_CASE("clean-up: where there is room for one, a switch shows the other") {
  Stage stage(clean_up_state(), 400, 900);
  CHECK_FALSE(says(stage, "Taken up"));
  CHECK(only<command::ShowRawLines>(stage.click(Role::kRadio, "Lines")).on);
  stage.state.interview->raw_shown = true;
  stage.driver.run();
  CHECK(says(stage, "Taken up"));
}

TEST_CASE("clean-up: the open passage is edited, struck, moved, and compared with its lines") {
  State state = clean_up_state();
  const Id id = state.interview->passages[1].id;
  state.interview->selected_passage = id;
  state.interview->earlier_of_passage = {{.text = "Half of it.", .at_ms = kNowMs}};
  Stage stage(std::move(state), 1280, 2400);
  CHECK(only<command::BeginEditLine>(stage.click(Role::kButton, "Edit")).line == id);
  CHECK(only<command::StrikePassage>(stage.click(Role::kButton, "Strike")).struck);
  CHECK(only<command::MovePassage>(stage.click(Role::kButton, "Before the passage above")).by ==
        -1);
  CHECK(only<command::SetVerbatim>(stage.click(Role::kCheckbox, "Their own words")).on);
  CHECK(only<command::JoinPassage>(stage.click(Role::kButton, "Join with the passage above"))
            .passage == id);
  CHECK(only<command::UseWording>(stage.click(Role::kButton, "Use this wording")).text ==
        "Half of it.");
  CHECK(says(stage, "Compared with its lines"));
  CHECK(says(stage, "Removed"));
  CHECK(says(stage, "Added"));
  CHECK(only<command::SelectPassage>(stage.press("Escape")).passage.is_none());
}

TEST_CASE("clean-up: what is written below stands under the chosen item") {
  Stage stage(clean_up_state());
  const std::string field = "New passage under \u201CWhat surprised you?\u201D";
  CHECK(only<command::WriteDraft>(stage.type(field, "typed")).text == "typed");
  CHECK(only<command::CommitPassage>(stage.submit(field, "typed")).text == "typed");
}

TEST_CASE("clean-up: it says what is open, and lets the person go on") {
  State state = clean_up_state();
  Stage asked(state);
  CHECK(asked.click(Role::kButton, "Is it clean?").is<command::ToggleCleaned>(0));
  state.interview->cleaned_open = true;
  Stage stage(std::move(state));
  CHECK(says(stage, "1 line is not taken up yet."));
  CHECK(says(stage, "1 line off the record is still kept. It is never shared."));
  CHECK(stage.click(Role::kButton, "It is clean").is<command::FinishCleanUp>(0));
}

TEST_CASE("clean-up: a wording to look at is marked and said, never in a quote") {
  State state = clean_up_state();
  state.interview->passages[0].text = "They should have looked.";  // A quote.
  state.interview->passages[1].text = "They should have looked. Who did it?";
  state.interview->passages[2].text = "Nothing of the kind.";
  state.interview->selected_passage = state.interview->passages[1].id;
  state.own_hints = {{"who did", "How did it come about"}};
  Stage stage(std::move(state), 1280, 2400);
  CHECK(stage.driver.find_containing(Role::kText, "2 wordings to look at.") != nullptr);
  CHECK(stage.driver.find_containing(Role::kText, "1 wording to look at.") == nullptr);
  CHECK(says(stage, "\u201CWho did\u201D. How did it come about"));
  CHECK(stage.driver.find_containing(Role::kText, "\u201Cshould have\u201D. Say") != nullptr);
}

TEST_CASE("clean-up: two wordings of a passage wait for a person, as a line's do") {
  State state = clean_up_state();
  model::Passage& passage = state.interview->passages[0];
  passage.conflict = true;
  passage.conflicts = {
      conflict_of("text", {model::Value::text("One"), model::Value::text("Another")})};
  Stage stage(std::move(state), 1280, 2400);
  const auto chosen = only<command::Settle>(stage.click(Role::kButton, "Keep this one"));
  CHECK(chosen.kind == model::EntityKind::kPassage);
}
