// The journal of sync: what every journal does, the one in memory and the store's; then what the
// store's alone has to.
#include "sync/journal.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <memory>
#include <set>

#include "tests/app/store/journal_support.h"
#include "tests/sim/journal_memory.h"
#include "tests/support/every_call.h"
#include "tests/support/store_copy.h"

using namespace quietroom;
using namespace quietroom::store;
using model::EntityKind;
using model::LineKind;

namespace {

const Id kVault = numbered_id(0x11);
const Id kRoom = numbered_id(0x12);
const Id kTheirs = numbered_id(0x77);  // Another device.
const Id kNext = numbered_id(0x55);

/// A journal, and somebody who writes on its device.
struct Rig {
  virtual ~Rig() = default;
  virtual const char* name() const = 0;
  virtual sync::Journal& journal() = 0;
  virtual format::OpId write(std::string_view text) = 0;
  FakeRandom random{5};
};

struct MemoryRig final : Rig {
  sim::MemoryJournal memory{numbered_id(0x01)};
  const char* name() const override { return "memory"; }
  sync::Journal& journal() override { return memory; }
  format::OpId write(std::string_view text) override {
    return memory.write(kRoom, numbered_id(0xa0), to_bytes(as_bytes(text)), FakeClock::kStartMs);
  }
};

struct StoreRig final : Rig {
  Bench bench;
  std::unique_ptr<Store> store = bench.create();
  std::unique_ptr<sync::Journal> view = must(store->journal(kVault));
  const char* name() const override { return "store"; }
  sync::Journal& journal() override { return *view; }
  format::OpId write(std::string_view text) override {
    const Change change{EntityKind::kLine,
                        random.id(),
                        "text",
                        model::Value::text(std::string(text)),
                        kVault,
                        kRoom};
    return must(store->commit({&change, 1})).front();
  }
};

void with_both(const std::function<void(Rig&)>& test) {
  MemoryRig memory;
  StoreRig store;
  for (Rig* rig : {static_cast<Rig*>(&memory), static_cast<Rig*>(&store)}) {
    CAPTURE(rig->name());
    test(*rig);
  }
}

sync::Carried theirs(Rig& rig, std::uint64_t counter, std::string_view text) {
  Said said{{kTheirs, counter}, kVault, numbered_id(0x70)};
  said.value = model::Value::text(std::string(text));
  return carry(said, rig.random);
}

std::vector<sync::Own> own(Rig& rig, std::uint64_t local = 0, std::size_t count = 100,
                           std::size_t size_bytes = 1 << 20) {
  return must(rig.journal().own_after(local, count, size_bytes));
}

}  // namespace

TEST_CASE("journal: own operations come in order, without what is purged, within the limits") {
  with_both([](Rig& rig) {
    CHECK(own(rig).empty());
    CHECK(must(rig.journal().waiting_after(0)).count == 0);
    std::vector<format::OpId> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(rig.write("own " + std::to_string(i)));
    must(rig.journal().commit(batch_of({theirs(rig, 1, "theirs")})));
    const auto all = own(rig);
    REQUIRE(all.size() == 6);
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(all[i].operation.id == ids[i]);
      CHECK(all[i].operation.id == format::OpId{rig.journal().device(), i + 1});
      CHECK(all[i].operation.room == kRoom);
      CHECK(all[i].operation.author == numbered_id(0xa0));
      CHECK(all[i].made_ms == FakeClock::kStartMs);
      CHECK(all[i].local > (i == 0 ? 0 : all[i - 1].local));
    }
    const std::size_t one = all[0].operation.content.size();
    CHECK(own(rig, 0, 2).size() == 2);
    CHECK(own(rig, 0, 100, one * 3).size() == 3);
    CHECK(own(rig, 0, 100, 1).size() == 1);  // One, however large it is.
    CHECK(own(rig, 0, 0).empty());
    CHECK(own(rig, all[3].local).front().operation.id == ids[4]);
    CHECK(must(rig.journal().waiting_after(0)).count == 6);
    CHECK(must(rig.journal().waiting_after(0)).since_ms == FakeClock::kStartMs);
    CHECK(must(rig.journal().waiting_after(all[3].local)).count == 2);
    sync::Batch batch;
    batch.purge = {ids[0], ids[4], {kTheirs, 99}};
    must(rig.journal().commit(std::move(batch)));
    CHECK(own(rig).size() == 4);
    CHECK(own(rig, all[3].local).size() == 1);
    CHECK(must(rig.journal().waiting_after(all[3].local)).count == 1);
    CHECK(must(rig.journal().waiting_after(0)).count == 4);
    rig.write("one more");
    CHECK(must(rig.journal().waiting_after(all[3].local)).count == 2);
    CHECK(must(rig.journal().waiting_after(all[5].local)).count == 1);
  });
}

