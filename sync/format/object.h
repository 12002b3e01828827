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
#include "sync/format/object_layout.h"
#include "sync/format/payload.h"

namespace quietroom::format {

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
  /// Nobody signs what is purged: a pack that leaves out more than the signed purges say has lost
  /// it.
  ByteSpan payload_box(const OpenedManifest& opened, std::size_t slot) const;

  /// The whole object, borrowed, or given back.
  ByteSpan bytes() const { return object_; }
  Bytes take() && { return std::move(object_); }

 private:
  ObjectReader() = default;
  const LayoutPart& part(std::size_t index) const;

  Bytes object_;
  std::unique_ptr<crypto::Hasher> hasher_;
  std::size_t hashed_size_bytes_ = 0;
  bool is_checked_ = false;
  ReadHead read_;
  crypto::Hash hash_{};
  Id vault_;
  std::vector<LayoutPart> parts_;
  std::vector<std::size_t> part_offsets_;
};

/// Whether `bytes` were an object of ours, by how they begin; damaged or not.
bool begins_as_object(ByteSpan bytes);

/// begin() and check() in one go, for small objects.
Result<ObjectReader> read_object(Bytes object);

}  // namespace quietroom::format
