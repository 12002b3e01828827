// Layout, compared by the rectangles of the semantics tree.
#include "app/ui/layout.h"

#include "tests/app/ui/driver.h"
#include "tests/app/ui/gallery.h"

namespace quietroom::ui {
namespace {

struct Size {
  float width, height, text_scale;
};

std::vector<Size> all_sizes() {
  std::vector<Size> out;
  for (const float scale : {1.0F, 1.3F, 2.0F}) {
    for (const auto& [w, h] :
         {std::pair{1280.0F, 800.0F}, {820.0F, 1180.0F}, {400.0F, 900.0F}, {320.0F, 640.0F}}) {
      out.push_back({w, h, scale});
    }
  }
  return out;
}

using Screen = void (*)(Ui&, GalleryState&);

TEST_CASE("layout: every widget, at every size and text size: sound, nothing overlaps or is cut") {
  const std::pair<const char*, Screen> screens[] = {{"widgets", gallery_widgets},
                                                    {"interview", gallery_interview},
                                                    {"home", gallery_home},
                                                    {"unlock", gallery_unlock}};
  for (const auto& entry : screens) {
    const std::string name = entry.first;
    const Screen screen = entry.second;
    CAPTURE(name);
    GalleryState state;
    state.open_line = 1;
    Driver driver([&](Ui& ui) { screen(ui, state); });
    for (const Size& size : all_sizes()) {
      driver.resize(size.width, size.height, size.text_scale);
      driver.check_sound();
    }
  }
}

TEST_CASE("layout: a sheet fits at every size") {
  GalleryState state;
  state.sheet = true;
  Driver driver([&](Ui& ui) { gallery_widgets(ui, state); });
  for (const Size& size : all_sizes()) {
    driver.resize(size.width, size.height, size.text_scale);
    driver.check_sound();
    const Rect& rect = driver.get(Role::kDialog, "Rename").rect;
    CHECK(rect.x >= 0);
    CHECK(rect.y >= 0);
    CHECK(rect.x + rect.width <= size.width);
    CHECK(rect.y + rect.height <= size.height);
  }
}

TEST_CASE("layout: a toast stands above the bottom bar") {
  GalleryState state;
  Driver driver([&](Ui& ui) {
    gallery_interview(ui, state);
    ui.toast("t", {.text = "Line struck.", .action = "Undo"});
  });
  driver.floating = {"Undo"};
  for (const Size& size : all_sizes()) {
    driver.resize(size.width, size.height, size.text_scale);
    driver.check_sound();
  }
  driver.resize(820, 1180);
  const Rect& bar = driver.get(Role::kRegion, "New line").rect;
  const Rect& undo = driver.get(Role::kButton, "Undo").rect;
  CHECK(undo.y + undo.height < bar.y);
}

TEST_CASE("layout: size classes follow the width and the text size") {
  Driver driver([](Ui& ui) { ui.text("x"); });
  const std::pair<Size, SizeClass> rows[] = {
      {{1280, 800, 1}, SizeClass::kWide},   {{1000, 800, 1}, SizeClass::kWide},
      {{999, 800, 1}, SizeClass::kMiddle},  {{600, 800, 1}, SizeClass::kMiddle},
      {{599, 800, 1}, SizeClass::kNarrow},  {{1280, 800, 2}, SizeClass::kMiddle},
      {{820, 1180, 2}, SizeClass::kNarrow}, {{999, 800, 0.8F}, SizeClass::kMiddle}};
  for (const auto& [size, expected] : rows) {
    driver.resize(size.width, size.height, size.text_scale);
    CHECK(driver.ui().size_class() == expected);
  }
}

TEST_CASE("layout: a row shares what is left by weight, and fixed cells keep their width") {
  Driver driver([](Ui& ui) {
    ui.row({.gap = Space::k16}, [&] {
      ui.region("a", {.name = "a", .box = {.width = fixed(Width::kSide)}}, [&] { ui.text("1"); });
      ui.region("b", {.name = "b", .box = {.width = grow()}}, [&] { ui.text("2"); });
      ui.region("c", {.name = "c", .box = {.width = grow(2)}}, [&] { ui.text("3"); });
    });
  });
  driver.run();
  CHECK(driver.get(Role::kRegion, "a").rect.width == 240);
  const float b = driver.get(Role::kRegion, "b").rect.width;
  const float c = driver.get(Role::kRegion, "c").rect.width;
  CHECK(c == doctest::Approx(2 * b).epsilon(0.02));
  CHECK(240 + 16 + b + 16 + c == doctest::Approx(1280).epsilon(0.002));
}

TEST_CASE("layout: a row that cannot fit goes on below instead of being cut") {
  Driver driver(
      [](Ui& ui) {
        ui.row({.gap = Space::k8}, [&] {
          for (int i = 0; i < 12; ++i) ui.button(i, {.label = "Button " + std::to_string(i)});
        });
      },
      400, 900);
  driver.run();
  driver.check_sound();
  CHECK(driver.get(Role::kButton, "Button 11").rect.y > 0);
}

TEST_CASE("layout: texts of a row stand on one baseline") {
  Driver driver([](Ui& ui) {
    ui.row({.gap = Space::k8, .across = Align::kBaseline}, [&] {
      ui.text("big", {.style = TextStyle::kTitle});
      ui.text("small", {.style = TextStyle::kLabel});
    });
  });
  driver.run();
  // The fake font: 0.95 em above the baseline, 0.25 below, in the middle of the line.
  const auto baseline = [](const Rect& rect, float size) {
    return rect.y + (rect.height - 1.2F * size) / 2 + 0.95F * size;
  };
  const float big = baseline(driver.get(Role::kText, "big").rect, 26);
  const float small = baseline(driver.get(Role::kText, "small").rect, 13);
  CHECK(std::abs(big - small) <= 1);
}

TEST_CASE("layout: what grows takes the height that bars leave, on any viewport") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_interview(ui, state); });
  for (const Size& size : all_sizes()) {
    driver.resize(size.width, size.height, size.text_scale);
    const Rect& notes = driver.get(Role::kMain, "Notes").rect;
    const Rect& bar = driver.get(Role::kRegion, "New line").rect;
    CHECK(notes.height >= 100);
    CHECK(notes.y + notes.height <= bar.y + 0.5F);
    CHECK(bar.y + bar.height >= size.height - 0.5F);
  }
}

