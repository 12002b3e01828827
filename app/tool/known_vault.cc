#include "app/tool/known_vault.h"

#include <algorithm>

#include "sync/state.h"

namespace quietroom::tool {
namespace {

Result<crypto::PublicKey> founder_of(std::string_view text) {
  const Bytes bytes = TRY(from_hex(text));
  crypto::PublicKey key{};
  if (bytes.size() != key.size()) return Error{ErrorCode::kCorrupt, "founder of a vault"};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

Status read_keys(KnownVault& vault) {
  const std::vector<sync::StateEntry> keys = TRY(vault.journal->scan("key/"));
  for (const sync::StateEntry& entry : keys) {
    if (entry.value.empty()) return Error{ErrorCode::kCorrupt, "key file: empty"};
    const ByteSpan bytes = ByteSpan(entry.value).subspan(1);
    const format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(bytes));
    TRY(vault.ring.add(file.key_id(), to_bytes(bytes), vault.mine));
    if (entry.value.front() == 1) vault.keys_there.push_back(file.key_id());
  }
  constexpr std::size_t kIdTextSize = 26;
  const std::vector<sync::StateEntry> rooms = TRY(vault.journal->scan("room/"));
  for (const sync::StateEntry& entry : rooms) {
    if (entry.key.size() < 5 + kIdTextSize || entry.value.size() != 32)
      return Error{ErrorCode::kCorrupt, "room key"};
    const Id room = TRY(id_from_base32(std::string_view(entry.key).substr(5, kIdTextSize)));
    Secret<32> key;
    std::copy(entry.value.begin(), entry.value.end(), key.writable().begin());
    vault.rooms[room].push_back(std::move(key));
  }
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

std::optional<crypto::Hash> KnownVault::hash_of(const Id& device, std::uint64_t seq) const {
  const auto value = journal->get(sync::hash_key(device, seq));
  if (!value.ok() || !value.value()) return std::nullopt;
  const auto hash = sync::hash_from(*value.value());
  return hash.ok() ? std::optional(hash.value()) : std::nullopt;
}

Result<std::vector<std::unique_ptr<KnownVault>>> known_vaults(
    store::Store& store, const session::SyncIdentity& identity) {
  std::vector<std::unique_ptr<KnownVault>> vaults;
  const auto add = [&](const Id& id, const crypto::PublicKey& founder) {
    const bool known =
        std::any_of(vaults.begin(), vaults.end(), [&](const auto& one) { return one->id == id; });
    if (!known) vaults.push_back(std::make_unique<KnownVault>(id, founder, identity.sealing));
  };
  add(store.own_vault(), identity.signing.public_key);
  const std::vector<store::KnownVault> noted = TRY(store.vaults());
  for (const store::KnownVault& one : noted) {
    const crypto::PublicKey founder = TRY(founder_of(one.founder));
    if (!one.left) add(one.id, founder);
  }
  const std::vector<model::Case> cases = TRY(store.cases());
  for (const model::Case& one : cases) add(one.id, identity.signing.public_key);
  for (const auto& vault : vaults) {
    vault->journal = TRY(store.journal(vault->id));
    TRY_IN("the vault", read_keys(*vault));
    TRY_IN("the vault", read_logs(*vault));
  }
  return Result<std::vector<std::unique_ptr<KnownVault>>>(std::move(vaults));
}

}  // namespace quietroom::tool
