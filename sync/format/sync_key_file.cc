#include "sync/format/sync_key_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/base/check.h"
#include "platform/base/utf8.h"
#include "sync/crypto/aead.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/padme.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kMagic = "QRV1";
constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kLabel = "qr vault key";
constexpr std::size_t kSlotSize = 32 + crypto::kSealToOverhead;
constexpr std::size_t kBodySizeMin = 512;
constexpr std::size_t kBodySizeMax = std::size_t{32} << 10;
constexpr std::size_t kMemberSizeMax = 2 * 32 + 16 + 1 + 1 + kMemberNameSizeMax;
static_assert(kKeyFileParentsMax * 32 + 4 + kMembersMax * kMemberSizeMax + 32 + 4 +
                  kEndpointNoteSizeMax + 64 <
              kBodySizeMax);

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "vault key file: " + std::string(why)};
}

/// What is wrong with what the file says in the clear; empty if nothing is.
std::string_view broken_rule(const Id& vault, std::uint32_t epoch,
                             std::span<const ParentFile> parents) {
  if (vault.is_none()) return "vault";
  if (epoch < 1 || epoch > kEpochMax) return "epoch";
  if (parents.size() > kKeyFileParentsMax) return "parents: too many";
  std::uint32_t highest = 0;
  const ParentFile* previous = nullptr;
  for (const ParentFile& parent : parents) {
    if (parent.epoch < 1 || parent.epoch >= epoch) return "parents: epoch";
    if (previous != nullptr && !(previous->file < parent.file)) return "parents: not ascending";
    highest = std::max(highest, parent.epoch);
    previous = &parent;
  }
  if (epoch != highest + 1) return "epoch does not follow its parents";
  return {};
}

/// What is wrong with the members; empty if nothing is.
std::string_view broken_members(std::span<const Member> members) {
  if (members.empty() || members.size() > kMembersMax) return "members: how many";
  bool has_owner = false;
  const Member* previous = nullptr;
  for (const Member& member : members) {
    if (previous != nullptr && !(previous->identity < member.identity))
      return "members: not ascending";
    if (member.person.is_none()) return "members: person";
    if (member.role != Role::kOwner && member.role != Role::kMember) return "members: role";
    if (member.name.empty() || member.name.size() > kMemberNameSizeMax || !is_utf8(member.name))
      return "members: name";
    has_owner = has_owner || member.role == Role::kOwner;
    previous = &member;
  }
  if (!has_owner) return "members: no owner";
  return {};
}

Bytes check_context(const Id& vault, std::uint32_t epoch) {
  Bytes context = to_bytes(vault.span());
  put_u32(context, epoch);
  return context;
}

/// Shows that a key is this file's, before anything is opened with it.
Secret<32> key_check(const Secret<32>& key, const Id& vault, std::uint32_t epoch) {
  return crypto::derive_key(key, "qr vault check", check_context(vault, epoch));
}
Secret<32> body_key(const Secret<32>& key, const Id& vault, std::uint32_t epoch) {
  return crypto::derive_key(key, "qr vault body", check_context(vault, epoch));
}

/// What the signer signs: the file up to the body's box, and the body up to the signature.
Bytes signed_part(ByteSpan front, ByteSpan body) {
  Bytes out = to_bytes(front);
  put_bytes(out, body);
  return out;
}

/// The body, without signature and padding. Secret: wipe() it.
Bytes encode_body(const VaultEpoch& epoch, const crypto::PublicKey& signer) {
  Bytes out;
  out.reserve(kBodySizeMax);  // Never grows, so no copy is left behind unwiped.
  for (const Secret<32>& key : epoch.parent_keys) put_bytes(out, key.view());
  put_u32(out, static_cast<std::uint32_t>(epoch.members.size()));
  for (const Member& member : epoch.members) {
    put_bytes(out, member.identity.signing);
    put_bytes(out, member.identity.sealing);
    put_bytes(out, member.person.span());
    out.push_back(static_cast<std::uint8_t>(member.role));
    out.push_back(static_cast<std::uint8_t>(member.name.size()));
    put_bytes(out, as_bytes(member.name));
  }
  put_bytes(out, signer);
  put_u32(out, static_cast<std::uint32_t>(epoch.endpoint.size()));
  put_bytes(out, epoch.endpoint);
  return out;
}

