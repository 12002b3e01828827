// Seeds of random tests: QUIETROOM_SEED plays the one that a failure printed; QUIETROOM_LONG plays
// many more.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace quietroom {

/// `usual` seeds from 1 on, or twenty times as many in the long run, or the one that was asked for.
inline std::vector<std::uint64_t> seeds(std::uint64_t usual) {
  if (const char* const asked = std::getenv("QUIETROOM_SEED"))
    return {std::strtoull(asked, nullptr, 10)};
  const std::uint64_t count = usual * (std::getenv("QUIETROOM_LONG") != nullptr ? 20 : 1);
  std::vector<std::uint64_t> all;
  for (std::uint64_t seed = 1; seed <= count; ++seed) all.push_back(seed);
  return all;
}

}  // namespace quietroom
