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
  if (manifest.seq != looked_at(device) + 1) return Error{ErrorCode::kCorrupt, "log: a gap"};
  const auto late = late_.find(device);
  const crypto::Hash& before = late == late_.end() ? next.last : late->second.last;
  const bool other_history = manifest.previous != before ||
                             (next.certificate && !(*next.certificate == manifest.certificate));
  if (other_history) {
    report({TroubleKind::kLogChanged, device, manifest.seq, clock_.wall_ms()});
    return Error{ErrorCode::kConflict, "log: another history"};
  }
  if (!ring_.is_member(manifest.key, manifest.certificate.identity)) {
    report({TroubleKind::kNotAMember, device, manifest.seq, clock_.wall_ms()});
    return Error{ErrorCode::kConflict, "log: not a member's"};
  }
  if (is_too_late(manifest.certificate, manifest.seq)) return look_at_late(opened);
  // It counts by now, and so does what was only looked at: the next round begins there.
  if (late != late_.end()) return Error{ErrorCode::kConflict, "log: counts again"};
  Effects effects;
  if (manifest.seq == 1) {
    effects.abouts.push_back(about(device, effects));
    effects.abouts.back().first_hlc = manifest.hlc;
  }
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
  for (const RoomKey& key : effects.rooms) rooms.push_back(key.room);
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
  // Nobody writes in another's name: the key file says who a member is.
  const format::Member* writer =
      ring_.find_member(opened.manifest.key, opened.manifest.certificate.identity);
  if (!is_control && (writer == nullptr || entry.author != writer->person)) return {};
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
    if (!key.ok()) {
      report_unopened(opened);
      return {};
    }
    const bool own = opened.manifest.certificate.identity == identity();
    effects.rooms.push_back({grant->room, std::move(key).value(), own});
    effects.batch.put.push_back(encode(effects.rooms.back()));
    return {};
  }
  if (const auto* share = std::get_if<format::Share>(&record.value()))
    return apply_share(opened, *share, effects);
  if (const auto* purge = std::get_if<format::PurgeOperations>(&record.value())) {
    const format::IdentityKeys& writer = opened.manifest.certificate.identity;
    const format::VaultEpoch* epoch = ring_.find(opened.manifest.key);
    const bool owner = epoch != nullptr && is_owner(*epoch, writer);
    TRY(apply_purges(purge->ids, writer.signing, owner, effects));
  }
  apply_said(record.value(), opened.manifest.certificate, opened.manifest.hlc, effects);
  return {};
}

/// Something for this person that they cannot open: what waits for it goes on waiting.
void EngineImpl::report_unopened(const format::OpenedManifest& opened) {
  report({TroubleKind::kDamaged, opened.manifest.certificate.device, opened.manifest.seq,
          clock_.wall_ms()});
}

/// Adds an operation to its room's digest, or takes it out again.
void EngineImpl::add_to_digest(const Carried& operation, Effects& effects, bool add) const {
  add_to_digest(operation.room, digest_item(operation), effects, add);
}

void EngineImpl::add_to_digest(const Id& room, const crypto::Hash& item, Effects& effects,
                               bool add) const {
  auto found = effects.digests.find(room);
  if (found == effects.digests.end()) {
    const auto before = digests_.find(room);
    found =
        effects.digests.emplace(room, before == digests_.end() ? Digest{} : before->second).first;
  }
  Digest& digest = found->second;
  for (std::size_t i = 0; i < item.size(); ++i)
    digest.sum[i] = static_cast<std::uint8_t>(digest.sum[i] ^ item[i]);
  digest.count = add ? digest.count + 1 : digest.count - 1;
}

Status EngineImpl::commit(Effects effects) {
  segment_.reset();  // It stands on what is changed here, or holds what goes.
  for (const auto& [room, digest] : effects.digests) {
    Bytes value(digest.sum.begin(), digest.sum.end());
    put_u64(value, digest.count);
    effects.batch.put.push_back({"digest/" + to_base32(room), std::move(value)});
  }
  for (const AboutDevice& one : effects.abouts) effects.batch.put.push_back(entry_of(one));
  for (const Retired& one : effects.retired) effects.batch.put.push_back(entry_of(one));
  for (const Called& one : effects.called) effects.batch.put.push_back(entry_of(one));
  TRY(journal_.commit(std::move(effects.batch)));
  for (const AboutDevice& one : effects.abouts) abouts_[one.device] = one;
  for (const Retired& one : effects.retired) retired_[{one.device, one.by}] = one;
  for (const Called& one : effects.called) called_[one.identity] = one;
  for (const auto& [room, digest] : effects.digests) digests_[room] = digest;
  for (const PurgedBy& purged : effects.purged) purged_.emplace(purged.id, purged);
  for (RoomKey& key : effects.rooms) add_room_key(std::move(key));
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
