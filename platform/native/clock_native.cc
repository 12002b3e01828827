#include "platform/native/clock_native.h"

#include <chrono>
#include <ctime>

namespace quietroom {

std::int64_t NativeClock::wall_ms() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::int64_t NativeClock::steady_ms() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

int NativeClock::utc_offset_minutes(std::int64_t wall_ms) const {
  const std::time_t seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm local = {};
  if (localtime_r(&seconds, &local) == nullptr) return 0;
  return static_cast<int>(local.tm_gmtoff / 60);
}

}  // namespace quietroom
