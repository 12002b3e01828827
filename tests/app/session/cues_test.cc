// The pacer's arithmetic.
#include <doctest/doctest.h>

#include "app/session/cues.h"

using namespace quietroom::session;

TEST_CASE("cues: a breath goes in and out evenly, in steps of a second at least") {
  for (int rate = kBreathsLeast; rate <= kBreathsMost; ++rate) {
    CAPTURE(rate);
    const std::int64_t half_ms = 30000 / rate;
    std::int64_t at_ms = 1000 * half_ms;  // A breath begins.
    int steps = 0;
    while (at_ms < 1000 * half_ms + 2 * half_ms) {
      const Breath now = breath_at(at_ms, rate);
      CHECK(now.in == (at_ms < 1000 * half_ms + half_ms));
      CHECK(now.step >= 1);
      CHECK(now.step <= kBreathSteps);
      CHECK(now.next_step_ms > at_ms);
      CHECK(now.next_half_ms >= now.next_step_ms);
      const bool is_last = now.next_step_ms == now.next_half_ms;
      CHECK((is_last || now.next_step_ms - at_ms >= 1000));
      at_ms = now.next_step_ms;
      ++steps;
    }
    CHECK(steps >= 6);
    CHECK(steps <= 2 * (kBreathSteps + 1));
  }
}
