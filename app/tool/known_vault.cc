#include "app/tool/known_vault.h"

#include "app/syncing/vaults.h"
#include "sync/state.h"
#include "sync/state_reader.h"

namespace quietroom::tool {
namespace {

Status read_keys(KnownVault& vault) {
  const auto files = TRY(sync::read_key_files(*vault.journal, vault.mine, vault.ring));
  for (const auto& [key, there] : files) {
    if (there) vault.keys_there.push_back(key);
  }
  std::vector<sync::RoomKey> keys = TRY(sync::read_room_keys(*vault.journal));
  for (sync::RoomKey& one : keys) vault.rooms[one.room].push_back(std::move(one.key));
  return {};
}

Status read_logs(KnownVault& vault) {
  const std::vector<sync::StateEntry> logs = TRY(vault.journal->scan("log/"));
  for (const sync::StateEntry& entry : logs) {
    const sync::PeerLog log = TRY(sync::decode_peer_log(entry.value));
    vault.seen[log.device] = log.seq;
  }
  const std::optional<Bytes> own = TRY(vault.journal->get("own"));
  if (!own) return {};
  const sync::OwnLog log = TRY(sync::decode_own_log(*own));
  if (log.uploaded > 0) vault.seen[log.device] = log.uploaded;
  return {};
}

}  // namespace

Result<std::vector<std::unique_ptr<KnownVault>>> known_vaults(
    store::Store& store, const session::SyncIdentity& identity) {
  std::vector<std::unique_ptr<KnownVault>> vaults;
  const std::vector<syncing::SyncedVault> synced =
      TRY(syncing::synced_vaults(store, identity.signing.public_key));
  for (const syncing::SyncedVault& one : synced)
    vaults.push_back(std::make_unique<KnownVault>(one.id, one.founder, identity.sealing));
  for (const auto& vault : vaults) {
    vault->journal = TRY(store.journal(vault->id));
    TRY_IN("the vault", read_keys(*vault));
    TRY_IN("the vault", read_logs(*vault));
  }
  return Result<std::vector<std::unique_ptr<KnownVault>>>(std::move(vaults));
}

}  // namespace quietroom::tool
