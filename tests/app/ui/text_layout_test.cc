#include "app/ui/text_layout.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

/// Every letter 10 wide, ideographs and emoji 20.
constexpr auto ten = [](char32_t c) { return c >= 0x1100 ? 20.0F : 10.0F; };

std::vector<std::string> lines_of(std::string_view text, float width) {
  std::vector<TextLine> lines;
  break_text(text, width, ten, lines);
  std::vector<std::string> out;
  for (const TextLine& line : lines) {
    out.emplace_back(text.substr(line.begin, line.end - line.begin));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST_CASE("break_text: breaks at words, and only where it must") {
  CHECK(lines_of("", 100) == Lines{""});
  CHECK(lines_of("one two", 70) == Lines{"one two"});
  CHECK(lines_of("one two", 69) == Lines{"one", "two"});
  CHECK(lines_of("one two three", 80) == Lines{"one two", "three"});
  CHECK(lines_of("one   two", 60) == Lines{"one", "two"});
}

TEST_CASE("break_text: line breaks of the text stay, also empty lines and the last one") {
  CHECK(lines_of("a\n\nb", 100) == Lines{"a", "", "b"});
  CHECK(lines_of("a\n", 100) == Lines{"a", ""});
}

TEST_CASE("break_text: blanks at a line's end do not make it wider") {
  CHECK(lines_of("one two     ", 70) == Lines{"one two"});
  std::vector<TextLine> lines;
  break_text("ab   ", 100, ten, lines);
  CHECK(lines[0].width == 20);
}

TEST_CASE("break_text: a word wider than the line is broken inside") {
  CHECK(lines_of("abcdefgh", 30) == Lines{"abc", "def", "gh"});
  CHECK(lines_of("to abcdefgh", 50) == Lines{"to", "abcde", "fgh"});
  CHECK(lines_of("abcdefgh", 5) == Lines{"a", "b", "c", "d", "e", "f", "g", "h"});
}

TEST_CASE("break_text: ideographs break anywhere, but not before closing or after opening marks") {
  CHECK(lines_of("日本語入力", 60) == Lines{"日本語", "入力"});
  CHECK(lines_of("日本語。入", 60) == Lines{"日本", "語。入"});
  CHECK(lines_of("ab日本「入」", 80) == Lines{"ab日本", "「入」"});
}

TEST_CASE("break_text: an emoji keeps its joiners and skin tone") {
  CHECK(lines_of("👩‍💻👍🏽", 20) == Lines{"👩‍💻", "👍🏽"});
  // A combining accent stays with its letter.
  CHECK(lines_of("abe\u0301", 20) == Lines{"ab", "e\u0301"});
}

TEST_CASE("break_text: after hyphens and slashes inside words, not before figures") {
  CHECK(lines_of("follow-up", 70) == Lines{"follow-", "up"});
  CHECK(lines_of("https://example.org/path", 120) == Lines{"https://", "example.org/", "path"});
  CHECK(lines_of("10-12", 40) == Lines{"10-1", "2"});
}

TEST_CASE(
    "break_text: any text, any width: nothing is lost, every line fits or is one code point") {
  constexpr std::u32string_view kAlphabet = U"ab c-\n日本。「😀\u0301\u200dé/ ";
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string text;
    const auto length = random() % 60;
    for (unsigned i = 0; i < length; ++i) {
      const char32_t c = kAlphabet[random() % kAlphabet.size()];
      // A mark on a blank makes blanks count that no line has room for: not worth a rule.
      if (!joins_previous(c) || !text.ends_with(' ')) append_utf8(text, c);
    }
    const float width = static_cast<float>(5 + random() % 200);
    std::vector<TextLine> lines;
    break_text(text, width, ten, lines);
    std::string kept;
    std::uint32_t end = 0;
    for (const TextLine& line : lines) {
      REQUIRE(line.begin >= end);
      REQUIRE(line.end >= line.begin);
      for (std::uint32_t i = end; i < line.begin; ++i) {
        CHECK((text[i] == ' ' || text[i] == '\n'));
      }
      const std::string_view part =
          std::string_view(text).substr(line.begin, line.end - line.begin);
      CHECK(is_utf8(part));
      std::string_view rest = part;
      float wide = 0;
      int letters = 0;
      char32_t before = 0;
      while (!rest.empty()) {
        const char32_t c = *next_code_point(rest);
        const bool joins = joins_previous(c) || before == 0x200D;
        before = c;
        if (joins) continue;
        wide += ten(c);
        ++letters;
      }
      CHECK(wide == doctest::Approx(line.width));
      CHECK((line.width <= width + 0.5F || letters == 1));
      end = line.end;
    }
  }
}

TEST_CASE("measure_text: the widest line and the widest word") {
  const TextWidths widths = measure_text("one three\nfive", ten);
  CHECK(widths.widest_line == 90);
  CHECK(widths.widest_word == 50);
  CHECK(measure_text("日本語", ten).widest_word == 20);
  CHECK(measure_text("", ten).widest_line == 0);
}

TEST_CASE("make_room_for_ellipsis: cuts so that the dots fit, and drops a blank before them") {
  TextLine line{0, 11, 110};
  make_room_for_ellipsis("one two six", 70, ten, line);
  CHECK(line.end == 5);  // The dots are 20 wide here.
  CHECK(line.width == 70);
  line = {0, 11, 110};
  make_room_for_ellipsis("one two six", 50, ten, line);
  CHECK(line.end == 3);
  CHECK(line.width == 50);
}

}  // namespace
}  // namespace quietroom::ui
