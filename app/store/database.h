// One encrypted SQLite connection: open with a raw key, run statements, read rows. Every error is
// an Error whose context names what was being done, never what was written. Not for what the tables
// mean.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/vfs.h"
#include "platform/base/bytes.h"
#include "platform/base/secret.h"

namespace quietroom::store {

class Database;

/// A statement on its way through its rows. Goes back to the database's cache at its end.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Sets the next parameter, from the first on. Text and bytes are copied.
  Query& bind(std::int64_t value);
  Query& bind(int value) { return bind(std::int64_t{value}); }
  Query& bind(bool value) { return bind(std::int64_t{value ? 1 : 0}); }
  Query& bind(std::string_view text);
  Query& bind(const char* text) { return bind(std::string_view(text)); }
  Query& bind(ByteSpan bytes);
  /// As 16 bytes; none as no bytes.
  Query& bind(const Id& id);
  Query& bind_null();

  /// Goes to the next row; false at the end. Errors: as Database.
  Result<bool> next();
  /// Runs a statement without rows.
  Status run();

  /// Columns of the current row, from 0. Borrowed until the next step.
  std::int64_t integer(int column) const;
  int number(int column) const { return static_cast<int>(integer(column)); }
  bool flag(int column) const { return integer(column) != 0; }
  std::string text(int column) const;
  ByteSpan bytes(int column) const;
  Id id(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  Query(Database& database, const char* sql, sqlite3_stmt* statement)
      : database_(&database), sql_(sql), statement_(statement) {}

  Database* database_;
  const char* sql_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

enum class DatabaseMode { kExisting, kCreate };

class Database {
 public:
  /// Opens `file` and proves the key on its first page. Errors: kNotFound, kConflict, kCorrupt
  /// (wrong key or damage), kQuota, kIo.
  static Result<std::unique_ptr<Database>> open(Vfs& vfs, const std::string& file,
                                                const Secret<32>& key, DatabaseMode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements without parameters or rows. `sql` is a literal.
  Status exec(const char* sql);
  /// Prepares `sql`, a literal (its address is its key in the cache).
  Result<Query> query(const char* sql);
  /// The one number that `sql` gives; 0 if it gives no row or NULL.
  Result<std::int64_t> number(const char* sql);

  /// Writes the WAL into the database and empties it. Errors: kIo, kQuota.
  Status checkpoint();
  /// From now on (false: again) the WAL is not written into the database by itself, however long it
  /// gets: the file stays as it is.
  void hold_checkpoints(bool hold);
  /// True if the last transaction was ended, by us or by SQLite itself after an error.
  bool is_idle() const { return sqlite3_get_autocommit(handle_) != 0; }
  /// Closes without touching the files any more: for when their state is unknown.
  void abandon();
  /// False once a read failed (see vfs.h) or abandon() was called: open again.
  bool is_usable() const { return usable_ && !vfs_.read_failed(); }

  /// The Error for SQLite's `code`.
  Error error(int code, std::string_view doing) const;
  Vfs& vfs() { return vfs_; }

 private:
  friend class Query;
  Database(Vfs& vfs, sqlite3* handle) : vfs_(vfs), handle_(handle) {}
  Status set_up(const Secret<32>& key);
  void give_back(const char* sql, sqlite3_stmt* statement);

  Vfs& vfs_;
  sqlite3* handle_;
  bool usable_ = true;
  std::multimap<const char*, sqlite3_stmt*> idle_;  ///< By the address of the literal.
};

/// Begins at once and rolls back at its end unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// Makes all of it durable. On an error nothing of it has happened.
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace quietroom::store
