// Stories that journals in memory and journals in stores both have to live through.
#pragma once

#include <doctest/doctest.h>

#include "tests/sim/world.h"

namespace quietroom::sim {

/// Two devices write, one purges, a room is shared. Steps of half a minute; six of seven lines
/// stay.
inline void small_story(World& world) {
  world.config().pack_segments = 3;
  world.add_device(0);
  world.add_device(0);
  const Id room = world.add_room(0);
  world.write(0, room);
  world.run(30'000);
  world.write(1, {});
  world.write(0, {});
  world.run(30'000);
  for (int i = 0; i < 4; ++i) {
    world.write(0, {});
    world.run(20'000);
  }
  world.purge(0, 1);
  world.run(900'000);
}

/// Device 0 and `twin`, a copy of it, both go on: they are told apart, and nothing is lost.
inline void check_told_apart(World& world, std::size_t twin) {
  world.write(0, {});
  world.write(twin, {});
  world.run(120'000);
  world.settle();
  CHECK(world.complaint() == "");
  CHECK_FALSE(world.device(0).journal->device() == world.device(twin).journal->device());
  CHECK((world.reports(0, sync::TroubleKind::kTwin) ||
         world.reports(twin, sync::TroubleKind::kTwin)));
}

}  // namespace quietroom::sim
