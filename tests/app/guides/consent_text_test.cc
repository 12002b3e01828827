#include "app/guides/consent_text.h"

#include <doctest/doctest.h>

#include "app/words/words.h"

namespace quietroom {
namespace {

TEST_CASE("fill_consent: leaves no blank, and says it plainly where nobody else reads") {
  const std::string alone =
      fill_consent(default_consent_text(), {"", "1 May 2026", "2 May 2026", "3 May 2026"});
  CHECK(alone.find('{') == std::string::npos);
  CHECK(alone.find("seen by me, nobody else") != std::string::npos);
  const std::string shared =
      fill_consent(default_consent_text(), {"Noa", "1 May 2026", "2 May 2026", "3 May 2026"});
  CHECK(shared.find("by me and by Noa, nobody else") != std::string::npos);
  CHECK(shared.find("check by 1 May 2026") != std::string::npos);
}

TEST_CASE("consent_text_in: each language has a text of its own version, with every blank") {
  const ConsentText& english = consent_text_in("en");
  const ConsentText& german = consent_text_in("de-AT");
  CHECK(english.version == 1);
  CHECK(german.version == 2);
  CHECK(german.version == kShippedConsentVersionLast);
  CHECK(missing_blanks(german.text).empty());
  CHECK(&default_consent_text() == &english);
  CHECK(&consent_text_in("ja") == &english);
  const words::Speaking speaking(words::Language::kGerman);
  CHECK(&default_consent_text() == &german);
  CHECK(&consent_text_in("ja") == &german);
  const std::string alone = fill_consent(german, {"", "1. Mai 2026", "2. Mai 2026", "3. Mai 2026"});
  CHECK(alone.find('{') == std::string::npos);
  CHECK(alone.find("nur von mir gelesen, von niemandem sonst") != std::string::npos);
  const std::string shared =
      fill_consent(german, {"Noa", "1. Mai 2026", "2. Mai 2026", "3. Mai 2026"});
  CHECK(shared.find("nur von mir und von Noa gelesen") != std::string::npos);
}

TEST_CASE("fill_consent: a text of one's own says it too where nobody else reads") {
  CHECK(fill_consent({3, "Read by {readers}."}, {}) == "Read by nobody else.");
}

TEST_CASE("missing_blanks: names each that is not there") {
  CHECK(missing_blanks(default_consent_text().text).empty());
  CHECK(missing_blanks("{readers} {withdraw date} {review  date} {destroy date") ==
        std::vector<std::string_view>{"{review date}", "{destroy date}"});
}

TEST_CASE("parse_consent_text: reads what was written, and refuses everything else") {
  const ConsentText ours{
      7, "\u201CHow\u201D {readers} {review date} {withdraw date} {destroy date}", "de"};
  const std::string json = consent_text_json(ours);
  const auto again = parse_consent_text(json);
  REQUIRE(again.ok());
  CHECK(again.value().version == 7);
  CHECK(again.value().text == ours.text);
  CHECK(again.value().language == "de");
  const std::string all = "{readers} {review date} {withdraw date} {destroy date}";
  // As a version kept it that knew English only.
  const auto old = parse_consent_text(R"({"consent":1,"version":2,"text":")" + all + "\"}");
  REQUIRE(old.ok());
  CHECK(old.value().language == "en");
  for (const std::string& wrong :
       {std::string(""), std::string("[]"), std::string("{}"), std::string(R"({"consent":2})"),
        R"({"consent":1,"version":1,"text":")" + all + "\"}",
        R"({"consent":1,"version":"2","text":")" + all + "\"}",
        R"({"consent":1,"version":99999999999,"text":")" + all + "\"}",
        R"({"consent":1,"version":2.5,"text":")" + all + "\"}",
        std::string(R"({"consent":1,"version":2})"),
        R"({"consent":1,"version":2,"language":7,"text":")" + all + "\"}",
        std::string(R"({"consent":1,"version":2,"text":7})"),
        std::string(R"({"consent":1,"version":2,"text":"{readers}"})"),
        consent_text_json({2, all + std::string(kConsentTextBytesMax, 'x')})}) {
    CAPTURE(wrong.substr(0, 80));
    CHECK_FALSE(parse_consent_text(wrong).ok());
  }
}

}  // namespace
}  // namespace quietroom
