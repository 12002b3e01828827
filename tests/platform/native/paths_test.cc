#include "platform/native/paths.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/native/folder_lock.h"

namespace quietroom {
namespace {

/// A folder that goes with its files.
class Folder {
 public:
  Folder() {
    std::string name = "paths_test_XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    for (const TreeFile& file : list_tree(path_).value())
      static_cast<void>(remove_path(path_ + "/" + file.path));
    for (const char* below : {"/a/b", "/a", ""}) ::rmdir((path_ + below).c_str());
  }
  std::string at(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Bytes bytes_of(std::string_view text) {
  return to_bytes(as_bytes(text));
}

}  // namespace

TEST_CASE("paths: what is written is read, listed and removed; nothing else is left") {
  const Folder folder;
  REQUIRE(write_path(folder.at("a/b/one"), bytes_of("first")).ok());
  REQUIRE(write_path(folder.at("a/b/one"), bytes_of("second")).ok());
  REQUIRE(write_path(folder.at("two"), {}).ok());
  CHECK(read_path(folder.at("a/b/one"), 6).value() == bytes_of("second"));
  const std::vector<TreeFile> files = list_tree(folder.path()).value();
  REQUIRE(files.size() == 2);
  CHECK(files[0].path == "a/b/one");
  CHECK(files[0].size_bytes == 6);
  CHECK(files[1].path == "two");
  REQUIRE(remove_path(folder.at("two")).ok());
  CHECK(remove_path(folder.at("two")).ok());
  CHECK(list_tree(folder.path()).value().size() == 1);
  CHECK(list_tree(folder.at("nowhere")).value().empty());
}

TEST_CASE("paths: refuses what is too long, missing, no file, or in the way") {
  const Folder folder;
  REQUIRE(write_path(folder.at("one"), bytes_of("12345")).ok());
  CHECK(read_path(folder.at("one"), 4).error().code == ErrorCode::kInvalid);
  CHECK(read_path(folder.at("none"), 4).error().code == ErrorCode::kNotFound);
  CHECK(read_path(folder.path(), 4).error().code == ErrorCode::kInvalid);
  CHECK(make_folder(folder.at("one")).error().code == ErrorCode::kInvalid);
  CHECK_FALSE(write_path(folder.at("one/two"), {}).ok());
}

TEST_CASE("read_secret_path: only what nobody else may read") {
  const Folder folder;
  REQUIRE(write_path(folder.at("one"), bytes_of("secret")).ok());
  CHECK(read_secret_path(folder.at("one"), 10).value() == bytes_of("secret"));
  for (const mode_t mode : {0640U, 0604U, 0620U}) {
    REQUIRE(::chmod(folder.at("one").c_str(), mode) == 0);
    CHECK(read_secret_path(folder.at("one"), 10).error().code == ErrorCode::kInvalid);
    CHECK(read_path(folder.at("one"), 10).ok());
  }
}

TEST_CASE("FolderLock: one at a time, and again once it went") {
  const Folder folder;
  {
    const auto first = FolderLock::take(folder.path());
    REQUIRE(first.ok());
    CHECK(FolderLock::take(folder.path()).error().code == ErrorCode::kConflict);
  }
  CHECK(FolderLock::take(folder.path()).ok());
  CHECK(FolderLock::take(folder.at("nowhere")).error().code == ErrorCode::kNotFound);
}

}  // namespace quietroom
