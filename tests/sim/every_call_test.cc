#include <doctest/doctest.h>

#include "tests/sim/stories.h"
#include "tests/support/every_call.h"

// The loop of the most trusted database: fail, or kill, the n-th call for every n, then look
// whether everything is there.

namespace quietroom::sim {

TEST_CASE("P1, P2: the n-th request fails, in each way, for every n: nothing is lost") {
  World untouched(11, {}, 1);
  small_story(untouched);
  const std::uint64_t requests =
      untouched.device(0).http->requests() + untouched.device(1).http->requests();
  CHECK(requests > 100);
  constexpr FakeFate kFates[] = {FakeFate::kRequestLost, FakeFate::kReplyLost, FakeFate::kCut,
                                 FakeFate::kServerError};
  Habits rclone;
  rclone.mkcol_twice = rclone.shows_torn = rclone.keeps_cut = true;
  for (const FakeFate fate : kFates) {
    for (std::size_t device = 0; device < 2; ++device) {
      const std::uint64_t count = untouched.device(device).http->requests();
      for (std::uint64_t n = 1; n <= count; n += every_call(5)) {
        CAPTURE(n);
        CAPTURE(device);
        CAPTURE(static_cast<int>(fate));
        World world(11, rclone, 1);
        world.on_device([&](std::size_t index, Device& one) {
          if (index == device) one.http->fate_at(n, fate);
        });
        small_story(world);
        world.settle();
        REQUIRE(world.complaint() == "");
      }
    }
  }
}

TEST_CASE("P1, P2: killed at the n-th transaction, durable or not, for every n: nothing is lost") {
  World untouched(12, {}, 1);
  small_story(untouched);
  for (const bool durable : {false, true}) {
    for (std::size_t device = 0; device < 2; ++device) {
      const std::uint64_t count = untouched.device(device).journal->commits();
      CHECK(count > 10);
      for (std::uint64_t n = 1; n <= count; n += every_call(2)) {
        CAPTURE(n);
        CAPTURE(device);
        CAPTURE(durable);
        World world(12, {}, 1);
        world.on_device([&](std::size_t index, Device& one) {
          if (index == device) one.journal->kill_at(n, durable);
        });
        small_story(world);
        world.settle();
        REQUIRE(world.complaint() == "");
      }
    }
  }
}

}  // namespace quietroom::sim
