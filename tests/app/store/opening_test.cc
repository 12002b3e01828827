// Migrations with their backup, copies, and a WAL that cannot be read.
#include "app/store/opening.h"

#include <doctest/doctest.h>

#include "tests/app/store/store_support.h"
#include "tests/support/store_copy.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

Status add_mood(Database& database) {
  TRY(database.exec("ALTER TABLE draft ADD COLUMN mood TEXT"));
  return database.exec("CREATE TABLE mood (id INTEGER PRIMARY KEY, name TEXT) STRICT");
}

Status fail(Database& database) {
  TRY(database.exec("DROP TABLE draft"));
  return Error{ErrorCode::kCorrupt, "a step that fails"};
}

/// What no step may do: it ends the transaction and then fails, so that a rollback comes too late.
Status fail_badly(Database& database) {
  TRY(database.exec("DROP TABLE draft; COMMIT"));
  return Error{ErrorCode::kCorrupt, "a step that fails badly"};
}

/// The steps there are and one more.
std::vector<Migration> steps_with(Status (*next)(Database&)) {
  std::vector<Migration> steps(migrations().begin(), migrations().end());
  steps.push_back({newest_version(migrations()), next});
  return steps;
}

/// Files where emptying a file takes a while: looks at what would be left of a WAL halfway.
class SlowRemoval final : public Files {
 public:
  explicit SlowRemoval(FakeFiles& files) : files_(files) {}
  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override {
    return files_.open(name, mode);
  }
  Status remove(std::string_view name) override {
    const auto content = files_.content(name);
    if (content && content->size() >= 32 && name.ends_with("-wal")) {
      ++wals_removed;
      for (std::size_t i = 0; i < 32; ++i) headers_left += (*content)[i] != 0;
    }
    return files_.remove(name);
  }
  Result<bool> exists(std::string_view name) override { return files_.exists(name); }
  Result<std::vector<std::string>> list() override { return files_.list(); }

  int wals_removed = 0;
  int headers_left = 0;

 private:
  FakeFiles& files_;
};

struct Migrating {
  Bench bench;
  Secret<32> key = options_with().key.clone();
  std::string before;

  Migrating() {
    auto store = bench.create();
    const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
    must(store->add_line({interview, "", LineKind::kQuote, "the pager"}));
    must(store->save_draft("line", "half"));
    before = dump(*store);
    must(store->close());
  }
  Result<OpenDatabase> open(const std::vector<Migration>& steps) {
    return open_database(
        {bench.files, bench.clock, bench.random, "store.db", "store-backup.db", key, steps});
  }
};

}  // namespace

TEST_CASE("migration: an older store is copied, then brought up to date, with all that is in it") {
  Migrating m;
  const Bytes old_file = *m.bench.files.content("store.db");
  const auto steps = steps_with(add_mood);
  {
    auto opened = must(m.open(steps));
    CHECK(must(schema_version(*opened.database)) == newest_version(steps));
    CHECK(must(opened.database->number("SELECT count(*) FROM lines")) == 1);
    CHECK(must(opened.database->number("SELECT count(*) FROM mood")) == 0);
  }
  CHECK(*m.bench.files.content("store-backup.db") == old_file);
  // The backup has served once the new version was opened again.
  must(m.open(steps));
  CHECK_FALSE(must(m.bench.files.exists("store-backup.db")));
}

TEST_CASE("migration: a store of a newer version is refused and stays untouched") {
  Migrating m;
  { must(m.open(steps_with(add_mood))); }
  const Bytes newer = *m.bench.files.content("store.db");
  const auto got = Store::open(m.bench.files, m.bench.clock, m.bench.random, options_with());
  CHECK(code_of(got) == ErrorCode::kUnsupported);
  CHECK(*m.bench.files.content("store.db") == newer);
}

TEST_CASE("migration: one that fails leaves the store as it was") {
  for (Status (*step)(Database&) : {fail, fail_badly}) {
    Migrating m;
    const auto got = m.open(steps_with(step));
    CHECK(code_of(got) == ErrorCode::kCorrupt);
    auto store = m.bench.open();
    CHECK(dump(*store) == m.before);
    CHECK(must(store->draft("line"))->text == "half");
    must(store->check());
  }
}

TEST_CASE("migration: killed at every call, the store opens afterwards with everything in it") {
  for (std::uint64_t n = 1;; ++n) {
    CAPTURE(n);
    Migrating m;
    const auto steps = steps_with(add_mood);
    m.bench.files.kill_at(n);
    { const auto opened = m.open(steps); }
    const bool killed = m.bench.files.killed();
    m.bench.files.crash(n);
    {
      auto opened = m.open(steps);
      REQUIRE_MESSAGE(opened.ok(), opened.error().context);
      CHECK(must(schema_version(*opened.value().database)) == newest_version(steps));
      CHECK(must(opened.value().database->number("SELECT count(*) FROM lines")) == 1);
      CHECK(must(opened.value().database->number("SELECT count(*) FROM draft")) == 1);
    }
    if (!killed) break;
  }
}

