#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/sim/script.h"

namespace quietroom::sim {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("P2, P3, P4: whatever happens to devices, network and server, in the end all have all") {
  // QUIETROOM_SEED plays one story alone. Steps are requests and transactions.
  const bool is_long = std::getenv("QUIETROOM_LONG") != nullptr;
  const std::uint64_t only = number_of("QUIETROOM_SEED", 0);
  const std::uint64_t steps_wanted = is_long ? 3'000'000 : 100'000;
  std::uint64_t steps = 0;
  std::uint64_t kills = 0;
  std::uint64_t stories = 0;
  std::uint64_t seed = only == 0 ? 1 : only;
  // The short run plays the same stories each time; the long one goes on where nobody has been.
  if (is_long && only == 0) seed = number_of("QUIETROOM_FIRST_SEED", 1);
  for (; steps < steps_wanted; ++seed) {
    const Story story = tell(seed, number_of("QUIETROOM_STEPS", 120));
    const Played played = play(story);
    steps += played.steps;
    ++stories;
    kills += played.kills;
    if (!played.complaint.empty()) {
      const Story shorter =
          shrink(story, [](const Story& one) { return !play(one).complaint.empty(); });
      MESSAGE("seed " << seed << ": " << played.complaint
                      << "\nshortened: " << play(shorter).complaint << "\n"
                      << in_words(shorter));
      FAIL("a story went wrong");
    }
    if (only != 0) break;
  }
  MESSAGE(steps << " steps in " << stories << " stories, " << kills << " kills; next seed "
                << seed);
}

}  // namespace quietroom::sim
