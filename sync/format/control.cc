#include "sync/format/control.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/base/utf8.h"
#include "sync/crypto/aead.h"
#include "sync/format/fields.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;

/// The byte that says which record it is. Kept for ever.
enum class Kind : std::uint8_t {
  kGrant = 1,
  kPurgeOperations = 2,
  kPurgeRoom = 3,
  kPacked = 4,
  kRetire = 5,
  kRemove = 6,
  kDeviceName = 7,
  kHeartbeat = 8,
  kShare = 10,  // 9 has always been one that nobody knows (tests/golden/control/kind_9).
  kElsewhere = 11,
  kReinstate = 12,
  kPersonName = 13,
};
static_assert(std::variant_size_v<ControlRecord> == 12);

/// One of the payloads in a share.
constexpr std::size_t kSharedSize = 8 + 4 + 32;

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "control record: " + std::string(why)};
}

bool is_position(const LogPosition& position) {
  return !position.device.is_none() && position.seq <= kSeqMax &&
         (position.seq != 0 || position.manifest == crypto::Hash{});
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kDeviceNameSizeMax && is_utf8(name);
}

/// What is wrong with a record; empty if nothing is. One list of rules for both directions.
struct BrokenRule {
  std::string_view operator()(const Grant& grant) const {
    if (grant.room.is_none()) return "grant: room";
    if (grant.generation < 1) return "grant: generation";
    return {};
  }
  std::string_view operator()(const PurgeOperations& purge) const {
    if (purge.ids.empty() || purge.ids.size() > kPurgeIdsMax) return "purge: how many";
    const OpId* previous = nullptr;
    for (const OpId& id : purge.ids) {
      if (!is_op_id(id)) return "purge: id";
      if (previous != nullptr && !(*previous < id)) return "purge: not ascending";
      previous = &id;
    }
    return {};
  }
  std::string_view operator()(const PurgeRoom& purge) const {
    return purge.room.is_none() ? "purge: room" : "";
  }
  std::string_view operator()(const Packed& packed) const {
    if (packed.device.is_none()) return "packed: device";
    const bool is_range =
        packed.seq_first >= 1 && packed.seq_first <= packed.seq_last && packed.seq_last <= kSeqMax;
    return is_range ? "" : "packed: range";
  }
  std::string_view operator()(const Retire& retire) const {
    return is_position(retire.last) ? "" : "retire: position";
  }
  std::string_view operator()(const Remove& remove) const {
    if (remove.last.size() > kRemovePositionsMax) return "remove: too many positions";
    const LogPosition* previous = nullptr;
    for (const LogPosition& position : remove.last) {
      if (!is_position(position)) return "remove: position";
      if (previous != nullptr && !(previous->device < position.device))
        return "remove: not ascending";
      previous = &position;
    }
    return {};
  }
  std::string_view operator()(const DeviceName& named) const {
    return is_name(named.name) ? "" : "device name";
  }
  std::string_view operator()(const Heartbeat&) const { return {}; }
  std::string_view operator()(const Share& share) const {
    if (share.room.is_none()) return "share: room";
    return share.count >= 1 && share.count <= kSharedMax &&
                   share.sealed.size() == share.count * kSharedSize + crypto::kSealToOverhead
               ? ""
               : "share: how many";
  }
  std::string_view operator()(const Elsewhere& elsewhere) const {
    if (elsewhere.devices.size() > kElsewhereMax) return "elsewhere: too many";
    const VaultDevice* previous = nullptr;
    for (const VaultDevice& one : elsewhere.devices) {
      if (one.vault.is_none() || one.device.is_none()) return "elsewhere: none";
      if (previous != nullptr && !(previous->vault < one.vault)) return "elsewhere: not ascending";
      previous = &one;
    }
    return {};
  }
  std::string_view operator()(const Reinstate& reinstate) const {
    return reinstate.device.is_none() ? "reinstate: device" : "";
  }
  std::string_view operator()(const PersonName& named) const {
    return is_name(named.name) ? "" : "person name";
  }
};

/// Appends the kind and the body of a record.
struct Put {
  Bytes& out;

