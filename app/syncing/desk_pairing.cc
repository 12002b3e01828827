// What one device of a person tells a new one of sync, and what the new one keeps of it.
#include <algorithm>

#include "app/syncing/desk.h"
#include "app/syncing/settings.h"
#include "sync/format/pasted.h"

namespace quietroom::syncing {

Status Desk::describe(format::PairingGift& gift) {
  if (store_ == nullptr || !endpoint_) return Error{ErrorCode::kNotFound, "sync is off"};
  paused_ = false;
  TRY(find_vaults());
  std::optional<std::string> token = TRY(store_->setting(kTokenSetting));
  gift.address = view_.address;
  if (token) gift.token = std::move(*token);
  gift.own_vault = store_->own_vault();
  for (const auto& vault : vaults_) {
    format::PairedVault paired{vault->id, vault->founder, {}};
    if (vault->engine != nullptr) paired.frontier = vault->engine->frontier();
    gift.vaults.push_back(std::move(paired));
  }
  std::sort(gift.vaults.begin(), gift.vaults.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return {};
}

Status Desk::join(store::Store& store, const format::PairingGift& gift) {
  for (const format::PairedVault& vault : gift.vaults) {
    TRY(keep_frontier(store, vault.id, vault.frontier));
  }
  if (gift.address.empty()) return {};
  TRY(store.set_setting(kAddressSetting, gift.address));
  TRY(store.set_setting(kTokenSetting, gift.token));
  return store.set_setting(kOnSetting, "1");
}

/// Notes that `vault` is at the endpoint, and how far it went there.
Status Desk::keep_frontier(store::Store& store, const Id& vault,
                           const std::vector<format::LogPosition>& frontier) {
  Bytes positions;
  for (const format::LogPosition& position : frontier) format::put_position(positions, position);
  return store.set_setting(joined_setting(vault), format::to_pasted(positions));
}

/// What keep_frontier() kept of `vault`; nothing if it was not joined so.
Result<std::optional<std::vector<format::LogPosition>>> Desk::joined(const Id& vault) {
  const std::optional<std::string> kept = TRY(store_->setting(joined_setting(vault)));
  if (!kept) return std::optional<std::vector<format::LogPosition>>();
  const Bytes bytes = TRY_IN("joined vault", format::from_pasted(*kept));
  std::vector<format::LogPosition> positions;
  for (ByteReader in(bytes); !in.empty();) {
    const format::LogPosition position = TRY_IN("joined vault", format::read_position(in));
    positions.push_back(position);
  }
  return std::optional(std::move(positions));
}

}  // namespace quietroom::syncing
