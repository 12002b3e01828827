#include "sync/format/object_layout.h"

#include <algorithm>

#include "platform/base/check.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/padme.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kMagic = "QRS1";
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kNoCompression = 0;
constexpr std::uint8_t kBoxVersion = 1;
constexpr std::size_t kPartSize = 4 + 16 + 4 + 4 + 4;
constexpr std::size_t kLayoutSizeMin = 64;
static_assert(kObjectHeadSize == kMagicSize + 1 + 1 + 1 + 4 + 16 + 16 + 8 + 4 + 4);
static_assert(kObjectManifestsMax * kPartSize < kLayoutSizeMax);

Error corrupt(const char* why) {
  return {ErrorCode::kCorrupt, std::string("object: ") + why};
}

std::size_t padded_layout_size(std::size_t size_bytes) {
  return std::max(kLayoutSizeMin, static_cast<std::size_t>(padme(size_bytes)));
}

bool is_key_id(const KeyId& key) {
  return key.epoch >= 1 && key.epoch <= kEpochMax && !key.file.is_none();
}

/// What is wrong with `head`; nullptr if nothing is.
const char* broken_rule(const ObjectHead& head) {
  if (head.kind != ObjectKind::kSegment && head.kind != ObjectKind::kPack) return "head: kind";
  if (!is_key_id(head.key)) return "head: key";
  if (head.device.is_none()) return "head: device";
  if (head.seq_first < 1 || head.seq_first > kSeqMax) return "head: seq";
  if (head.count < 1 || head.count > kObjectManifestsMax) return "head: count";
  if (head.kind == ObjectKind::kSegment && head.count != 1) return "head: count of a segment";
  if (head.count - 1 > kSeqMax - head.seq_first) return "head: seq";
  return nullptr;
}

Secret<32> layout_key(const Secret<32>& vault_key, const ObjectHead& head) {
  Bytes context;
  put_bytes(context, head.device.span());
  put_u64(context, head.seq_first);
  put_u32(context, head.count);
  return crypto::derive_key(vault_key, "qr layout key", context);
}

Bytes layout_aad(const Id& vault, ByteSpan head) {
  Bytes aad = to_bytes(vault.span());
  put_bytes(aad, head);
  return aad;
}

std::size_t layout_size(const std::vector<LayoutPart>& parts) {
  std::size_t size_bytes = 0;
  for (const LayoutPart& part : parts) size_bytes += kPartSize + 4 * part.purged.size();
  return size_bytes;
}

Bytes encode_layout(const std::vector<LayoutPart>& parts) {
  Bytes out;
  const std::size_t size_bytes = padded_layout_size(layout_size(parts));
  out.reserve(size_bytes);
  for (const LayoutPart& part : parts) {
    put_u32(out, part.key.epoch);
    put_bytes(out, part.key.file.span());
    put_u32(out, part.manifest_size_bytes);
    put_u32(out, part.payloads_size_bytes);
    put_u32(out, static_cast<std::uint32_t>(part.purged.size()));
    for (const std::uint32_t slot : part.purged) put_u32(out, slot);
  }
  out.resize(size_bytes);
  return out;
}

Result<LayoutPart> read_part(ByteReader& in) {
  const auto refuse = [](const char* why) { return Error{ErrorCode::kCorrupt, why}; };
  LayoutPart part;
  part.key.epoch = TRY(in.u32());
  part.key.file = TRY(read_id(in));
  if (!is_key_id(part.key)) return refuse("key");
  part.manifest_size_bytes = TRY(in.u32());
  if (part.manifest_size_bytes < crypto::kSealOverhead ||
      part.manifest_size_bytes > kManifestSizeMax + crypto::kSealOverhead)
    return refuse("size of a manifest");
  part.payloads_size_bytes = TRY(in.u32());
  if (part.payloads_size_bytes > kObjectSizeMax) return refuse("size of payloads");
  const std::uint32_t purged_count = TRY(in.u32());
  // Bounded before anything is allocated: the list must be there, and be short enough.
  if (purged_count > kManifestEntriesMax) return refuse("too many purged");
  ByteReader purged(TRY(in.take(std::size_t{4} * purged_count)));
  part.purged.reserve(purged_count);
  while (!purged.empty()) {
    const std::uint32_t slot = TRY(purged.u32());
    if (slot >= kManifestEntriesMax || (!part.purged.empty() && slot <= part.purged.back()))
      return refuse("purged slots");
    part.purged.push_back(slot);
  }
  return part;
}

Result<std::vector<LayoutPart>> decode_layout(ByteSpan plain, std::uint32_t count) {
  ByteReader in(plain);
  std::vector<LayoutPart> parts;
  if (plain.size() / kPartSize < count) return corrupt("layout: truncated");
  parts.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    LayoutPart part = TRY_IN("object: layout", read_part(in));
    parts.push_back(std::move(part));
  }
  const ByteSpan padding = in.rest();
  if (padded_layout_size(plain.size() - padding.size()) != plain.size())
    return corrupt("layout: size");
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; }))
    return corrupt("layout: padding is not zeros");
  return parts;
}

}  // namespace

