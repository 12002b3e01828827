// Lines of shaped scripts, with widths that are easy to count: every code point is 10 wide, and a
// combining mark is 0.
#include "app/ui/shaped_lines.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/base/utf8.h"
#include "platform/glyphs.h"

namespace quietroom::ui {
namespace {

const auto width_of = [](std::string_view text, bool) {
  float width = 0;
  while (!text.empty()) width += joins_previous(*next_code_point(text)) ? 0.0F : 10.0F;
  return width;
};

std::vector<std::string> broken(std::string_view text, float width_max,
                                std::span<const std::uint8_t> cuts = {}) {
  std::vector<std::string> out;
  for (const TextLine& line : break_shaped_text(text, cuts, width_max, width_of)) {
    out.emplace_back(text.substr(line.begin, line.end - line.begin));
    CHECK(line.width == width_of(out.back(), false));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST_CASE("break_shaped_text: between words, without the blanks") {
  CHECK(broken("", 50) == Lines{""});
  CHECK(broken("שלום עולם", 40) == Lines{"שלום", "עולם"});
  CHECK(broken("שלום עולם", 90) == Lines{"שלום עולם"});
  CHECK(broken("שלום   עולם", 60) == Lines{"שלום", "עולם"});
  CHECK(broken("שלום\n\nעולם", 200) == Lines{"שלום", "", "עולם"});
}

TEST_CASE("break_shaped_text: a word that is wider than a line is cut between characters") {
  CHECK(broken("ab שלוםעולם", 40) == Lines{"ab", "שלום", "עולם"});
  const std::string text = "e\u0301e\u0301e\u0301";
  std::vector<std::uint8_t> cuts(text.size());
  for (const std::size_t at : {0U, 3U, 6U}) cuts[at] = Glyphs::kClusterBegins;
  CHECK(broken(text, 20, cuts) == Lines{"e\u0301e\u0301", "e\u0301"});
  CHECK(broken(text, 5, cuts) == Lines{"e\u0301", "e\u0301", "e\u0301"});  // One at least.
}

TEST_CASE("break_shaped_text: scripts without blanks break where their words begin") {
  const std::string text = "ภาษาไทยดี";  // Three bytes each: words at 0, 4 and 7.
  std::vector<std::uint8_t> cuts(text.size());
  for (std::size_t at = 0; at < text.size(); at += 3) cuts[at] = Glyphs::kClusterBegins;
  for (const std::size_t at : {0U, 4U, 7U}) cuts[at * 3] |= Glyphs::kWordBegins;
  CHECK(broken(text, 60, cuts) == Lines{"ภาษา", "ไทยดี"});
  CHECK(broken(text, 75, cuts) == Lines{"ภาษาไทย", "ดี"});
}

TEST_CASE("break_shaped_text: every paragraph has the direction of its first letter") {
  const auto lines = break_shaped_text("abc שלום\nשלום abc\n12 (שלום)", {}, 500, width_of);
  REQUIRE(lines.size() == 3);
  CHECK_FALSE(lines[0].right_to_left);
  CHECK(lines[1].right_to_left);
  CHECK(lines[2].right_to_left);
}

TEST_CASE("reads_right_to_left: figures and marks decide nothing") {
  const std::pair<const char*, bool> rows[] = {
      {"", false},       {"123", false},      {"שלום", true},       {"سلام", true},
      {"٣٤ abc", false}, {"٣٤ سلام", true},   {"(« سلام", true},    {"日本 שלום", false},
      {"🌙 שלום", true},  {"\u200fabc", true}, {"\u200eשלום", false}};
  for (const auto& row : rows) {
    CAPTURE(std::string(row.first));
    CHECK(reads_right_to_left(row.first) == row.second);
  }
}

TEST_CASE("shorten_shaped_line: room for the dots, between characters") {
  const std::string text = "שלום עולם";
  TextLine line{0, 8, 40, true};
  shorten_shaped_line(text, {}, 70, width_of, line);
  CHECK(text.substr(0, line.end) == "שלום ע");
  CHECK(line.width == 70);
}

}  // namespace
}  // namespace quietroom::ui
