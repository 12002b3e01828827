// The records of sync itself, as they lie in the payload of an entry of type kControl: sealed under
// the vault's key, signed by being in a signed manifest. What follows from them, and who may write
// which, is for the engine to say. Byte layout: docs/format.md section 14.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "sync/crypto/identity.h"
#include "sync/format/manifest.h"
#include "sync/format/operation.h"

namespace quietroom::format {

inline constexpr std::size_t kPurgeIdsMax = 4096;
inline constexpr std::size_t kRemovePositionsMax = 1024;
inline constexpr std::size_t kDeviceNameSizeMax = 64;
inline constexpr std::size_t kElsewhereMax = 1024;
/// A 32-byte key in a sealed message.
inline constexpr std::size_t kSealedKeySize = 32 + crypto::kSealToOverhead;

/// A room's key for one identity.
struct Grant {
  Id room;
  std::uint32_t generation = 0;  ///< Rooms get new keys after a removal; counts from 1.
  crypto::PublicKey to{};        ///< The identity's X25519 key.
  std::array<std::uint8_t, kSealedKeySize> sealed_key{};
  friend bool operator==(const Grant&, const Grant&) = default;
};

/// `room_key` for `to`. Errors: kInvalid if `to` is no usable key.
Result<Grant> make_grant(const Id& vault, const Id& room, std::uint32_t generation,
                         const crypto::PublicKey& to, const Secret<32>& room_key, Random& random);
/// The room's key in `grant`. Errors: kAuthFailed if it is not for `mine`, or of another vault;
/// kCorrupt.
Result<Secret<32>> open_grant(const Id& vault, const Grant& grant, const crypto::SealingPair& mine);

/// These operations go, for ever and everywhere.
struct PurgeOperations {
  std::vector<OpId> ids;  ///< 1 to 4,096, strictly ascending.
  friend bool operator==(const PurgeOperations&, const PurgeOperations&) = default;
};
/// All operations of this room go, also those that their writers will still send.
struct PurgeRoom {
  Id room;
  friend bool operator==(const PurgeRoom&, const PurgeRoom&) = default;
};
/// A pack now holds these segments.
struct Packed {
  Id device;  ///< Whose log.
  std::uint64_t seq_first = 0;
  std::uint64_t seq_last = 0;
  crypto::Hash object{};  ///< The pack's hash.
  friend bool operator==(const Packed&, const Packed&) = default;
};
/// This device writes no more; what its log says after `last` does not count. seq 0 and a hash of
/// zeros: nothing of it does.
struct Retire {
  LogPosition last;
  friend bool operator==(const Retire&, const Retire&) = default;
};
/// This identity is no member any more; what its devices say after `last` does not count.
struct Remove {
  IdentityKeys identity;
  std::vector<LogPosition> last;  ///< Strictly ascending by device, at most 1,024; seq may be 0.
  friend bool operator==(const Remove&, const Remove&) = default;
};
/// What the writing device is called.
struct DeviceName {
  std::string name;  ///< 1 to 64 bytes of UTF-8.
  friend bool operator==(const DeviceName&, const DeviceName&) = default;
};
/// Nothing new, and still there.
struct Heartbeat {
  friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// Single payloads of the writing device's log, each with its own key, for one identity that does
/// not have the room's: a reader gets what somebody agreed to, and no key to anything else.
struct Share {
  Id room;
  crypto::PublicKey to{};   ///< The identity's X25519 key.
  std::uint32_t count = 0;  ///< 1 to 4,096
  Bytes sealed;             ///< Which, and their keys: see open_share().
  friend bool operator==(const Share&, const Share&) = default;
};
/// One of them. Move-only.
struct SharedPayload {
  std::uint64_t seq = 0;
  std::uint32_t index = 0;  ///< Of the entry in its manifest, from 0.
  Secret<32> key;           ///< payload_key()
};
inline constexpr std::size_t kSharedMax = 4096;

/// `payloads` (1 to 4,096, ascending by seq, then index) of `device`'s log, for `to`.
/// Errors: kInvalid if `to` is no usable key.
Result<Share> make_share(const Id& vault, const Id& device, const Id& room,
                         const crypto::PublicKey& to, const std::vector<SharedPayload>& payloads,
                         Random& random);
/// What `share` holds, from the log of `device`. Errors: kAuthFailed if it is not for `mine`, or of
/// another vault, device or room; kCorrupt.
Result<std::vector<SharedPayload>> open_share(const Id& vault, const Id& device, const Share& share,
                                              const crypto::SealingPair& mine);

/// The id under which a device writes in a vault.
struct VaultDevice {
  Id vault;
  Id device;
  friend bool operator==(const VaultDevice&, const VaultDevice&) = default;
};
void put_vault_device(Bytes& out, const VaultDevice& one);
/// Errors: kCorrupt.
Result<VaultDevice> read_vault_device(ByteReader& in);
/// Where else the writing device writes: only whoever reads the person's own vault can tell which
/// ids are one device.
struct Elsewhere {
  std::vector<VaultDevice> devices;  ///< At most 1,024, strictly ascending by vault.
  friend bool operator==(const Elsewhere&, const Elsewhere&) = default;
};
/// A device that was retired counts again, with all that its log says.
struct Reinstate {
  Id device;
  friend bool operator==(const Reinstate&, const Reinstate&) = default;
};
/// What the members of the vault call the writing person from now on.
struct PersonName {
  std::string name;  ///< 1 to 64 bytes of UTF-8.
  friend bool operator==(const PersonName&, const PersonName&) = default;
};

using ControlRecord = std::variant<Grant, PurgeOperations, PurgeRoom, Packed, Retire, Remove,
                                   DeviceName, Heartbeat, Share, Elsewhere, Reinstate, PersonName>;

/// The bytes of `record`. One record has one encoding. Errors: kInvalid if a rule is broken.
Result<Bytes> encode_control(const ControlRecord& record);

/// The record in `bytes`, which hold it and nothing else.
/// Errors: kUnsupported for a version or kind that is not known; kCorrupt.
Result<ControlRecord> decode_control(ByteSpan bytes);

}  // namespace quietroom::format
