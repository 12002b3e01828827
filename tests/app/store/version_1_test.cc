// A store as version 0.1.0 of the program left it: its tables have other columns. What is kept (the
// log, drafts, settings) is the same.
#include <doctest/doctest.h>

#include "tests/app/store/older_store.h"

using namespace quietroom;
using namespace quietroom::store;

namespace {

constexpr const char* kDropTables = R"sql(
DROP TABLE line_words; DROP VIEW searchable; DROP TABLE guides; DROP TABLE observations; DROP TABLE referrals;
DROP TABLE consents; DROP TABLE lines; DROP TABLE item_states; DROP TABLE interviews;
DROP TABLE people; DROP TABLE cases; DROP TABLE cell;
)sql";

constexpr const char* kTablesOfVersion1 = R"sql(
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
  guide TEXT NOT NULL, guide_version INTEGER NOT NULL, plan INTEGER NOT NULL,
  state INTEGER NOT NULL, raw INTEGER NOT NULL, created_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL, ended_ms INTEGER NOT NULL,
  room_raw BLOB NOT NULL, room_held BLOB NOT NULL, room_draft BLOB NOT NULL,
  room_signed BLOB NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE TABLE item_states (interview INTEGER NOT NULL, item TEXT NOT NULL,
  progress INTEGER NOT NULL, covered_by BLOB NOT NULL, conflict INTEGER NOT NULL,
  PRIMARY KEY (interview, item)) STRICT, WITHOUT ROWID;
CREATE TABLE lines (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, item TEXT NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL,
  struck INTEGER NOT NULL, edited INTEGER NOT NULL, conflict INTEGER NOT NULL) STRICT;
CREATE INDEX lines_by_interview ON lines (interview, hlc, id, struck);
CREATE TABLE consents (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, author BLOB NOT NULL, previous BLOB NOT NULL,
  state INTEGER NOT NULL, text_version INTEGER NOT NULL, text TEXT NOT NULL,
  notes INTEGER NOT NULL, readers TEXT NOT NULL, returned INTEGER NOT NULL,
  quote INTEGER NOT NULL, medium INTEGER NOT NULL, destroy_date TEXT NOT NULL,
  withdraw_until TEXT NOT NULL, review_date TEXT NOT NULL, form INTEGER NOT NULL) STRICT;
CREATE INDEX consents_by_interview ON consents (interview);
CREATE TABLE observations (ref INTEGER PRIMARY KEY, id BLOB NOT NULL, interview INTEGER NOT NULL,
  hlc INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL,
  conflict INTEGER NOT NULL) STRICT;
CREATE INDEX observations_by_interview ON observations (interview);

-- Words of the lines that are not struck. External content: the index holds no second copy of the
-- text. secure-delete takes a struck word out of the index at once.
CREATE VIEW searchable (ref, text) AS SELECT ref, text FROM lines WHERE struck = 0;
CREATE VIRTUAL TABLE line_words USING fts5 (text, content = 'searchable', content_rowid = 'ref',
  tokenize = "unicode61 remove_diacritics 2");
INSERT INTO line_words (line_words, rank) VALUES ('secure-delete', 1);
)sql";

/// Turns the closed store of `bench` into one of version 1, with nothing in its tables.
void make_version_1(Bench& bench) {
  OpenDatabase opened = open_below(bench);
  make_version_3(*opened.database);
  must(opened.database->exec(kDropTables));
  must(opened.database->exec(kTablesOfVersion1));
  must(opened.database->exec("PRAGMA user_version = 1"));
}

std::string make_store(Bench& bench) {
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  const Id line = must(store->add_line({interview, "role", model::LineKind::kQuote, "the pager"}));
  must(store->add_line({interview, "", model::LineKind::kInference, "tired"}));
  must(store->edit_line(line, "the pager rang"));
  must(store->set_item_state(interview, "role", model::ItemProgress::kDone));
  must(store->save_draft("line", "half"));
  std::string all = dump(*store);
  must(store->close());
  return all;
}

}  // namespace

TEST_CASE("version 1: a store of 0.1.0 opens with everything that was in it") {
  Bench bench;
  const std::string before = make_store(bench);
  make_version_1(bench);
  auto store = bench.open();
  CHECK(dump(*store) == before);
  CHECK(must(store->draft("line"))->text == "half");
  CHECK(must(store->search("pager", 5)).size() == 1);
  must(store->check());
}

TEST_CASE("version 1: killed at every call of the first opening, the second has everything") {
  Bench first;
  const std::string before = make_store(first);
  make_version_1(first);
  check_killed_openings(first, before);
}
