#include "app/store/database.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "platform/base/check.h"

// Not in sqlite3.h; part of the amalgamation. Source: its section "sqlite3mc.h".
extern "C" int sqlite3_key_v2(sqlite3* db, const char* database, const void* key, int size);

namespace quietroom::store {
namespace {

/// Hands over "raw:" and the 32 bytes, which bypasses SQLite3MultipleCiphers' own key derivation:
/// the key is random already.
int set_key(sqlite3* handle, const Secret<32>& key) {
  std::array<std::uint8_t, 4 + 32> raw = {'r', 'a', 'w', ':'};
  std::copy(key.view().begin(), key.view().end(), raw.begin() + 4);
  const int code = sqlite3_key_v2(handle, "main", raw.data(), static_cast<int>(raw.size()));
  wipe(raw);
  return code;
}

bool is_damage(int code) {
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_CONSTRAINT ||
         code == SQLITE_FORMAT || code == SQLITE_MISMATCH;
}

}  // namespace

// --- Query -----------------------------------------------------------------------------------

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      sql_(other.sql_),
      statement_(other.statement_),
      bound_(other.bound_) {
  other.statement_ = nullptr;
}

Query::~Query() {
  if (statement_ != nullptr) database_->give_back(sql_, statement_);
}

Query& Query::bind(std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_, ++bound_, value);
  CHECK_THAT(code == SQLITE_OK, "bind a number");
  return *this;
}

Query& Query::bind(std::string_view text) {
  // An empty view may have a null pointer, which SQLite would take for NULL.
  const char* data = text.empty() ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  CHECK_THAT(code == SQLITE_OK, "bind text");
  return *this;
}

Query& Query::bind(ByteSpan bytes) {
  const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  const int code = sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_TRANSIENT);
  CHECK_THAT(code == SQLITE_OK, "bind bytes");
  return *this;
}

Query& Query::bind(const Id& id) {
  return id.is_none() ? bind(ByteSpan{}) : bind(id.span());
}

Query& Query::bind_null() {
  const int code = sqlite3_bind_null(statement_, ++bound_);
  CHECK_THAT(code == SQLITE_OK, "bind null");
  return *this;
}

Result<bool> Query::next() {
  if (!database_->is_usable()) return database_->error(SQLITE_IOERR, "step");
  const int code = sqlite3_step(statement_);
  // A read that failed without SQLite's knowledge makes every answer worthless.
  if (database_->vfs_.read_failed()) return database_->error(SQLITE_IOERR, "step");
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->error(code, "step");
}

Status Query::run() {
  const bool row = TRY(next());
  CHECK_THAT(!row, "run() of a statement with rows");
  return {};
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Query::text(int column) const {
  return std::string(as_text(bytes(column)));
}

ByteSpan Query::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(size)};
}

Id Query::id(int column) const {
  Id id;
  const ByteSpan found = bytes(column);
  if (found.size() == id.bytes.size()) std::copy(found.begin(), found.end(), id.bytes.begin());
  return id;
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

// --- Database --------------------------------------------------------------------------------

Result<std::unique_ptr<Database>> Database::open(Vfs& vfs, const std::string& file,
                                                 const Secret<32>& key, DatabaseMode mode) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (mode == DatabaseMode::kCreate) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, vfs.encrypting_name().c_str());
  if (handle == nullptr) return Error{ErrorCode::kIo, "open the database: out of memory"};
  std::unique_ptr<Database> database(new Database(vfs, handle));
  if (code != SQLITE_OK) return database->error(code, "open the database");
  const Status ready = database->set_up(key);
  if (!ready.ok()) {
    database->abandon();
    return ready.error();
  }
  return database;
}

