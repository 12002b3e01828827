#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {

/// Whose device that is, as far as its log has been taken in.
std::optional<crypto::PublicKey> EngineImpl::identity_of(const Id& device) const {
  if (device == own_.device) return signing_.public_key;
  const auto log = logs_.find(device);
  if (log == logs_.end() || !log->second.certificate) return std::nullopt;
  return log->second.certificate->identity.signing;
}

/// Whether the operation `id` of `writer` was purged by somebody who may: its writer, or an owner.
bool EngineImpl::is_refused(const format::OpId& id, const crypto::PublicKey& writer,
                            const Effects* effects) const {
  const auto counts = [&](const PurgedBy& by) {
    return by.id == id && (by.owner || by.identity == writer);
  };
  const auto [first, last] = purged_.equal_range(id);
  if (std::any_of(first, last, [&](const auto& one) { return counts(one.second); })) return true;
  return effects != nullptr && std::any_of(effects->purged.begin(), effects->purged.end(), counts);
}

/// Adds it to `gone` if it counts here.
Status EngineImpl::apply_purge(const PurgedBy& purged, Effects& effects,
                               std::set<format::OpId>& gone) {
  const auto [first, last] = purged_.equal_range(purged.id);
  const bool again = std::any_of(first, last, [&](const auto& one) {
    return one.second.identity == purged.identity && one.second.owner == purged.owner;
  });
  if (again) return {};
  effects.purged.push_back(purged);
  effects.batch.put.push_back({purged_key(purged), encode(purged)});
  const auto writer = identity_of(purged.id.device);
  // From a log that we have not met: it is refused when it comes, if the purge counts for it.
  if (!writer || !(purged.owner || purged.identity == *writer)) return {};
  // What the same manifest brought before its own purge.
  std::erase_if(effects.batch.operations, [&](const Carried& operation) {
    if (operation.id != purged.id) return false;
    add_to_digest(operation, effects, false);
    return true;
  });
  const std::optional<Own> here = TRY(of_our_own(journal_.find(purged.id)));
  if (here) {
    const bool sealed = here->local == 0 || here->local <= own_.cursor;
    if (sealed) add_to_digest(here->operation, effects, false);
    effects.batch.purge.push_back(purged.id);
  }
  if (purged.id.device == own_.device) effects.purge_due = true;
  gone.insert(purged.id);
  return {};
}

/// On the word of `identity`, who was an owner then or was not. `ids` ascend.
Status EngineImpl::apply_purges(const std::vector<format::OpId>& ids,
                                const crypto::PublicKey& identity, bool owner, Effects& effects) {
  std::set<format::OpId> gone;
  for (const format::OpId& id : ids) TRY(apply_purge({id, identity, owner}, effects, gone));
  if (gone.empty() || held_ == 0) return {};
  const std::vector<StateEntry> held = TRY(of_our_own(journal_.scan("held/")));
  for (const StateEntry& entry : held) {
    const HeldPayload one = TRY(of_our_own(decode_held_payload(config_.vault, entry.value)));
    if (!gone.contains({one.place.device, one.counter})) continue;
    effects.batch.erase.push_back(entry.key);
    --effects.held;
  }
  return {};
}

/// Whether a purge of what that device wrote counts when it is ours.
bool EngineImpl::may_purge(const Id& device) const {
  const format::VaultEpoch* epoch = ring_.current();
  if (epoch != nullptr && is_owner(*epoch, identity())) return true;
  const auto writer = identity_of(device);
  return writer && *writer == signing_.public_key;
}

Status EngineImpl::purge(std::vector<format::OpId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const format::OpId& id : ids) {
    if (!may_purge(id.device)) return Error{ErrorCode::kInvalid, "purge: another's words"};
  }
  return purge_in(std::move(ids), {});
}

/// Tells the others, in the transaction of `effects`. `ids` ascend.
Status EngineImpl::purge_in(std::vector<format::OpId> ids, Effects effects) {
  const format::VaultEpoch* epoch = ring_.current();
  const bool owner = epoch != nullptr && is_owner(*epoch, identity());
  TRY(apply_purges(ids, signing_.public_key, owner, effects));
  OwnLog own = own_;
  own.purge_due = own.purge_due || effects.purge_due;
  effects.batch.put.push_back({"own", encode(own)});
  Bytes record = TRY(format::encode_control(format::PurgeOperations{std::move(ids)}));
  const std::string key = free_control_key();
  effects.batch.put.push_back({key, record});
  TRY(commit(std::move(effects)));
  own_ = std::move(own);
  controls_[key] = std::move(record);
  flush();
  return {};
}

/// Whether the operation is in a segment: in ours, or in one of a log that is taken in here.
bool EngineImpl::is_sealed(const format::OpId& id) const {
  return id.device == own_.device ? id.counter <= own_.counter : logs_.contains(id.device);
}

/// What the program has emptied here since the last call is purged: elsewhere it was not. Before
/// anything is sealed, since how far our log goes tells what was. A segment that is half sealed may
/// have it, and is begun anew with the commit; not for what only stays noted, or none got ready.
Status EngineImpl::empty_elsewhere() {
  const std::vector<StateEntry> entries = TRY(journal_.scan("emptied/"));
  for (std::size_t first = 0; first < entries.size();) {
    Effects effects;
    std::vector<format::OpId> ids;
    for (; first < entries.size() && ids.size() < format::kPurgeIdsMax; ++first) {
      const Emptied emptied = TRY(decode_emptied(entries[first].value));
      // Another's words stay noted: an owner's device may have been told meanwhile.
      if (is_sealed(emptied.id) && !may_purge(emptied.id.device)) continue;
      effects.batch.erase.push_back(entries[first].key);
      if (!is_sealed(emptied.id)) continue;
      add_to_digest(emptied.room, emptied.item, effects, false);
      ids.push_back(emptied.id);
    }
    std::sort(ids.begin(), ids.end());
    if (!ids.empty()) {
      TRY(purge_in(std::move(ids), std::move(effects)));
    } else if (!effects.batch.erase.empty()) {
      TRY(commit(std::move(effects)));
    }
  }
  return {};
}

}  // namespace quietroom::sync
