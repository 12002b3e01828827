#include "app/model/words_in_lines.h"

#include <doctest/doctest.h>

#include "platform/base/utf8.h"
#include "platform/fake/random_fake.h"

namespace quietroom::model {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("marked_words: tags and names in any script, each once; none inside a word") {
  CHECK(marked_words("") == Words{});
  CHECK(marked_words("asked @Ana, then @Ana again") == Words{"@Ana"});
  CHECK(marked_words("#pager (#on-call) #Größe_2.") == Words{"#pager", "#on-call", "#Größe_2"});
  CHECK(marked_words("@\u5C71\u7530 \u3001#\u0642\u0627\u0626\u0645\u0629") ==
        Words{"@\u5C71\u7530", "#\u0642\u0627\u0626\u0645\u0629"});
  CHECK(marked_words("mail a@b.c, C# and # alone @ ##x") == Words{"#x"});
  CHECK(marked_words("#a#b") == Words{"#a"});
}

TEST_CASE("marked_word_at_end: the one that is being typed") {
  CHECK(marked_word_at_end("asked @An") == "@An");
  CHECK(marked_word_at_end("@") == "@");
  CHECK(marked_word_at_end("asked @Ana ") == "");
  CHECK(marked_word_at_end("a@b") == "");
  CHECK(marked_word_at_end("#pag") == "#pag");
  CHECK(marked_word_at_end("") == "");
}

TEST_CASE("parse_abbreviations: one a line; what is wrong is named with its line") {
  const auto good = parse_abbreviations("db = database\n\n  otel=OpenTelemetry \n");
  REQUIRE(good.ok());
  CHECK(good.value() == Abbreviations{{"db", "database"}, {"otel", "OpenTelemetry"}});
  const auto why = [](const char* text) {
    const auto parsed = parse_abbreviations(text);
    return parsed.ok() ? std::string("taken") : parsed.error().context;
  };
  CHECK(why("db") == "line 1: please write \u201Cdb = database\u201D");
  CHECK(why("a = b\n= x") == "line 2: please write \u201Cdb = database\u201D");
  CHECK(why("two words = x") == "line 1: an abbreviation is one word");
  CHECK(why("a = b\na = c") == "line 2: this abbreviation is there already");
  CHECK(why("") == "taken");
}

TEST_CASE("expand: whole words, exactly as listed, and never in a tag or name") {
  const Abbreviations list = {{"db", "database"}, {"w/", "with"}, {"IC", "incident commander"}};
  CHECK(expand("the db, db2 and DB; db", list) == "the database, db2 and DB; database");
  CHECK(expand("#db @db db", list) == "#db @db database");
  CHECK(expand("IC said\nIC left", list) == "incident commander said\nincident commander left");
  CHECK(expand("", list) == "");
  CHECK(expand("anything", {}) == "anything");
}

TEST_CASE("expand: without a listed word a text stays as it is, for many seeds") {
  const Abbreviations list = {{"qqq", "never"}};
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    std::string text;
    for (std::uint64_t left = dice.below(60); left > 0; --left) {
      const char32_t from[] = {U'a', U' ', U'#', U'@', U'\n', U'.', 0xE9, 0x5C71, 0x1F469, 0x200D};
      append_utf8(text, from[dice.below(10)]);
    }
    CHECK(expand(text, list) == text);
    for (const std::string& word : marked_words(text)) {
      CHECK(text.find(word) != std::string::npos);
      CHECK(word.size() >= 2);
    }
  }
}

}  // namespace
}  // namespace quietroom::model
