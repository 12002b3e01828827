// The signed half of a segment: which operations a device added to its log, what it had seen of the
// other logs by then, and the chain to its previous manifest; never what the operations say.
// A manifest's hash stays when payloads are emptied. Byte layout: docs/format.md section 11.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "sync/crypto/hash.h"
#include "sync/format/certificate.h"
#include "sync/format/names.h"
#include "sync/format/payload.h"

namespace quietroom::format {

/// How far a log goes: the number of its newest manifest, and that manifest's hash.
struct LogPosition {
  Id device;
  std::uint64_t seq = 0;
  crypto::Hash manifest{};
  friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

/// A position as bytes, kLogPositionSize of them; whether it makes sense is for the caller to ask.
/// Errors of reading: kCorrupt if fewer bytes are left.
inline constexpr std::size_t kLogPositionSize = 16 + 8 + 32;
void put_position(Bytes& out, const LogPosition& position);
Result<LogPosition> read_position(ByteReader& in);

enum class EntryType : std::uint8_t {
  kOperation = 1,  ///< An operation of the application; opaque to sync.
  kControl = 2,    ///< A record of sync itself; see control.h. Under the vault's key, room none.
};

/// What everybody in the vault may know of one payload.
struct Entry {
  EntryType type = EntryType::kOperation;
  std::uint64_t counter = 0;     ///< 1 to 2^63 - 1; within a manifest those of one type ascend.
  Id room;                       ///< Whose key seals the payload; none: the vault's.
  Id author;                     ///< A person; may be none for a control record only.
  std::uint32_t size_bytes = 0;  ///< Of the sealed payload; see is_sealed_payload_size().
  crypto::Hash commit{};         ///< H of the sealed payload.
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// Limits that encode and decode enforce.
inline constexpr std::size_t kManifestSizeMax = std::size_t{1} << 20;
inline constexpr std::size_t kManifestSeenMax = 1024;
inline constexpr std::size_t kManifestEntriesMax = 8192;

struct Manifest {
  Certificate certificate;  ///< Of the device whose log this is.
  Id vault;
  std::uint64_t seq = 0;          ///< 1 to kSeqMax.
  crypto::Hash previous{};        ///< Hash of manifest seq - 1; zeros if and only if seq is 1.
  KeyId key;                      ///< The vault's key that seals it.
  std::uint64_t hlc = 0;          ///< As in Operation; 1 to 2^63 - 1.
  std::vector<LogPosition> seen;  ///< Of other devices; strictly ascending by device, seq from 1.
  std::vector<Entry> entries;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// The bytes of `manifest`, with the signature of `device` at their end. One manifest has one
/// encoding. `device` is the pair of certificate.device_key.
/// Errors: kInvalid if a rule is broken; the context names it.
Result<Bytes> encode_manifest(const Manifest& manifest, const crypto::SigningPair& device);

/// The manifest in `bytes`, once its signature is verified, and its certificate's too, unless that
/// is `known` (one that was verified before: it saves half of the work; nullptr: none).
/// Errors: kUnsupported for another version; kAuthFailed if a signature does not fit; kCorrupt.
Result<Manifest> decode_manifest(ByteSpan bytes, const Certificate* known);

/// What chains, pins and seen-vectors hold: H over the bytes of encode_manifest().
crypto::Hash manifest_hash(ByteSpan bytes);

/// Where the payload of entry `index` of `manifest` belongs.
PayloadPlace place_of(const Manifest& manifest, std::size_t index);

/// One hash for how far all logs go: equal wherever the same manifests arrived. `positions` are
/// strictly ascending by device. Also the "frontier hash" of an invitation.
crypto::Hash log_digest(const Id& vault, std::span<const LogPosition> positions);

}  // namespace quietroom::format
