#include "app/model/hlc.h"

#include <algorithm>

namespace quietroom::model {
namespace {

// 47 bits, so that the packed number stays below 2^63 and fits a signed column.
constexpr std::int64_t kWallMaxMs = (std::int64_t{1} << 47) - 1;

}  // namespace

Hlc hlc_at(std::int64_t wall_ms) {
  return Hlc{static_cast<std::uint64_t>(std::clamp<std::int64_t>(wall_ms, 0, kWallMaxMs)) << 16};
}

Hlc hlc_next(Hlc previous, std::int64_t wall_ms) {
  // Adding one carries from the counter into the milliseconds, which keeps the order.
  return std::max(Hlc{previous.packed + 1}, hlc_at(wall_ms));
}

Hlc hlc_merge(Hlc ours, Hlc remote, std::int64_t wall_ms) {
  const Hlc limit = hlc_at(std::min(wall_ms, kWallMaxMs) + kHlcAheadMaxMs);
  return std::max(ours, std::min(remote, limit));
}

bool hlc_is_ahead(Hlc remote, std::int64_t wall_ms) {
  return remote.wall_ms() > std::min(wall_ms, kWallMaxMs) + kHlcAheadMaxMs;
}

}  // namespace quietroom::model
