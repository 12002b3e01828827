// A row that a finger sweeps aside goes with it, and only it.
#include "tests/app/ui/driver.h"

namespace quietroom::ui {
namespace {

constexpr int kRows = 12;

std::string words(int i) {
  return "Line " + std::to_string(i) + ", as long as a line of the notes is, and a little longer.";
}

void show(Ui& ui) {
  ui.scroll("notes", {.name = "Notes"}, [&] {
    ui.list("lines", "Lines", [&] {
      for (int i = 0; i < kRows; ++i)
        ui.line_row(i, {.time = "10:42", .text = words(i), .actions = true}, [] {});
    });
  });
}

class Rows {
 public:
  Rows() : driver(show, 400, 900) {}

  const SemanticsNode& text(int i) const { return driver.get(Role::kText, words(i)); }
  NodeId row(int i) const { return text(i).parent; }
  std::vector<Rect> places() const {
    std::vector<Rect> all;
    for (int i = 0; i < kRows; ++i) all.push_back(text(i).rect);
    return all;
  }
  void swipe(NodeId node, float x, bool acts = false) { driver.send(SwipeEvent{node, x, acts}); }

  Driver driver;
};

}  // namespace

TEST_CASE(
    "a swiped row goes with the finger to both sides, no other moves, and back it is as before") {
  Rows rows;
  const std::vector<Rect> before = rows.places();
  for (const float x : {-12.0F, -60.0F, 30.0F}) {
    CAPTURE(x);
    const int paints = rows.driver.paints;
    rows.swipe(rows.row(4), x);
    CHECK(rows.driver.paints == paints + 1);
    const std::vector<Rect> now = rows.places();
    for (std::size_t i = 0; i < now.size(); ++i) {
      CAPTURE(i);
      Rect wanted = before[i];
      if (i == 4) wanted.x += x;
      CHECK(now[i] == wanted);
    }
  }
  rows.swipe(rows.row(4), 0);
  CHECK(rows.places() == before);
  rows.driver.check_sound();
}

TEST_CASE("a swiped row: its place for the finger stays, and what lifting will do is drawn") {
  Rows rows;
  const Rect place = rows.driver.at(rows.row(4)).rect;
  rows.swipe(rows.row(4), -60);
  CHECK(rows.driver.at(rows.row(4)).rect == place);
  const int paints = rows.driver.paints;
  rows.swipe(rows.row(4), -60, true);
  CHECK(rows.driver.paints == paints + 1);
  rows.swipe(rows.row(4), -60, true);
  CHECK(rows.driver.paints == paints + 1);
}

TEST_CASE("a swipe on a row that is gone, or was never there, changes nothing") {
  Rows rows;
  const int paints = rows.driver.paints;
  rows.swipe(4711, -60);
  CHECK(rows.driver.paints == paints);
  rows.driver.check_sound();
}

}  // namespace quietroom::ui