  void kind(Kind value) const { out.push_back(static_cast<std::uint8_t>(value)); }
  void name(const std::string& text) const {
    out.push_back(static_cast<std::uint8_t>(text.size()));
    put_bytes(out, as_bytes(text));
  }
  void operator()(const Grant& grant) const {
    kind(Kind::kGrant);
    put_bytes(out, grant.room.span());
    put_u32(out, grant.generation);
    put_bytes(out, grant.to);
    put_bytes(out, grant.sealed_key);
  }
  void operator()(const PurgeOperations& purge) const {
    kind(Kind::kPurgeOperations);
    put_u32(out, static_cast<std::uint32_t>(purge.ids.size()));
    for (const OpId& id : purge.ids) put_op_id(out, id);
  }
  void operator()(const PurgeRoom& purge) const {
    kind(Kind::kPurgeRoom);
    put_bytes(out, purge.room.span());
  }
  void operator()(const Packed& packed) const {
    kind(Kind::kPacked);
    put_bytes(out, packed.device.span());
    put_u64(out, packed.seq_first);
    put_u64(out, packed.seq_last);
    put_bytes(out, packed.object);
  }
  void operator()(const Retire& retire) const {
    kind(Kind::kRetire);
    put_position(out, retire.last);
  }
  void operator()(const Remove& remove) const {
    kind(Kind::kRemove);
    put_bytes(out, remove.identity.signing);
    put_bytes(out, remove.identity.sealing);
    put_u32(out, static_cast<std::uint32_t>(remove.last.size()));
    for (const LogPosition& position : remove.last) put_position(out, position);
  }
  void operator()(const DeviceName& named) const {
    kind(Kind::kDeviceName);
    name(named.name);
  }
  void operator()(const Heartbeat&) const { kind(Kind::kHeartbeat); }
  void operator()(const Share& share) const {
    kind(Kind::kShare);
    put_bytes(out, share.room.span());
    put_bytes(out, share.to);
    put_u32(out, share.count);
    put_bytes(out, share.sealed);
  }
  void operator()(const Elsewhere& elsewhere) const {
    kind(Kind::kElsewhere);
    put_u32(out, static_cast<std::uint32_t>(elsewhere.devices.size()));
    for (const VaultDevice& one : elsewhere.devices) put_vault_device(out, one);
  }
  void operator()(const Reinstate& reinstate) const {
    kind(Kind::kReinstate);
    put_bytes(out, reinstate.device.span());
  }
  void operator()(const PersonName& named) const {
    kind(Kind::kPersonName);
    name(named.name);
  }
};

Result<ControlRecord> read_grant(ByteReader& in) {
  Grant grant;
  grant.room = TRY(read_id(in));
  grant.generation = TRY(in.u32());
  grant.to = TRY(read_array<32>(in));
  grant.sealed_key = TRY(read_array<kSealedKeySize>(in));
  return ControlRecord(grant);
}

Result<ControlRecord> read_purge_operations(ByteReader& in) {
  PurgeOperations purge;
  const std::uint32_t count = TRY(in.u32());
  TRY(read_list(in, count, kPurgeIdsMax, "purge: how many", read_op_id, purge.ids));
  return ControlRecord(std::move(purge));
}

Result<ControlRecord> read_packed(ByteReader& in) {
  Packed packed;
  packed.device = TRY(read_id(in));
  packed.seq_first = TRY(in.u64());
  packed.seq_last = TRY(in.u64());
  packed.object = TRY(read_array<32>(in));
  return ControlRecord(packed);
}

Result<ControlRecord> read_remove(ByteReader& in) {
  Remove remove;
  remove.identity.signing = TRY(read_array<32>(in));
  remove.identity.sealing = TRY(read_array<32>(in));
  const std::uint32_t count = TRY(in.u32());
  TRY(read_list(in, count, kRemovePositionsMax, "remove: too many positions", read_position,
                remove.last));
  return ControlRecord(std::move(remove));
}

Result<std::string> read_name(ByteReader& in) {
  const std::uint8_t size = TRY(in.u8());
  const ByteSpan name = TRY(in.take(size));
  return std::string(as_text(name));
}

Result<ControlRecord> read_elsewhere(ByteReader& in) {
  Elsewhere elsewhere;
  const std::uint32_t count = TRY(in.u32());
  TRY(read_list(in, count, kElsewhereMax, "elsewhere: too many", read_vault_device,
                elsewhere.devices));
  return ControlRecord(std::move(elsewhere));
}

Result<ControlRecord> read_share(ByteReader& in) {
  Share share;
  share.room = TRY(read_id(in));
  share.to = TRY(read_array<32>(in));
  share.count = TRY(in.u32());
  if (share.count > kSharedMax) return Error{ErrorCode::kCorrupt, "share: how many"};
  const ByteSpan sealed = TRY(in.take(share.count * kSharedSize + crypto::kSealToOverhead));
  share.sealed = to_bytes(sealed);
  return ControlRecord(std::move(share));
}

Result<ControlRecord> read_body(std::uint8_t kind, ByteReader& in) {
  switch (static_cast<Kind>(kind)) {
    case Kind::kGrant:
      return read_grant(in);
    case Kind::kPurgeOperations:
      return read_purge_operations(in);
    case Kind::kPurgeRoom:
      return ControlRecord(PurgeRoom{TRY(read_id(in))});
    case Kind::kPacked:
      return read_packed(in);
    case Kind::kRetire:
      return ControlRecord(Retire{TRY(read_position(in))});
    case Kind::kRemove:
      return read_remove(in);
    case Kind::kDeviceName:
      return ControlRecord(DeviceName{TRY(read_name(in))});
    case Kind::kHeartbeat:
      return ControlRecord(Heartbeat{});
    case Kind::kShare:
      return read_share(in);
    case Kind::kElsewhere:
      return read_elsewhere(in);
    case Kind::kReinstate:
      return ControlRecord(Reinstate{TRY(read_id(in))});
    case Kind::kPersonName:
      return ControlRecord(PersonName{TRY(read_name(in))});
  }
  return Error{ErrorCode::kUnsupported, "unknown kind"};
}

