// What a store knows of one vault: its keys, and what it has seen of each log. Read from where the
// engine keeps it (sync/state.h), and never changed here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "app/session/sync_desk.h"
#include "app/store/store.h"
#include "sync/format/manifest.h"
#include "sync/journal.h"
#include "sync/key_ring.h"

namespace quietroom::tool {

struct KnownVault {
  KnownVault(const Id& vault, const crypto::PublicKey& founder, const crypto::SealingPair& identity)
      : id(vault), mine(identity), ring(vault, founder) {}

  Id id;
  const crypto::SealingPair& mine;  ///< Borrowed from the store's keeper.
  std::unique_ptr<sync::Journal> journal;
  sync::KeyRing ring;
  std::map<Id, std::vector<Secret<32>>> rooms;
  std::vector<format::KeyId> keys_there;  ///< Key files that were seen at the endpoint.
  std::map<Id, std::uint64_t> seen;       ///< For each device, up to which number its log was.

  /// Whether anything of it was ever seen at the endpoint.
  bool was_there() const { return !seen.empty() || !keys_there.empty(); }
};

/// All vaults of `store`, no desk being open. `identity` outlives them. Errors: as Store; kCorrupt.
Result<std::vector<std::unique_ptr<KnownVault>>> known_vaults(
    store::Store& store, const session::SyncIdentity& identity);

}  // namespace quietroom::tool
