// The promise "acknowledged is durable" (P1): fail or kill the n-th call of the storage, for every
// n, open again, and look for everything that was acknowledged.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "tests/app/store/store_support.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

/// What a run of the script was told to be saved.
struct Acknowledged {
  std::vector<std::string> lines;  ///< Wordings, in order of writing.
  std::string draft;               ///< What the draft holds; empty: nothing.
  std::string maybe_line;          ///< The change under way when it failed, if any.
  std::string maybe_draft;
  bool draft_unsure = false;
};

std::string text_of(int number) {
  // Some lines are long, so that pages fill, split and overflow.
  std::string text = "line " + std::to_string(number);
  if (number % 3 == 0) text += std::string(9000, 'x');
  return text;
}

/// Writes lines, each over a draft of it, the way a person types. `stop`: give up at the first
/// failure; else go on with the next line as the app would.
void write_lines(Store& store, const Id& interview, Acknowledged& told, bool stop) {
  for (int i = 0; i < 4; ++i) {
    const std::string text = text_of(static_cast<int>(told.lines.size()) + i * 100);
    told.maybe_draft = text;
    const Status drafted = store.save_draft("line", text);
    if (drafted.ok()) {
      told.draft = text;
      told.draft_unsure = false;
    } else {
      told.draft_unsure = true;
      if (stop || !store.is_open()) return;
    }
    told.maybe_line = text;
    const auto added = store.add_line({interview, "role", LineKind::kQuote, text}, "line");
    if (added.ok()) {
      told.lines.push_back(text);
      told.draft.clear();
      told.maybe_line.clear();
      told.draft_unsure = false;
    } else {
      told.draft_unsure = true;
      if (stop || !store.is_open()) return;
      // Seen by the app: the line is not saved. It must not be half there either.
      const auto lines = store.lines(interview);
      if (lines.ok()) CHECK(lines.value().size() == told.lines.size());
    }
  }
}

/// Everything acknowledged is there, and nothing that is half there.
void check_told(Store& store, const Id& interview, const Acknowledged& told) {
  must(store.check());
  std::vector<std::string> found;
  for (const model::Line& line : must(store.lines(interview))) {
    CHECK(line.item_id == "role");
    CHECK(line.kind == LineKind::kQuote);
    found.push_back(line.text);
  }
  const auto draft = must(store.draft("line"));
  const std::string drafted = draft ? draft->text : "";
  REQUIRE(found.size() >= told.lines.size());
  for (std::size_t i = 0; i < told.lines.size(); ++i) CHECK(found[i] == told.lines[i]);
  if (found.size() > told.lines.size()) {
    // The one under way may have got through, then as a whole: with its draft gone.
    REQUIRE(found.size() == told.lines.size() + 1);
    CHECK(found.back() == told.maybe_line);
    CHECK(drafted.empty());
  } else if (!told.draft_unsure) {
    CHECK(drafted == told.draft);
  } else {
    CHECK((drafted == told.draft || drafted == told.maybe_draft));
  }
}

/// A device with a closed store and one interview in it. Made once: hundreds of runs start from it.
struct Started {
  Bench bench;
  Id interview;

  explicit Started(std::uint64_t seed) : bench(seed) {
    static const std::pair<Bytes, Id> kMade = [] {
      Bench first;
      auto store = first.create();
      const Id made = must(store->start_interview(walk_in("Ada"))).interview_id;
      must(store->close());
      return std::pair<Bytes, Id>(*first.files.content("store.db"), made);
    }();
    bench.files.set_content("store.db", kMade.first);
    interview = kMade.second;
  }
};

}  // namespace

TEST_CASE("crash: killed at every call, every acknowledged line is there") {
  std::uint64_t n = 1;
  for (;; ++n) {
    CAPTURE(n);
    Started started(n);
    Acknowledged told;
    started.bench.files.kill_at(n);
    {
      auto opened = Store::open(started.bench.files, started.bench.clock, started.bench.random,
                                options_with());
      if (opened.ok()) {
        write_lines(*opened.value(), started.interview, told, true);
        (void)opened.value()->close().ok();
      }
    }
    const bool killed = started.bench.files.killed();
    started.bench.files.crash(n * 31);
    auto store = started.bench.open();
    check_told(*store, started.interview, told);
    if (n % 8 == 0) {  // And the tables are what the log says.
      const std::string before = dump(*store);
      must(store->rebuild_tables());
      CHECK(dump(*store) == before);
    }
    must(store->add_line({started.interview, "role", LineKind::kQuote, "after"}));
    if (!killed) break;
  }
  MESSAGE("storage calls of the script: " << n);
  CHECK(n > 50);
}

