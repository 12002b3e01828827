// What came in from other devices, gathered until somebody asks. Not for what this device changes
// itself: its caller knows that.
#pragma once

#include <cstdint>

namespace quietroom::store {

/// What came since it was last asked for.
struct Arrivals {
  bool changed = false;  ///< Something that a screen may show is not as it was.
  /// Operations that were not taken: the id is here with other content, or they have no place in
  /// the vault that they came in. Somebody's program is broken, or worse.
  std::uint64_t kept_out = 0;
  bool clock_ahead = false;  ///< Some writer's clock is more than 5 minutes ahead of ours.

  bool empty() const { return !changed && kept_out == 0 && !clock_ahead; }
  void add(const Arrivals& more) {
    changed = changed || more.changed;
    kept_out += more.kept_out;
    clock_ahead = clock_ahead || more.clock_ahead;
  }
};

}  // namespace quietroom::store
