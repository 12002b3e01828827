#include <doctest/doctest.h>

#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

struct Searched {
  Bench bench;
  std::unique_ptr<Store> store = bench.create();
  Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;

  Id add(std::string_view text) {
    return must(store->add_line({interview, "", LineKind::kQuote, std::string(text)}));
  }
  std::vector<std::string> found(std::string_view words, int limit = 100) {
    std::vector<std::string> texts;
    for (const Hit& hit : must(store->search(words, limit))) texts.push_back(hit.line.text);
    return texts;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("search: all words, the last one as a beginning, newest first") {
  Searched s;
  s.add("The pager went off at two");
  s.add("Two pagers, one rota");
  CHECK(s.found("pager") == Texts{"Two pagers, one rota", "The pager went off at two"});
  CHECK(s.found("pager two") == Texts{"The pager went off at two"});
  CHECK(s.found("two pager") == Texts{"Two pagers, one rota", "The pager went off at two"});
  CHECK(s.found("PAGER OFF") == Texts{"The pager went off at two"});
  CHECK(s.found("pag") == Texts{"Two pagers, one rota", "The pager went off at two"});
  CHECK(s.found("nothing").empty());
  CHECK(s.found("pager", 1).size() == 1);
  CHECK(s.found("pager", 0).empty());
}

TEST_CASE("search: accents do not matter, other scripts work") {
  Searched s;
  s.add("Caf\xC3\xA9 in Z\xC3\xBCrich");
  s.add("\xD0\x9F\xD0\xB5\xD0\xB9\xD0\xB4\xD0\xB6\xD0\xB5\xD1\x80");
  CHECK(s.found("cafe").size() == 1);
  CHECK(s.found("zurich caf\xC3\xA9").size() == 1);
  CHECK(s.found("\xD0\xBF\xD0\xB5\xD0\xB9").size() == 1);
}

TEST_CASE("search: nothing in the words is an operator, and no input is an error") {
  Searched s;
  s.add("left AND right, or NEAR the end");
  for (const char* words : {"", " ", "\"", "*", "()", "-", "^", "a\"b", "text:", "{text}: x", "+++",
                            "\xE2\x80\x94", "AND", "OR OR", "NEAR(", "NOT", "a*b*", "\x01\x02"}) {
    CAPTURE(words);
    CHECK(s.store->search(words, 10).ok());
  }
  CHECK(s.found("AND right").size() == 1);
  CHECK(s.found("\"left\"").size() == 1);
  CHECK(s.found("text: left").empty());
  CHECK(code_of(s.store->search("\xff", 10)) == ErrorCode::kInvalid);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "word ";
  CHECK(s.store->search(many, 10).ok());
}

TEST_CASE("search: hits say where the words are, and whose line it is") {
  Searched s;
  s.add(
      "\xC3\x9C"
      "ber the pager, the PAGER");
  const auto hits = must(s.store->search("pager", 10));
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].person_name == "Ada");
  CHECK(hits[0].case_title == "Checkout outage");
  REQUIRE(hits[0].matches.size() == 2);
  for (const Match& match : hits[0].matches) {
    const std::string word = hits[0].line.text.substr(match.offset, match.size_bytes);
    CHECK((word == "pager" || word == "PAGER"));
  }
  CHECK(hits[0].matches[0].offset == 10);
}

TEST_CASE("search: finds the wording that is shown, and no struck line") {
  Searched s;
  const Id line = s.add("the database was slow");
  must(s.store->edit_line(line, "the cache was slow"));
  CHECK(s.found("database").empty());
  CHECK(s.found("cache").size() == 1);
  must(s.store->strike_line(line, true));
  CHECK(s.found("cache").empty());
  must(s.store->strike_line(line, false));
  CHECK(s.found("cache").size() == 1);
  must(s.store->check());
}
