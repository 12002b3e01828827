#include "app/guides/json_place.h"

#include <doctest/doctest.h>

#include <string>

namespace quietroom {
namespace {

constexpr std::string_view kText = R"({
  "a": "brackets } ] , in \" quotes",
  "list": [1, [2, 3],
    {"deep": "x"}, "last"],
  "b" : {"a": 2}
})";

TEST_CASE("line_of: counts from one, and stops at the end") {
  CHECK(line_of("", 0) == 1);
  CHECK(line_of("a\nb\nc", 1) == 1);
  CHECK(line_of("a\nb\nc", 2) == 2);
  CHECK(line_of("a\nb\nc", 99) == 3);
}

TEST_CASE("find_member: finds a member of this object, whatever stands in the ones before") {
  CHECK(kText.substr(find_member(kText, 0, "a"), 9) == "\"brackets");
  CHECK(kText.substr(find_member(kText, 0, "list"), 3) == "[1,");
  CHECK(kText.substr(find_member(kText, 0, "b"), 6) == "{\"a\": ");
  CHECK(find_member(kText, 0, "deep") == std::string_view::npos);
  CHECK(find_member("[]", 0, "a") == std::string_view::npos);
  CHECK(find_member("{}", 0, "a") == std::string_view::npos);
  CHECK(find_member("", 0, "a") == std::string_view::npos);
}

TEST_CASE("find_element: finds an element of this list") {
  const std::size_t list = find_member(kText, 0, "list");
  CHECK(kText[find_element(kText, list, 0)] == '1');
  CHECK(kText.substr(find_element(kText, list, 1), 6) == "[2, 3]");
  CHECK(line_of(kText, find_element(kText, list, 2)) == 4);
  CHECK(kText.substr(find_element(kText, list, 3), 6) == "\"last\"");
  CHECK(find_element(kText, list, 4) == std::string_view::npos);
  CHECK(find_element("[]", 0, 0) == std::string_view::npos);
  CHECK(find_element("{}", 0, 0) == std::string_view::npos);
}

TEST_CASE("places: a text that breaks off anywhere harms nothing") {
  for (std::size_t size = 0; size <= kText.size(); ++size) {
    const std::string_view part = kText.substr(0, size);
    for (const char* member : {"a", "list", "b", "none"}) {
      const std::size_t at = find_member(part, 0, member);
      CHECK((at == std::string_view::npos || at <= part.size()));
      if (at == std::string_view::npos) continue;
      const std::size_t element = find_element(part, at, 1);
      CHECK((element == std::string_view::npos || element <= part.size()));
    }
  }
}

}  // namespace
}  // namespace quietroom
