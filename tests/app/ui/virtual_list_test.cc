// The virtual list: thousands of rows, few nodes, steady places.
#include <chrono>

#include "tests/app/ui/driver.h"

namespace quietroom::ui {
namespace {

/// A list of `count` lines of very different lengths in a scrolling part.
class Lines {
 public:
  explicit Lines(std::size_t count, bool follow_end = false)
      : follow_end_(follow_end), driver([this](Ui& ui) { show(ui); }) {
    for (std::size_t i = 0; i < count; ++i) add();
    driver.run();
  }

  void add() {
    const std::size_t i = texts.size();
    std::string text = "Line " + std::to_string(i) + ".";
    for (std::size_t w = 0; w < i * 7 % 60; ++w) text += " words";
    texts.push_back(text);
  }
  NodeId scroller() const { return driver.get(Role::kRegion, "Notes").id; }
  /// Where row `i` is seen in the viewport of the list.
  float seen_at(std::size_t i) const {
    const SemanticsNode* node = driver.find(Role::kText, texts[i]);
    REQUIRE(node != nullptr);
    return node->rect.y - driver.scroll_top(scroller());
  }

  std::vector<std::string> texts;
  std::optional<std::size_t> target;

 private:
  bool follow_end_;

 public:
  Driver driver;

 private:
  void show(Ui& ui) {
    ui.scroll("notes", {.name = "Notes", .follow_end = follow_end_}, [&] {
      ui.virtual_list("lines", {.name = "Lines",
                                .count = texts.size(),
                                .key = [](std::size_t i) { return Key(i); },
                                .revision = [&](std::size_t i) { return texts[i].size(); },
                                .row =
                                    [&](std::size_t i) {
                                      ui.line_row(i, {.time = "10:42", .text = texts[i]}, [] {});
                                    },
                                .gap = Space::k4});
      if (target) ui.scroll_to_row("lines", *target);
      target.reset();
    });
  }
};

TEST_CASE("virtual_list: of 5,000 rows only those near the visible part exist") {
  Lines lines(5000);
  const auto rows = lines.driver.find_all(Role::kListItem);
  CHECK(rows.size() >= 20);
  CHECK(rows.size() <= 70);
  CHECK(rows[0]->position == 1);
  CHECK(rows[0]->set_size == 5000);
  lines.driver.check_sound();
}

TEST_CASE("virtual_list: wherever the person scrolls, what is visible is there") {
  Lines lines(2000);
  for (const float part : {0.1F, 0.5F, 0.93F, 1.0F, 0.3F, 0.0F}) {
    CAPTURE(part);
    const SemanticsNode& before = lines.driver.at(lines.scroller());
    lines.driver.scroll("Notes", before.content_height * part);
    const float top = lines.driver.scroll_top(lines.scroller());
    const float height = lines.driver.at(lines.scroller()).rect.height;
    float covered = top;
    for (const SemanticsNode* row : lines.driver.find_all(Role::kListItem)) {
      if (row->rect.y <= covered + 5) covered = std::max(covered, row->rect.y + row->rect.height);
    }
    CHECK(covered >= std::min(top + height, lines.driver.at(lines.scroller()).content_height) - 1);
    lines.driver.check_sound();
  }
}

TEST_CASE("virtual_list: scrolling up by little steps never makes what is read jump") {
  Lines lines(400);
  lines.driver.scroll("Notes", lines.driver.at(lines.scroller()).content_height * 0.7F);
  for (int step = 0; step < 60; ++step) {
    const float top = lines.driver.scroll_top(lines.scroller());
    // A row in the middle of the view: it must move by exactly the step.
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.texts.size(); ++i) {
      const SemanticsNode* node = lines.driver.find(Role::kText, lines.texts[i]);
      if (node != nullptr && node->rect.y - top > 200) {
        at = i;
        break;
      }
    }
    const float before = lines.seen_at(at);
    lines.driver.scroll("Notes", top - 90);
    CHECK(std::abs(lines.seen_at(at) - before - 90) <= 2);
  }
}

TEST_CASE("virtual_list: follows its end as lines are added") {
  Lines lines(3000, true);
  const auto at_end = [&] {
    const SemanticsNode& node = lines.driver.at(lines.scroller());
    return lines.driver.scroll_top(lines.scroller()) + node.rect.height >= node.content_height - 1;
  };
  CHECK(at_end());
  CHECK(lines.driver.find_containing(Role::kText, "Line 2999.") != nullptr);
  lines.add();
  lines.driver.run();
  CHECK(at_end());
  CHECK(lines.driver.find_containing(Role::kText, "Line 3000.") != nullptr);
}

TEST_CASE("virtual_list: scroll_to_row brings a far row into view") {
  Lines lines(5000);
  for (const std::size_t row : {4321U, 17U, 4999U, 0U}) {
    CAPTURE(row);
    lines.target = row;
    lines.driver.run();
    const float y = lines.seen_at(row);
    CHECK(y >= 0);
    CHECK(y < lines.driver.at(lines.scroller()).rect.height);
  }
}

TEST_CASE("virtual_list: a control in a row keeps its id while rows are added before it") {
  std::vector<int> keys{1, 2, 3};
  Driver driver([&](Ui& ui) {
    ui.scroll("s", {.name = "S"}, [&] {
      ui.virtual_list("l", {.name = "L",
                            .count = keys.size(),
                            .key = [&](std::size_t i) { return Key(keys[i]); },
                            .revision = [](std::size_t) { return 0U; },
                            .row =
                                [&](std::size_t i) {
                                  const std::string title = "Row " + std::to_string(keys[i]);
                                  ui.list_row(keys[i], {.title = title});
                                }});
    });
  });
  driver.run();
  const NodeId id = driver.get(Role::kLink, "Row 3").id;
  keys.insert(keys.begin(), 9);
  driver.run();
  CHECK(driver.get(Role::kLink, "Row 3").id == id);
  CHECK(driver.get(Role::kLink, "Row 9").rect.y < driver.get(Role::kLink, "Row 1").rect.y);
  driver.check_sound();
}

}  // namespace
}  // namespace quietroom::ui
