#include "sync/server/conditions.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace quietroom::server;

namespace {

using Maybe = std::optional<std::string>;
const Maybe kTag = "\"a\"";

/// Whether a request with these fields goes ahead where `etag` is; nothing for a refusal.
std::optional<bool> goes_ahead(const Fields& fields, const Maybe& etag) {
  const auto conditions = parse_conditions(fields);
  if (!conditions.ok()) {
    CHECK(conditions.error().status == 400);
    return std::nullopt;
  }
  return hold(conditions.value(), etag);
}

}  // namespace

TEST_CASE("conditions: what goes ahead where a tag is, and where nothing is") {
  struct Row {
    Fields fields;
    bool present;
    bool absent;
  };
  const Row rows[] = {
      {{}, true, true},
      {{{"if-match", "*"}}, true, false},
      {{{"if-match", "\"a\""}}, true, false},
      {{{"if-match", "\"b\", \"a\""}}, true, false},
      {{{"if-match", "\"b\",W/\"a\""}}, false, false},
      {{{"if-match", "\"b\""}}, false, false},
      {{{"if-match", "\"a,b\""}}, false, false},
      {{{"if-none-match", "*"}}, false, true},
      {{{"if-none-match", "\"a\""}}, false, true},
      {{{"if-none-match", "W/\"a\""}}, false, true},
      {{{"if-none-match", "\"b\" , \"c\""}}, true, true},
      {{{"if-match", "\"a\""}, {"if-none-match", "\"a\""}}, false, false},
      {{{"if-match", "\"a\""}, {"if-none-match", "\"b\""}}, true, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fields.empty() ? std::string() : row.fields[0].second);
    CHECK(goes_ahead(row.fields, kTag) == row.present);
    CHECK(goes_ahead(row.fields, std::nullopt) == row.absent);
  }
}

TEST_CASE("conditions: what is not understood is refused, never taken for none") {
  for (const char* value :
       {"", " ", "a", "\"a", "a\"", "*, \"a\"", "\"a\" \"b\"", "\"a\",", "w/\"a\"", "W/a", "**"}) {
    CAPTURE(value);
    CHECK_FALSE(goes_ahead({{"if-match", value}}, kTag).has_value());
    CHECK_FALSE(goes_ahead({{"if-none-match", value}}, kTag).has_value());
  }
  CHECK_FALSE(goes_ahead({{"if-match", "\"a\""}, {"if-match", "\"a\""}}, kTag).has_value());
}

TEST_CASE("parse_range: one range, all, or 416") {
  struct Row {
    const char* value;
    std::uint64_t size_bytes;
    int status;  ///< 206, 200 (ignored) or 416
    ByteRange range;
  };
  const Row rows[] = {
      {"bytes=0-0", 10, 206, {0, 1}},
      {"bytes=0-99", 10, 206, {0, 10}},
      {"bytes=9-", 10, 206, {9, 1}},
      {"bytes=-1", 10, 206, {9, 1}},
      {"bytes=-99", 10, 206, {0, 10}},
      {"bytes=10-", 10, 416, {}},
      {"bytes=-0", 10, 416, {}},
      {"bytes=0-", 0, 416, {}},
      {"bytes=-5", 0, 416, {}},
      {"bytes=5-4", 10, 200, {}},
      {"bytes=", 10, 200, {}},
      {"bytes=-", 10, 200, {}},
      {"bytes=0-1,2-3", 10, 200, {}},
      {"bytes= 0-1", 10, 200, {}},
      {"bytes=+0-1", 10, 200, {}},
      {"bytes=0x1-2", 10, 200, {}},
      {"Bytes=0-1", 10, 200, {}},
      {"bytes=9999999999999999999-", 10, 200, {}},
      {"", 10, 200, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const auto range = parse_range(row.value, row.size_bytes);
    if (row.status == 416) {
      REQUIRE_FALSE(range.ok());
      CHECK(range.error().status == 416);
      continue;
    }
    REQUIRE(range.ok());
    CHECK(range.value().has_value() == (row.status == 206));
    if (range.value()) {
      CHECK(*range.value() == row.range);
    }
  }
}
