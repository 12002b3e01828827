// The browser's clock.
#pragma once

#include "platform/clock.h"

namespace quietroom {

class ClockWeb final : public Clock {
 public:
  std::int64_t wall_ms() const override;
  std::int64_t steady_ms() const override;
  int utc_offset_minutes(std::int64_t wall_ms) const override;
};

}  // namespace quietroom