TEST_CASE("layout: lines_max cuts a text, its node keeps all of it") {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "word ";
  Driver driver([&](Ui& ui) {
    ui.column({.max_width = Width::kForm}, [&] { ui.text(words, {.lines_max = 2}); });
  });
  driver.run();
  const SemanticsNode& node = *driver.find_all(Role::kText).at(0);
  CHECK(node.name == words);
  CHECK(node.rect.height < 60);
}

TEST_CASE("layout: random trees of containers and controls are sound at random sizes") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    unsigned state = 0;
    const auto next = [&](unsigned below) {
      state = state * 1664525 + 1013904223;
      return (state >> 16) % below;
    };
    int made = 0;
    std::function<void(Ui&, int)> build = [&](Ui& ui, int depth) {
      const unsigned count = 1 + next(4);
      for (unsigned i = 0; i < count; ++i) {
        const unsigned what = depth > 4 ? 4 + next(4) : next(8);
        const std::string label = "Control " + std::to_string(++made);
        const BoxOptions box{.width = next(3) == 0 ? grow() : Extent{},
                             .padding = next(2) == 0 ? Space::k8 : Space::k0,
                             .gap = next(2) == 0 ? Space::k12 : Space::k4};
        if (what == 0) ui.column(box, [&] { build(ui, depth + 1); });
        if (what == 1) ui.row(box, [&] { build(ui, depth + 1); });
        if (what == 2) ui.wrap(box, [&] { build(ui, depth + 1); });
        if (what == 3) ui.card([&] { build(ui, depth + 1); });
        if (what == 4) ui.button(label, {.label = label});
        if (what == 5) ui.text("Some words of text, then a few more of them, " + label);
        if (what == 6) ui.text_field(label, {.label = label});
        if (what == 7) ui.check(label, {.label = label});
      }
    };
    Driver driver([&](Ui& ui) {
      state = seed;
      made = 0;
      ui.scroll("all", {.name = "All"}, [&] { build(ui, 0); });
    });
    state = seed * 7919;
    const float width = static_cast<float>(700 + next(1000));
    driver.resize(width, 800, next(2) == 0 ? 1.0F : 1.4F);
    driver.check_sound();
  }
}

}  // namespace
}  // namespace quietroom::ui
