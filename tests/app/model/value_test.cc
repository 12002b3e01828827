#include "app/model/value.h"

#include <doctest/doctest.h>

#include <limits>

#include "app/model/entities.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

Id an_id() {
  Id id;
  for (std::size_t i = 0; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(i);
  return id;
}

}  // namespace

TEST_CASE("values: the bytes are these and stay these") {
  struct Row {
    const char* name;
    Value value;
    const char* hex;
  };
  const Row rows[] = {
      {"none", Value(), "00"},
      {"empty text", Value::text(""), "01"},
      {"text", Value::text("a\xC3\xA4"), "0161c3a4"},
      {"zero", Value::integer(0), "020000000000000000"},
      {"number", Value::integer(0x0102030405060708), "020807060504030201"},
      {"below zero", Value::integer(-1), "02ffffffffffffffff"},
      {"least", Value::integer(std::numeric_limits<std::int64_t>::min()), "020000000000000080"},
      {"no", Value::boolean(false), "0300"},
      {"yes", Value::boolean(true), "0301"},
      {"id", Value::id(an_id()), "04000102030405060708090a0b0c0d0e0f"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(to_hex(encode_value(row.value)) == row.hex);
    const auto back = decode_value(from_hex(row.hex).value());
    REQUIRE(back.ok());
    CHECK(back.value() == row.value);
  }
}

TEST_CASE("decode_value: anything else is refused as corrupt") {
  const char* rows[] = {"",
                        "0000",
                        "01ff",
                        "02",
                        "0200000000000000",
                        "03",
                        "0302",
                        "030100",
                        "04",
                        "0400",
                        "05",
                        "ff",
                        "02000000000000000000",
                        "04000102030405060708090a0b0c0d0e0f00"};
  for (const char* hex : rows) {
    CAPTURE(hex);
    const auto got = decode_value(from_hex(hex).value());
    REQUIRE_FALSE(got.ok());
    CHECK(got.error().code == ErrorCode::kCorrupt);
  }
  Bytes long_text(kValueTextBytesMax + 1, 'x');
  long_text.insert(long_text.begin(), 1);
  CHECK_FALSE(decode_value(long_text).ok());
}

TEST_CASE("check_field: each field of each kind takes its type only") {
  CHECK(check_field(EntityKind::kLine, field::kText, Value::text("x")).ok());
  CHECK(check_field(EntityKind::kLine, field::kKind, Value::integer(3)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, field::kText, Value::integer(1)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, field::kTitle, Value::text("x")).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, field::kText, Value()).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, field::kKind, Value::integer(5)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, field::kKind, Value::integer(0)).ok());
  CHECK_FALSE(check_field(EntityKind::kInterview, field::kState, Value::integer(13)).ok());
  CHECK_FALSE(check_field(EntityKind::kCase, field::kCreated, Value::integer(-1)).ok());
  CHECK_FALSE(check_field(static_cast<EntityKind>(99), field::kText, Value::text("x")).ok());
  CHECK(is_known_kind(1));
  CHECK(check_field(EntityKind::kLine, "also.role", Value::boolean(true)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, "also.", Value::boolean(true)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, "also.role", Value::integer(1)).ok());
  CHECK_FALSE(check_field(EntityKind::kInterview, "also.role", Value::boolean(true)).ok());
  const std::string from = line_field(an_id());
  CHECK(line_of(from) == an_id());
  CHECK(line_of("line.").is_none());
  CHECK(line_of("line.role").is_none());
  CHECK(check_field(EntityKind::kPassage, from, Value::boolean(true)).ok());
  CHECK_FALSE(check_field(EntityKind::kPassage, from, Value::integer(1)).ok());
  CHECK_FALSE(check_field(EntityKind::kPassage, "line.role", Value::boolean(true)).ok());
  CHECK_FALSE(check_field(EntityKind::kLine, from, Value::boolean(true)).ok());
  CHECK(is_known_kind(11));
  CHECK_FALSE(is_known_kind(0));
  CHECK_FALSE(is_known_kind(12));
}

TEST_CASE("item fields: an item's id goes into a field name and comes back") {
  for (const char* id : {"role", "how-long", "2nd-try", "a"}) {
    for (const std::string_view prefix : {field::kItemProgress, field::kItemCoveredBy}) {
      const std::string name = item_field(prefix, id);
      CHECK(item_id_of(prefix, name) == id);
      CHECK(name.find('-') == std::string::npos);
    }
  }
  CHECK(item_id_of(field::kItemProgress, "by.role").empty());
  CHECK(item_id_of(field::kItemProgress, "item.").empty());
  CHECK(item_id_of(field::kItemProgress, "item.how-long").empty());
  CHECK(check_field(EntityKind::kItemState, "item.how_long", Value::integer(4)).ok());
  CHECK_FALSE(check_field(EntityKind::kItemState, "item.how_long", Value::integer(5)).ok());
  CHECK(check_field(EntityKind::kItemState, "by.how_long", Value()).ok());
  CHECK_FALSE(check_field(EntityKind::kItemState, "by.how_long", Value::text("x")).ok());
  CHECK_FALSE(check_field(EntityKind::kItemState, "other", Value::integer(1)).ok());
}
