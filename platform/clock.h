// The clock seam. Twins: web/clock_web, native/clock_native, fake/clock_fake (jumps on demand).
#pragma once

#include <cstdint>

namespace quietroom {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970-01-01 UTC, as the device believes; may jump either way.
  virtual std::int64_t wall_ms() const = 0;
  /// Milliseconds since some start; never goes back. For intervals.
  virtual std::int64_t steady_ms() const = 0;
  /// Minutes that local time is ahead of UTC at `wall_ms` (UTC+2 gives 120).
  virtual int utc_offset_minutes(std::int64_t wall_ms) const = 0;
};

}  // namespace quietroom
