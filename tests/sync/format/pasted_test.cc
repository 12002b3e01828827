#include "sync/format/pasted.h"

#include <doctest/doctest.h>

#include "platform/fake/random_fake.h"

namespace quietroom::format {

TEST_CASE("to_pasted: the published vectors of base64, and back") {
  struct Row {
    std::string bytes, text;
  };
  const Row rows[] = {
      {"", ""},
      {"f", "Zg"},
      {"fo", "Zm8"},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg"},
      {"fooba", "Zm9vYmE"},
      {"\xfb\xff\xbf", "-_-_"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(to_pasted(as_bytes(row.bytes)) == row.text);
    const auto read = from_pasted(row.text);
    REQUIRE(read.ok());
    CHECK(as_text(read.value()) == row.bytes);
  }
}

TEST_CASE("from_pasted: what mail and chat put between counts for nothing") {
  const auto read = from_pasted("\xef\xbb\xbf  Zm\n9v\r\n\tY\xc2\xa0g\xe2\x80\x8b \xe2\x81\xa0\n");
  REQUIRE(read.ok());
  CHECK(as_text(read.value()) == "foob");
}

TEST_CASE("from_pasted: refuses all else") {
  for (const char* text : {"Zg==", "Zm9v+", "Zm9v/", "Zm9v.", "\"Zm9v\"", "Zm9v\xc3\xa4", "\xff",
                           "Z", "Zm9vY", "Zh", "Zm9"}) {
    CAPTURE(text);
    const auto read = from_pasted(text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("to_pasted: any bytes come back") {
  FakeRandom random(1);
  for (std::size_t size = 0; size < 100; ++size) {
    CAPTURE(size);
    Bytes bytes(size);
    random.fill(bytes);
    CHECK(from_pasted(to_pasted(bytes)).value() == bytes);
  }
}

}  // namespace quietroom::format
