// Turns a store back into one of an older version, for the tests of what opens it.
#pragma once

#include <map>
#include <vector>

#include "app/store/opening.h"
#include "tests/app/store/store_support.h"
#include "tests/support/every_call.h"

namespace quietroom::store {

/// The device that a store of version 3 wrote under, in every vault.
inline Id shared_device() {
  return numbered_id(0x3d);
}

/// The closed store of `bench` as it lies there, below its rules.
inline OpenDatabase open_below(Bench& bench) {
  const OpenPlan plan{bench.files, bench.clock,       bench.random,
                      "store.db",  "store-backup.db", options_with().key.clone(),
                      migrations()};
  return must(open_database(plan));
}

/// Everything under one device, its counter the place in the log; and the tables of version 4 gone.
inline void make_version_3(Database& database) {
  std::map<Bytes, Bytes> renamed;
  std::vector<std::pair<std::int64_t, Bytes>> replaces;
  {
    Query read =
        must(database.query("SELECT o.seq, k.id, o.counter, o.replaces FROM op o"
                            " JOIN known_id k ON k.ref = o.device"));
    while (must(read.next())) {
      Bytes was = to_bytes(read.bytes(1));
      put_u64(was, static_cast<std::uint64_t>(read.integer(2)));
      Bytes now = to_bytes(shared_device().span());
      put_u64(now, static_cast<std::uint64_t>(read.integer(0)));
      renamed[was] = now;
      replaces.emplace_back(read.integer(0), to_bytes(read.bytes(3)));
    }
  }
  {
    Query add = must(database.query("INSERT INTO known_id (id) VALUES (?)"));
    must(add.bind(shared_device()).run());
  }
  for (const auto& [seq, old] : replaces) {
    Bytes blob;
    for (std::size_t at = 0; at < old.size(); at += 24) {
      const auto first = old.begin() + static_cast<std::ptrdiff_t>(at);
      put_bytes(blob, renamed.at(Bytes(first, first + 24)));
    }
    Query write =
        must(database.query("UPDATE op SET replaces = ?1, counter = ?2,"
                            " device = (SELECT ref FROM known_id WHERE id = ?3) WHERE seq = ?2"));
    must(write.bind(ByteSpan(blob)).bind(seq).bind(shared_device()).run());
  }
  must(
      database.exec("DROP TABLE passages; DROP TABLE own_device; DROP TABLE vaults; DROP TABLE "
                    "sync_state; DROP INDEX op_by_device;"
                    "DELETE FROM meta WHERE name = 'tables_empty';"
                    "INSERT OR REPLACE INTO meta (name, value)"
                    " SELECT 'device', id FROM known_id ORDER BY ref DESC LIMIT 1;"
                    "PRAGMA user_version = 3"));
}

/// As version 5 left it: without clean text.
inline void make_version_5(Database& database) {
  must(database.exec("DROP TABLE passages; PRAGMA user_version = 5"));
}

/// The older store of `older`, killed at every call of the first opening, has all that it had,
/// `before`, at the second.
inline void check_killed_openings(const Bench& older, const std::string& before) {
  const Bytes file = *older.files.content("store.db");
  for (std::uint64_t n = 1;; n += every_call(5)) {
    CAPTURE(n);
    Bench bench;
    bench.files.set_content("store.db", file);
    bench.files.kill_at(n);
    { const auto opened = Store::open(bench.files, bench.clock, bench.random, options_with()); }
    const bool killed = bench.files.killed();
    bench.files.crash(n);
    auto store = bench.open();
    REQUIRE(dump(*store) == before);
    must(store->check());
    if (!killed) break;
  }
}

}  // namespace quietroom::store
