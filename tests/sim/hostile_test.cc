#include <doctest/doctest.h>

#include "sync/format/control.h"
#include "sync/state.h"
#include "tests/sim/world.h"

// A server that means harm, or is broken in ways that look like it (P5, P6), and endpoints that
// cannot be reached (P9).

namespace quietroom::sim {
namespace {

/// The paths of the segments of `device`, ascending.
std::vector<std::string> segments_of(World& world, std::size_t device) {
  std::vector<std::string> paths;
  const std::string log = "/l/" + to_base32(world.device(device).journal->device()) + "/";
  for (const auto& [path, bytes] : world.server().files()) {
    if (path.find(log) != std::string::npos) paths.push_back(path);
  }
  return paths;
}

/// Two devices with three segments each, settled.
void begin(World& world) {
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 3; ++i) {
    world.write(0, {});
    world.write(1, {});
    world.run(60'000);
  }
  world.settle();
  REQUIRE(world.complaint() == "");
}

/// Full rounds of everybody: `count` of them, a minute and more apart.
void rounds(World& world, int count) {
  for (int i = 0; i < count; ++i) {
    for (std::size_t device = 0; device < world.device_count(); ++device)
      world.device(device).engine->refresh();
    world.run(70'000);
  }
}

/// A journal that cannot be read for a while where the hashes of segments are.
class UnreadableJournal final : public MemoryJournal {
 public:
  using MemoryJournal::MemoryJournal;
  Result<std::optional<Bytes>> get(std::string_view key) const override {
    if (!fails || !key.starts_with("hash/")) return MemoryJournal::get(key);
    ++failures;
    return Error{ErrorCode::kIo, "journal: unreadable"};
  }
  bool fails = false;
  mutable int failures = 0;
};

}  // namespace

TEST_CASE("P6: a log that is rolled back is reported within two rounds, and nothing is deleted") {
  World world(31, {}, 1);
  begin(world);
  const std::vector<std::string> paths = segments_of(world, 0);
  world.server().files().erase(paths.back());
  rounds(world, 2);
  CHECK(world.reports(1, sync::TroubleKind::kServerLost));
  CHECK(world.device(1).journal->lines().size() == 6);
}

TEST_CASE("P6: a log whose newest segment is exchanged for an older one is reported") {
  World world(32, {}, 1);
  begin(world);
  const std::vector<std::string> paths = segments_of(world, 0);
  world.server().files()[paths.back()] = world.server().files()[paths.front()];
  world.device(0).asleep_until_ms = world.clock().steady_ms() + 86'400'000;
  rounds(world, 2);
  world.run(1'200'000);
  rounds(world, 1);
  CHECK(world.reports(1, sync::TroubleKind::kDamaged));
  CHECK(world.device(1).journal->lines().size() == 6);
}

TEST_CASE("P6: a segment that is kept from one device is reported, with whose word it is") {
  World world(33, {}, 1);
  begin(world);
  world.add_device(0);
  world.settle();
  // Device 2 sleeps while 0 writes and 1 says that it has seen it; then 0's news is hidden.
  world.device(2).asleep_until_ms = world.clock().steady_ms() + 86'400'000;
  world.write(0, {});
  world.run(60'000);
  world.device(0).asleep_until_ms = world.clock().steady_ms() + 86'400'000;
  world.write(1, {});
  world.run(1'300'000);
  const std::string hidden = segments_of(world, 0).back();
  const Bytes kept = world.server().files()[hidden];
  world.server().files().erase(hidden);
  world.device(2).asleep_until_ms = 0;
  rounds(world, 2);
  world.run(700'000);
  rounds(world, 1);
  CHECK(world.reports(2, sync::TroubleKind::kMissing));
  world.server().files()[hidden] = kept;
  world.device(0).asleep_until_ms = 0;
  world.settle();
  CHECK(world.complaint() == "");  // And it is over when it is over.
}

TEST_CASE("P6: a journal that cannot be read says nothing about anybody's log") {
  World world(39, {}, 1);
  world.keep_journals(
      [](const Id& device, const Id&) { return std::make_unique<UnreadableJournal>(device); });
  begin(world);
  auto& journal = static_cast<UnreadableJournal&>(*world.device(1).journal);
  journal.fails = true;
  rounds(world, 2);
  CHECK(world.device(1).engine->status().troubles.empty());
  CHECK(journal.failures > 0);
  journal.fails = false;
  world.write(0, {});
  world.settle();
  CHECK(world.device(1).journal->lines().size() == 7);
  CHECK(world.complaint() == "");
}

TEST_CASE("P5: whatever byte of whatever object is changed, nothing wrong is taken in") {
  FakeRandom dice(34);
  for (int round = 0; round < 12; ++round) {
    CAPTURE(round);
    World world(100 + static_cast<std::uint64_t>(round), {}, 1);
    begin(world);
    world.run(60'000);
    // A device that comes new meets a server on which one object is not as it was.
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : world.server().files()) paths.push_back(path);
    const std::string& victim = paths[static_cast<std::size_t>(dice.below(paths.size()))];
    CAPTURE(victim);
    Bytes& bytes = world.server().files()[victim];
    const Bytes before = bytes;
    switch (round % 4) {
      case 0:
        bytes[static_cast<std::size_t>(dice.below(bytes.size()))] ^= 1;
        break;
      case 1:
        bytes.resize(static_cast<std::size_t>(dice.below(bytes.size())));
        break;
      case 2:
        bytes = world.server().files()[paths[static_cast<std::size_t>(dice.below(paths.size()))]];
        break;
      default:
        bytes = to_bytes(as_bytes("<html><body>404 but 200</body></html>"));
        break;
    }
    for (std::size_t i = 0; i < 2; ++i)  // Or they would put it right.
      world.device(i).asleep_until_ms = world.clock().steady_ms() + 86'400'000;
    const std::size_t late = world.add_device(0);
    world.run(1'500'000);
    for (const auto& line : world.device(late).journal->lines())
      CHECK(world.lines().contains(line.text));
    const bool all_here = world.device(late).journal->lines().size() == 6;
    const bool says_so = !world.device(late).engine->status().troubles.empty() ||
                         world.device(late).engine->status().reason != remote::Reason::kNone;
    CHECK((all_here || says_so || world.server().files()[victim] == before));
    world.server().files()[victim] = before;
    for (std::size_t i = 0; i < 2; ++i) world.device(i).asleep_until_ms = 0;
    world.settle();
    CHECK(world.complaint() == "");
  }
}

TEST_CASE("P5: whatever is damaged in a device's own newest segment, it puts that right") {
  for (const bool cut : {false, true}) {
    CAPTURE(cut);
    World world(36, {}, 1);
    begin(world);
    Bytes& newest = world.server().files()[segments_of(world, 0).back()];
    if (cut) {
      newest.resize(newest.size() / 2);
    } else {
      newest[newest.size() / 2] ^= 1;
    }
    world.write(0, {});
    rounds(world, 12);
    CHECK(world.device(0).engine->status().only_here == 0);
    CHECK(world.device(0).engine->status().troubles.empty());
    world.settle();
    CHECK(world.complaint() == "");
    world.add_device(0);
    world.settle();
    CHECK(world.complaint() == "");
  }
}

TEST_CASE("P3, P9: each refusal has its own reason, and changes nothing") {
  struct Row {
    int status;
    remote::Reason reason;
  };
  const Row rows[] = {{401, remote::Reason::kAuth},       {403, remote::Reason::kForbidden},
                      {500, remote::Reason::kServer},     {503, remote::Reason::kServer},
                      {429, remote::Reason::kServer},     {507, remote::Reason::kQuota},
                      {200, remote::Reason::kNotOurs},    {302, remote::Reason::kNotOurs},
                      {501, remote::Reason::kUnsupported}};
  World world(35, {}, 1);
  begin(world);
  for (const Row& row : rows) {
    CAPTURE(row.status);
    world.server().set_refusal(row.status);
    world.write(0, {});
    rounds(world, 1);
    CHECK(world.device(0).engine->status().reason == row.reason);
    CHECK(world.device(0).engine->status().only_here > 0);
    CHECK(world.device(0).engine->status().troubles.empty());
  }
  world.server().set_refusal(0);
  world.device(0).http->set_offline(true);
  rounds(world, 1);
  CHECK(world.device(0).engine->status().reason == remote::Reason::kOffline);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE("P9: an endpoint that deletes nothing costs room, and stops nothing") {
  World world(40, {.refuses_delete = true}, 1);
  world.config().pack_segments = 3;
  begin(world);
  world.purge(0, 0);
  rounds(world, 8);
  const std::uint64_t before = world.server().counts().at("DELETE");
  CHECK(before > 0);
  world.write(1, {});
  rounds(world, 4);
  CHECK(world.server().counts().at("DELETE") - before <= 4 * 4);
  const sync::SyncStatus status = world.device(0).engine->status();
  CHECK(status.reason == remote::Reason::kNone);
  CHECK(world.clock().wall_ms() - status.last_round_ms < 120'000);
  // Words that were to go are still there: that is said, until they have gone.
  CHECK(world.reports(0, sync::TroubleKind::kNotRemoved));
  world.server().habits().refuses_delete = false;
  world.settle();
  CHECK_FALSE(world.reports(0, sync::TroubleKind::kNotRemoved));
  CHECK(world.complaint() == "");
}

TEST_CASE("P9: packed segments that cannot be deleted cost room, and are no trouble") {
  World world(41, {.refuses_delete = true}, 1);
  world.config().pack_segments = 3;
  begin(world);
  for (int i = 0; i < 6; ++i) {
    world.write(0, {});
    world.run(60'000);
  }
  world.run(2 * world.config().timing.pack_grace_ms);
  CHECK(world.server().counts().at("DELETE") > 0);
  CHECK(world.device(0).engine->status().troubles.empty());
}

TEST_CASE("P9: a room's key for this person that does not open is said, and only to them") {
  World world(43, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  world.write(0, {});
  world.settle();
  const auto grant =
      format::make_grant(/*vault=*/world.dice().id(), world.dice().id(), 1,
                         world.person(1).sealing_pair().public_key, {}, world.dice());
  sync::Batch batch;
  batch.put.push_back({sync::seq_key("ctl/", 1), format::encode_control(grant.value()).value()});
  REQUIRE(world.device(0).journal->commit(std::move(batch)).ok());
  world.start(0);
  rounds(world, 3);
  CHECK(world.reports(1, sync::TroubleKind::kDamaged));
  CHECK_FALSE(world.reports(0, sync::TroubleKind::kDamaged));
}

TEST_CASE("a state entry of one's own that is damaged is no damaged object at the endpoint") {
  World world(42, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  const Id room = world.add_room(0);
  world.write(0, room);
  world.write(0, {});
  world.settle();
  auto& journal = *world.device(1).journal;
  const auto held = journal.scan("held/");
  REQUIRE(held.value().size() == 1);
  sync::Batch batch;
  batch.put.push_back({held.value()[0].key, Bytes(3, 1)});
  REQUIRE(journal.commit(std::move(batch)).ok());
  world.purge(0, 1);
  rounds(world, 6);
  CHECK_FALSE(world.reports(1, sync::TroubleKind::kDamaged));
  CHECK(world.device(1).engine->status().rounds_failed > 0);
}

TEST_CASE("P9: no key for this person is told apart from a damaged and a missing key file") {
  World world(36, {}, 2);
  world.add_device(0);
  world.write(0, {});
  world.settle();
  const std::size_t stranger = world.add_device(1);  // Not a member.
  rounds(world, 2);
  CHECK(world.reports(stranger, sync::TroubleKind::kNoKey));
  CHECK(world.device(stranger).journal->lines().empty());
  CHECK(world.add_member(0, 1));
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "P7: who is removed from the vault reads nothing that is written under its key after that") {
  World world(37, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  const std::size_t leaving = world.add_device(1);
  world.write(0, {});
  world.settle();
  CHECK(world.device(leaving).journal->lines().size() == 1);
  CHECK(world.remove_member(0, 1));
  world.write(0, {});
  world.settle();
  CHECK(world.device(leaving).journal->lines().size() == 1);
}

TEST_CASE("keys: two owners change the members at the same time: both are followed, removal wins") {
  World world(38, {}, 4);
  world.add_device(0);
  CHECK(world.add_member(0, 1, format::Role::kOwner));
  CHECK(world.add_member(0, 2));
  world.add_device(1);
  const std::size_t removed = world.add_device(2);
  world.write(0, {});
  world.settle();
  for (std::size_t i = 0; i < 2; ++i) world.device(i).http->set_offline(true);
  CHECK(world.remove_member(0, 2));
  CHECK(world.add_member(1, 3));
  world.write(1, {});
  for (std::size_t i = 0; i < 2; ++i) world.device(i).http->set_offline(false);
  for (std::size_t i = 0; i < 2; ++i) world.device(i).engine->refresh();
  const std::size_t added = world.add_device(3);
  world.run(3'600'000);
  for (std::size_t i = 0; i < 2; ++i) world.write(i, {});
  world.settle();
  CHECK(world.device(0).engine->members() == world.device(1).engine->members());
  CHECK(world.device(0).engine->members() == world.device(added).engine->members());
  CHECK(world.device(0).engine->members().size() == 3);
  CHECK(world.device(added).journal->lines().size() == 4);
  // What was written before the two files met may have reached who was removed; nothing after.
  CHECK(world.device(removed).journal->lines().size() <= 2);
}

TEST_CASE(
    "P6: two histories of one log, seen by two devices, are proof: both say so, both keep all") {
  World world(39, {}, 1);
  begin(world);
  const std::size_t third = world.add_device(0);
  world.settle();
  const DavServer::Backup before = world.server().backup();
  const auto sleep = [&](std::size_t device) {
    world.device(device).asleep_until_ms = world.clock().steady_ms() + 86'400'000;
  };
  const std::size_t copy = world.clone_device(0);
  sleep(third);
  sleep(copy);
  world.write(0, {});
  world.run(120'000);
  sleep(0);
  sleep(1);
  CHECK(world.device(1).journal->lines().size() == 7);
  world.server().put_back(before);
  world.device(copy).asleep_until_ms = 0;
  world.device(third).asleep_until_ms = 0;
  world.write(copy, {});
  world.run(120'000);
  CHECK(world.device(third).journal->lines().size() == 7);
  world.write(third, {});
  world.run(120'000);
  world.device(1).asleep_until_ms = 0;
  rounds(world, 2);
  CHECK(world.reports(1, sync::TroubleKind::kLogChanged));
  CHECK(world.device(1).journal->lines().size() >= 8);
}

}  // namespace quietroom::sim