TEST_CASE("copy: taken while open, opens elsewhere under new devices, and both go on") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview started = must(store->start_interview(walk_in("Ada")));
  const Id interview = started.interview_id;
  must(store->add_line({interview, "", LineKind::kQuote, "before"}));
  const Bytes copy = must(whole_copy(*store));
  must(store->add_line({interview, "", LineKind::kQuote, "after"}));
  const Id original = must(store->device(started.case_id));
  CHECK(must(store->lines(interview)).size() == 2);

  Bench other(2);
  CHECK(code_of(Store::install_copy(other.files, "store.db", Bytes(100, 0))) ==
        ErrorCode::kCorrupt);
  CHECK(code_of(Store::install_copy(other.files, "store.db", Bytes{})) == ErrorCode::kCorrupt);
  must(Store::install_copy(other.files, "store.db", copy));
  auto restored = other.open();
  CHECK(must(restored->device(started.case_id)).is_none());
  CHECK(must(restored->device(restored->own_vault())).is_none());
  CHECK(restored->own_vault() == store->own_vault());
  CHECK(must(restored->lines(interview)).size() == 1);
  must(restored->add_line({interview, "", LineKind::kQuote, "elsewhere"}));
  const Id second = must(restored->device(started.case_id));
  CHECK_FALSE(second == original);
  const LoggedOperation last = log_of(*restored).back();
  CHECK(last.operation.id.device == second);
  CHECK(last.operation.hlc > log_of(*restored)[0].operation.hlc);
  restored.reset();
  CHECK(must(other.open()->device(started.case_id)) == second);  // Once only.
  must(store->close());
  CHECK(must(bench.open()->device(started.case_id)) == original);
  // What both wrote fits together.
  auto again = bench.open();
  must(again->apply(log_of(*other.open())));
  CHECK(must(again->lines(interview)).size() == 3);
}

TEST_CASE("copy: a store that another installation wrote is one, also without its mark") {
  // A copy that is saved while nobody has unlocked the store bears no mark: it is the files.
  Bench bench;
  Id vault;
  Id original;
  const auto open_as = [](Bench& at, std::uint8_t installation) {
    StoreOptions options = options_with();
    options.installation = numbered_id(installation);
    return must(Store::open(at.files, at.clock, at.random, std::move(options)));
  };
  const auto device_of = [&](Store& store) {
    must(store.rename_case(vault, "Outage " + std::to_string(bench.random.below(1u << 30))));
    return must(store.device(vault));
  };
  Bytes marked;
  {
    auto store = bench.create();
    vault = must(store->create_case("Outage", model::CaseKind::kIncident));
    original = must(store->device(vault));
    must(store->close());
  }
  const Id first = device_of(*open_as(bench, 0x31));
  CHECK_FALSE(first == original);
  CHECK(device_of(*open_as(bench, 0x31)) == first);
  CHECK(device_of(*bench.open()) == first);
  {
    auto store = open_as(bench, 0x31);
    marked = must(whole_copy(*store));
  }
  // One with a mark, and a key file that still names the original: new once, and then no more.
  Bench other(2);
  must(Store::install_copy(other.files, "store.db", marked));
  const Id second = device_of(*open_as(other, 0x31));
  CHECK_FALSE(second == first);
  CHECK(device_of(*open_as(other, 0x31)) == second);
}

TEST_CASE("copy: replaces what was there, with its log") {
  Bench bench;
  Bytes copy;
  {
    auto store = bench.create();
    must(store->create_case("Copied", model::CaseKind::kIncident));
    copy = must(whole_copy(*store));
    must(store->create_case("Later", model::CaseKind::kIncident));
    bench.files.kill_at(1);
  }
  bench.files.kill();
  CHECK(must(bench.files.exists("store.db-wal")));
  must(Store::install_copy(bench.files, "store.db", copy));
  CHECK(must(bench.open()->cases()).size() == 1);
  must(Store::remove(bench.files, "store.db", "store-backup.db"));
  CHECK_FALSE(must(Store::exists(bench.files, "store.db")));
  CHECK(must(bench.files.list()).empty());
}

TEST_CASE("opening: a log that cannot be read for a moment is an error, never a shorter log") {
  // SQLite3MultipleCiphers hides failed reads, and recovery takes an unreadable frame for the end.
  Bench bench;
  Id interview;
  {
    auto store = bench.create();
    interview = must(store->start_interview(walk_in("Ada"))).interview_id;
    for (int i = 0; i < 5; ++i)
      must(store->add_line({interview, "", LineKind::kQuote, "n " + std::to_string(i)}));
    bench.files.kill_at(1);  // The lines stay in the WAL.
  }
  bench.files.kill();
  const Bytes database = *bench.files.content("store.db");
  const Bytes wal = *bench.files.content("store.db-wal");
  int refused = 0;
  for (std::uint64_t n = 1; n < 400; ++n) {
    CAPTURE(n);
    bench.files.set_content("store.db", database);
    bench.files.set_content("store.db-wal", wal);
    bench.files.fail_at(n, ErrorCode::kIo);
    {
      auto opened = Store::open(bench.files, bench.clock, bench.random, options_with());
      if (!opened.ok()) {
        ++refused;
        CHECK(opened.error().code == ErrorCode::kIo);
      } else {
        const auto lines = opened.value()->lines(interview);
        if (lines.ok()) CHECK(lines.value().size() == 5);
      }
    }
    if (!bench.files.failed()) break;
    bench.files.kill();
    auto store = bench.open();
    CHECK(must(store->lines(interview)).size() == 5);
    must(store->close());
  }
  CHECK(refused > 10);
}

TEST_CASE("opening: SQLite's default file system opens nothing, so no path leads past the cipher") {
  Bench bench;
  auto store = bench.create();
  sqlite3* handle = nullptr;
  CHECK(sqlite3_open_v2("plain.db", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) ==
        SQLITE_CANTOPEN);
  sqlite3_close(handle);
  CHECK_FALSE(must(bench.files.exists("plain.db")));
}

TEST_CASE("opening: a WAL is made worthless before it is removed") {
  Bench bench;
  SlowRemoval files(bench.files);
  {
    auto store = must(Store::create(files, bench.clock, bench.random, options_with()));
    must(store->start_interview(walk_in("Ada")));
    // Not closed: SQLite itself writes the WAL back and removes it.
  }
  CHECK(files.wals_removed == 1);
  CHECK(files.headers_left == 0);
  CHECK(must(bench.open()->interviews()).size() == 1);
}