Result<Member> read_member(ByteReader& in) {
  Member member;
  member.identity.signing = TRY(read_array<32>(in));
  member.identity.sealing = TRY(read_array<32>(in));
  member.person = TRY(read_id(in));
  member.role = static_cast<Role>(TRY(in.u8()));  // broken_members() looks at it.
  const std::uint8_t name_size = TRY(in.u8());
  const ByteSpan name = TRY(in.take(name_size));
  member.name = std::string(as_text(name));
  return member;
}

/// Reads what encode_body() wrote into `epoch`, whose parents are known.
Status read_body(ByteReader& in, VaultEpoch& epoch) {
  for (std::size_t i = 0; i < epoch.parents.size(); ++i) {
    Secret<32> key = TRY(read_secret(in));
    epoch.parent_keys.push_back(std::move(key));
  }
  const std::uint32_t count = TRY(in.u32());
  if (count > kMembersMax) return Error{ErrorCode::kCorrupt, "members: how many"};
  for (std::uint32_t i = 0; i < count; ++i) {
    Member member = TRY(read_member(in));
    epoch.members.push_back(std::move(member));
  }
  epoch.signer = TRY(read_array<32>(in));
  const std::uint32_t endpoint_size = TRY(in.u32());
  if (endpoint_size > kEndpointNoteSizeMax)
    return Error{ErrorCode::kCorrupt, "endpoint: over its size limit"};
  epoch.endpoint = to_bytes(TRY(in.take(endpoint_size)));
  const std::string_view broken = broken_members(epoch.members);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, std::string(broken)};
  return {};
}

std::size_t padded_body_size(std::size_t size_bytes) {
  return std::max(kBodySizeMin, static_cast<std::size_t>(padme(size_bytes)));
}

Status check_rules(const VaultEpoch& epoch) {
  std::string_view broken = broken_rule(epoch.vault, epoch.epoch, epoch.parents);
  if (broken.empty() && epoch.parent_keys.size() != epoch.parents.size()) broken = "parents: keys";
  if (broken.empty()) broken = broken_members(epoch.members);
  if (broken.empty() && epoch.endpoint.size() > kEndpointNoteSizeMax)
    broken = "endpoint: over its size limit";
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "vault key file: " + std::string(broken)};
  return {};
}

/// Everything before the slots; it is the associated data of all that is sealed.
Bytes encode_front(const VaultEpoch& epoch) {
  Bytes out;
  begin_file(out, kMagic, kVersion);
  put_bytes(out, epoch.vault.span());
  put_u32(out, epoch.epoch);
  out.push_back(static_cast<std::uint8_t>(epoch.parents.size()));
  for (const ParentFile& parent : epoch.parents) {
    put_u32(out, parent.epoch);
    put_bytes(out, parent.file);
  }
  put_bytes(out, key_check(epoch.key, epoch.vault, epoch.epoch).view());
  out.push_back(static_cast<std::uint8_t>(epoch.members.size()));
  return out;
}

}  // namespace

Result<Bytes> create_sync_key_file(const VaultEpoch& epoch, const crypto::SigningPair& signer,
                                   Random& random) {
  TRY(check_rules(epoch));
  Bytes out = encode_front(epoch);
  const Bytes front = out;
  for (const Member& member : epoch.members) {
    const Bytes slot = TRY_IN("vault key file", crypto::seal_to(member.identity.sealing, {},
                                                                epoch.key.view(), front, random));
    put_bytes(out, slot);
  }
  Bytes body = encode_body(epoch, signer.public_key);
  Bytes message = signed_part(out, body);
  put_bytes(body, crypto::sign_as(kLabel, signer, message));
  wipe(message);
  body.resize(padded_body_size(body.size()));
  put_u32(out, static_cast<std::uint32_t>(body.size() + crypto::kSealOverhead));
  put_bytes(out, crypto::seal(body_key(epoch.key, epoch.vault, epoch.epoch), body, front, random));
  wipe(body);
  end_file(out);
  return out;
}

