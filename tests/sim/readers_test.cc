// Readers, who get single payloads and no key of a room; and who was removed. With an audit of the
// keys that somebody holds: what they were given is tried on everything that was ever there.
#include <doctest/doctest.h>

#include "sync/format/control.h"
#include "sync/format/segment.h"
#include "tests/sim/stories.h"

namespace quietroom::sim {
namespace {

using Objects = std::map<std::string, Bytes>;

Objects objects_at(World& world) {
  Objects all;
  for (const auto& [path, bytes] : world.server().files()) {
    const std::size_t at = path.find("q1/");
    if (at != std::string::npos) all[path.substr(at)] = bytes;
  }
  return all;
}

/// All that somebody can open who has the secrets of `person` and whatever was ever in `objects`.
class Audit {
 public:
  Audit(const World& world, std::size_t person, const Objects& objects)
      : vault_(world.vault()), sealing_(world.person(person).sealing_pair()) {
    for (const auto& [path, bytes] : objects) {
      if (path.find("/k/") == std::string::npos) continue;
      const auto file = format::SyncKeyFile::parse(bytes);
      REQUIRE(file.ok());
      auto epoch = file.value().open(sealing_);
      if (epoch.ok()) keys_[file.value().key_id()] = epoch.value().key.clone();
    }
    each_payload(
        objects, [&](const format::PayloadPlace& place, const format::Entry& entry, ByteSpan box) {
          if (entry.type != format::EntryType::kControl) return;
          const auto content = format::open_payload(keys_.at(place.key), place, box, buffer_);
          if (!content.ok()) return;
          const auto record = format::decode_control(content.value());
          if (!record.ok()) return;
          if (const auto* share = std::get_if<format::Share>(&record.value())) {
            auto given = format::open_share(vault_, place.device, *share, sealing_);
            if (!given.ok()) return;
            for (format::SharedPayload& one : given.value()) single_.push_back(std::move(one.key));
          }
          if (const auto* grant = std::get_if<format::Grant>(&record.value())) {
            auto key = format::open_grant(vault_, *grant, sealing_);
            if (key.ok()) rooms_.push_back(std::move(key).value());
          }
        });
  }

  /// Whether any key that this person holds opens a payload of `objects` with `text` in it.
  bool can_read(const Objects& objects, const std::string& text) {
    bool found = false;
    const auto look = [&](const Result<ByteSpan>& content) {
      if (content.ok())
        found = found || as_text(content.value()).find(text) != std::string_view::npos;
    };
    each_payload(objects,
                 [&](const format::PayloadPlace& place, const format::Entry&, ByteSpan box) {
                   for (const auto& [id, key] : keys_)
                     look(format::open_payload(key, place, box, buffer_));
                   for (const auto& key : rooms_)
                     look(format::open_payload(key, place, box, buffer_));
                   for (const auto& key : single_)
                     look(format::open_payload_alone(key, place, box, buffer_));
                 });
    return found;
  }
  std::size_t room_keys() const { return rooms_.size(); }

 private:
  template <typename Look>
  void each_payload(const Objects& objects, Look look) {
    for (const auto& [path, bytes] : objects) {
      if (path.find("/l/") == std::string::npos && path.find("/p/") == std::string::npos) continue;
      auto reader = format::read_object(bytes);
      REQUIRE(reader.ok());
      const auto layout = keys_.find(reader.value().head().key);
      if (layout == keys_.end()) continue;
      REQUIRE(reader.value().open_layout(vault_, layout->second).ok());
      for (std::size_t i = 0; i < reader.value().head().count; ++i) {
        const auto key = keys_.find(reader.value().key_of(i));
        if (key == keys_.end()) continue;
        const auto opened = reader.value().open_manifest(i, key->second, nullptr);
        REQUIRE(opened.ok());
        for (std::size_t slot = 0; slot < opened.value().manifest.entries.size(); ++slot) {
          const ByteSpan box = reader.value().payload_box(opened.value(), slot);
          if (!box.empty())
            look(format::place_of(opened.value().manifest, slot),
                 opened.value().manifest.entries[slot], box);
        }
      }
    }
  }

