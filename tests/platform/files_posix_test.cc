// The Files seam's promises, checked on its three native twins alike.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>

#include "platform/fake/files_fake.h"
#include "platform/files_memory.h"
#include "platform/native/files_posix.h"

namespace quietroom {
namespace {

/// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "quietroom-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void check_promises(Files& files) {
  REQUIRE(files.exists("a.db").ok());
  CHECK_FALSE(files.exists("a.db").value());
  const auto missing = files.open("a.db", OpenMode::kExisting);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == ErrorCode::kNotFound);
  {
    auto opened = files.open("a.db", OpenMode::kCreate);
    REQUIRE(opened.ok());
    File& file = *opened.value();
    const auto twice = files.open("a.db", OpenMode::kCreate);
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().code == ErrorCode::kConflict);
    const Status removed = files.remove("a.db");
    REQUIRE_FALSE(removed.ok());
    CHECK(removed.error().code == ErrorCode::kConflict);
    REQUIRE(file.write(10, as_bytes("words")).ok());  // A gap reads as zeros.
    REQUIRE(file.flush().ok());
    CHECK(file.size().value() == 15);
    Bytes out(20, 0xff);
    CHECK(file.read(0, out).value() == 15);
    CHECK(out[9] == 0);
    CHECK(as_text(ByteSpan(out).subspan(10, 5)) == "words");
    CHECK(file.read(15, out).value() == 0);
    REQUIRE(file.truncate(12).ok());
    CHECK(file.size().value() == 12);
    REQUIRE(file.flush().ok());
  }
  CHECK(files.exists("a.db").value());
  CHECK(files.list().value() == std::vector<std::string>{"a.db"});
  REQUIRE(files.remove("a.db").ok());
  REQUIRE(files.remove("a.db").ok());
  CHECK_FALSE(files.exists("a.db").value());
}

TEST_CASE("files: the POSIX twin keeps the seam's promises") {
  TemporaryFolder folder;
  PosixFiles files(folder.path());
  check_promises(files);
}

TEST_CASE("files: the memory twin keeps the seam's promises") {
  MemoryFiles files;
  check_promises(files);
}

TEST_CASE("files: the fake twin keeps the seam's promises") {
  FakeFiles files;
  check_promises(files);
}

}  // namespace
}  // namespace quietroom
