// What two devices wrote apart, on the screens: all of it, and one press that settles it.
#include "app/screens/wordings.h"

#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

using model::EntityKind;

std::vector<const SemanticsNode*> all_named(const Stage& stage, Role role, std::string_view name) {
  std::vector<const SemanticsNode*> found;
  for (const SemanticsNode* node : stage.driver.find_all(role)) {
    if (node->name == name) found.push_back(node);
  }
  return found;
}

/// Two wordings of the first line, and nothing else.
State two_wordings() {
  State state = interview_state();
  model::Line& line = state.interview->lines[1];
  line.conflicts = {
      conflict_of("text", {model::Value::text("first one"), model::Value::text("second one")})};
  line.conflict = true;
  return state;
}

TEST_CASE("wordings: side by side where there is room, else one below the other") {
  struct Row {
    float width;
    bool beside;
  };
  for (const Row& row : {Row{1280, true}, Row{820, false}, Row{400, false}}) {
    CAPTURE(row.width);
    Stage stage(two_wordings(), row.width, 900);
    const Rect a = stage.driver.get(Role::kGroup, "Wording 1 of 2").rect;
    const Rect b = stage.driver.get(Role::kGroup, "Wording 2 of 2").rect;
    CHECK((a.y == b.y) == row.beside);
    CHECK((row.beside ? b.x >= a.x + a.width : b.y >= a.y + a.height));
    CHECK_MESSAGE(!stage.driver.has(Role::kText, stage.state.interview->lines[1].text),
                  "its text stands nowhere as the only one");
  }
}

TEST_CASE("wordings: each says whose it is, and one press keeps it") {
  Stage stage(two_wordings());
  const auto keep = all_named(stage, Role::kButton, "Keep this one");
  REQUIRE(keep.size() == 2);
  CHECK(keep[0]->description == "Another device of yours, 22 November 2026, 10:41");
  CHECK(keep[1]->description == "Somebody else\u2019s device, 22 November 2026, 10:40");
  stage.take();
  stage.driver.click(keep[1]->id);
  const auto settle = only<command::Settle>(stage.take());
  CHECK(settle.kind == EntityKind::kLine);
  CHECK(settle.entity == stage.state.interview->lines[1].id);
  CHECK(settle.field == "text");
  CHECK(*settle.value.as_text() == "second one");
  CHECK(settle.saw.size() == 2);
}

TEST_CASE("wordings: both as one line, which is then edited") {
  Stage stage(two_wordings());
  const Asked asked = stage.click(Role::kButton, "Keep both as one");
  REQUIRE(asked.size() == 2);
  CHECK(*asked.get<command::Settle>(0).value.as_text() == "first one\nsecond one");
  CHECK(asked.get<command::BeginEditLine>(1).line == stage.state.interview->lines[1].id);
}

TEST_CASE("wordings: a merged text stands as one, with both behind it") {
  Stage stage(conflict_state());
  const std::string merged = stage.state.interview->lines[2].text;
  CHECK(stage.driver.has(Role::kText, merged));
  CHECK_FALSE(stage.driver.has(Role::kText, "Half the site broke, because of the alerts."));
  const auto settle = only<command::Settle>(stage.click(Role::kButton, "Keep it so"));
  CHECK(*settle.value.as_text() == merged);
  stage.state.interview->selected_line = stage.state.interview->lines[2].id;
  stage.driver.run();
  CHECK(stage.driver.has(Role::kText, "Half the site broke, because of the alerts."));
}

TEST_CASE("wordings: while a line is edited its wordings are read, not chosen") {
  State state = two_wordings();
  model::Line& line = state.interview->lines[1];
  state.interview->selected_line = state.interview->editing_line = line.id;
  state.interview->line_edit = "first one, and";
  Stage stage(state);
  CHECK(stage.driver.has(Role::kText, "second one"));
  CHECK(all_named(stage, Role::kButton, "Keep this one").empty());
}

TEST_CASE("wordings: one that comes while a line is edited leaves the field alone") {
  State state = interview_state();
  model::Line& line = state.interview->lines[1];
  state.interview->selected_line = state.interview->editing_line = line.id;
  state.interview->line_edit = line.text;
  for (const float width : {1280.0F, 400.0F}) {
    Stage stage(state, width, 900);
    stage.driver.type("Edit the line", "still typing here");
    const NodeId field = stage.driver.get(Role::kTextField, "Edit the line").id;
    CHECK(stage.driver.focused() == field);
    stage.state.interview->lines[1].conflicts = two_wordings().interview->lines[1].conflicts;
    stage.state.interview->lines[1].text = "first one";
    stage.driver.run();
    CHECK(stage.driver.get(Role::kTextField, "Edit the line").id == field);
    CHECK(stage.driver.focused() == field);
    CHECK(stage.driver.field_text("Edit the line") == "still typing here");
  }
}

TEST_CASE("strike: one that lost is said, with both ways out") {
  Stage stage(conflict_state());
  CHECK(only<command::StrikeLine>(stage.click(Role::kButton, "Strike it")).struck);
  CHECK_FALSE(only<command::StrikeLine>(stage.click(Role::kButton, "Let it stand")).struck);
}

TEST_CASE("values: a quiet choice, in words") {
  Stage stage(conflict_state());
  CHECK(stage.driver.has(Role::kGroup, "Kind: 2 values"));
  CHECK(stage.driver.has(Role::kGroup, "Plan: 2 values"));
  CHECK(stage.driver.has(Role::kGroup, "State: 2 values"));
  const auto settle = only<command::Settle>(stage.click(Role::kButton, "45 min"));
  CHECK(settle.kind == EntityKind::kInterview);
  CHECK(*settle.value.as_integer() == 45);
}

TEST_CASE("lines that wait for a choice are counted once, and one press leads to the next") {
  Stage stage(conflict_state());
  CHECK(stage.driver.has(Role::kStatus, "4 lines were changed on two devices."));
  const auto& lines = stage.state.interview->lines;
  const auto next = [&] {
    return only<command::JumpToLine>(stage.click(Role::kButton, "Show")).line;
  };
  CHECK(next() == lines[1].id);
  stage.state.interview->selected_line = lines[3].id;
  stage.driver.run();
  CHECK(next() == lines[4].id);
  stage.state.interview->selected_line = lines[4].id;
  stage.driver.run();
  CHECK(next() == lines[1].id);
  Stage none(interview_state());
  CHECK_FALSE(none.driver.has(Role::kButton, "Show"));
}

TEST_CASE("read back: every wording is there, and nothing to press in it") {
  State state = two_wordings();
  state.screen = Screen::kReadBack;
  Stage stage(state);
  CHECK(stage.driver.has(Role::kText, "first one"));
  CHECK(stage.driver.has(Role::kText, "second one"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Keep this one"));
}

TEST_CASE("case and person: two names are shown below the heading, and one is kept") {
  State state = conflict_state();
  state.screen = Screen::kCase;
  state.open_case = state.cases[0];
  Stage stage(state);
  const auto keep = all_named(stage, Role::kButton, "Keep this one");
  REQUIRE(keep.size() == 2);
  stage.take();
  stage.driver.click(keep[0]->id);
  const auto settle = only<command::Settle>(stage.take());
  CHECK(settle.kind == EntityKind::kCase);
  CHECK(*settle.value.as_text() == "The outage");
  stage.state.screen = Screen::kCases;
  stage.driver.run();
  const SemanticsNode& row = stage.driver.get(Role::kLink, "The outage of 21 October");
  CHECK(row.description.find("two values") != std::string::npos);
}

}  // namespace
}  // namespace quietroom::screens_test