  Id vault_;
  crypto::SealingPair sealing_;
  std::map<format::KeyId, Secret<32>> keys_;
  std::vector<Secret<32>> rooms_;
  std::vector<Secret<32>> single_;
  Bytes buffer_;
};

void add(Objects& all, const Objects& more) {
  for (const auto& [path, bytes] : more) all.insert({path, bytes});
}

/// The newest line that was written.
std::string newest(const World& world) {
  return world.lines().rbegin()->first;
}

}  // namespace

TEST_CASE(
    "off the record: who polled all through and kept everything holds no key for what was taken "
    "away, and reads what they were given") {
  World world(21, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  world.write(0, {});  // So that the other device knows this log, and polls it.
  const std::string first = newest(world);
  world.settle();
  const Id room = world.add_room(0);
  Objects ever;
  std::vector<std::string> texts;
  for (int i = 0; i < 3; ++i) {
    world.write(0, room);
    texts.push_back(newest(world));
    world.run(30'000);
    add(ever, objects_at(world));
  }
  CHECK(world.device(1).engine->status().held == 3);
  // The second one is taken off the record; then the others are given.
  for (const DeviceJournal::Written& one : world.device(0).journal->lines()) {
    if (one.text == texts[1]) world.device(0).journal->empty(one.id);
  }
  world.device(0).engine->changed();
  const crypto::PublicKey reader = world.person(1).sealing_pair().public_key;
  CHECK(world.device(0).engine->share(room, reader, {2, 3, 4}).ok());
  world.run(1'800'000);
  add(ever, objects_at(world));
  std::vector<std::string> read;
  for (const DeviceJournal::Written& one : world.device(1).journal->lines())
    read.push_back(one.text);
  std::sort(read.begin(), read.end());
  CHECK(read == std::vector<std::string>{first, texts[0], texts[2]});
  Audit ben(world, 1, ever);
  CHECK(ben.room_keys() == 0);
  CHECK(ben.can_read(ever, texts[0]));
  CHECK(ben.can_read(ever, texts[2]));
  CHECK_FALSE(ben.can_read(ever, texts[1]));
  Audit ada(world, 0, ever);
  CHECK(ada.can_read(ever, texts[1]));  // It was there to be read: the audit sees it.
}

TEST_CASE("readers: what is sealed later comes too, packs or not, and stops when it is asked to") {
  World world(22, {}, 2);
  world.config().pack_segments = 3;
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  const Id room = world.add_room(0);
  for (int i = 0; i < 8; ++i) {
    world.write(0, room);
    world.run(30'000);
  }
  world.run(1'800'000);
  const crypto::PublicKey reader = world.person(1).sealing_pair().public_key;
  CHECK(world.device(0).engine->share(room, reader, {1, 2, 3, 4, 5, 6, 7, 8, 9}).ok());
  world.write(0, room);
  world.run(1'800'000);
  CHECK(world.device(1).journal->lines().size() == 9);
  // The same again after a restart costs nothing and gives nothing twice.
  world.start(0);
  CHECK(world.device(0).engine->share(room, reader, {1, 2, 3, 4, 5, 6, 7, 8, 9}).ok());
  const std::uint64_t commits = world.device(0).journal->commits();
  world.run(60'000);
  CHECK(world.device(0).journal->commits() - commits < 3);
  CHECK(world.device(0).engine->share(room, reader, {}).ok());
  world.write(0, room);
  world.run(1'800'000);
  CHECK(world.device(1).journal->lines().size() == 9);
  CHECK(world.device(1).engine->status().held == 1);
  // A further device of the reader's gets the same.
  world.add_device(1);
  world.run(1'800'000);
  CHECK(world.device(2).journal->lines().size() == 9);
}

TEST_CASE("P7: who was removed cannot read anything written after, whatever they kept") {
  World world(23, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  world.write(0, {});
  const std::string before = newest(world);
  world.settle();
  CHECK(world.remove_member(0, 1));
  world.run(60'000);
  world.write(0, {});
  const std::string after = newest(world);
  const Id room = world.add_room(0);
  world.write(0, room);
  const std::string in_a_room = newest(world);
  const crypto::PublicKey reader = world.person(1).sealing_pair().public_key;
  CHECK(world.device(0).engine->share(room, reader, {1, 2, 3}).ok());
  world.run(1'800'000);
  const Objects ever = objects_at(world);
  Audit ben(world, 1, ever);
  CHECK(ben.can_read(ever, before));
  CHECK_FALSE(ben.can_read(ever, after));
  CHECK_FALSE(ben.can_read(ever, in_a_room));
  CHECK(world.device(1).journal->lines().size() == 1);
}

TEST_CASE(
    "P4: what somebody wrote before they heard of their removal is kept out by all who stay") {
  World world(24, {}, 3);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  CHECK(world.add_member(0, 2));
  world.add_device(1);
  world.add_device(2);
  world.write(1, {});
  world.settle();
  CHECK(world.complaint() == "");
  world.device(1).http->set_offline(true);
  CHECK(world.remove_member(0, 1));
  world.run(1'800'000);
  // Their device sends under the old key, as one that shows no regard for the new file would.
  world.device(1).http->set_offline(false);
  world.write(1, {});
  world.device(1).engine->flush();
  world.run(3'600'000);
  CHECK(world.device(0).journal->lines().size() == 1);
  CHECK(world.device(2).journal->lines().size() == 1);
  CHECK(world.device(0).engine->log_digest() == world.device(2).engine->log_digest());
  CHECK(world.reports(1, sync::TroubleKind::kNoKey));
  CHECK(world.device(1).engine->status().only_here == 1);
}

}  // namespace quietroom::sim