TEST_CASE("crash: a program that dies while the machine goes on loses nothing") {
  for (std::uint64_t n = 1;; n += every_call(5)) {
    CAPTURE(n);
    Started started(5);
    Acknowledged told;
    started.bench.files.kill_at(n);
    {
      auto opened = Store::open(started.bench.files, started.bench.clock, started.bench.random,
                                options_with());
      if (opened.ok()) write_lines(*opened.value(), started.interview, told, true);
    }
    const bool killed = started.bench.files.killed();
    started.bench.files.kill();
    check_told(*started.bench.open(), started.interview, told);
    if (!killed) break;
  }
}

TEST_CASE("crash: one call fails, the person goes on, and nothing acknowledged is lost") {
  for (const ErrorCode code : {ErrorCode::kIo, ErrorCode::kQuota}) {
    // A full device differs from a failing one in few calls: every third will do.
    for (std::uint64_t n = 1;; n += code == ErrorCode::kIo ? 1 : every_call(3)) {
      CAPTURE(error_code_name(code));
      CAPTURE(n);
      Started started(n);
      Acknowledged told;
      started.bench.files.fail_at(n, code);
      {
        auto opened = Store::open(started.bench.files, started.bench.clock, started.bench.random,
                                  options_with());
        if (opened.ok()) {
          write_lines(*opened.value(), started.interview, told, false);
          if (opened.value()->is_open()) (void)opened.value()->close().ok();
        } else {
          CHECK((opened.error().code == ErrorCode::kIo || opened.error().code == code));
        }
      }
      const bool failed = started.bench.files.failed();
      started.bench.files.crash(n);
      check_told(*started.bench.open(), started.interview, told);
      if (!failed) break;
    }
  }
}

TEST_CASE("crash: while a store is made, it is there as a whole or can be made again") {
  for (std::uint64_t n = 1;; ++n) {
    CAPTURE(n);
    Bench bench(n);
    bench.files.kill_at(n);
    bool made = false;
    {
      auto store = Store::create(bench.files, bench.clock, bench.random, options_with());
      made = store.ok();
    }
    const bool killed = bench.files.killed();
    bench.files.crash(n);
    auto opened = Store::open(bench.files, bench.clock, bench.random, options_with());
    if (made) REQUIRE_MESSAGE(opened.ok(), opened.error().context);
    if (!opened.ok()) {
      const ErrorCode code = opened.error().code;
      CHECK((code == ErrorCode::kNotFound || code == ErrorCode::kCorrupt));
      must(Store::remove(bench.files, "store.db", "store-backup.db"));
      auto again = bench.create();
      must(again->start_interview(walk_in("Ada")));
    } else {
      must(opened.value()->start_interview(walk_in("Ada")));
      must(opened.value()->check());
    }
    if (!killed) break;
  }
}

TEST_CASE("crash: a full device is said as such, keeps what there is, and goes on with room") {
  Started started(1);
  auto store = started.bench.open();
  must(store->add_line({started.interview, "", LineKind::kQuote, "first"}));
  // Each call in turn finds no room (or, if it needs none, fails otherwise).
  std::size_t count = 1;
  int refused = 0;
  for (std::uint64_t n = 1; n <= 12; ++n) {
    CAPTURE(n);
    started.bench.files.fail_at(n, ErrorCode::kQuota);
    const auto added = store->add_line({started.interview, "", LineKind::kQuote, "more"});
    if (added.ok()) {
      ++count;
    } else if (added.error().code == ErrorCode::kQuota) {
      ++refused;
      CHECK(store->is_open());
      CHECK(must(store->lines(started.interview)).size() == count);
    }
    if (!store->is_open()) {
      store.reset();
      store = started.bench.open();
    }
    // A flush that failed leaves open whether the line is there, until the next opening.
    count = must(store->lines(started.interview)).size();
  }
  CHECK(refused > 0);
  started.bench.files.fail_at(1000, ErrorCode::kQuota);
  must(store->add_line({started.interview, "", LineKind::kQuote, "room again"}));
  must(store->check());
}