Status Database::set_up(const Secret<32>& key) {
  const int code = set_key(handle_, key);
  if (code != SQLITE_OK) return error(code, "set the key");
  // 8 KiB: fewer pages to authenticate for a screenful, and the 32 bytes that each page gives to
  // nonce and tag weigh less. Only a new file heeds it.
  TRY_IN("page size", exec("PRAGMA page_size = 8192"));
  TRY_IN("temp store", exec("PRAGMA temp_store = MEMORY"));
  // Before the first read, which recovers the WAL: there is no shared memory for its index.
  TRY_IN("locking mode", exec("PRAGMA locking_mode = EXCLUSIVE"));
  TRY_IN("read the first page", number("SELECT count(*) FROM sqlite_master"));
  {
    Query wal = TRY_IN("journal mode", query("PRAGMA journal_mode = WAL"));
    const bool row = TRY_IN("journal mode", wal.next());
    if (!row || wal.text(0) != "wal") return Error{ErrorCode::kIo, "no WAL on this machine"};
  }
  TRY(
      exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
           "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8192"));
  hold_checkpoints(false);
  return {};
}

Database::~Database() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  idle_.clear();
  if (!is_usable()) {
    // No checkpoint: what is in the files is what was acknowledged, and recovery will find it.
    int was = 0;
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &was);
  }
  const int code = sqlite3_close(handle_);
  CHECK_THAT(code == SQLITE_OK, "a statement outlives its database");
}

void Database::abandon() {
  usable_ = false;
}

Status Database::exec(const char* sql) {
  if (!is_usable()) return error(SQLITE_IOERR, "exec");
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (vfs_.read_failed()) return error(SQLITE_IOERR, "exec");
  if (code != SQLITE_OK) return error(code, "exec");
  return {};
}

Result<Query> Database::query(const char* sql) {
  if (!is_usable()) return error(SQLITE_IOERR, "prepare");
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    sqlite3_stmt* statement = found->second;
    idle_.erase(found);
    return Query(*this, sql, statement);
  }
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (vfs_.read_failed() || code != SQLITE_OK) {
    sqlite3_finalize(statement);
    return error(code == SQLITE_OK ? SQLITE_IOERR : code, "prepare");
  }
  return Query(*this, sql, statement);
}

void Database::give_back(const char* sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);  // Keeps no words in memory for longer than needed.
  idle_.emplace(sql, statement);
}

Result<std::int64_t> Database::number(const char* sql) {
  Query one = TRY(query(sql));
  const bool row = TRY(one.next());
  return row ? one.integer(0) : std::int64_t{0};
}

Status Database::checkpoint() {
  if (!is_usable()) return error(SQLITE_IOERR, "checkpoint");
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (vfs_.read_failed() || code != SQLITE_OK)
    return error(code == SQLITE_OK ? SQLITE_IOERR : code, "checkpoint");
  return {};
}

void Database::hold_checkpoints(bool hold) {
  constexpr int kCheckpointPages = 512;
  const int code = sqlite3_wal_autocheckpoint(handle_, hold ? 0 : kCheckpointPages);
  CHECK_THAT(code == SQLITE_OK, "checkpoints of an open database");
}

Error Database::error(int code, std::string_view doing) const {
  const std::string where(doing);
  // What the storage said is nearer to the cause than what SQLite made of it.
  if (vfs_.error()) return vfs_.error()->within(where);
  if (!usable_) return Error{ErrorCode::kIo, where + ": the store was closed after an error"};
  const int primary = code & 0xff;
  const std::string what = where + ": " + sqlite3_errstr(code);
  if (primary == SQLITE_FULL) return Error{ErrorCode::kQuota, what};
  if (is_damage(primary)) return Error{ErrorCode::kCorrupt, what};
  CHECK_THAT(primary != SQLITE_MISUSE, "SQLite was misused");
  return Error{ErrorCode::kIo, what + " (" + std::to_string(code) + ")"};
}

// --- Transaction -----------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database& database) {
  database.vfs().clear_error();
  TRY_IN("begin", database.exec("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Status Transaction::commit() {
  const Status done = database_->exec("COMMIT");
  if (!done.ok()) return done.error().within("commit");
  // A checkpoint on the way may have failed: the commit stands in the WAL all the same.
  database_->vfs().clear_error();
  database_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // After some errors SQLite has rolled back by itself.
  if (!database_->is_idle() && database_->is_usable()) {
    if (!database_->exec("ROLLBACK").ok()) database_->abandon();
  }
  database_->vfs().clear_error();
}

}  // namespace quietroom::store
