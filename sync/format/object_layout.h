// The frame of segments and packs: the clear head, the sealed layout, the padding. For object.h,
// segment.h and pack.h, which are what others use. Byte layout: docs/format.md section 12.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "sync/crypto/aead.h"
#include "sync/format/manifest.h"
#include "sync/format/names.h"

namespace quietroom::format {

/// Refused beyond these, before anything is done with them.
inline constexpr std::size_t kObjectSizeMin = 512;
inline constexpr std::size_t kObjectSizeMax = std::size_t{16} << 20;
inline constexpr std::uint32_t kObjectManifestsMax = 4096;
inline constexpr std::size_t kLayoutSizeMax = std::size_t{1} << 20;
/// The size of a pack is a multiple of this.
inline constexpr std::size_t kPackSizeStep = std::size_t{64} << 10;
/// Of the clear head.
inline constexpr std::size_t kObjectHeadSize = 59;

enum class ObjectKind : std::uint8_t {
  kSegment = 1,  ///< One manifest and all of its payloads.
  kPack = 2,     ///< One or more; payloads may be purged.
};

/// What an object says in the clear.
struct ObjectHead {
  ObjectKind kind = ObjectKind::kSegment;
  KeyId key;  ///< The vault's key that seals its layout.
  Id device;  ///< Whose log.
  std::uint64_t seq_first = 0;
  std::uint32_t count = 0;  ///< Of manifests; 1 in a segment.
  friend bool operator==(const ObjectHead&, const ObjectHead&) = default;
};

/// What the layout says of one manifest.
struct LayoutPart {
  KeyId key;                              ///< Seals the manifest.
  std::uint32_t manifest_size_bytes = 0;  ///< Of its box.
  std::uint32_t payloads_size_bytes = 0;  ///< Of the boxes that are still there.
  std::vector<std::uint32_t> purged;      ///< The slots whose boxes are not; ascending.
  friend bool operator==(const LayoutPart&, const LayoutPart&) = default;
};

/// How large an object is, checksum included, that needs `size_bytes` (at most kObjectSizeMax).
std::size_t padded_object_size(std::size_t size_bytes, ObjectKind kind);

/// How large the sealed layout of `parts` is.
std::size_t layout_box_size(const std::vector<LayoutPart>& parts);

/// The clear head and the sealed layout, with room reserved for the whole object, whose body (the
/// boxes of manifests and payloads) will have `body_size_bytes`. `vault_key` is head.key's.
Bytes begin_object(const Id& vault, const ObjectHead& head, const std::vector<LayoutPart>& parts,
                   std::size_t body_size_bytes, const Secret<32>& vault_key, Random& random);

/// Appends the padding: after it, only the checksum is missing.
void pad_object(Bytes& object, ObjectKind kind, Random& random);

/// The clear head at the front of `object`, at least kObjectSizeMin bytes, whose checksum fits, and
/// the size of the layout's box, which lies behind the head.
/// Errors: kUnsupported for another version or compression; kCorrupt if a rule is broken.
struct ReadHead {
  ObjectHead head;
  std::size_t layout_size_bytes = 0;
};
Result<ReadHead> read_head(ByteSpan object);

/// The layout of `object`, opened. The sizes that it gives add up to the object's.
/// Errors: kAuthFailed if `vault_key` is another; kCorrupt if `vault` is, or a rule is broken.
Result<std::vector<LayoutPart>> read_layout(ByteSpan object, const ReadHead& read, const Id& vault,
                                            const Secret<32>& vault_key);

/// The key and the associated data of the box of one manifest.
Secret<32> manifest_key(const Secret<32>& vault_key, const Id& device, std::uint64_t seq);
Bytes manifest_aad(const Id& vault, const Id& device, std::uint64_t seq, const KeyId& key);

}  // namespace quietroom::format
