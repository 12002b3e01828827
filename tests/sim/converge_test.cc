#include <doctest/doctest.h>

#include "tests/sim/stories.h"

namespace quietroom::sim {

TEST_CASE("P4: two devices over an honest server have the same in the end") {
  World world(1, {}, 1);
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 5; ++i) world.write(0, {});
  world.run(60'000);
  for (int i = 0; i < 3; ++i) world.write(1, {});
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "P4: rooms: who has no key holds the operations sealed, and applies them with the grant") {
  World world(2, {}, 2);
  world.add_device(0);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  const Id room = world.add_room(0);
  world.write(0, room);
  world.write(0, {});
  world.settle();
  CHECK(world.complaint() == "");
  CHECK(world.device(2).engine->status().held == 1);
  world.grant(0, room, 1);
  world.settle();
  CHECK(world.complaint() == "");
  CHECK(world.device(2).engine->status().held == 0);
}

TEST_CASE(
    "purge: what the program empties by itself goes from the endpoint and the other devices") {
  World world(4, {}, 1);
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 4; ++i) {
    world.write(static_cast<std::size_t>(i % 2), {});
    world.run(30'000);
  }
  world.settle();
  std::set<std::string> before;
  for (const auto& [path, bytes] : world.server().files()) before.insert(path);
  // One of each device's lines, both on the first one; and one that never left it.
  world.device(0).http->set_offline(true);
  world.write(0, {});
  for (int i = 0; i < 3; ++i) world.empty(0, static_cast<std::uint64_t>(i) * 2);
  std::size_t purged = 0;
  for (const auto& [text, line] : world.lines()) purged += line.purged ? 1 : 0;
  CHECK(purged == 3);
  world.run(60'000);
  world.device(0).http->set_offline(false);
  world.settle();
  CHECK(world.complaint() == "");
  std::size_t gone = 0;
  for (const std::string& path : before) gone += world.server().files().contains(path) ? 0 : 1;
  CHECK(gone >= 2);  // The segments that the two lay in.
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE("purge: what is purged is gone on every device and at the endpoint, and all pins stay") {
  World world(3, {}, 1);
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 6; ++i) {
    world.write(0, {});
    world.run(30'000);
  }
  world.settle();
  std::set<std::string> before;
  for (const auto& [path, bytes] : world.server().files()) before.insert(path);
  world.purge(0, 2);
  world.settle();
  CHECK(world.complaint() == "");
  // The object that the purged line lay in is not there any more.
  bool gone = false;
  for (const std::string& path : before) gone = gone || !world.server().files().contains(path);
  CHECK(gone);
  // Who comes later can still follow the whole log.
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "packs: many segments become a pack, are deleted once all have seen it, and a new device reads "
    "it") {
  World world(4, {}, 1);
  world.config().pack_segments = 8;
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 20; ++i) {
    world.write(0, {});
    world.run(30'000);
  }
  world.settle();
  world.run(3 * 86'400'000LL);
  world.settle();
  CHECK(world.complaint() == "");
  std::size_t segments = 0;
  std::size_t packs = 0;
  for (const auto& [path, bytes] : world.server().files()) {
    if (path.find("/l/" + to_base32(world.device(0).journal->device())) != std::string::npos)
      ++segments;
    if (path.find("/p/") != std::string::npos) ++packs;
  }
  CHECK(packs >= 1);
  CHECK(segments <= 12);
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "P3, P6: a wiped server deletes nothing, is reported in two rounds, and is filled again") {
  World world(5, {}, 1);
  world.add_device(0);
  world.add_device(0);
  for (int i = 0; i < 4; ++i) world.write(i % 2 == 0 ? 0 : 1, {});
  world.settle();
  world.server().wipe();
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 2; ++i) world.device(i).engine->refresh();
    world.run(70'000);
  }
  CHECK(world.reports(0, sync::TroubleKind::kServerLost));
  CHECK(world.reports(1, sync::TroubleKind::kServerLost));
  CHECK(world.device(0).journal->lines().size() == 4);
  world.write(0, {});
  world.settle();
  CHECK(world.complaint() == "");
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "twin: a copy whose segment was sealed and not sent when the other's two came loses nothing") {
  World world(10, {}, 1);
  world.add_device(0);
  const std::size_t other = world.add_device(0);
  world.settle();
  const std::size_t twin = world.clone_device(other);
  world.device(twin).http->set_offline(true);
  for (int i = 0; i < 2; ++i) {
    world.write(other, {});
    world.run(60'000);
  }
  world.device(twin).http->set_offline(false);
  world.write(twin, {});
  world.device(twin).engine->flush();
  // Sealed in the first transaction from here, and killed in the one after it.
  world.device(twin).journal->kill_at(2, true);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE("P10: what cannot be sent yet is not tried again and again") {
  World world(9, {}, 2);
  world.add_device(0);
  world.add_device(1);  // No member: there is no key for it.
  world.write(0, {});
  world.settle();
  world.server().wipe();
  world.write(0, {});
  world.write(1, {});
  std::uint64_t before[] = {world.device(0).http->requests(), world.device(1).http->requests()};
  world.run(600'000);
  CHECK(world.reports(0, sync::TroubleKind::kServerLost));
  CHECK(world.device(0).http->requests() - before[0] < 300);
  CHECK(world.device(1).http->requests() - before[1] < 300);
}

TEST_CASE("P2: a server that is wiped while a pack waits to be sent is filled again") {
  World world(8, {}, 1);
  world.config().pack_segments = 3;
  world.add_device(0);
  for (int i = 0; i < 5; ++i) {
    world.write(0, {});
    world.run(30'000);
  }
  world.device(0).engine->refresh();  // Seals the pack; the next round would send it.
  world.run(400);
  world.server().wipe();
  world.settle();
  CHECK(world.complaint() == "");
  world.add_device(0);
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE("P6: a server that was put back to an earlier day is reported, and filled again") {
  World world(6, {}, 1);
  world.add_device(0);
  world.add_device(0);
  world.write(0, {});
  world.settle();
  const DavServer::Backup monday = world.server().backup();
  world.write(0, {});
  world.write(1, {});
  world.settle();
  world.server().put_back(monday);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 2; ++i) world.device(i).engine->refresh();
    world.run(70'000);
  }
  CHECK(world.reports(0, sync::TroubleKind::kServerLost));
  CHECK(world.reports(1, sync::TroubleKind::kServerLost));
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "twin: a copied device gets another id as soon as it meets the first, and nothing is lost") {
  World world(7, {}, 1);
  world.add_device(0);
  world.write(0, {});
  world.settle();
  const std::size_t twin = world.clone_device(0);
  check_told_apart(world, twin);
}

}  // namespace quietroom::sim