Result<SyncKeyFile> SyncKeyFile::parse(ByteSpan bytes) {
  if (bytes.size() > kSyncKeyFileSizeMax) return corrupt("over its size limit");
  ByteReader in(TRY_IN("vault key file", body_of_file(bytes, kMagic, kVersion)));
  SyncKeyFile file;
  file.vault_ = TRY_IN("vault key file", read_id(in));
  file.epoch_ = TRY_IN("vault key file", in.u32());
  const std::uint8_t parent_count = TRY_IN("vault key file", in.u8());
  if (parent_count > kKeyFileParentsMax) return corrupt("parents: too many");
  for (std::uint8_t i = 0; i < parent_count; ++i) {
    ParentFile parent;
    parent.epoch = TRY_IN("vault key file", in.u32());
    parent.file = TRY_IN("vault key file", read_array<32>(in));
    file.parents_.push_back(parent);
  }
  const std::string_view broken = broken_rule(file.vault_, file.epoch_, file.parents_);
  if (!broken.empty()) return corrupt(broken);
  file.check_ = TRY_IN("vault key file", read_array<32>(in));
  file.slot_count_ = TRY_IN("vault key file", in.u8());
  if (file.slot_count_ < 1 || file.slot_count_ > kMembersMax) return corrupt("how many slots");
  file.front_size_ = bytes.size() - kChecksumSize - in.rest().size();
  TRY_IN("vault key file", in.take(file.slot_count_ * kSlotSize));
  const std::uint32_t body_size = TRY_IN("vault key file", in.u32());
  if (body_size > kBodySizeMax + crypto::kSealOverhead) return corrupt("body over its size limit");
  TRY_IN("vault key file", in.take(body_size));
  if (!in.empty()) return corrupt("bytes after its end");
  file.bytes_ = to_bytes(bytes);
  const ByteSpan hash = bytes.last(kChecksumSize);
  std::copy(hash.begin(), hash.end(), file.hash_.begin());
  return file;
}

Result<VaultEpoch> SyncKeyFile::open(const crypto::SealingPair& mine) const {
  const ByteSpan front = bytes().first(front_size_);
  for (std::size_t i = 0; i < slot_count_; ++i) {
    const ByteSpan slot = bytes().subspan(front_size_ + i * kSlotSize, kSlotSize);
    auto opened = crypto::open_from(mine, {}, slot, front);
    if (!opened.ok()) {
      if (opened.error().code == ErrorCode::kAuthFailed) continue;  // Somebody else's.
      return opened.error().within("vault key file: slot");
    }
    Bytes plain = std::move(opened).value();
    ByteReader in(plain);
    auto key = read_secret(in);
    wipe(plain);
    if (!key.ok()) return corrupt("slot");
    auto epoch = open_with_key(key.value());
    // The slot is ours, so this is damage, not a wrong key.
    if (!epoch.ok() && epoch.error().code == ErrorCode::kAuthFailed)
      return corrupt("slot holds another key");
    return epoch;
  }
  return Error{ErrorCode::kAuthFailed, "vault key file: not sealed to this identity"};
}

Result<VaultEpoch> SyncKeyFile::open_with_key(const Secret<32>& key) const {
  if (!crypto::equal_in_constant_time(key_check(key, vault_, epoch_).view(), check_))
    return Error{ErrorCode::kAuthFailed, "vault key file: another key"};
  const std::size_t body_offset = front_size_ + slot_count_ * kSlotSize;
  const ByteSpan box =
      bytes().subspan(body_offset + 4, bytes().size() - body_offset - 4 - kChecksumSize);
  auto opened = crypto::open(body_key(key, vault_, epoch_), box, bytes().first(front_size_));
  // The key is right: the check value says so.
  if (!opened.ok()) return corrupt("body does not open");
  auto epoch = decode_opened(opened.value(), body_offset);
  wipe(opened.value());
  if (!epoch.ok()) return epoch;
  VaultEpoch whole = std::move(epoch).value();
  whole.key = key.clone();
  return whole;
}

Result<VaultEpoch> SyncKeyFile::decode_opened(ByteSpan plain, std::size_t body_offset) const {
  VaultEpoch epoch;
  epoch.vault = vault_;
  epoch.epoch = epoch_;
  epoch.parents = parents_;
  ByteReader in(plain);
  TRY_IN("vault key file: body", read_body(in, epoch));
  const ByteSpan body = plain.first(plain.size() - in.rest().size());
  const crypto::Signature signature = TRY_IN("vault key file: body", read_array<64>(in));
  const ByteSpan padding = in.rest();
  if (padded_body_size(plain.size() - padding.size()) != plain.size()) return corrupt("body size");
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; }))
    return corrupt("padding is not zeros");
  if (epoch.members.size() != slot_count_) return corrupt("members are not its slots");
  Bytes message = signed_part(bytes().first(body_offset), body);
  const Status is_signed = crypto::verify_as(kLabel, epoch.signer, message, signature);
  wipe(message);
  // Only members can write such a file, so a signature that does not fit is damage done by one.
  if (!is_signed.ok()) return corrupt("signature does not fit");
  return epoch;
}

}  // namespace quietroom::format
