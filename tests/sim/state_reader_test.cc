// Keys and hashes as they are kept: what is there is read, and what is damaged is said, not passed
// over.
#include "sync/state_reader.h"

#include <doctest/doctest.h>

#include "sync/engine.h"
#include "sync/state.h"
#include "tests/sim/journal_memory.h"

namespace quietroom::sim {
namespace {

void keep(MemoryJournal& journal, const std::string& key, Bytes value) {
  sync::Batch batch;
  batch.put.push_back({key, std::move(value)});
  REQUIRE(journal.commit(std::move(batch)).ok());
}

}  // namespace

TEST_CASE("state reader: key files come with whether they were seen at the endpoint") {
  FakeRandom random(1);
  MemoryJournal journal(random.id());
  const auto sealing = crypto::SealingPair::generate(random);
  const auto signing = crypto::SigningPair::generate(random);
  sync::EngineConfig config;
  config.vault = random.id();
  config.person = random.id();
  config.founder = signing.public_key;
  REQUIRE(sync::found_vault(journal, random, config, sealing, signing, "Ada").ok());
  sync::KeyRing ring(config.vault, config.founder);
  const auto files = sync::read_key_files(journal, sealing, ring);
  REQUIRE(files.ok());
  REQUIRE(files.value().size() == 1);
  CHECK(files.value().begin()->second == false);
  CHECK(ring.current() != nullptr);

  const auto entries = journal.scan("key/").value();
  Bytes seen = entries.front().value;
  seen.front() = 1;
  keep(journal, entries.front().key, seen);
  sync::KeyRing again(config.vault, config.founder);
  CHECK(sync::read_key_files(journal, sealing, again).value().begin()->second);

  seen.back() ^= 1;
  keep(journal, entries.front().key, seen);
  sync::KeyRing damaged(config.vault, config.founder);
  CHECK(sync::read_key_files(journal, sealing, damaged).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("state reader: room keys, one's own and another's, and a damaged one") {
  FakeRandom random(2);
  MemoryJournal journal(random.id());
  const Id room = random.id();
  for (const bool own : {true, false}) {
    sync::RoomKey key{room, {}, own};
    random.fill(key.key.writable());
    const sync::StateEntry entry = sync::encode(key);
    keep(journal, entry.key, entry.value);
  }
  const auto keys = sync::read_room_keys(journal);
  REQUIRE(keys.ok());
  REQUIRE(keys.value().size() == 2);
  CHECK(keys.value()[0].room == room);
  CHECK(keys.value()[0].own != keys.value()[1].own);
  keep(journal, "room/" + to_base32(room) + "/x", Bytes(31, 8));
  CHECK(sync::read_room_keys(journal).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("state reader: the hash of a manifest, none, and a damaged one") {
  FakeRandom random(3);
  MemoryJournal journal(random.id());
  const Id device = random.id();
  CHECK(sync::read_hash(journal, device, 1).value() == std::nullopt);
  keep(journal, sync::hash_key(device, 1), Bytes(32, 9));
  crypto::Hash hash;
  hash.fill(9);
  CHECK(sync::read_hash(journal, device, 1).value() == hash);
  keep(journal, sync::hash_key(device, 1), Bytes(33, 9));
  CHECK(sync::read_hash(journal, device, 1).error().code == ErrorCode::kCorrupt);
}

}  // namespace quietroom::sim
