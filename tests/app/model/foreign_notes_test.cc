#include "app/model/foreign_notes.h"

#include <doctest/doctest.h>

#include "app/model/rules.h"
#include "platform/base/utf8.h"
#include "platform/fake/random_fake.h"

namespace quietroom::model {
namespace {

using Lines = std::vector<ForeignLine>;

constexpr int at(int hour, int minute, int second = 0) {
  return hour * 3600 + minute * 60 + second;
}

TEST_CASE("foreign_lines: plain notes are lines as they are") {
  CHECK(foreign_lines("one\n\n  two \r\nthree") == Lines{{"one", {}}, {"two", {}}, {"three", {}}});
  CHECK(foreign_lines("").empty());
  CHECK(foreign_lines(" \n\t\n").empty());
}

TEST_CASE("foreign_lines: times before a line") {
  CHECK(foreign_lines("10:42 the page woke me\n[10:43:05] Ana: half the site\n10:44 \u2013 then\n"
                      "(9:05) early") == Lines{{"the page woke me", at(10, 42)},
                                               {"Ana: half the site", at(10, 43, 5)},
                                               {"then", at(10, 44)},
                                               {"early", at(9, 5)}});
  CHECK(foreign_lines("10:42 PM late\n12:05 a.m. night\n12:30 pm noon") ==
        Lines{{"late", at(22, 42)}, {"night", at(0, 5)}, {"noon", at(12, 30)}});
}

TEST_CASE("foreign_lines: the chats of calls keep who and when") {
  CHECK(foreign_lines("10:42:05 From Ana Lindgren to Everyone: it is the list") ==
        Lines{{"Ana Lindgren: it is the list", at(10, 42, 5)}});
  CHECK(foreign_lines("Ana Lindgren  10:42 AM\nit is the list\non the wall\n\nlater") ==
        Lines{{"Ana Lindgren: it is the list", at(10, 42)},
              {"Ana Lindgren: on the wall", at(10, 42)},
              {"later", {}}});
  CHECK(foreign_lines("[10:42] Ana Lindgren\nit is the list\n[10:43] Noa\nyes") ==
        Lines{{"Ana Lindgren: it is the list", at(10, 42)}, {"Noa: yes", at(10, 43)}});
  CHECK(foreign_lines("Ana (10:42)\r\nit is the list\r\n\r\nafter") ==
        Lines{{"Ana: it is the list", at(10, 42)}, {"after", {}}});
}

TEST_CASE("foreign_lines: what only looks like a time stays in the words") {
  for (const char* text : {"25:10 is no time", "10:99 neither", "at 10:42 it began",
                           "10:42ish it began", "3:2:1:0", "ratio 4:3", "We waited until 10:42.",
                           "10:42", "[10:42] it began. Then it ended.", "Call 112 at 10:42"}) {
    CAPTURE(text);
    const Lines lines = foreign_lines(text);
    REQUIRE(lines.size() == 1);
    if (std::string_view(text).starts_with("[")) {
      CHECK(lines[0].text == "it began. Then it ended.");
    } else {
      CHECK(lines[0].text == text);
      CHECK_FALSE(lines[0].second_of_day.has_value());
    }
  }
}

TEST_CASE("foreign_lines: no word is lost, for many seeds") {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    std::string text;
    std::vector<std::string> words;
    for (std::uint64_t left = 1 + dice.below(30); left > 0; --left) {
      const char* const signs[] = {"\n", "\r\n", " ", "10:42 ", "[9:05] ", "From ",  " to ",
                                   ": ", "PM ",  "(", "] ",     "\n\n",    "\u2013", "Ana "};
      text += signs[dice.below(14)];
      words.push_back("w" + std::to_string(words.size()) + "x");
      text += words.back();
    }
    std::string all;
    for (const ForeignLine& line : foreign_lines(text)) {
      CHECK(clean_line_text(line.text).ok());
      if (line.second_of_day) CHECK((*line.second_of_day >= 0 && *line.second_of_day < 86400));
      all += line.text + "\n";
    }
    // Whom a chat was sent to is not kept; everything that was said is.
    if (text.find("From ") != std::string::npos || text.find("[9:05]") != std::string::npos)
      continue;
    for (const std::string& word : words) CHECK(all.find(word) != std::string::npos);
  }
}

}  // namespace
}  // namespace quietroom::model
