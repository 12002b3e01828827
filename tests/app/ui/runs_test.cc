// Lines that are drawn whole: when, and how their pictures are kept.
#include "app/ui/ui.h"

#include "app/ui/painter.h"
#include "tests/app/ui/driver.h"

namespace quietroom::ui {
namespace {

/// The fake, and runs besides: shaped, every code point is 7 wide.
class ShapingGlyphs final : public Glyphs {
 public:
  FontMetrics metrics(GlyphWeight weight, float size) override {
    return fake_.metrics(weight, size);
  }
  float advance(char32_t c, GlyphWeight weight, float size) override {
    return fake_.advance(c, weight, size);
  }
  bool draw(char32_t c, GlyphWeight weight, float size, GlyphImage& out) override {
    ++glyphs;
    return fake_.draw(c, weight, size, out);
  }
  std::optional<float> run_advance(const GlyphRun& run) override {
    ++measured;
    return 7.0F * static_cast<float>(run.text.size() / 2);
  }
  bool draw_run(const GlyphRun& run, GlyphImage& out) override {
    drawn.emplace_back(run.text);
    right_to_left = run.right_to_left;
    drawn_size = run.size_px;
    out.width = 20;
    out.height = 10;
    out.top = -10;
    out.colored = true;
    out.rgba.assign(20 * 10 * 4, 0x80);
    return true;
  }

  int glyphs = 0;
  int measured = 0;
  std::vector<std::string> drawn;
  bool right_to_left = false;
  float drawn_size = 0;

 private:
  FakeGlyphs fake_;
};

class Bench {
 public:
  PassResult pass(std::string_view text) {
    ui.begin_pass(0);
    ui.column([&] { ui.text(text); });
    PassResult result = ui.end_pass();
    painter.paint(1, 1);
    return result;
  }

  ShapingGlyphs glyphs;
  Ui ui{glyphs};
  Painter painter{ui};
};

TEST_CASE("runs: joined, stacked and right-to-left scripts are drawn whole, others are not") {
  const std::pair<const char*, bool> rows[] = {
      {"plain words", false}, {"Größe, été", false},  {"日本語の行", false}, {"Привет", false},
      {"one 🔥 emoji", false}, {"سلام", true},         {"שלום", true},        {"नमस्ते", true},
      {"ภาษาไทย", true},      {"e\u0301", true},      {"👩‍🚒", true}, {"🇫🇷", true},
      {"❤️", true},       {"text and سلام", true}};
  for (const auto& row : rows) {
    CAPTURE(std::string(row.first));
    Bench bench;
    CHECK(bench.painter.start().ok());
    bench.pass(row.first);
    CHECK(bench.glyphs.drawn.empty() != row.second);
  }
}

TEST_CASE("runs: a picture is drawn once, and again only for another density") {
  Bench bench;
  CHECK(bench.painter.start().ok());
  CHECK(bench.pass("سلام").pixels_changed);
  CHECK(bench.glyphs.right_to_left);
  CHECK(bench.glyphs.drawn_size == 17);
  const int measured = bench.glyphs.measured;
  CHECK_FALSE(bench.pass("سلام").pixels_changed);
  CHECK(bench.glyphs.drawn.size() == 1);
  CHECK(bench.glyphs.measured == measured);
  bench.ui.feed(ViewportEvent{1280, 800, 2, 1});
  bench.pass("سلام");
  CHECK(bench.glyphs.drawn.size() == 2);
  CHECK(bench.glyphs.drawn_size == 34);
}

TEST_CASE("runs: thousands of different lines one after the other do not pile up in the atlas") {
  Bench bench;
  CHECK(bench.painter.start().ok());
  for (int i = 0; i < 3000; ++i) bench.pass("سلام " + std::to_string(i));
  // The first one was let go, and is drawn anew.
  const std::size_t before = bench.glyphs.drawn.size();
  bench.pass("سلام 0");
  CHECK(bench.glyphs.drawn.size() == before + 1);
}

TEST_CASE("runs: a line that cannot be drawn whole is drawn code point by code point") {
  Driver driver([](Ui& ui) { ui.text("سلام"); });  // The plain fake has no runs.
  driver.run();
  CHECK(driver.paints > 0);
  driver.check_sound();
}

}  // namespace
}  // namespace quietroom::ui