std::size_t padded_object_size(std::size_t size_bytes, ObjectKind kind) {
  const auto padded = std::max(kObjectSizeMin, static_cast<std::size_t>(padme(size_bytes)));
  if (kind == ObjectKind::kSegment) return padded;
  return (padded + kPackSizeStep - 1) / kPackSizeStep * kPackSizeStep;
}

std::size_t layout_box_size(const std::vector<LayoutPart>& parts) {
  return crypto::kSealOverhead + padded_layout_size(layout_size(parts));
}

Bytes begin_object(const Id& vault, const ObjectHead& head, const std::vector<LayoutPart>& parts,
                   std::size_t body_size_bytes, const Secret<32>& vault_key, Random& random) {
  CHECK_THAT(broken_rule(head) == nullptr && head.count == parts.size(), "head of an object");
  const std::size_t layout_size_bytes = layout_box_size(parts);
  CHECK_THAT(layout_size_bytes <= kLayoutSizeMax, "layout over its size limit");
  Bytes out;
  out.reserve(padded_object_size(
      kObjectHeadSize + layout_size_bytes + body_size_bytes + kChecksumSize, head.kind));
  begin_file(out, kMagic, kVersion);
  out.push_back(static_cast<std::uint8_t>(head.kind));
  out.push_back(kNoCompression);
  put_u32(out, head.key.epoch);
  put_bytes(out, head.key.file.span());
  put_bytes(out, head.device.span());
  put_u64(out, head.seq_first);
  put_u32(out, head.count);
  put_u32(out, static_cast<std::uint32_t>(layout_size_bytes));
  const Bytes aad = layout_aad(vault, out);
  put_bytes(out, crypto::seal(layout_key(vault_key, head), encode_layout(parts), aad, random));
  return out;
}

void pad_object(Bytes& object, ObjectKind kind, Random& random) {
  const std::size_t used = object.size();
  object.resize(padded_object_size(used + kChecksumSize, kind) - kChecksumSize);
  // Zeros would show where the boxes end.
  Secret<32> seed;
  random.fill(seed.writable());
  crypto::fill_from_seed(seed, std::span(object).subspan(used));
}

Result<ReadHead> read_head(ByteSpan object) {
  ByteReader in(object.subspan(kMagicSize));
  const std::uint8_t version = TRY_IN("object", in.u8());
  if (version != kVersion) return Error{ErrorCode::kUnsupported, "object: unknown version"};
  const std::uint8_t kind = TRY_IN("object", in.u8());
  const std::uint8_t compression = TRY_IN("object", in.u8());
  if (compression != kNoCompression)
    return Error{ErrorCode::kUnsupported, "object: unknown compression"};
  ReadHead read;
  read.head.kind = static_cast<ObjectKind>(kind);  // broken_rule() looks at it.
  read.head.key.epoch = TRY_IN("object", in.u32());
  read.head.key.file = TRY_IN("object", read_id(in));
  read.head.device = TRY_IN("object", read_id(in));
  read.head.seq_first = TRY_IN("object", in.u64());
  read.head.count = TRY_IN("object", in.u32());
  read.layout_size_bytes = TRY_IN("object", in.u32());
  const char* const broken = broken_rule(read.head);
  if (broken != nullptr) return corrupt(broken);
  if (read.layout_size_bytes < crypto::kSealOverhead + kLayoutSizeMin ||
      read.layout_size_bytes > kLayoutSizeMax ||
      read.layout_size_bytes > object.size() - kObjectHeadSize - kChecksumSize)
    return corrupt("head: size of the layout");
  return read;
}

Result<std::vector<LayoutPart>> read_layout(ByteSpan object, const ReadHead& read, const Id& vault,
                                            const Secret<32>& vault_key) {
  const ByteSpan box = object.subspan(kObjectHeadSize, read.layout_size_bytes);
  const Bytes plain =
      TRY_IN("object: layout", crypto::open(layout_key(vault_key, read.head), box,
                                            layout_aad(vault, object.first(kObjectHeadSize))));
  std::vector<LayoutPart> parts = TRY(decode_layout(plain, read.head.count));
  std::uint64_t size_bytes = kObjectHeadSize + read.layout_size_bytes + kChecksumSize;
  for (const LayoutPart& part : parts)
    size_bytes += std::uint64_t{part.manifest_size_bytes} + part.payloads_size_bytes;
  if (size_bytes > object.size() ||
      padded_object_size(static_cast<std::size_t>(size_bytes), read.head.kind) != object.size())
    return corrupt("layout: sizes do not add up");
  if (read.head.kind == ObjectKind::kSegment &&
      (!(parts[0].key == read.head.key) || !parts[0].purged.empty()))
    return corrupt("layout: not a segment's");
  return parts;
}

Secret<32> manifest_key(const Secret<32>& vault_key, const Id& device, std::uint64_t seq) {
  Bytes context;
  put_bytes(context, device.span());
  put_u64(context, seq);
  return crypto::derive_key(vault_key, "qr manifest key", context);
}

Bytes manifest_aad(const Id& vault, const Id& device, std::uint64_t seq, const KeyId& key) {
  Bytes aad;
  aad.reserve(61);
  aad.push_back(kBoxVersion);
  put_bytes(aad, vault.span());
  put_bytes(aad, device.span());
  put_u64(aad, seq);
  put_u32(aad, key.epoch);
  put_bytes(aad, key.file.span());
  return aad;
}

}  // namespace quietroom::format
