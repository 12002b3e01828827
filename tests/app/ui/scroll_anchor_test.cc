// What is read stays where it is when all is laid out anew.
#include <doctest/doctest.h>

#include <string>

#include "tests/app/ui/driver.h"

namespace quietroom::ui {
namespace {

constexpr int kLines = 120;

std::string line_text(int number) {
  std::string text = "Line " + std::to_string(number);
  // Of many lengths, so that a new width changes every height differently.
  for (int word = 0; word < 3 + (number * 7) % 40; ++word) text += " something";
  return text;
}

void plain(Ui& ui) {
  ui.scroll("notes", {.name = "Notes"}, [&] {
    for (int i = 0; i < kLines; ++i) ui.text(line_text(i));
  });
}

void listed(Ui& ui) {
  ui.scroll("notes", {.name = "Notes", .follow_end = true}, [&] {
    const auto key = [](std::size_t i) { return Key(static_cast<int>(i)); };
    const auto revision = [](std::size_t) { return std::uint64_t{1}; };
    const auto row = [&](std::size_t i) {
      ui.item(static_cast<int>(i), [&] { ui.text(line_text(static_cast<int>(i))); });
    };
    ui.virtual_list(
        "lines", {.name = "Lines", .count = kLines, .key = key, .revision = revision, .row = row});
  });
}

/// The first text that is seen in the part, and where it stands below the part's top.
struct Seen {
  std::string text;
  float offset = 0;
  float height = 0;
};

Seen first_seen(const Driver& driver) {
  const SemanticsNode* notes = driver.find(Role::kRegion, "Notes");
  REQUIRE(notes != nullptr);
  const float top = driver.scroll_top(notes->id);
  for (const NodeId id : driver.order()) {
    const SemanticsNode& node = driver.at(id);
    if (node.role != Role::kText || node.rect.y + node.rect.height <= top + 1) continue;
    return {node.name, node.rect.y - top, node.rect.height};
  }
  FAIL("nothing is seen");
  return {};
}

/// What was first is first, with as much of it above the edge as before.
void check_same(const Seen& before, const Seen& after) {
  CHECK(after.text == before.text);
  const float share = before.offset < 0 ? after.height / before.height : 1;
  CHECK(std::abs(after.offset - before.offset * share) < 2);
}

TEST_CASE("scroll: what is read stays when the window gets another width or the text grows") {
  for (const auto& screen : {plain, listed}) {
    Driver driver(screen, 900, 600);
    for (const float y : {700.0F, 1800.0F}) {
      CAPTURE(y);
      driver.resize(900, 600);
      driver.scroll("Notes", y);
      const Seen wide = first_seen(driver);
      driver.resize(400, 600);
      check_same(wide, first_seen(driver));
      driver.check_sound();
      driver.resize(400, 600, 1.5F);
      check_same(wide, first_seen(driver));
      driver.resize(900, 600);
      check_same(wide, first_seen(driver));
      driver.resize(600, 900);
      check_same(wide, first_seen(driver));
    }
  }
}

TEST_CASE("scroll: at its top it stays at its top") {
  Driver driver(plain, 900, 600);
  driver.resize(400, 600);
  CHECK(driver.scroll_top(driver.get(Role::kRegion, "Notes").id) == 0);
}

TEST_CASE("scroll: what is read from its end is read from its end") {
  Driver driver(listed, 900, 600);
  const auto is_at_end = [&] {
    const SemanticsNode& notes = driver.get(Role::kRegion, "Notes");
    return std::abs(notes.content_height - notes.rect.height - driver.scroll_top(notes.id)) < 1;
  };
  REQUIRE(is_at_end());
  driver.resize(400, 600);
  CHECK(is_at_end());
  driver.resize(400, 300);
  CHECK(is_at_end());
  driver.resize(1200, 900, 2);
  CHECK(is_at_end());
}

TEST_CASE("scroll: a finger leaves the end in the smallest steps, and finds it again") {
  Driver driver(listed, 900, 600);
  const NodeId notes = driver.get(Role::kRegion, "Notes").id;
  const float end = driver.scroll_top(notes);
  float y = end;
  for (int step = 0; step < 40; ++step) {
    y -= 3;
    driver.scroll("Notes", y);
    REQUIRE(driver.scroll_top(notes) == y);
  }
  for (int step = 0; step < 40; ++step) driver.scroll("Notes", y += 3);
  CHECK(driver.scroll_top(notes) == end);
  driver.resize(900, 300);
  CHECK(driver.scroll_top(notes) > end);
}

TEST_CASE("scroll: the control with the keyboard stays in sight") {
  const auto screen = [](Ui& ui) {
    ui.scroll("notes", {.name = "Notes"}, [&] {
      for (int i = 0; i < kLines; ++i) {
        ui.text(line_text(i));
        if (i % 4 == 0) ui.button(i, {.label = "Button " + std::to_string(i)});
      }
    });
  };
  Driver driver(screen, 900, 600);
  driver.scroll("Notes", 1500);
  const NodeId notes = driver.get(Role::kRegion, "Notes").id;
  const SemanticsNode* chosen = nullptr;
  for (const SemanticsNode* button : driver.find_all(Role::kButton)) {
    if (button->rect.y > driver.scroll_top(notes) + 300) {
      chosen = button;
      break;
    }
  }
  REQUIRE(chosen != nullptr);
  const NodeId id = chosen->id;
  driver.focus(id);
  const float before = driver.at(id).rect.y - driver.scroll_top(notes);
  driver.resize(400, 600);
  CHECK(std::abs(driver.at(id).rect.y - driver.scroll_top(notes) - before) < 2);
}

}  // namespace
}  // namespace quietroom::ui
