// The tables, by version, and the way from each version to the next. Schema in words:
// docs/design/store.md.
#pragma once

#include <span>
#include <string>

#include "app/store/database.h"
#include "platform/files.h"

namespace quietroom::store {

/// One step from version `from` to `from` + 1, run inside a transaction.
struct Migration {
  int from;
  Status (*run)(Database& database);
};

/// All steps of this program, in order; the first makes the tables of an empty database.
std::span<const Migration> migrations();

/// The version that `steps` lead to.
int newest_version(std::span<const Migration> steps);

/// The version that the database has (0: no tables). Errors: as Database.
Result<int> schema_version(Database& database);

/// Runs the steps that are missing, all in one transaction, and checks the result before it is
/// committed; on an error the database is as before. Errors: kUnsupported if the database is
/// newer than `steps`; kCorrupt if the result fails its check; else what the step says.
Status migrate(Database& database, std::span<const Migration> steps);

/// Drops every table that is made from the log, and makes them again, empty.
Status recreate_derived_tables(Database& database);

/// Copies `from` to `to` (replacing it), durably, in pieces. Both must be closed.
/// Errors: kNotFound, kConflict, kQuota, kIo.
Status copy_file(Files& files, std::string_view from, std::string_view to);

}  // namespace quietroom::store
