#include "app/store/schema.h"

#include <algorithm>
#include <map>
#include <vector>

#include "app/store/devices.h"

namespace quietroom::store {
namespace {

// What is kept: the log, and what is this device's own.
constexpr const char* kKeptTables = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE draft (scope TEXT PRIMARY KEY, body TEXT NOT NULL, saved_ms INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;

-- Each id once; everywhere else it is a small number. 0 stands for "none".
CREATE TABLE known_id (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;

CREATE TABLE op (
  seq INTEGER PRIMARY KEY,
  device INTEGER NOT NULL, counter INTEGER NOT NULL,
  vault INTEGER NOT NULL, room INTEGER NOT NULL, author INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  kind INTEGER NOT NULL, entity INTEGER NOT NULL, field TEXT NOT NULL,
  replaces BLOB NOT NULL,          -- 24 bytes each: device, counter (little-endian)
  payload_commit BLOB NOT NULL,
  UNIQUE (device, counter)) STRICT;
CREATE INDEX op_by_entity ON op (entity);
-- Apart from op, so that words can go while the envelope stays.
CREATE TABLE op_payload (op INTEGER PRIMARY KEY REFERENCES op (seq), body BLOB NOT NULL) STRICT;
)sql";

// Kept too, from version 4 on.
constexpr const char* kSyncTables = R"sql(
-- Under which device this store writes in each vault (devices.h). One of a kind now.
CREATE TABLE own_device (place INTEGER PRIMARY KEY, device INTEGER NOT NULL UNIQUE,
  vault INTEGER NOT NULL, standing INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX own_device_now ON own_device (vault) WHERE standing = 2;
CREATE INDEX op_by_device ON op (device);
-- What sync remembers of each vault (sync/journal.h).
CREATE TABLE sync_state (entry INTEGER PRIMARY KEY, vault INTEGER NOT NULL, key TEXT NOT NULL,
  value BLOB NOT NULL, UNIQUE (vault, key)) STRICT;
)sql";

// What is made from the log; rebuild_tables() drops and makes it again.
constexpr const char* kDerivedTables = R"sql(
-- The current revisions of each field.
CREATE TABLE cell (entity INTEGER NOT NULL, kind INTEGER NOT NULL, field TEXT NOT NULL,
  op INTEGER NOT NULL, PRIMARY KEY (entity, kind, field, op)) STRICT, WITHOUT ROWID;

CREATE TABLE cases (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, title TEXT NOT NULL,
  kind INTEGER NOT NULL, created_ms INTEGER NOT NULL, archived INTEGER NOT NULL,
  names_room BLOB NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE TABLE people (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
  created_ms INTEGER NOT NULL, archived INTEGER NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE TABLE interviews (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  case_id BLOB NOT NULL, person_id BLOB NOT NULL,
  guide TEXT NOT NULL, guide_version INTEGER NOT NULL, guide_body TEXT NOT NULL,
  plan INTEGER NOT NULL,
  state INTEGER NOT NULL, raw INTEGER NOT NULL, created_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL, ended_ms INTEGER NOT NULL, follow_up TEXT NOT NULL,
  room_raw BLOB NOT NULL, room_held BLOB NOT NULL, room_draft BLOB NOT NULL,
  room_signed BLOB NOT NULL, conflict INTEGER NOT NULL,
  interviewer BLOB NOT NULL,    -- Who made it: the author of what put it into its case.
  told_name TEXT NOT NULL) STRICT;  -- Of its person, for members who have no such person.
CREATE TABLE item_states (interview INTEGER NOT NULL, item TEXT NOT NULL,
  progress INTEGER NOT NULL, covered_by BLOB NOT NULL, conflict INTEGER NOT NULL,
  PRIMARY KEY (interview, item)) STRICT, WITHOUT ROWID;
CREATE TABLE lines (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, at_ms INTEGER NOT NULL, place INTEGER NOT NULL,
  item TEXT NOT NULL, also_items TEXT NOT NULL,  -- a blank between two
  kind INTEGER NOT NULL, text TEXT NOT NULL, struck INTEGER NOT NULL, star INTEGER NOT NULL,
  surprise INTEGER NOT NULL, held INTEGER NOT NULL, edited INTEGER NOT NULL,
  conflict INTEGER NOT NULL) STRICT;
CREATE INDEX lines_by_interview ON lines (interview, place, id, struck);
CREATE TABLE passages (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  place INTEGER NOT NULL, item TEXT NOT NULL, verbatim INTEGER NOT NULL, text TEXT NOT NULL,
  from_lines TEXT NOT NULL,  -- ids in base32, a blank between two
  struck INTEGER NOT NULL, edited INTEGER NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE INDEX passages_by_interview ON passages (interview, place, id);
CREATE TABLE consents (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, author BLOB NOT NULL, previous BLOB NOT NULL,
  state INTEGER NOT NULL, text_version INTEGER NOT NULL, text TEXT NOT NULL,
  notes INTEGER NOT NULL, readers TEXT NOT NULL, returned INTEGER NOT NULL,
  quote INTEGER NOT NULL, medium INTEGER NOT NULL, destroy_date TEXT NOT NULL,
  withdraw_until TEXT NOT NULL, review_date TEXT NOT NULL, form INTEGER NOT NULL,
  reader_ids TEXT NOT NULL) STRICT;
CREATE INDEX consents_by_interview ON consents (interview);
CREATE TABLE observations (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, kind INTEGER NOT NULL, item TEXT NOT NULL, text TEXT NOT NULL,
  conflict INTEGER NOT NULL) STRICT;
CREATE INDEX observations_by_interview ON observations (interview);
CREATE TABLE referrals (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview_id BLOB NOT NULL,
  person_id BLOB NOT NULL, about TEXT NOT NULL, created_ms INTEGER NOT NULL,
  struck INTEGER NOT NULL, conflict INTEGER NOT NULL, told_name TEXT NOT NULL) STRICT;
CREATE INDEX referrals_by_interview ON referrals (interview_id);
CREATE TABLE guides (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body TEXT NOT NULL,
  created_ms INTEGER NOT NULL, archived INTEGER NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE TABLE vaults (ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, founder TEXT NOT NULL,
  endpoint TEXT NOT NULL, has_left INTEGER NOT NULL) STRICT;

-- Words of the lines that are neither struck nor off the record. External content: the index holds
-- no second copy of the text. secure-delete takes a struck word out of the index at once.
CREATE VIEW searchable (ref, text) AS SELECT ref, text FROM lines
  WHERE struck = 0 AND held = 0;
CREATE VIRTUAL TABLE line_words USING fts5 (text, content = 'searchable', content_rowid = 'ref',
  tokenize = "unicode61 remove_diacritics 2");
INSERT INTO line_words (line_words, rank) VALUES ('secure-delete', 1);
)sql";

constexpr const char* kDropDerived = R"sql(
DROP TABLE line_words;
DROP VIEW searchable;
DROP TABLE IF EXISTS passages;  -- From version 6 on.
DROP TABLE IF EXISTS vaults;  -- From version 4 on.
DROP TABLE IF EXISTS guides;  -- From version 2 on.
DROP TABLE IF EXISTS referrals;  -- From version 3 on.
DROP TABLE observations;
DROP TABLE consents;
DROP TABLE lines;
DROP TABLE item_states;
DROP TABLE interviews;
DROP TABLE people;
DROP TABLE cases;
DROP TABLE cell;
)sql";

Status make_first_tables(Database& database) {
  TRY_IN("make the log", database.exec(kKeptTables));
  return database.exec(kDerivedTables);
}

/// The tables have other columns from this version on. They are made empty here and filled from the
/// log when the store is taken into use, which knows how (Store::Impl::take).
Status remake_tables(Database& database) {
  TRY(recreate_derived_tables(database));
  return database.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('tables_empty', 1)");
}

/// Before version 4 a store wrote under one device everywhere. From now on each vault has one of
/// its own, and everything that was ever written in it is that one's: nothing had left the device.
Status give_each_vault_a_device(Database& database) {
  TRY_IN("make the tables of sync", database.exec(kSyncTables));
  std::map<Id, std::vector<std::int64_t>> sequences;
  {
    Query read =
        TRY(database.query("SELECT v.id, o.seq FROM op o JOIN known_id v ON v.ref = o.vault"
                           " ORDER BY o.seq"));
    while (TRY(read.next())) sequences[read.id(0)].push_back(read.integer(1));
  }
  Door door(database);
  OwnDevices devices(database, door, database.vfs().random());
  for (auto& [vault, all] : sequences) {
    const Id device = TRY(devices.ensure(vault));
    TRY(door.give_to(device, std::move(all)));
  }
  return remake_tables(database);
}

constexpr Migration kMigrations[] = {{0, make_first_tables}, {1, remake_tables},
                                     {2, remake_tables},     {3, give_each_vault_a_device},
                                     {4, remake_tables},     {5, remake_tables}};

Status set_version(Database& database, int version) {
  // PRAGMA takes no parameter, and exec() wants literals; the number is ours.
  const std::string sql = "PRAGMA user_version = " + std::to_string(version);
  return database.exec(sql.c_str());
}

Status check_structure(Database& database) {
  Query check = TRY(database.query("PRAGMA quick_check(1)"));
  const bool row = TRY(check.next());
  if (!row || check.text(0) != "ok") return Error{ErrorCode::kCorrupt, "structure check"};
  return {};
}

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

int newest_version(std::span<const Migration> steps) {
  return steps.empty() ? 0 : steps.back().from + 1;
}

Result<int> schema_version(Database& database) {
  const std::int64_t version = TRY(database.number("PRAGMA user_version"));
  return static_cast<int>(version);
}

Status migrate(Database& database, std::span<const Migration> steps) {
  int version = TRY(schema_version(database));
  const int newest = newest_version(steps);
  if (version > newest)
    return Error{ErrorCode::kUnsupported, "the store was written by a newer version"};
  if (version == newest) return {};
  Transaction transaction = TRY(Transaction::begin(database));
  for (const Migration& step : steps) {
    if (step.from != version) continue;
    TRY_IN("migrate", step.run(database));
    ++version;
  }
  TRY(set_version(database, version));
  TRY_IN("migrate", check_structure(database));
  return transaction.commit();
}

Status recreate_derived_tables(Database& database) {
  TRY_IN("drop the tables", database.exec(kDropDerived));
  return database.exec(kDerivedTables);
}

Status copy_file(Files& files, std::string_view from, std::string_view to) {
  constexpr std::size_t kPieceBytes = 1 << 20;
  const std::unique_ptr<File> source = TRY(files.open(from, OpenMode::kExisting));
  const std::unique_ptr<File> target = TRY(files.open(to, OpenMode::kCreate));
  const std::uint64_t size_bytes = TRY(source->size());
  TRY(target->truncate(size_bytes));
  Bytes piece(kPieceBytes);
  for (std::uint64_t offset = 0; offset < size_bytes; offset += piece.size()) {
    const std::uint64_t left = size_bytes - offset;
    const std::size_t want = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
    const std::span<std::uint8_t> part(piece.data(), want);
    const std::size_t got = TRY(source->read(offset, part));
    if (got != want) return Error{ErrorCode::kIo, "copy a file: it got shorter"};
    TRY(target->write(offset, part));
  }
  return target->flush();
}

}  // namespace quietroom::store
