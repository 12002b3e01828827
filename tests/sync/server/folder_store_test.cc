// Every file call of the endpoint fails once: with an error, a full disk, or half a write. What was
// acknowledged is there, whole; what was refused is there whole or not at all; nothing else is.
#include "sync/server/folder_store.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "tests/support/every_call.h"

using namespace quietroom::server;
using quietroom::as_bytes;

namespace {

namespace fs = std::filesystem;

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // In memory where there is such a place: the faults are ours, the waiting would be the disk's.
    const fs::path above = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    std::string name = above / "quietroom-store-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The system's calls, of which the n-th fails, and a ledger of what a power cut would still take.
class FaultyCalls final : public FileCalls {
 public:
  enum class Fault { kNone, kIo, kFull, kShort };

  void fail_at(std::size_t number, Fault fault) {
    left_ = number;
    fault_ = fault;
  }
  std::size_t count() const { return count_; }
  bool failed() const { return failed_; }
  /// Folders with changes of names that nobody waited for.
  bool has_unsynced_folder() const { return !dirty_folders_.empty(); }
  /// A file got its name before its bytes were on the disk.
  bool named_too_early() const { return named_too_early_; }
  void forget_ledger() { dirty_folders_.clear(); }

  int open_at(int folder, const char* name, int flags, mode_t mode) override {
    return strikes() ? -1 : FileCalls::open_at(folder, name, flags, mode);
  }
  ssize_t write(int file, const void* bytes, std::size_t size_bytes) override {
    if (strikes()) {
      return -1;
    }
    if (short_write_) {
      short_write_ = false;
      size_bytes = (size_bytes + 1) / 2;
    }
    dirty_files_.insert(number_of(file));
    return FileCalls::write(file, bytes, size_bytes);
  }
  ssize_t read_at(int file, void* bytes, std::size_t size_bytes, off_t offset) override {
    return strikes() ? -1 : FileCalls::read_at(file, bytes, size_bytes, offset);
  }
  int sync(int file) override {
    if (strikes()) {
      return -1;
    }
    dirty_files_.erase(number_of(file));
    dirty_folders_.erase(number_of(file));
    return FileCalls::sync(file);
  }
  int stat(int file, struct stat& out) override {
    return strikes() ? -1 : FileCalls::stat(file, out);
  }
  int stat_at(int folder, const char* name, struct stat& out) override {
    return strikes() ? -1 : FileCalls::stat_at(folder, name, out);
  }
  int rename(int from, const char* from_name, int to, const char* to_name) override {
    if (strikes()) {
      return -1;
    }
    struct stat moved {};
    FileCalls::stat_at(from, from_name, moved);
    named_too_early_ = named_too_early_ || dirty_files_.contains(moved.st_ino);
    const int status = FileCalls::rename(from, from_name, to, to_name);
    if (status == 0) {
      dirty_folders_.insert(number_of(from));
      dirty_folders_.insert(number_of(to));
    }
    return status;
  }
  int unlink(int folder, const char* name) override {
    if (strikes()) {
      return -1;
    }
    const int status = FileCalls::unlink(folder, name);
    if (status == 0) {
      dirty_folders_.insert(number_of(folder));
    }
    return status;
  }
  int remove_folder(int folder, const char* name) override {
    return strikes() ? -1 : FileCalls::remove_folder(folder, name);
  }
  int make_folder(int folder, const char* name) override {
    if (strikes()) {
      return -1;
    }
    const int status = FileCalls::make_folder(folder, name);
    if (status == 0) {
      dirty_folders_.insert(number_of(folder));
    }
    return status;
  }
  int list(int folder, std::vector<std::string>& names) override {
    return strikes() ? -1 : FileCalls::list(folder, names);
  }

 private:
  bool strikes() {
    ++count_;
    if (left_ == 0 || --left_ > 0) {
      return false;
    }
    if (fault_ == Fault::kShort) {
      short_write_ = true;  // Of the next write, wherever it comes.
      return false;
    }
    failed_ = true;
    errno = fault_ == Fault::kFull ? ENOSPC : EIO;
    return true;
  }
  static ino_t number_of(int file) {
    struct stat found {};
    ::fstat(file, &found);
    return found.st_ino;
  }

