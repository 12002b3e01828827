#include "app/words/words.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/words/table.h"

namespace quietroom::words {
namespace {

TEST_CASE("say: English is what stands in the code") {
  CHECK(in_use() == Language::kEnglish);
  CHECK(say("Next item") == "Next item");
  CHECK(say("1:1 with {name}", "Ana") == "1:1 with Ana");
  CHECK(say("{number} of {count}", 4, std::size_t{15}) == "4 of 15");
}

TEST_CASE("say: another language is looked up, and English again afterwards") {
  {
    const Speaking german(Language::kGerman);
    CHECK(say("Next item") == "Nächster Punkt");
    CHECK(say("1:1 with {name}", std::string("Ana")) == "1:1 mit Ana");
    constexpr Phrase kLater("Lock");
    CHECK(say(kLater) == "Sperren");
    CHECK(known(key("a name is needed")) == "ein Name fehlt");
  }
  CHECK(say("Next item") == "Next item");
}

TEST_CASE("speaking: one language within another, and each goes back to what was before it") {
  const Speaking german(Language::kGerman);
  {
    const Speaking english(Language::kEnglish);
    CHECK(say("Next item") == "Next item");
  }
  CHECK(say("Next item") == "Nächster Punkt");
}

TEST_CASE("say: what no table has stays English, with its blanks filled") {
  const Speaking german(Language::kGerman);
  // Not as literals of say(): every literal there belongs into the tables.
  CHECK(known("Not in any table") == "Not in any table");
  CHECK(known("") == "");
  CHECK(filled("{a} and {b}", {"one", 2}) == "one and 2");
}

TEST_CASE("say: a text that is put in may hold braces") {
  CHECK(say("1:1 with {name}", "{name} {") == "1:1 with {name} {");
}

TEST_CASE("filled: a blank may come twice, and in another order than in English") {
  CHECK(filled("{a} {b} {a}", {"x", "y"}) == "x y x");
  const Blanks blanks = blanks_of("{a} {b} {a}", false);
  CHECK(blanks.good);
  CHECK(blanks.count == 2);
  CHECK(blanks.names[1] == "b");
}

TEST_CASE("count: one and several, in both languages, with other blanks beside the number") {
  CHECK(count(1, "{n} line", "{n} lines") == "1 line");
  CHECK(count(0, "{n} line", "{n} lines") == "0 lines");
  CHECK(count(12, "{n} line", "{n} lines") == "12 lines");
  const auto sums = [](std::int64_t n) {
    return count(n, "{n} question, {long} min of 60 or {short} of 30. Version {number}.",
                 "{n} questions, {long} min of 60 or {short} of 30. Version {number}.", 57, 28, 2);
  };
  CHECK(sums(15) == "15 questions, 57 min of 60 or 28 of 30. Version 2.");
  const Speaking german(Language::kGerman);
  CHECK(count(1, "{n} day ago", "{n} days ago") == "vor 1 Tag");
  CHECK(count(3, "{n} day ago", "{n} days ago") == "vor 3 Tagen");
  CHECK(sums(1) == "1 Frage, 57 Min. von 60 oder 28 von 30. Version 2.");
}

TEST_CASE("blanks_of: braces without their pair, odd names and too many are refused") {
  for (const std::string_view bad :
       {"{", "}", "{}", "{a", "a}", "{a b}", "{A}", "{a{b}}", "{a}{b}{c}{d}{e}{f}{g}{h}{i}"}) {
    CAPTURE(bad);
    CHECK_FALSE(blanks_of(bad, false).good);
  }
  CHECK(blanks_of("{n} lines", true).count == 0);
  CHECK(blanks_of("{n} lines", false).count == 1);
}

TEST_CASE("language_of: German by its tag, English for everything else") {
  CHECK(language_of("de") == Language::kGerman);
  CHECK(language_of("de-AT") == Language::kGerman);
  CHECK(language_of("DE-ch") == Language::kGerman);
  for (const std::string_view other : {"", "d", "en", "en-GB", "fr", "den", "default"}) {
    CAPTURE(other);
    CHECK(language_of(other) == Language::kEnglish);
  }
  CHECK(code_of(Language::kEnglish) == "en");
  CHECK(code_of(Language::kGerman) == "de");
}

TEST_CASE("german_table: ordered, so that it can be searched, and without an empty text") {
  const auto table = german_table();
  CHECK(table.size() > 500);
  CHECK(std::adjacent_find(table.begin(), table.end(), [](const Row& a, const Row& b) {
          return a.english >= b.english;
        }) == table.end());
  CHECK(table.size() == packed_german().keys.size());
  CHECK(std::none_of(table.begin(), table.end(), [](const Row& row) { return row.text.empty(); }));
}

}  // namespace
}  // namespace quietroom::words
