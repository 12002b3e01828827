// Readers: who gets single payloads of a room, and no key of it. What somebody takes off the record
// is thereby never opened by what a reader was given, whenever they were given it.
#include <algorithm>

#include "sync/engine_impl.h"
#include "sync/format/fields.h"

namespace quietroom::sync {
namespace {

/// "shared/<room>/<reader>": this device's id, and the counters that this reader was given.
std::string shared_key(const Id& room, const crypto::PublicKey& to) {
  return "shared/" + to_base32(room) + "/" + to_base32(format::front_of(to));
}

}  // namespace

void EngineImpl::add_room_key(RoomKey key) {
  std::vector<Secret<32>>& keys = rooms_[key.room];
  const bool known = std::any_of(keys.begin(), keys.end(), [&](const Secret<32>& one) {
    return crypto::equal_in_constant_time(one.view(), key.key.view());
  });
  if (key.own && !own_rooms_.contains(key.room)) own_rooms_[key.room] = key.key.clone();
  if (!known) keys.push_back(std::move(key.key));
}

Status EngineImpl::share(const Id& room, const crypto::PublicKey& to,
                         std::vector<std::uint64_t> counters) {
  std::sort(counters.begin(), counters.end());
  wanted_[{room, to}] = std::move(counters);
  changed();
  return {};
}

/// Tells readers of what they are to get and is in segments by now. After empty_elsewhere().
Status EngineImpl::share_sealed() {
  const format::VaultEpoch* epoch = ring_.current();
  if (epoch == nullptr || !is_member_now()) return {};
  for (const auto& [whom, counters] : wanted_) {
    const bool member = std::any_of(
        epoch->members.begin(), epoch->members.end(),
        [&, &to = whom.second](const format::Member& one) { return one.identity.sealing == to; });
    if (member && !counters.empty()) TRY(share_with(whom.first, whom.second, counters));
  }
  return {};
}

Status EngineImpl::share_with(const Id& room, const crypto::PublicKey& to,
                              const std::vector<std::uint64_t>& wanted) {
  const std::string key = shared_key(room, to);
  std::vector<std::uint64_t> done;
  const std::optional<Bytes> kept = TRY(journal_.get(key));
  if (kept) {
    ByteReader in(*kept);
    const Id device = TRY(format::read_id(in));
    // Under another name this device's log begins anew, and so does what was given from it.
    while (device == own_.device && !in.empty()) done.push_back(TRY(in.u64()));
  }
  std::vector<std::uint64_t> more;
  for (const std::uint64_t counter : wanted) {
    if (counter <= own_.counter && !std::binary_search(done.begin(), done.end(), counter))
      more.push_back(counter);
  }
  for (std::size_t first = 0; first < more.size(); first += format::kSharedMax) {
    const std::size_t last = std::min(more.size(), first + format::kSharedMax);
    const std::vector<std::uint64_t> part(more.begin() + static_cast<std::ptrdiff_t>(first),
                                          more.begin() + static_cast<std::ptrdiff_t>(last));
    std::vector<format::SharedPayload> found;
    TRY(find_shared(room, part, found));
    done.insert(done.end(), part.begin(), part.end());
    std::sort(done.begin(), done.end());
    Bytes value = to_bytes(own_.device.span());
    for (const std::uint64_t counter : done) put_u64(value, counter);
    Batch batch;
    batch.put.push_back({key, std::move(value)});
    if (found.empty()) {
      TRY(journal_.commit(std::move(batch)));  // All of it is gone again.
      continue;
    }
    const format::Share record =
        TRY(format::make_share(config_.vault, own_.device, room, to, found, random_));
    segment_.reset();
    TRY(add_control(record, std::move(batch)));
  }
  return {};
}

/// Where those operations lie in this device's log, ascending, with the key of each.
Status EngineImpl::find_shared(const Id& room, const std::vector<std::uint64_t>& counters,
                               std::vector<format::SharedPayload>& found) const {
  for (const auto& [seq, pack] : packs_) {
    std::optional<Bytes> object = TRY(journal_.get(seq_key("packed/", seq)));
    if (object) TRY(find_in_object(std::move(*object), room, counters, found));
  }
  for (const auto& [seq, head] : heads_) {
    if (seq <= own_.packed) continue;
    std::optional<Bytes> object = TRY(journal_.get(seq_key("out/", seq)));
    if (object) TRY(find_in_object(std::move(*object), room, counters, found));
  }
  return {};
}

Status EngineImpl::find_in_object(Bytes object, const Id& room,
                                  const std::vector<std::uint64_t>& counters,
                                  std::vector<format::SharedPayload>& found) const {
  const std::vector<Secret<32>>* keys = room_keys(room);
  if (keys == nullptr) return {};
  format::ObjectReader reader = TRY(format::read_object(std::move(object)));
  const format::VaultEpoch* epoch = ring_.find(reader.head().key);
  if (epoch == nullptr) return Error{ErrorCode::kAuthFailed, "share: a key is not here"};
  TRY(reader.open_layout(config_.vault, epoch->key));
  Bytes buffer;
  for (std::size_t i = 0; i < reader.head().count; ++i) {
    const format::VaultEpoch* of_manifest = ring_.find(reader.key_of(i));
    if (of_manifest == nullptr) return Error{ErrorCode::kAuthFailed, "share: a key is not here"};
    const format::OpenedManifest opened =
        TRY(reader.open_manifest(i, of_manifest->key, &signer_.certificate));
    for (std::size_t slot = 0; slot < opened.manifest.entries.size(); ++slot) {
      const format::Entry& entry = opened.manifest.entries[slot];
      const bool wanted = entry.type == format::EntryType::kOperation && entry.room == room &&
                          std::binary_search(counters.begin(), counters.end(), entry.counter);
      const format::OpId id{own_.device, entry.counter};
      if (!wanted || is_refused(id, signing_.public_key, nullptr)) continue;
      const format::PayloadPlace place = format::place_of(opened.manifest, slot);
      for (const Secret<32>& key : *keys) {
        if (!format::open_payload(key, place, reader.payload_box(opened, slot), buffer).ok())
          continue;
        found.push_back({place.seq, place.index, format::payload_key(key, place)});
        break;
      }
    }
  }
  wipe(buffer);
  return {};
}

/// What this person was given of that log is taken in, where it is held here.
Status EngineImpl::apply_share(const format::OpenedManifest& opened, const format::Share& share,
                               Effects& effects) {
  if (share.to != sealing_.public_key) return {};
  const format::Certificate& writer = opened.manifest.certificate;
  auto payloads = format::open_share(config_.vault, writer.device, share, sealing_);
  if (!payloads.ok()) {
    report_unopened(opened);
    return {};
  }
  Bytes buffer;
  for (const format::SharedPayload& one : payloads.value()) {
    format::PayloadPlace place;
    place.device = writer.device;
    place.seq = one.seq;
    place.room = share.room;
    place.index = one.index;
    const std::string key = held_key(place);
    const std::optional<Bytes> kept = TRY(of_our_own(journal_.get(key)));
    if (!kept) continue;  // Purged meanwhile.
    const HeldPayload held = TRY(of_our_own(decode_held_payload(config_.vault, *kept)));
    const format::OpId id{writer.device, held.counter};
    if (is_refused(id, writer.identity.signing, &effects)) continue;
    const auto content = format::open_payload_alone(one.key, held.place, held.box, buffer);
    if (!content.ok()) continue;
    effects.batch.operations.push_back({id, share.room, held.author, to_bytes(content.value())});
    add_to_digest(effects.batch.operations.back(), effects, true);
    effects.batch.erase.push_back(key);
    --effects.held;
  }
  wipe(buffer);
  return {};
}

}  // namespace quietroom::sync
