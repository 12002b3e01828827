// Reading a segment or a pack: the frame, the sealed layout, manifests, and single payloads, each
// when it is asked for, so that a large pack can be read in small steps. Nothing is copied but what
// is decrypted. Writing: segment.h and pack.h. Byte layout: docs/format.md section 12.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"
#include "sync/crypto/hash.h"
#include "sync/format/manifest.h"
#include "sync/format/names.h"

namespace quietroom::format {

/// Refused beyond these, before anything is done with them.
inline constexpr std::size_t kObjectSizeMin = 512;
inline constexpr std::size_t kObjectSizeMax = std::size_t{16} << 20;
inline constexpr std::uint32_t kObjectManifestsMax = 4096;
/// The size of a pack is a multiple of this.
inline constexpr std::size_t kPackSizeStep = std::size_t{64} << 10;
/// What one payload may hold: the envelope of an operation with its size, and the payload.
inline constexpr std::size_t kContentSizeMax = (std::size_t{1} << 20) + 4096;
/// Contents are padded to at least this, so that a line's length is hidden from who has no key.
inline constexpr std::size_t kContentPaddedSizeMin = 256;

/// How long a sealed payload is that holds `content_size_bytes` (at most kContentSizeMax).
std::size_t sealed_payload_size(std::size_t content_size_bytes);
/// Of sealed payloads, as sizes of entries: what sealed_payload_size() gives at most and at least.
inline constexpr std::size_t kSealedPayloadSizeMin = 72 + kContentPaddedSizeMin;
inline constexpr std::size_t kSealedPayloadSizeMax = 72 + (std::size_t{1} << 20) + (64u << 10);

/// What an object says in the clear.
struct ObjectHead {
  KeyId key;  ///< The vault's key that seals its layout.
  Id device;  ///< Whose log.
  std::uint64_t seq_first = 0;
  std::uint32_t count = 0;  ///< Of manifests. 1: a segment.
  friend bool operator==(const ObjectHead&, const ObjectHead&) = default;
};

/// A manifest of an object, verified, and where its payloads are.
struct OpenedManifest {
  Manifest manifest;
  crypto::Hash hash{};
  /// For each entry its place in the object; 0: purged, the payload is not there any more.
  std::vector<std::uint32_t> payload_offsets;
};

/// One object. The order is begin(), check() until true, open_layout(), then whatever is wanted.
/// Calling out of order is a bug and stops the program.
class ObjectReader {
 public:
  /// Takes the object's bytes. Constant time.
  /// Errors: kCorrupt if it is too small or too large or has another magic (an HTML page, say).
  static Result<ObjectReader> begin(Bytes object);

  /// Hashes up to `size_bytes_max` bytes more. True when all are, and the head is read.
  /// Errors: kCorrupt if the checksum does not fit or the head breaks a rule; kUnsupported for a
  /// newer version or a compression that is not known: keep the object untouched.
  Result<bool> check(std::size_t size_bytes_max);

  const ObjectHead& head() const;
  /// The object's hash, which names, and records of packs, hold: its checksum.
  const crypto::Hash& hash() const;
  /// Errors: kCorrupt if this object does not belong under `name` (renamed, swapped).
  Status matches(const ObjectName& name) const;

  /// Opens the layout with the vault's key that head().key names.
  /// Errors: kAuthFailed if `vault_key` is another; kCorrupt if `vault` is, or sizes do not add up.
  Status open_layout(const Id& vault, const Secret<32>& vault_key);

  /// Which of the vault's keys opens the manifest at `index` (below head().count).
  const KeyId& key_of(std::size_t index) const;

  /// The manifest at `index`, verified as decode_manifest() does with `known`, and found to be of
  /// this vault, device, number and key. Whether it continues the chain is for the caller to say.
  /// Errors: kAuthFailed for another key or a signature that does not fit; kUnsupported; kCorrupt.
  Result<OpenedManifest> open_manifest(std::size_t index, const Secret<32>& vault_key,
                                       const Certificate* known) const;

  /// The sealed bytes of that manifest, as packs keep them; borrowed.
  ByteSpan manifest_box(std::size_t index) const;

  /// The sealed payload of entry `slot` of `opened` (of this object), borrowed; empty if purged.
  ByteSpan payload_box(const OpenedManifest& opened, std::size_t slot) const;

  /// The whole object, borrowed, or given back.
  ByteSpan bytes() const { return object_; }
  Bytes take() && { return std::move(object_); }

 private:
  struct Part {
    KeyId key;
    std::size_t manifest_offset = 0;
    std::size_t manifest_size_bytes = 0;
    std::size_t payloads_size_bytes = 0;
    std::vector<std::uint32_t> purged;  ///< Ascending.
  };
  ObjectReader() = default;
  Status read_head();
  Status read_layout(ByteSpan plain);

  Bytes object_;
  std::unique_ptr<crypto::Hasher> hasher_;
  std::size_t hashed_size_bytes_ = 0;
  bool is_checked_ = false;
  ObjectHead head_;
  crypto::Hash hash_{};
  Id vault_;
  std::vector<Part> parts_;
};

/// begin() and check() in one go, for small objects.
Result<ObjectReader> read_object(Bytes object);

/// Where a payload belongs; its seal is bound to all of it.
struct PayloadPlace {
  Id vault;
  Id device;
  std::uint64_t seq = 0;
  KeyId key;                ///< Of the manifest.
  Id room;                  ///< Of the entry.
  std::uint32_t index = 0;  ///< Of the entry in its manifest, from 0.
  friend bool operator==(const PayloadPlace&, const PayloadPlace&) = default;
};

/// The place of entry `index` of `manifest`.
PayloadPlace place_of(const Manifest& manifest, std::size_t index);

/// Errors: kCorrupt if `box` is not the sealed payload that `entry` names. Needs no key.
Status check_payload(const Entry& entry, ByteSpan box);

/// What `box` holds, which lies in `buffer` (grown as needed, so that it can be used again; wipe()
/// it when done). `key` is the room's key, or the vault's if place.room is none. The caller has
/// checked with check_payload() that the box is the right one.
/// Errors: kAuthFailed if `key` is another (a room may have had several: try each); kCorrupt.
Result<ByteSpan> open_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan box,
                              Bytes& buffer);

/// `content` (at most kContentSizeMax) sealed for `place`, appended to `out`.
void seal_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan content,
                  Random& random, Bytes& out);

}  // namespace quietroom::format
