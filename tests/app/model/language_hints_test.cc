#include "app/model/language_hints.h"

#include <doctest/doctest.h>

#include <iterator>
#include <random>

#include "app/model/folding.h"
#include "tests/support/seeds.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

/// What is hinted at, as it is written.
std::vector<std::string> hinted(std::string_view text, const OwnHints& own = {}) {
  std::vector<std::string> all;
  for (const LanguageHint& hint : language_hints(text, own))
    all.emplace_back(text.substr(hint.begin, hint.size_bytes));
  return all;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("language_hints: what judges from afterwards, in English and German") {
  struct Row {
    const char* text;
    Words found;
  };
  const Row rows[] = {
      {"", {}},
      {"Why did you restart it?", {"Why"}},
      {"That is why it broke.", {}},
      {"It broke. Why? Nobody knew why.", {"Why"}},
      {"They should have looked.", {"should have"}},
      {"They SHOULD\nHAVE looked", {}},
      {"They shouldn\u2019t have looked", {"shouldn\u2019t have"}},
      {"We should. Have a look.", {}},
      {"She failed to see the human error", {"failed to", "human error"}},
      {"The root cause, obviously.", {"root cause", "obviously"}},
      {"The root causeway", {}},
      {"unobviously", {}},
      {"Sie hätten das Backup früher prüfen müssen.", {"hätten das Backup früher prüfen müssen"}},
      {"Sie hätten. Das müssen wir.", {}},
      {"HÄTTE man sehen sollen", {"HÄTTE man sehen sollen"}},
      {"Warum lief das? Offensichtlich lief es.", {"Warum", "Offensichtlich"}},
      {"Menschliches Versagen war die Hauptursache", {"Menschliches Versagen", "Hauptursache"}},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(hinted(row.text) == row.found);
  }
  for (const LanguageHint& hint : language_hints("Why? Obviously human error.", {}))
    CHECK_FALSE(hint.offer.empty());
}

TEST_CASE("language_hints: a list of one's own comes first, with what it offers") {
  const OwnHints own = parse_own_hints("Who  did = How did it come about\n\n = nothing\nsloppy\n");
  REQUIRE(own.size() == 2);
  CHECK(hinted("who did this sloppy thing", own) == Words{"who did", "sloppy"});
  const auto hints = language_hints("who did this sloppy thing", own);
  CHECK(hints[0].offer == "How did it come about");
  CHECK(hints[1].offer.empty());
}

TEST_CASE("language_hints: any text gives stretches of whole characters, ascending and apart") {
  const char* parts[] = {"should ",    "have",     " ",      "?",      ".",  "ä",
                         "\u2019",     "why",      "hätte ", "müssen", "\n", "\xF0\x9F\x9A\x80",
                         "root cause", "obviously"};
  for (const std::uint64_t seed : seeds(200)) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    std::string text;
    for (int at = 0; at < 40; ++at) text += parts[random() % std::size(parts)];
    std::size_t end = 0;
    for (const LanguageHint& hint : language_hints(text, {})) {
      CHECK(hint.begin >= end);
      end = hint.begin + hint.size_bytes;
      REQUIRE(end <= text.size());
      CHECK(hint.size_bytes > 0);
      CHECK((static_cast<unsigned char>(text[hint.begin]) & 0xC0U) != 0x80U);
    }
    CHECK(folded(text).size() == text.size());
  }
}