TEST_CASE("journal: finds what is there, with a place only where it is its own") {
  with_both([](Rig& rig) {
    const format::OpId mine = rig.write("mine");
    const sync::Carried other = theirs(rig, 1, "theirs");
    must(rig.journal().commit(batch_of({other})));
    const auto found = must(rig.journal().find(mine));
    REQUIRE(found.has_value());
    CHECK(found->local == own(rig).front().local);
    CHECK(found->operation.content == own(rig).front().operation.content);
    const auto foreign = must(rig.journal().find(other.id));
    REQUIRE(foreign.has_value());
    CHECK(foreign->local == 0);
    CHECK(foreign->operation.content == other.content);
    CHECK(foreign->operation.author == other.author);
    CHECK_FALSE(must(rig.journal().find({kTheirs, 2})).has_value());
    sync::Batch batch;
    batch.purge = {mine, other.id};
    must(rig.journal().commit(std::move(batch)));
    CHECK_FALSE(must(rig.journal().find(mine)).has_value());
    CHECK_FALSE(must(rig.journal().find(other.id)).has_value());
  });
}

TEST_CASE("journal: the same again changes nothing, and other content under an id stays out") {
  with_both([](Rig& rig) {
    const sync::Carried one = theirs(rig, 1, "first");
    must(rig.journal().commit(batch_of({one, one})));
    must(rig.journal().commit(batch_of({one})));
    sync::Batch batch = batch_of({theirs(rig, 1, "another"), theirs(rig, 2, "second")});
    batch.put.push_back({"mark", {1}});
    must(rig.journal().commit(std::move(batch)));
    CHECK(must(rig.journal().find(one.id))->operation.content == one.content);
    CHECK(must(rig.journal().find({kTheirs, 2})).has_value());  // The rest of it is done.
    CHECK(must(rig.journal().get("mark")).has_value());
    CHECK(own(rig).empty());
  });
}

