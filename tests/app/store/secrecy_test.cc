// No word of anybody is in any file as plain text, and damage is an error, never other words.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/app/store/journal_support.h"
#include "tests/support/store_copy.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

/// The closed store's file, as whoever has the key can read it.
Bytes decrypted(const FakeFiles& files) {
  return store::decrypted(*files.content("store.db"), options_with().key);
}

}  // namespace

TEST_CASE("secrecy: what sync purges leaves no word, whoever has the key") {
  const std::string canary = "Kanarienvogel";
  Bench bench;
  const Id line = numbered_id(0x61);
  const Id theirs = numbered_id(0x77);
  Id vault;
  std::vector<format::OpId> said;
  {
    auto store = bench.create();
    const StartedInterview made = must(store->start_interview(walk_in("Ada")));
    vault = made.case_id;
    auto journal = must(store->journal(vault));
    must(journal->commit(batch_of(carry_line(vault, made.interview_id, line, {theirs, 1},
                                             canary + " of theirs", bench.random))));
    said.push_back({theirs, 2});
    const Id own = must(store->add_line({made.interview_id, "", LineKind::kQuote, canary}));
    must(store->edit_line(own, canary + std::string(15'000, 'y')));  // Over several pages.
    for (const sync::Own& one : must(journal->own_after(0, 1000, 1 << 20))) {
      if (holds(one.operation.content, canary)) said.push_back(one.operation.id);
    }
    REQUIRE(said.size() == 3);
    CHECK(must(store->search(canary, 10)).size() == 2);
    journal.reset();
    must(store->close());
  }
  CHECK(holds(decrypted(bench.files), canary));
  CHECK(holds(decrypted(bench.files), "kanarienvogel"));  // As the search index folds it.
  {
    auto store = bench.open();
    auto journal = must(store->journal(vault));
    sync::Batch batch;
    batch.purge = said;
    must(journal->commit(std::move(batch)));
    CHECK(must(store->search(canary, 10)).empty());
    for (const model::Interview& one : must(store->interviews()))
      CHECK(must(store->lines(one.id)).empty());
    must(store->check());
    journal.reset();
    must(store->close());
  }
  CHECK_FALSE(holds(decrypted(bench.files), canary));
  CHECK_FALSE(holds(decrypted(bench.files), "anarienvoge"));
  CHECK_FALSE(must(bench.files.exists("store.db-wal")));
}

TEST_CASE("secrecy: no canary in any file at any moment") {
  const std::string canary = "Kanarienvogel";
  Bench bench;
  const auto look = [&] {
    const Bytes all = bench.files.everything();
    CHECK(all.size() > 1000);
    CHECK_FALSE(holds(all, canary));
    CHECK_FALSE(holds(all, "kanarienvogel"));  // As the search index would fold it.
    CHECK_FALSE(holds(all, "SQLite format 3"));
    CHECK_FALSE(holds(all, "CREATE TABLE"));
    CHECK_FALSE(holds(all, "debrief-classic"));
  };
  Id line;
  Id interview;
  {
    auto store = bench.create();
    look();
    interview = must(store->start_interview(walk_in(canary))).interview_id;
    must(store->save_draft("line", canary + " in a draft"));
    look();
    for (int i = 0; i < 40; ++i) {
      line = must(store->add_line(
          {interview, "role", LineKind::kQuote, canary + " " + std::string(3000, 'y')}, "line"));
      if (i % 8 == 0) look();
    }
    must(store->edit_line(line, canary + " again"));
    must(store->strike_line(line, true));
    must(store->search(canary, 10));
    must(store->set_setting(canary, canary));
    model::ConsentInput input;
    input.text_version = 1;
    input.text_read = canary;
    input.answers.readers = {canary};
    must(store->record_consent(interview, input));
    look();
    must(store->rebuild_tables());
    look();
    const Bytes copy = must(whole_copy(*store));
    CHECK_FALSE(holds(copy, canary));
    must(store->close());
    look();
  }
  auto store = bench.open();
  CHECK(must(store->search(canary, 100)).size() == 39);
  look();
}

TEST_CASE("secrecy: the names of the files used are known and no others appear") {
  Bench bench;
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  for (int i = 0; i < 300; ++i) {
    must(store->add_line({interview, "", LineKind::kQuote, std::string(2000, 'z')}));
    for (const std::string& name : must(bench.files.list())) {
      const bool known = name == "store.db" || name == "store.db-wal" || name == "store.db-journal";
      CHECK(known);
    }
  }
}

TEST_CASE("damage: a flipped byte anywhere is found and never gives other words") {
  Bench bench;
  Id interview;
  std::string before;
  {
    auto store = bench.create();
    interview = must(store->start_interview(walk_in("Ada"))).interview_id;
    for (int i = 0; i < 20; ++i)
      must(store->add_line({interview, "", LineKind::kQuote, "the pager " + std::to_string(i)}));
    before = dump(*store);
    must(store->close());
  }
  const Bytes good = *bench.files.content("store.db");
  FakeRandom dice(99);
  int refused_at_open = 0;
  // Every page: its first bytes, its last (nonce and tag), and some in between.
  for (std::size_t page = 0; page < good.size() / 8192; ++page) {
    for (const std::size_t within :
         {std::size_t{0}, std::size_t{17}, std::size_t{100}, std::size_t{8160}, std::size_t{8191},
          static_cast<std::size_t>(dice.below(8192))}) {
      const std::size_t offset = page * 8192 + within;
      CAPTURE(offset);
      Bytes bad = good;
      bad[offset] ^= static_cast<std::uint8_t>(1 + dice.below(255));
      bench.files.set_content("store.db", bad);
      auto opened = Store::open(bench.files, bench.clock, bench.random, options_with());
      if (!opened.ok()) {
        ++refused_at_open;
        CHECK(opened.error().code == ErrorCode::kCorrupt);
        continue;
      }
      CHECK(code_of(opened.value()->check()) == ErrorCode::kCorrupt);
    }
  }
  // A store of this size is checked as a whole when it is opened, but for free pages.
  CHECK(refused_at_open > 0);
  bench.files.set_content("store.db", good);
  CHECK(dump(*bench.open()) == before);
}

TEST_CASE("damage: a file that is cut, swapped or nonsense is an error") {
  Bench bench;
  {
    auto store = bench.create();
    must(store->start_interview(walk_in("Ada")));
    must(store->close());
  }
  const Bytes good = *bench.files.content("store.db");
  const auto open_with = [&](const Bytes& bytes) {
    bench.files.set_content("store.db", bytes);
    return code_of(Store::open(bench.files, bench.clock, bench.random, options_with()));
  };
  CHECK(open_with(Bytes(good.begin(), good.begin() + 8192)) == ErrorCode::kCorrupt);
  CHECK(open_with(Bytes(good.begin(), good.begin() + 100)) == ErrorCode::kCorrupt);
  CHECK(open_with(Bytes(good.begin(), good.end() - 8192)) == ErrorCode::kCorrupt);
  CHECK(open_with(Bytes(20000, 0)) == ErrorCode::kCorrupt);
  CHECK(open_with(to_bytes(as_bytes("not a store at all"))) == ErrorCode::kCorrupt);
  Bytes swapped = good;
  std::swap_ranges(swapped.begin() + 8192, swapped.begin() + 2 * 8192, swapped.begin() + 2 * 8192);
  CHECK(open_with(swapped) == ErrorCode::kCorrupt);
}

TEST_CASE("damage: a flipped byte in the WAL ends the log there, and never gives other words") {
  // The WAL's own checksums end it at the first frame that does not fit; what is before holds.
  Bench bench;
  Id interview;
  {
    auto store = bench.create();
    interview = must(store->start_interview(walk_in("Ada"))).interview_id;
    for (int i = 0; i < 10; ++i)
      must(store->add_line({interview, "", LineKind::kQuote, "n " + std::to_string(i)}));
    bench.files.kill_at(1);  // No checkpoint at the end.
  }
  bench.files.kill();
  const Bytes database = *bench.files.content("store.db");
  const Bytes wal = *bench.files.content("store.db-wal");
  REQUIRE(wal.size() > 8192 * 10);
  FakeRandom dice(7);
  for (int round = 0; round < 60; ++round) {
    Bytes bad = wal;
    const std::size_t offset = static_cast<std::size_t>(dice.below(bad.size()));
    CAPTURE(offset);
    bad[offset] ^= 0x40;
    bench.files.set_content("store.db", database);
    bench.files.set_content("store.db-wal", bad);
    auto opened = Store::open(bench.files, bench.clock, bench.random, options_with());
    if (!opened.ok()) {
      CHECK((opened.error().code == ErrorCode::kCorrupt ||
             opened.error().code == ErrorCode::kNotFound));
      continue;
    }
    const auto lines = must(opened.value()->lines(interview));
    for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i].text == "n " + std::to_string(i));
    must(opened.value()->check());
    bench.files.kill_at(1);
    opened.value().reset();
    bench.files.kill();
  }
}
