// FakeFiles as a device that cannot be waited for.
#include <doctest/doctest.h>

#include "platform/fake/files_fake.h"

namespace quietroom {
namespace {

struct Promising {
  Promising() {
    files.set_content("old", Bytes{1});
    files.promise_flushes();
  }
  void put(const std::string& name, std::uint8_t byte) {
    auto file = files.open(name, OpenMode::kCreate).value();
    REQUIRE(file->write(0, Bytes{byte}).ok());
    REQUIRE(file->flush().ok());
  }
  FakeFiles files;
};

}  // namespace

TEST_CASE("FakeFiles: a promised flush is seen at once, counted, and durable when it is kept") {
  Promising on;
  on.put("a", 7);
  CHECK(on.files.promised() == 1);
  CHECK(on.files.content("a") == Bytes{7});
  on.files.keep_promises(1);
  on.files.crash(3);
  CHECK(on.files.content("a") == Bytes{7});
  CHECK(on.files.content("old") == Bytes{1});
  CHECK(on.files.promised() == 0);
}

TEST_CASE("FakeFiles: a crash keeps what was kept and a beginning of the other promises") {
  std::set<int> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Promising on;
    on.put("a", 1);
    on.put("a", 2);
    on.put("b", 3);
    REQUIRE(on.files.remove("old").ok());
    on.files.keep_promises(1);
    on.files.crash(seed);
    const bool second = on.files.content("a") == Bytes{2};
    const bool third = on.files.content("b").has_value();
    const bool fourth = !on.files.content("old").has_value();
    REQUIRE(on.files.content("a").has_value());
    CHECK((!third || second));
    CHECK((!fourth || third));
    seen.insert(1 + (second ? 1 : 0) + (third ? 1 : 0) + (fourth ? 1 : 0));
  }
  CHECK(seen == std::set<int>{1, 2, 3, 4});
}

TEST_CASE("FakeFiles: what was written but not flushed is never promised") {
  Promising on;
  auto file = on.files.open("old", OpenMode::kExisting).value();
  REQUIRE(file->write(0, Bytes{9}).ok());
  on.files.kill();
  CHECK(on.files.content("old") == Bytes{1});
}

}  // namespace quietroom
