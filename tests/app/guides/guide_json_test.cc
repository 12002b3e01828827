#include "app/guides/guide_json.h"

#include <doctest/doctest.h>

#include "app/words/words.h"
#include "platform/fake/random_fake.h"

namespace quietroom {
namespace {

const std::string kItem = R"({"id": "x", "title": "t", "purpose": "p", "minutes": [1, 1]})";

std::string with_items(const std::string& items) {
  return "{\n\"format\": 1,\n\"id\": \"a\",\n\"version\": 1,\n\"title\": \"t\",\n"
         "\"language\": \"en\",\n\"items\": [\n" +
         items + "\n]}";
}

TEST_CASE("parse_guide: refuses with line and reason") {
  struct Row {
    std::string json;
    const char* why;
  };
  const Row rows[] = {
      {"", "line 1: not JSON from here on"},
      {"[]", "line 1: not a JSON object"},
      {"{\"format\": 1,\n\"id\": \"a\"\n\"version\": 1}", "line 3: not JSON from here on"},
      {"{\n\"format\": 1", "line 2: not JSON from here on"},
      {"\xC3\x28", "line 1: not UTF-8"},
      {"{\n\"format\": \"1\"}", "line 2: format: not a whole number"},
      {"{\"format\": 1}", "line 1: id: text is missing"},
      {"{\"format\": 1,\n\n\"id\": \"A\"}", "line 3: id: only a-z, 0-9 and -"},
      {"{\"format\": 1, \"id\": \"a\",\n\"titel\": \"t\"}", "line 2: titel: is not known here"},
      {with_items(""), "line 7: items: not a list of 1 to 100"},
      {with_items("3"), "line 8: item 1: not an object"},
      {with_items(kItem + ",\n" + kItem), "line 9: item 2: id: stands twice"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\",\n\"minutes\": [1, 121]}"),
       "line 9: item 1: minutes: out of range"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\",\n\"minutes\": "
                  "[1, 99999999999999999999]}"),
       "line 9: item 1: minutes: not a whole number"},
      {with_items("{\"id\": \"x\", \"title\": \" \", \"purpose\": \"p\", \"minutes\": [1, 1]}"),
       "line 8: item 1: title: empty or too long"},
      {with_items("{\"id\": \"x\", \"title\": \"a\\nb\", \"purpose\": \"p\", \"minutes\": [1, 1]}"),
       "line 8: item 1: title: has a control character"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\", \"minutes\": [1]}"),
       "line 8: item 1: minutes: not a list of two"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\", \"minutes\": [1, 1],\n"
                  "\"cues\": [\"\"]}"),
       "line 9: item 1: cues: not text, empty or too long"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\", \"minutes\": [1, 1],\n"
                  "\"opens\": \"door\"}"),
       "line 9: item 1: opens: only \"consent\" is known"},
      {with_items("{\"id\": \"x\", \"title\": \"t\", \"purpose\": \"p\", \"minutes\": [1, 1],\n"
                  "\"emotion\": 1}"),
       "line 9: item 1: emotion: not true or false"},
      {"{\"format\": 1, \"id\": \"a\", \"version\": 0, \"title\": \"t\", \"language\": \"en\"}",
       "line 1: version: out of range"},
      {"{\"format\": 1, \"id\": \"a\", \"version\": 1, \"title\": \"t\", \"language\": \"en\",\n"
       "\"use\": \"fun\"}",
       "line 2: use: only incident, outreach, message and self are known"},
      {std::string(kGuideBytesMax + 1, ' '), "line 1: longer than 64 KiB"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json.substr(0, 300));
    const auto guide = parse_guide(row.json);
    REQUIRE_FALSE(guide.ok());
    CHECK(guide.error().code == ErrorCode::kCorrupt);
    CHECK(guide.error().context == row.why);
  }
}

TEST_CASE("parse_guide: says line and reason in the language in use") {
  const words::Speaking german(words::Language::kGerman);
  const auto guide = parse_guide("{\"format\": 1,\n \"id\": \"a\", \"version\": 0}");
  REQUIRE_FALSE(guide.ok());
  CHECK(guide.error().context == "Zeile 2: version: außerhalb des Bereichs");
  CHECK(parse_guide("[").error().context == "Zeile 1: ab hier kein JSON");
}

TEST_CASE("parse_guide: a newer format is not called broken") {
  const auto guide = parse_guide("{\"format\": 2, \"surprise\": {}}");
  REQUIRE_FALSE(guide.ok());
  CHECK(guide.error().code == ErrorCode::kUnsupported);
}

TEST_CASE("parse_guide: takes a byte order mark, and windows line ends") {
  CHECK(parse_guide("\xEF\xBB\xBF" + with_items(kItem)).ok());
  std::string windows = with_items(kItem);
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2)
    windows.replace(at, 1, "\r\n");
  CHECK(parse_guide(windows).ok());
}

TEST_CASE("guide_json: what is written is what was meant, for every shipped guide") {
  for (const Guide& guide : shipped_guides()) {
    CAPTURE(guide.id);
    const auto again = parse_guide(guide_json(guide));
    REQUIRE(again.ok());
    CHECK(again.value() == guide);
    CHECK(guide_json(guide).size() < kGuideBytesMax);
  }
}

TEST_CASE("parse_guide: a shipped guide with any byte changed is a guide or is refused") {
  const std::string whole = guide_json(classic_guide());
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    FakeRandom random(seed);
    std::string text = whole;
    const int changes = 1 + static_cast<int>(random.below(4));
    for (int i = 0; i < changes; ++i) {
      const std::size_t at = static_cast<std::size_t>(random.below(text.size()));
      switch (random.below(3)) {
        case 0:
          text[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          text.erase(at, 1 + static_cast<std::size_t>(random.below(20)));
          break;
        default:
          text.insert(at, 1, "{}[]\",:0-e\\"[random.below(11)]);
          break;
      }
    }
    const auto guide = parse_guide(text);
    if (guide.ok()) {
      CHECK(parse_guide(guide_json(guide.value())).ok());
    } else {
      CHECK(guide.error().context.size() < 600);
    }
  }
}

}  // namespace
}  // namespace quietroom
