// SQLite's way to the Files seam: one registered pair of VFSs (ours, and the encrypting one above
// it) for each store. Not for opening a database: that is database.h, which never uses ours
// without the encrypting one.
//
// SQLite3MultipleCiphers drops the error code of a failed read (it goes on to decrypt what the
// buffer happens to hold), and a read that fails unnoticed while the WAL is recovered would look
// like the end of the log: acknowledged commits would be lost. So the VFS remembers the failure
// and refuses every later write, and whoever uses the database asks error() after each call.
#pragma once

#include <sqlite3.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock.h"
#include "platform/files.h"
#include "platform/random.h"

namespace quietroom::store {

class Vfs {
 public:
  /// Registers both VFSs; the seams outlive the object. Errors: kIo (out of memory).
  static Result<std::unique_ptr<Vfs>> create(Files& files, Clock& clock, Random& random);
  /// All databases opened through it are closed by then.
  ~Vfs();
  Vfs(const Vfs&) = delete;
  Vfs& operator=(const Vfs&) = delete;

  /// What to hand to sqlite3_open_v2().
  const std::string& encrypting_name() const { return encrypting_name_; }

  /// The first storage error since the last clear_error(), if any.
  const std::optional<Error>& error() const { return error_; }
  /// Forgets the error, unless a read failed: that stays until the object goes.
  void clear_error();
  /// True once a read failed; no write is let through any more.
  bool read_failed() const { return read_failed_; }

  /// The open file `name` as it lies there, without SQLite's knowledge (it holds it, and no file is
  /// open twice); null if it is not open here. A failed read of it is the caller's alone.
  File* open_file(std::string_view name) const;
  /// How often a database file (not its log) was changed since the start.
  std::uint64_t database_changes() const { return database_changes_; }

  // For the C functions in vfs.cc.
  Files& files() { return files_; }
  Clock& clock() { return clock_; }
  Random& random() { return random_; }
  /// Remembers `error` and returns what SQLite is told: SQLITE_FULL for kQuota, else `code`.
  int note(const Error& error, int code);
  int note_failed_read(const Error& error);
  void note_database_change() { ++database_changes_; }
  void opened(std::string_view name, File* file) { open_.emplace(name, file); }
  void closed(File* file) {
    std::erase_if(open_, [&](const auto& entry) { return entry.second == file; });
  }

 private:
  Vfs(Files& files, Clock& clock, Random& random);

  Files& files_;
  Clock& clock_;
  Random& random_;
  std::string name_;
  std::string encrypting_name_;
  sqlite3_vfs vfs_{};
  bool registered_ = false;
  bool encrypting_registered_ = false;
  std::map<std::string, File*, std::less<>> open_;
  std::optional<Error> error_;
  bool read_failed_ = false;
  std::uint64_t database_changes_ = 0;
};

}  // namespace quietroom::store
