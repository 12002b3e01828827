#include "platform/web/clock_web.h"

#include <chrono>

#include "platform/web/imports.h"

namespace quietroom {
namespace {

template <typename Duration>
std::int64_t whole_ms(Duration duration) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace

std::int64_t ClockWeb::wall_ms() const {
  return whole_ms(std::chrono::system_clock::now().time_since_epoch());  // Date.now
}

std::int64_t ClockWeb::steady_ms() const {
  return whole_ms(std::chrono::steady_clock::now().time_since_epoch());  // performance.now
}

int ClockWeb::utc_offset_minutes(std::int64_t wall_ms) const {
  return qr_js_utc_offset_minutes(static_cast<double>(wall_ms));
}

}  // namespace quietroom
