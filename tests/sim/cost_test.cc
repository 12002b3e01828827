#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sim/world.h"

namespace quietroom::sim {

TEST_CASE("P10: 10k notes of 2 kB are up, and on a second device, within 400 requests each") {
  World world(21, {}, 1);
  world.add_device(0);
  for (int i = 0; i < 10'000; ++i) world.write(0, {}, 2'000);
  world.run(60'000);
  const std::uint64_t up = world.device(0).http->requests();
  CHECK(world.device(0).engine->status().only_here == 0);
  world.add_device(0);
  world.run(60'000);
  const std::uint64_t down = world.device(1).http->requests();
  CHECK(world.device(1).journal->lines().size() == 10'000);
  CHECK(up <= 400);
  CHECK(down <= 400);
  MESSAGE("up: " << up << " requests, " << world.device(0).http->bytes() << " bytes; down: " << down
                 << " requests, " << world.device(1).http->bytes() << " bytes");
}

TEST_CASE("P10: 10k notes written over weeks by five devices: a sixth has them in 400 requests") {
  World world(22, {}, 1);
  world.config().timing.poll_ms = 600'000;
  for (int i = 0; i < 5; ++i) world.add_device(0);
  for (int batch = 0; batch < 100; ++batch) {
    for (std::size_t device = 0; device < 5; ++device) {
      for (int i = 0; i < 20; ++i) world.write(device, {}, 200);
      world.device(device).engine->flush();
    }
    world.run(120'000);
  }
  world.settle();
  CHECK(world.complaint() == "");
  const std::size_t sixth = world.add_device(0);
  world.run(120'000);
  CHECK(world.device(sixth).journal->lines().size() == 10'000);
  CHECK(world.device(sixth).http->requests() <= 400);
  MESSAGE(world.device(sixth).http->requests()
          << " requests, " << world.device(sixth).http->bytes() << " bytes");
}

TEST_CASE("a first sync says how much is here of how much, and ends with all of it") {
  World world(24, {}, 1);
  world.add_device(0);
  for (int batch = 0; batch < 30; ++batch) {
    for (int i = 0; i < 100; ++i) world.write(0, {}, 400);
    world.device(0).engine->flush();
    world.run(20'000);
  }
  world.settle();
  world.take_single_steps();
  const std::size_t second = world.add_device(0);
  const sync::Engine& engine = *world.device(second).engine;
  std::uint64_t before = 0;
  std::size_t steps = 0;
  for (int i = 0; i < 20'000 && engine.status().rounds == 0; ++i) {
    world.run(5);
    const sync::SyncStatus status = engine.status();
    CHECK(status.parts_here <= status.parts_known);
    CHECK(status.parts_here >= before);
    if (status.fetching && status.parts_here > before) ++steps;
    before = status.parts_here;
  }
  CHECK(steps > 3);
  CHECK(world.device(second).journal->lines().size() == 3'000);
  const sync::SyncStatus status = engine.status();
  CHECK_FALSE(status.fetching);
  CHECK(status.parts_here == status.parts_known);
  CHECK(status.parts_here >= 30);
}

TEST_CASE("P10: an idle poll of a vault with five devices costs at most 8 kB") {
  World world(23, {}, 1);
  for (int i = 0; i < 5; ++i) world.add_device(0);
  for (std::size_t device = 0; device < 5; ++device) world.write(device, {});
  world.settle();
  world.run(3'600'000);  // All acknowledgements are done.
  FakeHttp& http = *world.device(0).http;
  // The next full round is ten minutes away at most; the cheapest two minutes are without one.
  std::uint64_t least = ~std::uint64_t{0};
  for (int i = 0; i < 30; ++i) {
    const std::uint64_t before = http.bytes();
    const std::uint64_t requests = http.requests();
    world.run(31'250);
    if (http.requests() - requests == 4) least = std::min(least, http.bytes() - before);
  }
  CHECK(least <= 8'192);
  MESSAGE("4 requests, " << least << " bytes");
}

}  // namespace quietroom::sim
