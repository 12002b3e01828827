// Under which device this store writes in each vault. A vault has a device id of its own, so that
// an endpoint cannot tell that two vaults have a person in common, and so that what becomes of one
// log touches no other. Runs inside the caller's transaction. Not for the log itself (door.h).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "app/store/database.h"
#include "app/store/door.h"
#include "platform/random.h"

namespace quietroom::store {

// The table own_device says of each id that this store has written under how it stands:
//   0  another device's by now: a copy of this store goes on under it, or its log ended;
//   1  waits: this store was a copy of that one, and what it logged there is to be given over;
//   2  the device of now.

class OwnDevices {
 public:
  /// `database`, `door` and `random` outlive it.
  OwnDevices(Database& database, Door& door, Random& random)
      : database_(database), door_(door), random_(random) {}

  /// The id of the next operation in `vault`; a device is minted for the first one.
  Result<format::OpId> next_operation(const Id& vault);
  /// The device of `vault`, minted if there is none.
  Result<Id> ensure(const Id& vault);
  /// The device of `vault`; none if nothing was ever written there.
  Result<Id> current(const Id& vault);
  /// Those whose operations are this store's own in `vault`, oldest first, as small numbers.
  Result<std::vector<std::int64_t>> own(const Id& vault);
  /// True if operations of `vault` wait to be given to the device of now.
  Result<bool> any_waits(const Id& vault);
  /// True if this store writes under `device`, or did before it was a copy.
  Result<bool> is_own(const Id& device);
  /// The time of the newest own operation; 0 if there is none.
  Result<std::int64_t> newest_hlc();

  /// This store is a copy: from now on it writes under new ids in every vault.
  Status leave_all();
  /// From now on this store writes in `vault` under `device`, which gets its own operations after
  /// `after` (a place in the log), with counters from 1, also where they name each other.
  Status go_on_as(const Id& vault, const Id& device, std::int64_t after);

  /// Forgets what was read: to be called after a rollback.
  void forget() { now_.clear(); }

 private:
  struct Now {
    Id device;
    std::uint64_t counter = 0;  ///< Of its newest operation.
  };
  Result<Now*> find(const Id& vault);
  Status add(const Id& vault, const Id& device);

  Database& database_;
  Door& door_;
  Random& random_;
  std::map<Id, Now> now_;
};

}  // namespace quietroom::store
