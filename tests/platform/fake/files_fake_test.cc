#include "platform/fake/files_fake.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace quietroom {
namespace {

Bytes filled(std::size_t size, std::uint8_t byte) {
  return Bytes(size, byte);
}

/// A file `f` of `size` bytes of 1, durable, then written over with 2 and not flushed.
std::unique_ptr<File> overwritten(FakeFiles& files, std::size_t size) {
  files.set_content("f", filled(size, 1));
  auto file = files.open("f", OpenMode::kExisting).value();
  REQUIRE(file->write(0, filled(size, 2)).ok());
  return file;
}

}  // namespace

TEST_CASE("FakeFiles: what was flushed survives every crash") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    FakeFiles files;
    auto file = files.open("f", OpenMode::kCreate).value();
    REQUIRE(file->write(0, filled(5000, 7)).ok());
    REQUIRE(file->flush().ok());
    files.crash(seed);
    CHECK(files.content("f") == filled(5000, 7));
  }
}

TEST_CASE("FakeFiles: a crash keeps whole sectors of the old or the new, in every mixture") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    FakeFiles files;
    const auto file = overwritten(files, 3 * 512);
    files.crash(seed);
    const Bytes after = files.content("f").value();
    REQUIRE(after.size() == 3 * 512);
    std::string sectors;
    for (std::size_t at = 0; at < after.size(); at += 512) {
      const auto begin = after.begin() + static_cast<std::ptrdiff_t>(at);
      REQUIRE(std::all_of(begin, begin + 512, [begin](std::uint8_t b) { return b == *begin; }));
      sectors += static_cast<char>('0' + *begin);
    }
    seen.insert(sectors);
  }
  CHECK(seen.size() == 8);
}

TEST_CASE("FakeFiles: a crash may lose growth, shrinking and a new file, or keep them") {
  std::set<std::size_t> grown, cut;
  std::set<bool> made;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    FakeFiles files;
    files.set_content("grown", filled(100, 1));
    files.set_content("cut", filled(2000, 1));
    auto g = files.open("grown", OpenMode::kExisting).value();
    auto c = files.open("cut", OpenMode::kExisting).value();
    auto m = files.open("made", OpenMode::kCreate).value();
    REQUIRE(g->write(100, filled(900, 2)).ok());
    REQUIRE(c->truncate(10).ok());
    files.crash(seed);
    grown.insert(files.content("grown")->size());
    cut.insert(files.content("cut")->size());
    made.insert(files.content("made").has_value());
  }
  CHECK(grown.contains(100));
  CHECK(grown.contains(1000));
  CHECK(grown.size() > 3);
  CHECK(cut.contains(2000));
  CHECK(cut.contains(10));
  CHECK(made.size() == 2);
}

TEST_CASE("FakeFiles: files opened before a crash are dead, and their names free") {
  FakeFiles files;
  auto old = overwritten(files, 10);
  files.crash(1);
  Bytes out(10);
  CHECK(old->read(0, out).error().code == ErrorCode::kIo);
  CHECK(old->write(0, out).error().code == ErrorCode::kIo);
  CHECK(old->truncate(0).error().code == ErrorCode::kIo);
  CHECK(old->flush().error().code == ErrorCode::kIo);
  CHECK(old->size().error().code == ErrorCode::kIo);
  auto fresh = files.open("f", OpenMode::kExisting);
  REQUIRE(fresh.ok());
  old.reset();
  CHECK(files.open("f", OpenMode::kExisting).error().code == ErrorCode::kConflict);
}

TEST_CASE("FakeFiles: kill() keeps everything that was written") {
  FakeFiles files;
  const auto file = overwritten(files, 3000);
  files.kill();
  CHECK(files.content("f") == filled(3000, 2));
  files.crash(1);
  CHECK(files.content("f") == filled(3000, 2));
}

TEST_CASE("FakeFiles: fail_at fails that one call, with kQuota only where room is needed") {
  FakeFiles files;
  files.set_content("f", filled(10, 1));
  auto file = files.open("f", OpenMode::kExisting).value();
  Bytes out(10);
  files.fail_at(1, ErrorCode::kQuota);
  CHECK(file->read(0, out).error().code == ErrorCode::kIo);
  CHECK(files.failed());
  CHECK(file->read(0, out).ok());
  files.fail_at(2, ErrorCode::kQuota);
  CHECK(file->read(0, out).ok());
  CHECK_FALSE(files.failed());
  CHECK(file->write(0, out).error().code == ErrorCode::kQuota);
  CHECK(file->write(0, out).ok());
  CHECK(files.calls() == 3);
  files.fail_at(1, ErrorCode::kIo);
  CHECK(file->flush().error().code == ErrorCode::kIo);
  CHECK(file->flush().ok());
}

TEST_CASE("FakeFiles: after kill_at every call fails, until the crash") {
  FakeFiles files;
  files.set_content("f", filled(10, 1));
  files.kill_at(3);
  auto file = files.open("f", OpenMode::kExisting).value();
  CHECK(file->size().ok());
  CHECK_FALSE(files.killed());
  CHECK(file->write(0, filled(10, 2)).error().code == ErrorCode::kIo);
  CHECK(files.killed());
  const Bytes after_kill = files.content("f").value();
  CHECK(file->write(0, filled(10, 3)).error().code == ErrorCode::kIo);
  CHECK(file->flush().error().code == ErrorCode::kIo);
  CHECK(file->truncate(0).error().code == ErrorCode::kIo);
  CHECK(files.remove("other").error().code == ErrorCode::kIo);
  CHECK(files.exists("f").error().code == ErrorCode::kIo);
  CHECK(files.list().error().code == ErrorCode::kIo);
  CHECK(files.open("f", OpenMode::kExisting).error().code == ErrorCode::kIo);
  CHECK(files.content("f") == after_kill);
  files.crash(1);
  CHECK(files.open("f", OpenMode::kExisting).ok());
}

TEST_CASE("FakeFiles: keeps the contract of Files") {
  FakeFiles files;
  CHECK(files.open("f", OpenMode::kExisting).error().code == ErrorCode::kNotFound);
  auto file = files.open("f", OpenMode::kCreate).value();
  CHECK(files.open("f", OpenMode::kCreate).error().code == ErrorCode::kConflict);
  CHECK(files.remove("f").error().code == ErrorCode::kConflict);
  REQUIRE(file->write(3, as_bytes("abc")).ok());
  CHECK(file->size().value() == 6);
  Bytes out(10, 9);
  CHECK(file->read(1, out).value() == 5);
  CHECK(as_text(ByteSpan(out).first(5)) == std::string_view("\0\0abc", 5));
  CHECK(file->read(6, out).value() == 0);
  CHECK(file->read(600, out).value() == 0);
  file.reset();
  CHECK(files.exists("f").value());
  CHECK(files.list().value() == std::vector<std::string>{"f"});
  CHECK(files.remove("f").ok());
  CHECK(files.remove("f").ok());
  CHECK_FALSE(files.exists("f").value());
}

TEST_CASE("FakeFiles: the same seeds give the same day") {
  const auto day = [] {
    FakeFiles files(42);
    const auto file = overwritten(files, 4000);
    files.kill_at(1);
    CHECK_FALSE(file->write(100, filled(3000, 3)).ok());
    files.crash(9);
    return files.content("f").value();
  };
  CHECK(day() == day());
}

}  // namespace quietroom
