// The engine of sync on real stores: the simulator's people and devices, each with an encrypted
// store on files that lose their power. (The device itself is here too, so that the glob takes it.)
#include "tests/app/store/journal_device.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sim/script.h"
#include "tests/sim/stories.h"
#include "tests/support/every_call.h"
#include "tests/support/seeds.h"
#include "tests/support/store_copy.h"

namespace quietroom::store {
namespace {

using model::EntityKind;

const Id kInterview = numbered_id(0x1e);

}  // namespace

StoreJournal::StoreJournal(std::uint64_t seed, const Id& vault, const Id& author, FakeClock& clock)
    : files_(seed), clock_(clock), random_(seed + 1), vault_(vault), author_(author) {}

StoreJournal::~StoreJournal() = default;

StoreOptions StoreJournal::options() const {
  StoreOptions made = options_with();
  made.author = author_;
  return made;
}

void StoreJournal::open() {
  const bool there = must(Store::exists(files_, "store.db"));
  store_ = must(there ? Store::open(files_, clock_, random_, options())
                      : Store::create(files_, clock_, random_, options()));
  view_ = must(store_->journal(vault_));
}

void StoreJournal::drop() {
  if (store_) kept_out_ += store_->take_arrivals().kept_out;
  files_.kill_at(1);
  view_.reset();
  store_.reset();
  files_.crash(random_.next());
}

void StoreJournal::open_again() {
  drop();
  open();
}

format::OpId StoreJournal::write(const Id& room, const Id&, Bytes content, std::int64_t) {
  const Id line = random_.id();
  const Change changes[] = {
      {EntityKind::kLine, line, "interview", model::Value::id(kInterview), vault_, room},
      {EntityKind::kLine, line, "text", model::Value::text(std::string(as_text(content))), vault_,
       room}};
  return must(store_->commit(changes)).back();
}

void StoreJournal::empty(const format::OpId& id) {
  // As the store itself leaves it (journal_test.cc); what it does so for has rules of its own.
  const std::optional<sync::Own> there = must(view_->find(id));
  sync::Batch batch;
  batch.purge.push_back(id);
  if (must(view_->get("own"))) batch.put.push_back(sync::emptied_entry(there->operation));
  must(view_->commit(std::move(batch)));
}

std::vector<sim::DeviceJournal::Written> StoreJournal::lines() const {
  std::vector<Written> all;
  for (const LoggedOperation& one : log_of(*store_)) {
    if (one.payload.empty() || one.operation.field != "text") continue;
    const auto value =
        must(model::decode_value(must(format::payload_content(one.payload, one.operation.commit))));
    all.push_back({one.operation.id, *value.as_text()});
  }
  std::sort(all.begin(), all.end(), [](const Written& a, const Written& b) { return a.id < b.id; });
  return all;
}

std::unique_ptr<sim::DeviceJournal> StoreJournal::copy(std::uint64_t seed) const {
  auto made = std::make_unique<StoreJournal>(seed, vault_, author_, clock_);
  for (const char* name : {"store.db", "store.db-wal"}) {
    if (const auto content = files_.content(name)) made->files_.set_content(name, *content);
  }
  made->open();
  return made;
}

std::unique_ptr<StoreJournal> StoreJournal::saved_copy(std::uint64_t seed) {
  auto made = std::make_unique<StoreJournal>(seed, vault_, author_, clock_);
  must(Store::install_copy(made->files_, "store.db", must(whole_copy(*store_))));
  made->open();
  return made;
}

std::string StoreJournal::complaint() {
  kept_out_ += store_->take_arrivals().kept_out;
  if (!store_->check().ok()) return "its store is damaged";
  const auto shown = [&] {
    std::vector<std::string> texts;
    for (const model::Line& line : must(store_->lines(kInterview)))
      texts.push_back(line.text + (line.conflict || line.edited ? " (not as it was)" : ""));
    std::sort(texts.begin(), texts.end());
    return texts;
  };
  const std::vector<std::string> before = shown();
  std::vector<std::string> written;
  for (const Written& one : lines()) written.push_back(one.text);
  std::sort(written.begin(), written.end());
  // What two copies have both logged is one line.
  written.erase(std::unique(written.begin(), written.end()), written.end());
  if (before != written) return "its tables do not show what its log has";
  must(store_->rebuild_tables());
  return shown() == before ? std::string() : "its tables are others after a rebuild";
}

namespace {

sim::MakeJournal stores_for(const Id& vault, FakeClock& clock) {
  return [vault, &clock](const Id& device, const Id& author) {
    std::uint64_t seed = 0;
    for (const std::uint8_t byte : device.bytes) seed = seed * 31 + byte;
    auto made = std::make_unique<StoreJournal>(seed, vault, author, clock);
    made->restart();
    return made;
  };
}

/// sim::small_story() on stores.
void small_story_on_stores(sim::World& world) {
  world.keep_journals(stores_for(world.vault(), world.clock()));
  sim::small_story(world);
}

}  // namespace

TEST_CASE("P2, P4: two stores agree, and so does a third that comes later") {
  sim::World world(11, {}, 1);
  small_story_on_stores(world);
  world.settle();
  CHECK(world.complaint() == "");
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
  CHECK(world.device(2).journal->lines().size() == 6);
}

TEST_CASE("P1, P2: stores that are killed at the n-th transaction, durable or not, lose nothing") {
  sim::World untouched(12, {}, 1);
  small_story_on_stores(untouched);
  for (const bool durable : {false, true}) {
    for (std::size_t device = 0; device < 2; ++device) {
      const std::uint64_t count = untouched.device(device).journal->commits();
      CHECK(count >= 8);
      for (std::uint64_t n = 1 + device; n <= count; n += every_call(3)) {
        CAPTURE(n);
        CAPTURE(device);
        CAPTURE(durable);
        sim::World world(12, {}, 1);
        world.on_device([&](std::size_t index, sim::Device& one) {
          if (index == device) one.journal->kill_at(n, durable);
        });
        small_story_on_stores(world);
        world.settle();
        REQUIRE(world.complaint() == "");
      }
    }
  }
}

TEST_CASE("twin: a copied folder gets another device as soon as it meets the first") {
  sim::World world(7, {}, 1);
  world.keep_journals(stores_for(world.vault(), world.clock()));
  world.add_device(0);
  world.write(0, {});
  world.settle();
  world.write(0, {});  // Both have it, and neither has sent it.
  const std::size_t twin = world.clone_device(0);
  sim::check_told_apart(world, twin);
}

TEST_CASE("copy: one that is saved and opened elsewhere goes on in a log of its own") {
  for (const bool original_lives : {true, false}) {
    CAPTURE(original_lives);
    sim::World world(8, {}, 1);
    world.keep_journals(stores_for(world.vault(), world.clock()));
    world.add_device(0);
    world.add_device(0);
    world.write(0, {});
    world.settle();
    world.device(0).http->set_offline(true);
    world.write(0, {});  // Not sent when the copy is made.
    world.run(60'000);
    auto& original = static_cast<StoreJournal&>(*world.device(0).journal);
    const std::size_t copy = world.add_copy(0, original.saved_copy(99));
    CHECK_FALSE(world.device(copy).journal->device() == original.device());
    CHECK_FALSE(world.reports(copy, sync::TroubleKind::kTwin));
    world.write(copy, {});
    if (original_lives) {
      world.device(0).http->set_offline(false);
      world.write(0, {});
      world.settle();
      CHECK(world.complaint() == "");
      CHECK_FALSE(world.reports(0, sync::TroubleKind::kTwin));
    } else {
      world.run(3'600'000);
      // What had not been sent is on the other device, by way of the copy.
      CHECK(world.device(1).journal->lines().size() == 3);
    }
  }
}

TEST_CASE("P2, P3, P4: whatever happens to devices with stores, in the end all have all") {
  for (const std::uint64_t seed : seeds(6)) {
    CAPTURE(seed);
    const sim::Story story = sim::tell(seed, 40);
    const sim::Played played = sim::play(story, stores_for);
    CAPTURE(sim::in_words(story));
    CHECK(played.complaint == "");
  }
}

}  // namespace quietroom::store
