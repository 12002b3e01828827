// Writing a pack: neighbouring segments of one log in one object, their manifests and payloads byte
// for byte, those that are purged left out. Reading: object.h. Byte layout: docs/format.md
// section 12.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sync/format/object.h"

namespace quietroom::format {

class PackBuilder {
 public:
  /// A pack of the log of `device` from `seq_first` on, its layout under the vault's key `key`.
  PackBuilder(const Id& vault, const Id& device, std::uint64_t seq_first, const KeyId& key);

  /// Adds the manifest at `index` of `from`, as opened, which must be the next of this log, and its
  /// payloads but those in `purged` (slots, ascending) and those that are gone already.
  /// Errors: kInvalid if it is not the next, or the pack would be over a limit; nothing changes
  /// then. kCorrupt if a payload is not the one that its entry names: it must not be spread.
  Status add(const ObjectReader& from, std::size_t index, const OpenedManifest& opened,
             std::span<const std::uint32_t> purged);

  std::uint32_t count() const { return static_cast<std::uint32_t>(parts_.size()); }
  /// Without head, layout and padding.
  std::size_t size_bytes() const { return body_.size(); }

  /// Puts the object together, with at least one manifest added; then seal() it.
  /// `vault_key` is the one that the constructor's `key` names.
  void close(const Secret<32>& vault_key, Random& random);
  /// After close(): takes up to `size_bytes_max` bytes further into the hash at the end. True when
  /// the object is whole.
  bool seal(std::size_t size_bytes_max);
  /// The object, once it is whole.
  Bytes take();

 private:
  Id vault_;
  ObjectHead head_;
  std::vector<LayoutPart> parts_;
  Bytes body_;
  Bytes object_;
  std::unique_ptr<crypto::Hasher> hasher_;
  std::size_t hashed_size_bytes_ = 0;
  bool is_whole_ = false;
};

/// The name of the whole pack `object`, as ObjectReader::check() accepts it, in `vault`.
PackName pack_name(const Id& vault, const ObjectReader& object);

}  // namespace quietroom::format
