#include "sync/format/object.h"

#include <algorithm>
#include <utility>

#include "platform/base/check.h"
#include "sync/format/checksum.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kMagic = "QRS1";

Error corrupt(const char* why) {
  return {ErrorCode::kCorrupt, std::string("object: ") + why};
}

/// Whether an object with `head` and `hash` belongs under a name.
struct Matches {
  const ObjectHead& head;
  const crypto::Hash& hash;

  bool operator()(const SegmentName& name) const {
    return head.kind == ObjectKind::kSegment && head.device == name.device &&
           head.seq_first == name.seq;
  }
  bool operator()(const PackName& name) const {
    return head.kind == ObjectKind::kPack && head.device == name.device &&
           head.seq_first == name.seq_first && head.seq_first + (head.count - 1) == name.seq_last &&
           std::equal(name.hash.begin(), name.hash.end(), hash.begin());
  }
  bool operator()(const KeyFileName&) const { return false; }
  bool operator()(const StagingName&) const { return false; }
};

/// Where each payload of `manifest` is; 0 for those in `purged`.
/// Errors: kCorrupt if the sizes that the manifest gives are not those of `part`.
Result<std::vector<std::uint32_t>> find_payloads(const Manifest& manifest, const LayoutPart& part,
                                                 std::size_t offset) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(manifest.entries.size());
  auto purged = part.purged.begin();
  std::uint64_t size_bytes = 0;
  for (std::uint32_t slot = 0; slot < manifest.entries.size(); ++slot) {
    const bool is_purged = purged != part.purged.end() && *purged == slot;
    if (is_purged) ++purged;
    offsets.push_back(is_purged ? 0 : static_cast<std::uint32_t>(offset + size_bytes));
    if (!is_purged) size_bytes += manifest.entries[slot].size_bytes;
    if (size_bytes > part.payloads_size_bytes) break;
  }
  if (size_bytes != part.payloads_size_bytes || purged != part.purged.end())
    return corrupt("payloads are not those of the manifest");
  return offsets;
}

}  // namespace

bool begins_as_object(ByteSpan bytes) {
  return as_text(bytes).starts_with(kMagic);
}

Result<ObjectReader> ObjectReader::begin(Bytes object) {
  if (object.size() < kObjectSizeMin) return corrupt("truncated");
  if (object.size() > kObjectSizeMax) return corrupt("over its size limit");
  if (!begins_as_object(object)) return corrupt("wrong magic");
  ObjectReader reader;
  reader.object_ = std::move(object);
  reader.hasher_ = std::make_unique<crypto::Hasher>();
  return reader;
}

Result<bool> ObjectReader::check(std::size_t size_bytes_max) {
  if (is_checked_) return true;
  CHECK_THAT(hasher_ != nullptr, "a refused object is checked again");
  const ByteSpan hashed = ByteSpan(object_).first(object_.size() - kChecksumSize);
  const ByteSpan rest = hashed.subspan(hashed_size_bytes_);
  const ByteSpan piece = rest.first(std::min(rest.size(), size_bytes_max));
  hasher_->add(piece);
  hashed_size_bytes_ += piece.size();
  if (hashed_size_bytes_ < hashed.size()) return false;
  hash_ = hasher_->finish();
  hasher_.reset();
  const ByteSpan shown = ByteSpan(object_).last(kChecksumSize);
  if (!std::equal(shown.begin(), shown.end(), hash_.begin()))
    return corrupt("checksum does not fit");
  read_ = TRY(read_head(object_));
  is_checked_ = true;
  return true;
}

const ObjectHead& ObjectReader::head() const {
  CHECK_THAT(is_checked_, "head of an unchecked object");
  return read_.head;
}

const crypto::Hash& ObjectReader::hash() const {
  CHECK_THAT(is_checked_, "hash of an unchecked object");
  return hash_;
}

Status ObjectReader::matches(const ObjectName& name) const {
  if (!std::visit(Matches{head(), hash()}, name)) return corrupt("not the one of its name");
  return {};
}

Status ObjectReader::open_layout(const Id& vault, const Secret<32>& vault_key) {
  CHECK_THAT(is_checked_, "layout of an unchecked object");
  parts_ = TRY(read_layout(object_, read_, vault, vault_key));
  vault_ = vault;
  part_offsets_.clear();
  std::size_t offset = kObjectHeadSize + read_.layout_size_bytes;
  for (const LayoutPart& part : parts_) {
    part_offsets_.push_back(offset);
    offset += std::size_t{part.manifest_size_bytes} + part.payloads_size_bytes;
  }
  return {};
}

const LayoutPart& ObjectReader::part(std::size_t index) const {
  CHECK_THAT(index < parts_.size(), "manifest that the object does not have");
  return parts_[index];
}

const KeyId& ObjectReader::key_of(std::size_t index) const {
  return part(index).key;
}

ByteSpan ObjectReader::manifest_box(std::size_t index) const {
  return bytes().subspan(part_offsets_[index], part(index).manifest_size_bytes);
}

Result<OpenedManifest> ObjectReader::open_manifest(std::size_t index, const Secret<32>& vault_key,
                                                   const Certificate* known) const {
  const LayoutPart& of = part(index);
  const std::uint64_t seq = read_.head.seq_first + index;
  const Bytes plain = TRY_IN(
      "manifest", crypto::open(manifest_key(vault_key, read_.head.device, seq), manifest_box(index),
                               manifest_aad(vault_, read_.head.device, seq, of.key)));
  OpenedManifest opened;
  opened.manifest = TRY(decode_manifest(plain, known));
  const Manifest& manifest = opened.manifest;
  if (manifest.vault != vault_ || manifest.certificate.device != read_.head.device ||
      manifest.seq != seq || !(manifest.key == of.key))
    return corrupt("manifest is not the one of its place");
  opened.hash = manifest_hash(plain);
  opened.payload_offsets =
      TRY(find_payloads(manifest, of, part_offsets_[index] + of.manifest_size_bytes));
  return opened;
}

ByteSpan ObjectReader::payload_box(const OpenedManifest& opened, std::size_t slot) const {
  CHECK_THAT(slot < opened.payload_offsets.size(), "payload that the manifest does not have");
  const std::size_t offset = opened.payload_offsets[slot];
  if (offset == 0) return {};
  return bytes().subspan(offset, opened.manifest.entries[slot].size_bytes);
}

Result<ObjectReader> read_object(Bytes object) {
  ObjectReader reader = TRY(ObjectReader::begin(std::move(object)));
  TRY(reader.check(kObjectSizeMax));
  return reader;
}

}  // namespace quietroom::format
