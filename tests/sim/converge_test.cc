#include <doctest/doctest.h>

#include "tests/sim/world.h"

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

}  // namespace quietroom::sim
