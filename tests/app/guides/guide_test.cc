#include "app/guides/guide.h"

#include <doctest/doctest.h>

namespace quietroom {
namespace {

TEST_CASE("classic_guide: has the fifteen items of the practice and fits its slots") {
  const Guide& guide = classic_guide();
  CHECK(guide.items.size() == 15);
  int sixty = 0;
  int thirty = 0;
  for (const GuideItem& item : guide.items) {
    sixty += item.minutes[0];
    thirty += item.minutes[1];
  }
  CHECK(sixty <= 60);
  CHECK(thirty <= 30);
  REQUIRE(guide.find("consent") != nullptr);
  CHECK(guide.find("consent")->opens_consent);
  CHECK(guide.find("nothing") == nullptr);
}

TEST_CASE("parse_guide: refuses with the reason") {
  struct Row {
    const char* json;
    const char* why;
  };
  const Row rows[] = {
      {"", "guide: not a JSON object"},
      {"[]", "guide: not a JSON object"},
      {"{\"format\":1", "guide: not a JSON object"},
      {"{\"format\":2}", "guide: made by a newer version"},
      {"{\"format\":\"1\"}", "guide: format: not a whole number"},
      {"{\"format\":1}", "guide: id: text is missing"},
      {"{\"format\":1,\"id\":\"A\"}", "guide: id: only a-z, 0-9 and -"},
      {"{\"format\":1,\"id\":\"a\",\"version\":1,\"title\":\"t\",\"language\":\"en\",\"items\":[]}",
       "guide: items: not a list of 1 to 100"},
      {"{\"format\":1,\"id\":\"a\",\"version\":1,\"title\":\"t\",\"language\":\"en\",\"items\":["
       "{\"id\":\"x\",\"title\":\"t\",\"purpose\":\"p\",\"minutes\":[1,121]}]}",
       "item 1: guide: minutes: out of range"},
      {"{\"format\":1,\"id\":\"a\",\"version\":1,\"title\":\"t\",\"language\":\"en\",\"items\":["
       "{\"id\":\"x\",\"title\":\"t\",\"purpose\":\"p\",\"minutes\":[1,1]},"
       "{\"id\":\"x\",\"title\":\"t\",\"purpose\":\"p\",\"minutes\":[1,1]}]}",
       "guide: item 2: its id stands twice"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json);
    const auto guide = parse_guide(row.json);
    REQUIRE_FALSE(guide.ok());
    CHECK(guide.error().context == row.why);
  }
}

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

}  // namespace
}  // namespace quietroom
