#include "app/syncing/vaults.h"

#include <set>

#include "platform/base/log.h"

namespace quietroom::syncing {

Result<std::vector<SyncedVault>> synced_vaults(store::Store& store, const crypto::PublicKey& own) {
  std::vector<SyncedVault> all = {{store.own_vault(), own, true, false}};
  std::set<Id> known = {store.own_vault()};
  const std::vector<store::KnownVault> noted = TRY(store.vaults());
  for (const store::KnownVault& one : noted) {
    if (!known.insert(one.id).second || one.left) continue;
    const auto founder = crypto::public_key_from_hex(one.founder);
    if (founder.ok()) {
      all.push_back({one.id, founder.value(), false, false});
    } else {
      log_line("a vault that was told of", founder.error());  // The others are synced all the same.
    }
  }
  const std::vector<model::Case> cases = TRY(store.cases());
  for (const model::Case& one : cases) {
    if (known.insert(one.id).second) all.push_back({one.id, own, true, true});
  }
  return Result<std::vector<SyncedVault>>(std::move(all));
}

}  // namespace quietroom::syncing
