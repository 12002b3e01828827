// Where a line or passage stands among its like: a number, with room for more between two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/base/ids.h"

namespace quietroom::store {

/// What one that is moved leaves between itself and its neighbour where there is no room: enough
/// to divide ten times more.
inline constexpr std::int64_t kPlaceStep = 1024;

/// The place right behind all[at - 1] (0: before all). Where there is none left between two, the
/// following ones move on a little: `move(one, place)` is called for each.
template <typename Placed, typename Move>
std::int64_t make_place(const std::vector<Placed>& all, std::size_t at, Move move) {
  const std::int64_t before = at == 0 ? 0 : all[at - 1].place;
  if (at == all.size()) return before + kPlaceStep;
  const std::int64_t after = all[at].place;
  if (after - before >= 2) return before + (after - before) / 2;
  const std::int64_t place = before + kPlaceStep;
  std::int64_t last = place;
  for (std::size_t i = at; i < all.size() && all[i].place <= last; ++i) {
    last += kPlaceStep;
    move(all[i], last);
  }
  return place;
}

/// The index of `id`; all.size() if it is not there.
template <typename Placed>
std::size_t index_in(const std::vector<Placed>& all, const Id& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Placed& one) { return one.id == id; });
  return static_cast<std::size_t>(found - all.begin());
}

}  // namespace quietroom::store
