// Which vaults a person syncs, as their store says.
#pragma once

#include <vector>

#include "app/store/store.h"
#include "sync/crypto/identity.h"

namespace quietroom::syncing {

struct SyncedVault {
  Id id;
  crypto::PublicKey founder{};
  bool ours = false;    ///< This person's to found: the own vault, or a case that was made here.
  bool is_new = false;  ///< A case that the other devices were not told of yet.
};

/// The own vault, those that were told of and not left, and each case, once each. One that was told
/// of with a founder who cannot be one is left out, and logged. Errors: as Store.
Result<std::vector<SyncedVault>> synced_vaults(store::Store& store, const crypto::PublicKey& own);

}  // namespace quietroom::syncing
