#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {

const std::vector<Secret<32>>* EngineImpl::room_keys(const Id& room) const {
  const auto found = rooms_.find(room);
  return found == rooms_.end() || found->second.empty() ? nullptr : &found->second;
}

/// Takes in the next manifest of a log: what it brings, and how far that log goes now, in one
/// transaction. Errors: kConflict, reported here: it does not continue what is here, or its writer
/// is nobody of this vault.
Status EngineImpl::apply(const format::ObjectReader& reader, const format::OpenedManifest& opened) {
  const format::Manifest& manifest = opened.manifest;
  const Id& device = manifest.certificate.device;
  PeerLog next = logs_[device];
  if (manifest.seq != next.seq + 1) return Error{ErrorCode::kCorrupt, "log: a gap"};
  const bool other_history = manifest.previous != next.last ||
                             (next.certificate && !(*next.certificate == manifest.certificate));
  if (other_history) {
    report({TroubleKind::kLogChanged, device, manifest.seq, {}, clock_.wall_ms()});
    return Error{ErrorCode::kConflict, "log: another history"};
  }
  if (!ring_.is_member(manifest.key, manifest.certificate.identity)) {
    report({TroubleKind::kNotAMember, device, manifest.seq, {}, clock_.wall_ms()});
    return Error{ErrorCode::kConflict, "log: not a member's"};
  }
  Effects effects;
  for (std::size_t i = 0; i < manifest.entries.size(); ++i)
    TRY(apply_entry(reader, opened, i, effects));
  next.device = device;
  next.seq = manifest.seq;
  next.last = opened.hash;
  next.certificate = manifest.certificate;
  next.hlc = manifest.hlc;
  next.seen = manifest.seen;
  effects.batch.put.push_back({log_key(device), encode(next)});
  effects.batch.put.push_back(
      {hash_key(device, manifest.seq), Bytes(opened.hash.begin(), opened.hash.end())});
  OwnLog own = own_;
  if (effects.worth_an_answer && own.owes_ack_ms == 0) own.owes_ack_ms = clock_.wall_ms();
  own.purge_due = own.purge_due || effects.purge_due;
  effects.batch.put.push_back({"own", encode(own)});
  std::vector<Id> rooms;
  for (const auto& [room, key] : effects.rooms) rooms.push_back(room);
  TRY(commit(std::move(effects)));
  own_ = std::move(own);
  logs_[device] = std::move(next);
  // A step of its own, which is tried again should the journal refuse it.
  to_open_.insert(rooms.begin(), rooms.end());
  return {};
}

Status EngineImpl::apply_entry(const format::ObjectReader& reader,
                               const format::OpenedManifest& opened, std::size_t index,
                               Effects& effects) {
  const format::Entry& entry = opened.manifest.entries[index];
  const ByteSpan box = reader.payload_box(opened, index);
  const format::OpId id{opened.manifest.certificate.device, entry.counter};
  const bool is_control = entry.type == format::EntryType::kControl;
  if (box.empty()) return {};  // Purged; the record that says so comes by itself.
  if (!is_control && is_refused(id, opened.manifest.certificate.identity.signing, &effects))
    return {};
  TRY(format::check_payload(entry.commit, box));
  const format::PayloadPlace place = format::place_of(opened.manifest, index);
  Bytes buffer;
  if (entry.room.is_none()) {
    const format::VaultEpoch* epoch = ring_.find(opened.manifest.key);
    if (epoch == nullptr) return Error{ErrorCode::kAuthFailed, "payload: its key is not here"};
    const ByteSpan content = TRY(format::open_payload(epoch->key, place, box, buffer));
    if (is_control) return apply_control(opened, content, effects);
    effects.batch.operations.push_back({id, entry.room, entry.author, to_bytes(content)});
    add_to_digest(effects.batch.operations.back(), effects, true);
    effects.worth_an_answer = true;
    return {};
  }
  effects.worth_an_answer = true;
  if (const std::vector<Secret<32>>* keys = room_keys(entry.room)) {
    for (const Secret<32>& key : *keys) {
      const auto content = format::open_payload(key, place, box, buffer);
      if (!content.ok() && content.error().code == ErrorCode::kAuthFailed) continue;
      if (!content.ok()) return content.error();
      effects.batch.operations.push_back({id, entry.room, entry.author, to_bytes(content.value())});
      add_to_digest(effects.batch.operations.back(), effects, true);
      return {};
    }
  }
  HeldPayload held{place, entry.counter, entry.author, to_bytes(box)};
  effects.batch.put.push_back({held_key(place), encode(held)});
  ++effects.held;
  return {};
}

Status EngineImpl::apply_control(const format::OpenedManifest& opened, ByteSpan content,
                                 Effects& effects) {
  auto record = format::decode_control(content);
  // A record of a newer version is signed and counted, and says nothing to this one.
  if (!record.ok()) return {};
  if (!std::holds_alternative<format::Heartbeat>(record.value())) effects.worth_an_answer = true;
  if (const auto* grant = std::get_if<format::Grant>(&record.value())) {
    if (grant->to != sealing_.public_key) return {};
    auto key = format::open_grant(config_.vault, *grant, sealing_);
    if (!key.ok()) return {};
    Secret<32> opened_key = std::move(key).value();
    const std::string front = to_base32(format::front_of(crypto::blake2b_256(opened_key.view())));
    effects.batch.put.push_back({"room/" + to_base32(grant->room) + "/" + front,
                                 Bytes(opened_key.view().begin(), opened_key.view().end())});
    effects.rooms.emplace_back(grant->room, std::move(opened_key));
    return {};
  }
  if (const auto* purge = std::get_if<format::PurgeOperations>(&record.value())) {
    const format::IdentityKeys& identity = opened.manifest.certificate.identity;
    const format::VaultEpoch* epoch = ring_.find(opened.manifest.key);
    const bool owner =
        epoch != nullptr &&
        std::any_of(epoch->members.begin(), epoch->members.end(), [&](const auto& member) {
          return member.identity == identity && member.role == format::Role::kOwner;
        });
    for (const format::OpId& id : purge->ids)
      TRY(apply_purge({id, identity.signing, owner}, effects));
  }
  return {};
}

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

