// The clock of the machine that tools and benchmarks run on.
#pragma once

#include "platform/clock.h"

namespace quietroom {

class NativeClock final : public Clock {
 public:
  std::int64_t wall_ms() const override;
  std::int64_t steady_ms() const override;
  int utc_offset_minutes(std::int64_t wall_ms) const override;
};

}  // namespace quietroom
