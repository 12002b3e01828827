// One person's devices: names, and which of them count no more.
#include <doctest/doctest.h>

#include "tests/sim/stories.h"
#include "tests/support/every_call.h"

namespace quietroom::sim {
namespace {

constexpr std::int64_t kHalfAnHourMs = 1'800'000;

/// What device `at` says of device `of`.
sync::OwnDevice device_as_seen(World& world, std::size_t at, std::size_t of) {
  const Id id = world.device(of).journal->device();
  for (const sync::OwnDevice& one : world.device(at).engine->own_devices()) {
    if (one.device == id) return one;
  }
  FAIL("not in the list");
  return {};
}

bool retire(World& world, std::size_t at, std::size_t of, bool retired = true) {
  return world.device(at).engine->set_retired(world.device(of).journal->device(), retired).ok();
}

std::size_t lines_on(World& world, std::size_t at) {
  return world.device(at).journal->lines().size();
}

/// Three devices of one person that have heard of each other; each has written one line.
struct ThreeDevices : World {
  explicit ThreeDevices(std::uint64_t seed) : World(seed, {}, 1) {
    for (std::size_t i = 0; i < 3; ++i) {
      add_device(0);
      write(i, {});
    }
    settle();
  }
  /// Device 2 is offline while device 0 retires it, and writes `lines` meanwhile; it sends them
  /// before it hears of anything.
  void retire_the_lost_one(int lines) {
    device(2).http->set_offline(true);
    CHECK(retire(*this, 0, 2));
    for (int i = 0; i < lines; ++i) {
      write(2, {});
      run(60'000);
    }
    run(kHalfAnHourMs);
    device(2).http->set_offline(false);
    device(2).engine->flush();
    run(2 * kHalfAnHourMs);
  }
};

}  // namespace

TEST_CASE("devices: each says its name and what it is elsewhere, and the others list it") {
  ThreeDevices world(31);
  CHECK(world.device(1).engine->name_device("Tablet").ok());
  CHECK_FALSE(world.device(1).engine->name_device("").ok());
  const Id vault = world.dice().id();
  const Id other = world.dice().id();
  CHECK(world.device(1).engine->tell_elsewhere({{vault, other}}).ok());
  world.run(kHalfAnHourMs);
  const sync::OwnDevice seen = device_as_seen(world, 0, 1);
  CHECK(seen.name == "Tablet");
  CHECK_FALSE(seen.here);
  CHECK(seen.added_ms > 0);
  CHECK(seen.heard_ms >= seen.added_ms);
  CHECK(seen.elsewhere == std::vector<format::VaultDevice>{{vault, other}});
  CHECK(device_as_seen(world, 0, 0).here);
  CHECK(device_as_seen(world, 0, 0).name.empty());
  // A further device, and a program that starts again, know it too.
  CHECK(world.device(1).engine->name_device("Old tablet").ok());
  CHECK(device_as_seen(world, 1, 1).name == "Old tablet");
  world.run(kHalfAnHourMs);
  world.add_device(0);
  world.run(kHalfAnHourMs);
  CHECK(device_as_seen(world, 3, 1).name == "Old tablet");
  world.start(0);
  CHECK(device_as_seen(world, 0, 1).name == "Old tablet");
  CHECK(device_as_seen(world, 0, 1).added_ms == seen.added_ms);
  // What they know already costs nothing.
  const std::uint64_t commits = world.device(1).journal->commits();
  CHECK(world.device(1).engine->tell_elsewhere({{vault, other}}).ok());
  CHECK(world.device(1).journal->commits() == commits);
}

TEST_CASE("retire: what a device writes afterwards is kept out by all, and counted") {
  ThreeDevices world(32);
  world.retire_the_lost_one(3);
  CHECK(lines_on(world, 0) == 3);
  CHECK(lines_on(world, 1) == 3);
  CHECK(world.device(0).engine->log_digest() == world.device(1).engine->log_digest());
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
    CAPTURE(at);
    const sync::OwnDevice lost = device_as_seen(world, at, 2);
    CHECK(lost.retired);
    CHECK(lost.kept_out == 3);
    CHECK(world.device(at).engine->status().troubles.empty());
    CHECK(world.device(at).engine->status().devices == 1);
  }
  CHECK(world.reports(2, sync::TroubleKind::kRetired));
  // It has heard of it: what it writes now stays there, and is said to.
  world.write(2, {});
  world.run(kHalfAnHourMs);
  CHECK(world.device(2).engine->status().only_here == 1);
  CHECK(device_as_seen(world, 0, 2).kept_out == 3);
  // Others go on as before, and so does a program that starts again.
  world.start(1);
  world.write(0, {});
  world.run(kHalfAnHourMs);
  CHECK(lines_on(world, 1) == 4);
  CHECK(device_as_seen(world, 1, 2).kept_out == 3);
}

TEST_CASE("retire: a device that counts again has all that it wrote taken in") {
  ThreeDevices world(33);
  world.retire_the_lost_one(3);
  world.write(2, {});
  world.run(kHalfAnHourMs);
  CHECK(retire(world, 1, 2, false));  // Another device than the one that retired it.
  world.run(2 * kHalfAnHourMs);
  world.settle();
  CHECK(world.complaint() == "");
  CHECK(lines_on(world, 0) == 7);
  CHECK_FALSE(device_as_seen(world, 0, 2).retired);
  CHECK(device_as_seen(world, 0, 2).kept_out == 0);
  CHECK_FALSE(world.reports(2, sync::TroubleKind::kRetired));
}

TEST_CASE("retire: what one device had taken in before it heard of it, all take in") {
  ThreeDevices world(34);
  world.device(0).http->set_offline(true);
  world.write(2, {});
  world.run(kHalfAnHourMs);
  CHECK(lines_on(world, 1) == 4);
  CHECK(retire(world, 0, 2));  // It has not heard of that line.
  world.device(0).http->set_offline(false);
  world.run(2 * kHalfAnHourMs);
  CHECK(lines_on(world, 0) == 4);
  CHECK(world.device(0).engine->log_digest() == world.device(1).engine->log_digest());
  CHECK(device_as_seen(world, 0, 2).kept_out == 0);
}

TEST_CASE("retire: of two words about one device the later one counts, on every device") {
  ThreeDevices world(35);
  world.device(1).http->set_offline(true);
  CHECK(retire(world, 0, 2));
  world.run(kHalfAnHourMs);
  CHECK(retire(world, 1, 2));
  CHECK(retire(world, 1, 2, false));
  world.device(1).http->set_offline(false);
  world.run(2 * kHalfAnHourMs);
  for (std::size_t at = 0; at < 3; ++at) {
    CAPTURE(at);
    CHECK_FALSE(device_as_seen(world, at, 2).retired);
  }
  world.write(2, {});
  world.settle();
  CHECK(world.complaint() == "");
}

TEST_CASE(
    "retire: a word that was said offline has the time at which it is sent, for who said it too") {
  ThreeDevices world(39);
  CHECK(retire(world, 0, 2));
  world.run(kHalfAnHourMs);
  world.device(1).http->set_offline(true);
  CHECK(retire(world, 1, 2, false));
  world.run(60'000);
  CHECK(retire(world, 0, 2, false));
  CHECK(retire(world, 0, 2));  // Later than that was said, and before it is heard of.
  world.run(60'000);
  world.device(1).http->set_offline(false);
  world.run(2 * kHalfAnHourMs);
  for (std::size_t at = 0; at < 3; ++at) {
    CAPTURE(at);
    CHECK_FALSE(device_as_seen(world, at, 2).retired);
  }
}

TEST_CASE("retire: nobody waits for a retired device before packed segments are cleared away") {
  World world(36, {}, 1);
  world.config().pack_segments = 3;
  for (std::size_t i = 0; i < 3; ++i) {
    world.add_device(0);
    world.write(i, {});
  }
  world.settle();
  world.device(2).http->set_offline(true);  // It confirms nothing from now on.
  for (int i = 0; i < 6; ++i) {
    world.write(0, {});
    world.run(60'000);
  }
  const auto segments = [&] {
    const std::string log =
        format::log_folder(world.vault(), world.device(0).journal->device()) + "/";
    std::size_t count = 0;
    for (const auto& [path, bytes] : world.server().files())
      count += path.find(log) == std::string::npos ? 0 : 1;
    return count;
  };
  world.run(2 * world.config().timing.pack_grace_ms);
  const std::size_t waiting = segments();
  CHECK(waiting > 4);
  CHECK(retire(world, 1, 2));
  world.run(2 * kHalfAnHourMs);
  CHECK(segments() < waiting);
}

TEST_CASE("retire: killed at the n-th transaction, durable or not: all agree on what counts") {
  for (const bool durable : {false, true}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
      for (std::uint64_t n = 1; n <= 12; n += every_call(2)) {
        CAPTURE(n);
        CAPTURE(at);
        CAPTURE(durable);
        ThreeDevices world(38);
        world.device(2).http->set_offline(true);
        world.write(2, {});
        world.device(at).journal->kill_at(world.device(at).journal->commits() + n, durable);
        if (!retire(world, 0, 2)) {
          world.run(60'000);  // The program starts again, and the person presses again.
          CHECK(retire(world, 0, 2));
        }
        world.run(60'000);
        world.device(2).http->set_offline(false);
        world.run(3 * kHalfAnHourMs);
        REQUIRE(lines_on(world, 0) == 3);
        REQUIRE(lines_on(world, 1) == 3);
        REQUIRE(world.device(0).engine->log_digest() == world.device(1).engine->log_digest());
        REQUIRE(device_as_seen(world, 1, 2).retired);
        CHECK(retire(world, 1, 2, false));
        world.settle();
        REQUIRE(world.complaint() == "");
        REQUIRE(lines_on(world, 0) == 4);
      }
    }
  }
}

TEST_CASE("retire: nobody retires another person's device, nor the one in their hands") {
  World world(37, {}, 2);
  world.add_device(0);
  CHECK(world.add_member(0, 1));
  world.add_device(1);
  world.write(1, {});
  world.settle();
  CHECK_FALSE(retire(world, 0, 1));
  CHECK_FALSE(retire(world, 0, 0));
  CHECK(world.device(0).engine->own_devices().size() == 1);
}

}  // namespace quietroom::sim
