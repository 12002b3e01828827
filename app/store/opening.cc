#include "app/store/opening.h"

#include <algorithm>

namespace quietroom::store {
namespace {

Result<OpenDatabase> open_raw(const OpenPlan& plan, DatabaseMode mode) {
  OpenDatabase opened;
  opened.vfs = TRY(Vfs::create(plan.files, plan.clock, plan.random));
  opened.database = TRY(Database::open(*opened.vfs, plan.file, plan.key, mode));
  return opened;
}

Status check_structure(Database& database) {
  Query check = TRY(database.query("PRAGMA quick_check(1)"));
  const bool row = TRY(check.next());
  if (!row || check.text(0) != "ok") return Error{ErrorCode::kCorrupt, "structure check"};
  return {};
}

Status check_at_open(Database& database) {
  const std::int64_t pages = TRY(database.number("PRAGMA page_count"));
  const std::int64_t page_bytes = TRY(database.number("PRAGMA page_size"));
  if (pages * page_bytes > kCheckedAtOpenBytesMax) return {};
  return check_structure(database);
}

/// True if both files hold the same bytes. Both must be closed.
Result<bool> are_equal(Files& files, std::string_view one, std::string_view other) {
  const std::unique_ptr<File> a = TRY(files.open(one, OpenMode::kExisting));
  const std::unique_ptr<File> b = TRY(files.open(other, OpenMode::kExisting));
  const std::uint64_t size_bytes = TRY(a->size());
  const std::uint64_t other_size_bytes = TRY(b->size());
  if (size_bytes != other_size_bytes) return false;
  Bytes from_a(1 << 18);
  Bytes from_b(1 << 18);
  for (std::uint64_t offset = 0; offset < size_bytes; offset += from_a.size()) {
    const std::size_t got_a = TRY(a->read(offset, from_a));
    const std::size_t got_b = TRY(b->read(offset, from_b));
    if (got_a != got_b ||
        !std::equal(from_a.begin(), from_a.begin() + static_cast<std::ptrdiff_t>(got_a),
                    from_b.begin()))
      return false;
  }
  return true;
}

Status restore_backup(const OpenPlan& plan) {
  TRY_IN("restore the backup", copy_file(plan.files, plan.backup_file, plan.file));
  return remove_companions(plan.files, plan.file);
}

/// Copies the database, then runs the missing steps. `opened` is replaced by a fresh one.
Status migrate_with_backup(const OpenPlan& plan, OpenDatabase& opened) {
  TRY_IN("before the migration", opened.database->checkpoint());
  opened.close();
  TRY_IN("backup before the migration", copy_file(plan.files, plan.file, plan.backup_file));
  opened = TRY(open_raw(plan, DatabaseMode::kExisting));
  const Status migrated = migrate(*opened.database, plan.steps);
  if (migrated.ok()) return {};
  if (migrated.error().code == ErrorCode::kIo || migrated.error().code == ErrorCode::kQuota) {
    // The storage fails: nothing was committed, and writing a backup over it could only harm.
    opened.database->abandon();
    opened.close();
    return migrated.error();
  }
  // Closing writes into the file whatever a step has committed on its own; normally that is
  // nothing.
  opened.close();
  const bool as_before = TRY(are_equal(plan.files, plan.file, plan.backup_file));
  if (!as_before) TRY(restore_backup(plan));
  return migrated.error();
}

}  // namespace

Result<std::uint64_t> file_size(Files& files, std::string_view name) {
  const bool there = TRY(files.exists(name));
  if (!there) return std::uint64_t{0};
  const std::unique_ptr<File> file = TRY(files.open(name, OpenMode::kExisting));
  return file->size();
}

Status remove_companions(Files& files, std::string_view file) {
  TRY(files.remove(std::string(file) + "-wal"));
  return files.remove(std::string(file) + "-journal");
}

Result<OpenDatabase> create_database(const OpenPlan& plan) {
  const std::uint64_t size_bytes = TRY_IN("create the store", file_size(plan.files, plan.file));
  if (size_bytes != 0) return Error{ErrorCode::kConflict, "create the store: it exists already"};
  // What an earlier store of that name left behind must not be replayed into this one.
  TRY_IN("create the store", remove_companions(plan.files, plan.file));
  OpenDatabase opened = TRY_IN("create the store", open_raw(plan, DatabaseMode::kCreate));
  TRY_IN("create the store", migrate(*opened.database, plan.steps));
  return opened;
}

Result<OpenDatabase> open_database(const OpenPlan& plan) {
  const std::uint64_t size_bytes = TRY_IN("open the store", file_size(plan.files, plan.file));
  if (size_bytes == 0) return Error{ErrorCode::kNotFound, "open the store: it is not there"};
  OpenDatabase opened = TRY_IN("open the store", open_raw(plan, DatabaseMode::kExisting));
  const int version = TRY_IN("open the store", schema_version(*opened.database));
  const int newest = newest_version(plan.steps);
  if (version > newest) {
    opened.database->abandon();  // Not even a checkpoint: a newer version's file stays untouched.
    return Error{ErrorCode::kUnsupported, "open the store: a newer version wrote it"};
  }
  const std::int64_t tables =
      TRY_IN("open the store", opened.database->number("SELECT count(*) FROM sqlite_master"));
  if (version == 0 && tables == 0)
    return Error{ErrorCode::kNotFound, "open the store: it was never finished"};
  TRY_IN("open the store", check_at_open(*opened.database));
  if (version < newest) {
    TRY_IN("open the store", migrate_with_backup(plan, opened));
  } else if (!plan.backup_file.empty()) {
    // The version after the migration opened again: its backup has served, and it would keep words
    // that are purged later.
    TRY_IN("remove the migration's backup", plan.files.remove(plan.backup_file));
  }
  return opened;
}

}  // namespace quietroom::store
