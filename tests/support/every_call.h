// How densely tests that let the n-th call fail sample n. Every n is what is promised; the usual
// run takes a share of them, `./quietroom test --long` (which sets QUIETROOM_LONG) takes all.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace quietroom {

/// The distance between two n: `usual`, or 1 in the long run.
inline std::uint64_t every_call(std::uint64_t usual) {
  return std::getenv("QUIETROOM_LONG") != nullptr ? 1 : usual;
}

}  // namespace quietroom