  std::size_t left_ = 0;
  std::size_t count_ = 0;
  Fault fault_ = Fault::kNone;
  bool failed_ = false;
  bool short_write_ = false;
  bool named_too_early_ = false;
  std::set<ino_t> dirty_files_;
  std::set<ino_t> dirty_folders_;
};

/// What may be found at each name: contents, "" for an empty one, and kNothing.
const std::string kNothing = "(nothing)";
const std::string kFolder = "(folder)";
using Model = std::map<std::string, std::set<std::string>>;

Names names_of(std::string_view path) {
  Names names;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    names.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

Answer<Written> put(FolderStore& store, const std::string& path, const std::string& text,
                    Existing existing = Existing::kReplace, const Conditions& conditions = {}) {
  auto upload = TRY(store.begin_upload(names_of(path), text.size()));
  TRY(upload->write(as_bytes(text)));
  return upload->commit(conditions, existing);
}

/// Runs the steps of a life of the endpoint against `store`, and notes what may be there after it.
class Life {
 public:
  Life(FolderStore& store, FaultyCalls& calls) : store_(store), calls_(calls) {}

  void run() {
    make("plain/a");
    write("plain/a/one", std::string(1000, '1'));
    write("plain/a/two", std::string(70'000, '2'));
    write("plain/a/one", std::string(300'000, '3'));
    move("plain/a/two", "plain/a/three", std::string(70'000, '2'));
    remove("plain/a/one", {"plain/a/one"});
    make("plain/b");
    write("plain/b/inner", "inner");
    move("plain/a/three", "plain/b/inner", std::string(70'000, '2'));
    remove("plain/b", {"plain/b", "plain/b/inner"});
    write("plain/last", "last");
  }
  const Model& model() const { return model_; }

 private:
  /// After a step: `ok` leaves what it says, a refusal leaves that or what was there before.
  void note(bool ok, const std::string& path, const std::string& what) {
    auto& may = model_[path];
    if (may.empty()) {
      may.insert(kNothing);
    }
    if (ok) {
      may.clear();
    }
    may.insert(what);
  }
  void acknowledged(bool ok) {
    CHECK_FALSE(calls_.named_too_early());
    if (ok) {
      CHECK_FALSE(calls_.has_unsynced_folder());
    }
    calls_.forget_ledger();
  }
  void make(const std::string& path) {
    const bool ok = store_.make_folder(names_of(path)).ok();
    acknowledged(ok);
    note(ok, path, kFolder);
  }
  void write(const std::string& path, const std::string& text) {
    const bool ok = put(store_, path, text).ok();
    acknowledged(ok);
    note(ok, path, text);
  }
  void move(const std::string& from, const std::string& to, const std::string& text) {
    const bool ok = store_.move(names_of(from), names_of(to), {}, Existing::kReplace).ok();
    acknowledged(ok);
    note(ok, from, kNothing);
    note(ok, to, text);
  }
  void remove(const std::string& path, const std::vector<std::string>& gone) {
    const bool folder = gone.size() > 1;
    const bool ok = store_.remove(names_of(path), {}).ok();
    if (folder) {
      calls_.forget_ledger();  // What is in a hidden folder may come back; nobody can see it.
    }
    acknowledged(ok);
    for (const std::string& name : gone) {
      note(ok, name, kNothing);
    }
  }

  FolderStore& store_;
  FaultyCalls& calls_;
  Model model_;
};

std::string found_at(FolderStore& store, const std::string& path) {
  const auto object = store.open_object(names_of(path));
  if (!object.ok()) {
    CHECK(object.error().status == 404);
    return kNothing;
  }
  if (object.value().info.folder) {
    return kFolder;
  }
  std::string text(static_cast<std::size_t>(object.value().info.size_bytes), '\0');
  const ssize_t count = ::pread(object.value().file.number(), text.data(), text.size(), 0);
  CHECK(count == static_cast<ssize_t>(text.size()));
  return text;
}

/// One life with one fault, and what a new start finds. False once the fault came too late to hit.
bool live_with_fault(std::size_t number, FaultyCalls::Fault fault) {
  const TemporaryFolder folder;
  FaultyCalls calls;
  Model model;
  Usage counted;
  {
    auto store = FolderStore::open(calls, folder.path(), StoreLimits{});
    REQUIRE(store.ok());
    const std::size_t before = calls.count();
    calls.fail_at(number, fault);
    Life life(*store.value(), calls);
    life.run();
    model = life.model();
    counted = store.value()->usage({"plain"});
    if (calls.count() - before < number) {
      return false;
    }
  }
  FileCalls system;
  const auto reopened = FolderStore::open(system, folder.path(), StoreLimits{});
  REQUIRE(reopened.ok());
  for (const auto& row : model) {
    CAPTURE(row.first);
    const std::string found = found_at(*reopened.value(), row.first);
    CHECK_MESSAGE(row.second.contains(found), "size " << found.size());
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    CAPTURE(entry.path().string());
    CHECK_FALSE(entry.path().filename().string().starts_with(".qr-"));
    CHECK(entry.path().string().size() < 4096);
  }
  // Refused for a full vault because of what is not there any more would be a quota that shrinks.
  const Usage real = reopened.value()->usage({"plain"});
  CHECK(counted.bytes >= real.bytes);
  CHECK(counted.bytes <= real.bytes + 370'005);
  return true;
}

void live_with_every_fault(FaultyCalls::Fault fault) {
  std::size_t number = 1;
  while (live_with_fault(number, fault)) {
    CAPTURE(number);
    number += quietroom::every_call(3);
  }
  CHECK(number > 100);
}

}  // namespace

TEST_CASE("FolderStore: without faults everything is acknowledged, and durable by then") {
  CHECK_FALSE(live_with_fault(1'000'000, FaultyCalls::Fault::kIo));
}

TEST_CASE("P1: FolderStore: the n-th file call fails with EIO, for every n") {
  live_with_every_fault(FaultyCalls::Fault::kIo);
}

TEST_CASE("P1: FolderStore: the disk is full at the n-th file call, for every n") {
  live_with_every_fault(FaultyCalls::Fault::kFull);
}

TEST_CASE("P1: FolderStore: a write after the n-th file call takes half, for every n") {
  live_with_every_fault(FaultyCalls::Fault::kShort);
}

TEST_CASE("FolderStore: a full disk is 507, any other failure 500, and both change nothing") {
  const TemporaryFolder folder;
  FaultyCalls calls;
  auto store = FolderStore::open(calls, folder.path(), StoreLimits{});
  REQUIRE(store.ok());
  REQUIRE(put(*store.value(), "plain/a", "before").ok());
  std::set<unsigned> seen;
  for (const auto fault : {FaultyCalls::Fault::kFull, FaultyCalls::Fault::kIo}) {
    for (std::size_t number = 1; number < 6; ++number) {
      calls.fail_at(number, fault);
      const auto written = put(*store.value(), "plain/a", "after");
      REQUIRE_FALSE(written.ok());
      CHECK(written.error().status == (fault == FaultyCalls::Fault::kFull ? 507U : 500U));
      CHECK(found_at(*store.value(), "plain/a") == "before");
    }
  }
  CHECK(store.value()->usage({"plain"}).bytes == 6);
}

TEST_CASE("FolderStore: a tag depends on the bytes alone, and survives a restart and a move") {
  const TemporaryFolder folder;
  FileCalls calls;
  std::string first;
  {
    auto store = FolderStore::open(calls, folder.path(), StoreLimits{});
    REQUIRE(store.ok());
    first = put(*store.value(), "plain/a", "words").value().etag;
    CHECK(put(*store.value(), "plain/b", "words").value().etag == first);
    CHECK(put(*store.value(), "plain/b", "others").value().etag != first);
    const auto moved = store.value()->move({"plain", "a"}, {"plain", "c"}, {}, Existing::kRefuse);
    CHECK(moved.value().etag == first);
    CHECK(store.value()->look({"plain", "c"}, Etags::kGive).value().etag == first);
  }
  const auto again = FolderStore::open(calls, folder.path(), StoreLimits{});
  REQUIRE(again.ok());
  CHECK(again.value()->look({"plain", "c"}, Etags::kGive).value().etag == first);
  // Somebody changes the file by other means: the old tag must not be given for the new bytes.
  const std::string path = folder.path() + "/plain/c";
  {
    const FileHandle file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    REQUIRE(::pwrite(file.number(), "W", 1, 0) == 1);
  }
  CHECK(again.value()->look({"plain", "c"}, Etags::kGive).value().etag != first);
}

TEST_CASE("FolderStore: uploads that nobody came back for go, what has its name stays") {
  const TemporaryFolder folder;
  FileCalls calls;
  auto store = FolderStore::open(calls, folder.path(), StoreLimits{});
  REQUIRE(store.ok());
  const std::string vault = "q1/" + std::string(26, 'a');
  for (const char* below : {"", "/t", "/k"}) {
    REQUIRE(store.value()->make_folder(names_of(vault + below)).ok());
  }
  const std::string staged = vault + "/t/" + std::string(26, 'b');
  const std::string key = vault + "/k/aaaa-" + std::string(26, 'b');
  REQUIRE(put(*store.value(), staged, "staged").ok());
  REQUIRE(put(*store.value(), key, "key").ok());
  const std::int64_t changed_s =
      store.value()->look(names_of(staged), Etags::kSkip).value().changed_s;
  REQUIRE(store.value()->remove_stale_staging(changed_s).ok());
  CHECK(found_at(*store.value(), staged) == "staged");
  REQUIRE(store.value()->remove_stale_staging(changed_s + 1).ok());
  CHECK(found_at(*store.value(), staged) == kNothing);
  CHECK(found_at(*store.value(), key) == "key");
}