Status EngineImpl::apply_purge(const PurgedBy& purged, Effects& effects) {
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
  const std::optional<Own> here = TRY(journal_.find(purged.id));
  if (here) {
    const bool sealed = here->local == 0 || here->local <= own_.cursor;
    if (sealed) add_to_digest(here->operation, effects, false);
    effects.batch.purge.push_back(purged.id);
  }
  if (purged.id.device == own_.device) effects.purge_due = true;
  const std::vector<StateEntry> held = TRY(journal_.scan("held/"));
  for (const StateEntry& entry : held) {
    const HeldPayload one = TRY(decode_held_payload(config_.vault, entry.value));
    if (one.place.device != purged.id.device || one.counter != purged.id.counter) continue;
    effects.batch.erase.push_back(entry.key);
    --effects.held;
  }
  return {};
}

Status EngineImpl::purge(std::vector<format::OpId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::vector<format::Member> all = members();
  const bool owner = std::any_of(all.begin(), all.end(), [&](const format::Member& one) {
    return one.role == format::Role::kOwner && one.identity.signing == signing_.public_key;
  });
  Effects effects;
  for (const format::OpId& id : ids) {
    const auto writer = identity_of(id.device);
    if (!owner && (!writer || *writer != signing_.public_key))
      return Error{ErrorCode::kInvalid, "purge: another's words"};
    TRY(apply_purge({id, signing_.public_key, owner}, effects));
  }
  const bool mine =
      std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return id.device == own_.device; });
  OwnLog own = own_;
  own.purge_due = own.purge_due || mine;
  effects.batch.put.push_back({"own", encode(own)});
  Bytes record = TRY(format::encode_control(format::PurgeOperations{std::move(ids)}));
  std::uint64_t number = 1;
  while (controls_.contains(seq_key("ctl/", number))) ++number;
  effects.batch.put.push_back({seq_key("ctl/", number), record});
  TRY(commit(std::move(effects)));
  own_ = std::move(own);
  controls_[seq_key("ctl/", number)] = std::move(record);
  flush();
  return {};
}

/// Adds an operation to its room's digest, or takes it out again.
void EngineImpl::add_to_digest(const Carried& operation, Effects& effects, bool add) const {
  auto found = effects.digests.find(operation.room);
  if (found == effects.digests.end()) {
    const auto before = digests_.find(operation.room);
    found = effects.digests
                .emplace(operation.room, before == digests_.end() ? Digest{} : before->second)
                .first;
  }
  Bytes item;
  put_bytes(item, operation.id.device.span());
  put_u64(item, operation.id.counter);
  put_bytes(item, operation.author.span());
  put_bytes(item, operation.content);
  const crypto::Hash hash = crypto::blake2b_256(item);
  for (std::size_t i = 0; i < hash.size(); ++i)
    found->second.sum[i] = static_cast<std::uint8_t>(found->second.sum[i] ^ hash[i]);
  found->second.count = add ? found->second.count + 1 : found->second.count - 1;
}

Status EngineImpl::commit(Effects effects) {
  for (const auto& [room, digest] : effects.digests) {
    Bytes value(digest.sum.begin(), digest.sum.end());
    put_u64(value, digest.count);
    effects.batch.put.push_back({"digest/" + to_base32(room), std::move(value)});
  }
  TRY(journal_.commit(std::move(effects.batch)));
  for (const auto& [room, digest] : effects.digests) digests_[room] = digest;
  for (const PurgedBy& purged : effects.purged) purged_.emplace(purged.id, purged);
  for (auto& [room, key] : effects.rooms) {
    std::vector<Secret<32>>& keys = rooms_[room];
    const bool known = std::any_of(keys.begin(), keys.end(), [&key = key](const auto& one) {
      return crypto::equal_in_constant_time(one.view(), key.view());
    });
    if (!known) keys.push_back(std::move(key));
  }
  held_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(held_) + effects.held);
  return {};
}

/// A key has come: what waited for it in `room` is applied.
Status EngineImpl::open_held(const Id& room) {
  const std::vector<Secret<32>>* keys = room_keys(room);
  if (keys == nullptr) return {};
  const std::vector<StateEntry> entries = TRY(journal_.scan("held/" + to_base32(room) + "/"));
  Effects effects;
  Bytes buffer;
  for (const StateEntry& entry : entries) {
    const HeldPayload held = TRY(decode_held_payload(config_.vault, entry.value));
    const format::OpId id{held.place.device, held.counter};
    for (const Secret<32>& key : *keys) {
      const auto content = format::open_payload(key, held.place, held.box, buffer);
      if (!content.ok()) continue;
      effects.batch.operations.push_back({id, room, held.author, to_bytes(content.value())});
      add_to_digest(effects.batch.operations.back(), effects, true);
      effects.batch.erase.push_back(entry.key);
      --effects.held;
      break;
    }
  }
  if (effects.batch.operations.empty()) return {};
  return commit(std::move(effects));
}

}  // namespace quietroom::sync
