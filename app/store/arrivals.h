// What came in from other devices and changed what a screen may show, gathered until somebody
// asks. Not for what this device changes itself: its caller knows that.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "platform/base/ids.h"
#include "sync/format/operation.h"

namespace quietroom::store {

class Database;

/// What changed since it was last asked for.
struct Arrivals {
  std::set<Id> cases;       ///< Whose own fields changed, or that are new.
  std::set<Id> interviews;  ///< Those too, and where a line, item, consent or referral changed.
  bool people = false;
  bool guides = false;
  bool observations = false;
  bool vaults = false;  ///< Store::vaults()
  /// Operations that were not taken: the id is here with other content, or they have no place in
  /// the vault that they came in. Somebody's program is broken, or worse.
  std::vector<format::OpId> kept_out;
  bool clock_ahead = false;  ///< Some writer's clock is more than 5 minutes ahead of ours.

  bool empty() const;
  void add(Arrivals more);
};

/// Adds what stands for `touched` (small numbers of entities, and their kinds) in the tables now.
Status note_touched(Database& database,
                    const std::set<std::pair<std::int64_t, std::int64_t>>& touched,
                    Arrivals& arrivals);

}  // namespace quietroom::store
