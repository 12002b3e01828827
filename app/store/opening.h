// Making a store's file, and opening it: checks, migration with a backup, restore. Not for what is
// in it.
#pragma once

#include <memory>
#include <string>

#include "app/store/database.h"
#include "app/store/schema.h"

namespace quietroom::store {

/// A database and the VFS that it stands on.
struct OpenDatabase {
  std::unique_ptr<Vfs> vfs;
  std::unique_ptr<Database> database;  ///< After vfs: it goes first.

  OpenDatabase() = default;
  OpenDatabase(OpenDatabase&&) = default;
  OpenDatabase& operator=(OpenDatabase&& other) noexcept {
    close();  // The default would take the VFS away under the open database.
    vfs = std::move(other.vfs);
    database = std::move(other.database);
    return *this;
  }
  void close() {
    database.reset();
    vfs.reset();
  }
};

/// Where and how.
struct OpenPlan {
  Files& files;
  Clock& clock;
  Random& random;
  std::string file;
  std::string backup_file;
  const Secret<32>& key;
  std::span<const Migration> steps;
};

/// Up to this size, every page is read and the structure checked when a store is opened. Larger
/// ones: each page is authenticated when it is first read. Measured in docs/design/store.md.
inline constexpr std::int64_t kCheckedAtOpenBytesMax = 2 << 20;

/// Makes a new, empty database of the newest version. Errors: kConflict if the file is there and
/// not empty; kQuota; kIo.
Result<OpenDatabase> create_database(const OpenPlan& plan);

/// Opens, checks and migrates. Errors: kNotFound if the file is missing, empty or was never
/// finished; kCorrupt; kUnsupported (newer; untouched); kConflict; kQuota; kIo. If a migration
/// fails, the file is as before and the error says why.
Result<OpenDatabase> open_database(const OpenPlan& plan);

/// The size of `name` in bytes; 0 if it is not there. Errors: kConflict if it is open; kIo.
Result<std::uint64_t> file_size(Files& files, std::string_view name);

/// Removes what SQLite keeps beside `file`. Errors: kConflict, kIo.
Status remove_companions(Files& files, std::string_view file);

}  // namespace quietroom::store
