// Clock's fake twin: stands still until it is told otherwise.
#pragma once

#include "platform/clock.h"

namespace quietroom {

class FakeClock final : public Clock {
 public:
  /// 2026-03-02 09:00 UTC, a Monday morning, unless told otherwise.
  static constexpr std::int64_t kStartMs = 1772442000000;
  explicit FakeClock(std::int64_t wall_ms = kStartMs) : wall_ms_(wall_ms) {}

  std::int64_t wall_ms() const override { return wall_ms_; }
  std::int64_t steady_ms() const override {
    steady_ms_ += ms_a_look_;
    return steady_ms_;
  }
  int utc_offset_minutes(std::int64_t) const override { return utc_offset_minutes_; }

  /// Time passes: both clocks go on by `ms`, 0 or more.
  void advance(std::int64_t ms) {
    wall_ms_ += ms;
    steady_ms_ += ms;
  }
  /// From now on, what happens between two looks at the steady clock takes `ms`: for work that goes
  /// by its budget.
  void set_ms_a_look(std::int64_t ms) { ms_a_look_ = ms; }
  /// Somebody sets the device's clock; the steady one does not notice.
  void set_wall_ms(std::int64_t wall_ms) { wall_ms_ = wall_ms; }
  void set_utc_offset_minutes(int minutes) { utc_offset_minutes_ = minutes; }

 private:
  std::int64_t wall_ms_;
  mutable std::int64_t steady_ms_ = 0;
  std::int64_t ms_a_look_ = 0;
  int utc_offset_minutes_ = 0;
};

}  // namespace quietroom