TEST_CASE("journal: entries are kept, replaced, erased, and listed by what they begin with") {
  with_both([](Rig& rig) {
    sync::Journal& journal = rig.journal();
    CHECK_FALSE(must(journal.get("own")).has_value());
    sync::Batch batch;
    batch.put = {{"log/b", {2}}, {"log/a", {1}}, {"lo", {3}}, {"log0", {4}}, {"own", Bytes{}}};
    must(journal.commit(batch));
    CHECK(must(journal.get("own")) == Bytes{});
    CHECK(must(journal.get("log/a")) == Bytes{1});
    const auto logs = must(journal.scan("log/"));
    REQUIRE(logs.size() == 2);
    CHECK(logs[0].key == "log/a");
    CHECK(logs[1].key == "log/b");
    CHECK(logs[1].value == Bytes{2});
    CHECK(must(journal.scan("")).size() == 5);
    CHECK(must(journal.scan("x")).empty());
    batch.put = {{"log/a", Bytes(100'000, 9)}, {"gone", {1}}};
    batch.erase = {"log/b", "gone", "never"};  // After what is put.
    must(journal.commit(batch));
    CHECK(must(journal.get("log/a")) == Bytes(100'000, 9));
    CHECK_FALSE(must(journal.get("gone")).has_value());
    CHECK(must(journal.scan("log/")).size() == 1);
  });
}

TEST_CASE("journal: a new device takes over what came after, and the rest is another device's") {
  with_both([](Rig& rig) {
    sync::Journal& journal = rig.journal();
    const Id old = journal.device();
    std::vector<format::OpId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(rig.write("own " + std::to_string(i)));
    const auto before = own(rig);
    sync::Batch batch;
    batch.put = {{"own", {7}}};
    batch.new_device = sync::Batch::NewDevice{kNext, before[2].local};
    must(journal.commit(std::move(batch)));
    CHECK(journal.device() == kNext);
    CHECK(must(journal.get("own")) == Bytes{7});
    const auto after = own(rig);
    REQUIRE(after.size() == 2);
    CHECK(after[0].operation.id == format::OpId{kNext, 1});
    CHECK(after[1].operation.id == format::OpId{kNext, 2});
    CHECK(after[0].local == before[3].local);
    CHECK(must(journal.waiting_after(0)).count == 2);
    CHECK(must(journal.find({old, 2}))->local == 0);
    CHECK_FALSE(must(journal.find({old, 4})).has_value());
    // Its number is free for whoever else writes under the old name.
    Said said{{old, 4}, kVault, numbered_id(0x71)};
    said.value = model::Value::text("the copy's");
    must(journal.commit(batch_of({carry(said, rig.random)})));
    CHECK(must(journal.find({old, 4}))->local == 0);
    CHECK(rig.write("on") == format::OpId{kNext, 3});
    CHECK(own(rig).size() == 3);
  });
}

TEST_CASE("journal of the store: what does not fit is refused with all that came along") {
  StoreRig rig;
  const format::OpId mine = rig.write("mine");
  const sync::Carried good = theirs(rig, 1, "good");
  const auto damaged = [&](const std::function<void(sync::Carried&)>& harm) {
    sync::Carried one = theirs(rig, 2, "harmed");
    harm(one);
    return one;
  };
  Said elsewhere{{kTheirs, 2}, numbered_id(0x99), numbered_id(0x70)};
  elsewhere.value = model::Value::text("of another vault");
  Said ours{mine, kVault, numbered_id(0x70)};
  ours.value = model::Value::text("under our name");
  Said coming = ours;
  coming.id.counter = 100;
  const struct {
    const char* name;
    sync::Carried operation;
  } rows[] = {
      {"empty", damaged([](auto& one) { one.content.clear(); })},
      {"size beyond the end", damaged([](auto& one) { one.content[3] = 0xff; })},
      {"no payload", damaged([](auto& one) { one.content.resize(one.content.size() - 40); })},
      {"other words", damaged([](auto& one) { one.content.back() ^= 1; })},
      {"other envelope", damaged([](auto& one) { one.content[4 + 30] ^= 1; })},
      {"another id", damaged([](auto& one) { one.id.counter = 3; })},
      {"another room", damaged([](auto& one) { one.room = kRoom; })},
      {"another author", damaged([](auto& one) { one.author = kRoom; })},
      {"another vault", carry(elsewhere, rig.random)},
      {"ours, with other words", carry(ours, rig.random)},
      {"ours, that is still to come", carry(coming, rig.random)},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    sync::Batch batch = batch_of({good, row.operation});
    batch.purge = {mine};
    batch.put = {{"mark", {1}}};
    CHECK(code_of(rig.journal().commit(std::move(batch))) == ErrorCode::kCorrupt);
    CHECK_FALSE(must(rig.journal().find(good.id)).has_value());
    CHECK(must(rig.journal().find(mine)).has_value());
    CHECK_FALSE(must(rig.journal().get("mark")).has_value());
  }
  // Our own, as it is, is nothing new.
  must(rig.journal().commit(batch_of({own(rig).front().operation, good})));
  CHECK(must(rig.journal().find(good.id)).has_value());
  must(rig.store->check());
}

TEST_CASE("journal of the store: one vault's members cannot write into what is this person's own") {
  StoreRig rig;
  const Id person = must(rig.store->create_person("Ada"));
  const std::string before = dump(*rig.store);
  const auto say = [&](std::uint64_t counter, EntityKind kind, const Id& entity, const char* field,
                       model::Value value) {
    Said said{{kTheirs, counter}, kVault, entity, kind, field, std::move(value)};
    return carry(said, rig.random);
  };
  must(rig.journal().commit(
      batch_of({say(1, EntityKind::kPerson, person, "name", model::Value::text("Eve")),
                say(2, EntityKind::kGuide, person, "body", model::Value::text("{}")),
                say(3, EntityKind::kCase, numbered_id(0x44), "title", model::Value::text("x"))})));
  CHECK(dump(*rig.store) == before);
  CHECK(rig.store->take_arrivals().kept_out == 3);
  must(rig.store->rebuild_tables());
  CHECK(dump(*rig.store) == before);
}

TEST_CASE("journal of the store: says what changed, once, so that a screen can be read again") {
  StoreRig rig;
  Store& store = *rig.store;
  const StartedInterview made = must(store.start_interview(walk_in("Ada")));
  auto journal = must(store.journal(made.case_id));
  CHECK(store.arrivals() == 0);
  sync::Batch quiet;
  quiet.put = {{"own", {1}}};
  must(journal->commit(quiet));
  CHECK(store.arrivals() == 0);
  const Id line = numbered_id(0x61);
  const auto said =
      carry_line(made.case_id, made.interview_id, line, {kTheirs, 1}, "the pager", rig.random);
  must(journal->commit(batch_of(said)));
  CHECK(store.arrivals() == 1);
  must(journal->commit(batch_of(said)));
  CHECK(store.arrivals() == 1);  // Nothing new.
  Arrivals news = store.take_arrivals();
  CHECK(news.changed);
  CHECK(news.kept_out == 0);
  CHECK_FALSE(news.clock_ahead);
  CHECK(store.take_arrivals().empty());
  CHECK(must(store.lines(made.interview_id)).back().text == "the pager");
  sync::Batch gone;
  gone.purge = {said[1].id};
  must(journal->commit(gone));
  CHECK(store.take_arrivals().changed);
  CHECK(must(store.lines(made.interview_id)).empty());
  Said title{{kTheirs, 3}, made.case_id, made.case_id, EntityKind::kCase, "title"};
  title.value = model::Value::text("The outage");
  title.hlc += std::uint64_t{600'000} << 16;
  must(journal->commit(batch_of({carry(title, rig.random)})));
  news = store.take_arrivals();
  CHECK(news.changed);
  CHECK(news.clock_ahead);
  CHECK(store.arrivals() == 3);
}

TEST_CASE(
    "journal of the store: a new device in one vault renames what is replaced, and only there") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview made = must(store->start_interview(walk_in("Ada")));
  const Id other = must(store->create_case("Other", model::CaseKind::kIncident));
  const Id untouched = must(store->device(other));
  auto journal = must(store->journal(made.case_id));
  const Id line = must(store->add_line({made.interview_id, "", LineKind::kQuote, "first"}));
  const std::uint64_t after = must(journal->own_after(0, 1000, 1 << 20)).back().local;
  must(store->edit_line(line, "the pager"));
  must(store->edit_line(line, "the pager rang"));
  must(store->rename_case(other, "Other, renamed"));
  const std::string before = dump(*store);
  const auto theirs_before = must(must(store->journal(other))->own_after(0, 1000, 1 << 20));
  sync::Batch batch;
  batch.new_device = sync::Batch::NewDevice{kNext, after};
  must(journal->commit(batch));
  CHECK(dump(*store) == before);
  const auto renamed = must(journal->own_after(0, 1000, 1 << 20));
  REQUIRE(renamed.size() == 2);
  const auto last = log_of(*store);
  for (const LoggedOperation& one : last) {
    if (one.operation.id == format::OpId{kNext, 1}) {
      REQUIRE(one.operation.replaces.size() == 1);
      CHECK_FALSE(one.operation.replaces[0].device == kNext);  // What came before keeps its name.
    }
    if (one.operation.id == format::OpId{kNext, 2})
      CHECK(one.operation.replaces == std::vector<format::OpId>{{kNext, 1}});
  }
  CHECK(must(store->device(other)) == untouched);
  const auto theirs_after = must(must(store->journal(other))->own_after(0, 1000, 1 << 20));
  REQUIRE(theirs_after.size() == theirs_before.size());
  CHECK(theirs_after.back().operation.content == theirs_before.back().operation.content);
  must(store->rebuild_tables());
  CHECK(dump(*store) == before);
  must(store->edit_line(line, "the pager rang twice"));
  CHECK(log_of(*store).back().operation.id == format::OpId{kNext, 3});
  // And after the next opening.
  journal.reset();
  store.reset();
  store = bench.open();
  CHECK(must(store->journal(made.case_id))->device() == kNext);
}

TEST_CASE("journal of the store: a copy that never synced logs everything under its new device") {
  Bench bench;
  auto store = bench.create();
  const StartedInterview made = must(store->start_interview(walk_in("Ada")));
  must(store->add_line({made.interview_id, "", LineKind::kQuote, "before"}));
  const Bytes copy = must(whole_copy(*store));
  const auto original = must(must(store->journal(made.case_id))->own_after(0, 1000, 1 << 20));
  Bench other(2);
  must(Store::install_copy(other.files, "store.db", copy));
  auto restored = other.open();
  must(restored->add_line({made.interview_id, "", LineKind::kQuote, "after"}));
  const std::string before = dump(*restored);
  auto journal = must(restored->journal(made.case_id));
  const auto all = must(journal->own_after(0, 1000, 1 << 20));
  CHECK(all.size() == original.size() + 3);
  for (std::size_t i = 0; i < all.size(); ++i)
    CHECK(all[i].operation.id == format::OpId{journal->device(), i + 1});
  CHECK_FALSE(journal->device() == original[0].operation.id.device);
  CHECK(dump(*restored) == before);
  // Once only.
  const Id device = journal->device();
  journal.reset();
  restored.reset();
  restored = other.open();
  CHECK(must(restored->journal(made.case_id))->device() == device);
}

TEST_CASE("journal of the store: closed, it says so") {
  StoreRig rig;
  rig.write("one");
  must(rig.store->close());
  CHECK(code_of(rig.journal().own_after(0, 1, 1)) == ErrorCode::kIo);
  CHECK(code_of(rig.journal().waiting_after(0)) == ErrorCode::kIo);
  CHECK(code_of(rig.journal().find({kTheirs, 1})) == ErrorCode::kIo);
  CHECK(code_of(rig.journal().get("own")) == ErrorCode::kIo);
  CHECK(code_of(rig.journal().scan("")) == ErrorCode::kIo);
  CHECK(code_of(rig.journal().commit({})) == ErrorCode::kIo);
}

TEST_CASE(
    "journal: what the program empties is noted for sync once sync has anything of the vault") {
  Bench bench;
  const auto store = bench.create();
  const auto started = must(store->start_interview(walk_in("Ada")));
  const Id vault = started.case_id;
  const auto view = must(store->journal(vault));
  const auto noted = [&] { return must(view->scan("emptied/")); };
  const Id first =
      must(store->add_line({started.interview_id, {}, LineKind::kQuote, "before sync"}));
  must(store->hold_line(first, true));
  CHECK(noted().empty());
  sync::Batch batch;
  batch.put.push_back({"own", Bytes{1}});
  must(view->commit(std::move(batch)));
  const Id second = must(store->add_line({started.interview_id, {}, LineKind::kQuote, "after"}));
  std::map<std::string, Bytes> expected;
  for (const sync::Own& own : must(view->own_after(0, 1000, 1 << 20))) {
    const sync::StateEntry entry = sync::emptied_entry(own.operation);
    expected.emplace(entry.key, entry.value);
  }
  must(store->hold_line(second, true));
  REQUIRE_FALSE(noted().empty());
  for (const sync::StateEntry& entry : noted()) CHECK(expected.at(entry.key) == entry.value);
  for (const sync::Own& own : must(view->own_after(0, 1000, 1 << 20)))
    expected.erase(sync::emptied_entry(own.operation).key);
  CHECK(expected.size() == noted().size());
}