/// To what a grant's sealed key is bound.
Bytes grant_aad(const Id& vault, const Grant& grant) {
  Bytes aad = to_bytes(as_bytes("qr grant"));
  put_bytes(aad, vault.span());
  put_bytes(aad, grant.room.span());
  put_u32(aad, grant.generation);
  return aad;
}

}  // namespace

void put_vault_device(Bytes& out, const VaultDevice& one) {
  put_bytes(out, one.vault.span());
  put_bytes(out, one.device.span());
}

Result<VaultDevice> read_vault_device(ByteReader& in) {
  VaultDevice one;
  one.vault = TRY(read_id(in));
  one.device = TRY(read_id(in));
  return one;
}

Result<Grant> make_grant(const Id& vault, const Id& room, std::uint32_t generation,
                         const crypto::PublicKey& to, const Secret<32>& room_key, Random& random) {
  Grant grant{.room = room, .generation = generation, .to = to};
  const Bytes sealed =
      TRY_IN("grant", crypto::seal_to(to, {}, room_key.view(), grant_aad(vault, grant), random));
  std::copy(sealed.begin(), sealed.end(), grant.sealed_key.begin());
  return grant;
}

Result<Secret<32>> open_grant(const Id& vault, const Grant& grant,
                              const crypto::SealingPair& mine) {
  if (grant.to != mine.public_key)
    return Error{ErrorCode::kAuthFailed, "grant: for another identity"};
  Bytes plain =
      TRY_IN("grant", crypto::open_from(mine, {}, grant.sealed_key, grant_aad(vault, grant)));
  ByteReader in(plain);
  auto key = read_secret(in);
  wipe(plain);
  return key;
}

namespace {

/// To what the sealed keys of a share are bound.
Bytes share_aad(const Id& vault, const Id& device, const Id& room) {
  Bytes aad = to_bytes(as_bytes("qr share"));
  put_bytes(aad, vault.span());
  put_bytes(aad, device.span());
  put_bytes(aad, room.span());
  return aad;
}

Result<std::vector<SharedPayload>> read_shared(ByteSpan plain) {
  std::vector<SharedPayload> payloads;
  for (ByteReader in(plain); !in.empty();) {
    SharedPayload one;
    one.seq = TRY(in.u64());
    one.index = TRY(in.u32());
    one.key = TRY(read_secret(in));
    const bool ascends = payloads.empty() || payloads.back().seq < one.seq ||
                         (payloads.back().seq == one.seq && payloads.back().index < one.index);
    if (!ascends || one.seq < 1 || one.seq > kSeqMax) return corrupt("share: not ascending");
    payloads.push_back(std::move(one));
  }
  return payloads;
}

}  // namespace

Result<Share> make_share(const Id& vault, const Id& device, const Id& room,
                         const crypto::PublicKey& to, const std::vector<SharedPayload>& payloads,
                         Random& random) {
  Share share{room, to, static_cast<std::uint32_t>(payloads.size()), {}};
  Bytes plain;
  plain.reserve(payloads.size() * kSharedSize);
  for (const SharedPayload& one : payloads) {
    put_u64(plain, one.seq);
    put_u32(plain, one.index);
    put_bytes(plain, one.key.view());
  }
  auto sealed = crypto::seal_to(to, {}, plain, share_aad(vault, device, room), random);
  wipe(plain);
  if (!sealed.ok()) return sealed.error().within("share");
  share.sealed = std::move(sealed).value();
  return share;
}

Result<std::vector<SharedPayload>> open_share(const Id& vault, const Id& device, const Share& share,
                                              const crypto::SealingPair& mine) {
  if (share.to != mine.public_key)
    return Error{ErrorCode::kAuthFailed, "share: for another identity"};
  Bytes plain = TRY_IN(
      "share", crypto::open_from(mine, {}, share.sealed, share_aad(vault, device, share.room)));
  auto payloads = read_shared(plain);
  wipe(plain);
  return payloads;
}

Result<Bytes> encode_control(const ControlRecord& record) {
  const std::string_view broken = std::visit(BrokenRule{}, record);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "control record: " + std::string(broken)};
  Bytes out;
  out.push_back(kVersion);
  std::visit(Put{out}, record);
  return out;
}

Result<ControlRecord> decode_control(ByteSpan bytes) {
  ByteReader in(bytes);
  const std::uint8_t version = TRY_IN("control record", in.u8());
  if (version != kVersion) return Error{ErrorCode::kUnsupported, "control record: unknown version"};
  const std::uint8_t kind = TRY_IN("control record", in.u8());
  ControlRecord record = TRY_IN("control record", read_body(kind, in));
  if (!in.empty()) return corrupt("bytes after its end");
  const std::string_view broken = std::visit(BrokenRule{}, record);
  if (!broken.empty()) return corrupt(broken);
  return record;
}

}  // namespace quietroom::format
