// A transaction of sync is done whole or not at all, whatever the storage does, and whatever comes
// in, the tables are what the log says.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "tests/app/store/journal_support.h"
#include "tests/support/every_call.h"
#include "tests/support/seeds.h"
#include "tests/support/store_copy.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

const Id kTheirs = numbered_id(0x77);

std::vector<sync::Own> all_own(sync::Journal& journal, std::uint64_t after = 0) {
  return must(journal.own_after(after, 100'000, std::size_t{1} << 30));
}

/// All that a journal and a screen say.
std::string snapshot(Store& store, const Id& vault) {
  std::ostringstream out;
  const auto journal = must(store.journal(vault));
  out << dump(store) << to_base32(journal->device()) << '\n';
  for (const sync::Own& own : all_own(*journal))
    out << own.local << ' ' << own.operation.id.counter << ' ' << own.operation.content.size()
        << '\n';
  for (const sync::StateEntry& entry : must(journal->scan("")))
    out << entry.key << ' ' << entry.value.size() << '\n';
  return out.str();
}

/// A closed store with an interview in its file, and a transaction that has all parts.
struct Prepared {
  Bytes file;
  Id vault;
  sync::Batch batch;
  std::string before;
  std::string after;

  Prepared() {
    Bench bench(31);
    auto store = bench.create();
    const StartedInterview made = must(store->start_interview(walk_in("Ada")));
    vault = made.case_id;
    auto journal = must(store->journal(vault));
    const Id line = must(store->add_line({made.interview_id, "", LineKind::kQuote, "the pager"}));
    must(store->add_line({made.interview_id, "", LineKind::kQuote, "the db"}));
    const auto own = all_own(*journal);
    must(store->edit_line(line, "the pager rang"));
    batch = batch_of(carry_line(vault, made.interview_id, numbered_id(0x61), {kTheirs, 1},
                                "the n of theirs", bench.random));
    batch.purge = {own.back().operation.id};
    batch.put = {{"own", {1}}, {"out/1", Bytes(30'000, 7)}};
    batch.new_device = sync::Batch::NewDevice{numbered_id(0x55), own.back().local};
    before = snapshot(*store, vault);
    journal.reset();
    must(store->close());
    file = *bench.files.content("store.db");
    store = bench.open();
    must(must(store->journal(vault))->commit(batch));
    after = snapshot(*store, vault);
  }
};

const Prepared& prepared() {
  static const Prepared made;
  return made;
}

/// Does the transaction on a store of its own, then looks what became of it.
struct Attempt {
  Bench bench;
  bool done = false;

  explicit Attempt(std::uint64_t n) : bench(n) {
    bench.files.set_content("store.db", prepared().file);
  }
  void run(const std::function<void(FakeFiles&)>& plan) {
    auto store = bench.open();
    auto journal = must(store->journal(prepared().vault));
    plan(bench.files);
    done = journal->commit(prepared().batch).ok();
  }
  std::string now() {
    auto store = bench.open();
    must(store->check());
    return snapshot(*store, prepared().vault);
  }
};

}  // namespace

TEST_CASE("P1: sync's transaction is whole or not at all, killed at any call of the storage") {
  REQUIRE_FALSE(prepared().before == prepared().after);
  std::uint64_t n = 1;
  for (;; n += every_call(2)) {
    CAPTURE(n);
    Attempt at(n);
    at.run([&](FakeFiles& files) { files.kill_at(n); });
    const bool killed = at.bench.files.killed();
    at.bench.files.crash(n * 3);
    const std::string now = at.now();
    if (at.done) {
      REQUIRE(now == prepared().after);
    } else {
      REQUIRE((now == prepared().before || now == prepared().after));
    }
    if (!killed) break;
  }
  MESSAGE("storage calls: " << n);
}

TEST_CASE("P1: sync's transaction is whole or not at all, where one call of the storage fails") {
  for (const ErrorCode code : {ErrorCode::kIo, ErrorCode::kQuota}) {
    for (std::uint64_t n = 1;; n += every_call(2)) {
      CAPTURE(n);
      Attempt at(n);
      at.run([&](FakeFiles& files) { files.fail_at(n, code); });
      if (!at.bench.files.failed()) {
        REQUIRE(at.done);
        break;
      }
      const std::string now = at.now();
      if (at.done) REQUIRE(now == prepared().after);
      REQUIRE((now == prepared().before || now == prepared().after));
    }
  }
}

TEST_CASE("journal of the store: with a full device nothing happened, and with room it goes on") {
  for (std::uint64_t n = 1; n < 100; ++n) {
    Attempt at(1);
    auto store = at.bench.open();
    auto journal = must(store->journal(prepared().vault));
    at.bench.files.fail_at(n, ErrorCode::kQuota);
    const Status done = journal->commit(prepared().batch);
    // Some calls need no room; what becomes of those is in the test above.
    if (done.ok() || done.error().code != ErrorCode::kQuota) continue;
    CHECK(snapshot(*store, prepared().vault) == prepared().before);
    CHECK(store->take_arrivals().empty());
    must(journal->commit(prepared().batch));
    CHECK(snapshot(*store, prepared().vault) == prepared().after);
    return;
  }
  FAIL("no call needed room");
}

namespace {

/// A device of a case that two people have in common, and how much of it the other has.
struct Side {
  Bench bench;
  std::unique_ptr<Store> store;
  std::unique_ptr<sync::Journal> journal;
  std::uint64_t given = 0;

  explicit Side(std::uint64_t seed) : bench(seed), store(bench.create()) {}
};

void act(Side& side, const Id& interview, FakeRandom& dice) {
  Store& store = *side.store;
  side.bench.clock.advance(static_cast<std::int64_t>(dice.below(2000)));
  if (must(store.interviews()).empty()) return;
  const auto lines = must(store.lines(interview));
  const std::string text = "the pager and db n" + std::to_string(dice.below(100));
  const auto any = [&] { return lines[static_cast<std::size_t>(dice.below(lines.size()))].id; };
  // What a rule refuses at that moment is refused; that is part of the game.
  switch (lines.empty() ? 9 : dice.below(8)) {
    case 0:
      (void)store.strike_line(any(), dice.below(2) == 0).ok();
      break;
    case 1:
      (void)store.set_item_state(interview, "role", model::ItemProgress::kDone).ok();
      break;
    case 2:
    case 3:
      (void)store.edit_line(any(), text).ok();
      break;
    case 4:
      (void)store.star_line(any(), dice.below(2) == 0).ok();
      break;
    default:
      (void)store.add_line({interview, "role", LineKind::kQuote, text}).ok();
  }
}

/// What `from` has and `to` has not, in any order.
void hand_over(Side& from, Side& to, FakeRandom& dice) {
  std::vector<sync::Carried> operations;
  for (sync::Own& own : all_own(*from.journal, from.given)) {
    from.given = own.local;
    operations.push_back(std::move(own.operation));
  }
  while (!operations.empty()) {
    const auto at = static_cast<std::ptrdiff_t>(dice.below(operations.size()));
    std::rotate(operations.begin(), operations.begin() + at, operations.end());
    const auto count = static_cast<std::ptrdiff_t>(1 + dice.below(operations.size()));
    must(to.journal->commit(batch_of({operations.begin(), operations.begin() + count})));
    operations.erase(operations.begin(), operations.begin() + count);
  }
}

std::string lines_of(Side& side, const Id& interview) {
  std::ostringstream out;
  for (const model::Line& line : must(side.store->lines(interview))) {
    out << to_base32(line.id) << line.text << line.struck << line.star << line.edited
        << line.whole_text() << line.conflict;
    out << '\n';
  }
  return out.str();
}

void play(std::uint64_t seed) {
  FakeRandom dice(seed);
  Side ada(seed * 2);
  Side bob(seed * 2 + 1);
  const StartedInterview made = must(ada.store->start_interview(walk_in("Cid")));
  ada.journal = must(ada.store->journal(made.case_id));
  bob.journal = must(bob.store->journal(made.case_id));
  hand_over(ada, bob, dice);
  for (int i = 0; i < 60; ++i) {
    Side& side = dice.below(2) == 0 ? ada : bob;
    Side& other = &side == &ada ? bob : ada;
    act(side, made.interview_id, dice);
    if (dice.below(10) == 0) hand_over(side, other, dice);
    if (dice.below(12) == 0) {
      // Somebody's words go, of a line that both have heard of or not.
      const auto own = all_own(*side.journal);
      sync::Batch batch;
      for (const sync::Own& one : own) {
        if (dice.below(20) == 0) batch.purge.push_back(one.operation.id);
      }
      must(side.journal->commit(batch));
      must(other.journal->commit(batch));
    }
    if (dice.below(25) == 0) {
      sync::Batch batch;
      batch.new_device = sync::Batch::NewDevice{dice.id(), side.given};
      must(side.journal->commit(batch));
    }
  }
  hand_over(ada, bob, dice);
  hand_over(bob, ada, dice);
  CHECK(lines_of(ada, made.interview_id) == lines_of(bob, made.interview_id));
  for (Side* side : {&ada, &bob}) {
    must(side->store->check());
    const std::string before = dump(*side->store);
    must(side->store->rebuild_tables());
    must(side->store->check());
    CHECK(dump(*side->store) == before);
  }
}

}  // namespace

TEST_CASE(
    "P4: whatever comes in, in any order, both show the same, and a rebuild changes nothing") {
  for (const std::uint64_t seed : seeds(8)) {
    CAPTURE(seed);
    play(seed);
  }
}

TEST_CASE("P4: what two copies of a store have both logged is there once") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview made = must(store->start_interview(walk_in("Ada")));
  const Id line = must(store->add_line({made.interview_id, "", LineKind::kQuote, "the first"}));
  must(store->edit_line(line, "the pager"));
  const Bytes copy = must(whole_copy(*store));
  Bench other(2);
  must(Store::install_copy(other.files, "store.db", copy));
  auto restored = other.open();
  must(store->edit_line(line, "the pager rang"));
  auto journal = must(store->journal(made.case_id));
  auto of_copy = must(restored->journal(made.case_id));
  std::vector<sync::Carried> from_copy;
  for (sync::Own& own : all_own(*of_copy)) from_copy.push_back(std::move(own.operation));
  std::vector<sync::Carried> from_store;
  for (sync::Own& own : all_own(*journal)) from_store.push_back(std::move(own.operation));
  must(journal->commit(batch_of(from_copy)));
  must(of_copy->commit(batch_of(from_store)));
  for (Store* one : {store.get(), restored.get()}) {
    const model::Line shown = must(one->line(line));
    CHECK(shown.text == "the pager rang");
    CHECK_FALSE(shown.conflict);
    CHECK(must(one->line_history(line)).size() == 3);
    CHECK_FALSE(must(one->find_case(made.case_id)).conflict);
  }
}
