#include "sync/format/pack.h"

#include <algorithm>
#include <utility>

#include "platform/base/check.h"
#include "sync/format/checksum.h"

namespace quietroom::format {

PackBuilder::PackBuilder(const Id& vault, const Id& device, std::uint64_t seq_first,
                         const KeyId& key)
    : vault_(vault),
      head_{.kind = ObjectKind::kPack,
            .key = key,
            .device = device,
            .seq_first = seq_first,
            .count = 0} {}

Status PackBuilder::add(const ObjectReader& from, std::size_t index, const OpenedManifest& opened,
                        std::span<const std::uint32_t> purged) {
  CHECK_THAT(object_.empty(), "a closed pack is added to");
  const Manifest& manifest = opened.manifest;
  if (manifest.vault != vault_ || manifest.certificate.device != head_.device ||
      manifest.seq != head_.seq_first + parts_.size())
    return Error{ErrorCode::kInvalid, "pack: not the next manifest of this log"};
  if (parts_.size() == kObjectManifestsMax)
    return Error{ErrorCode::kInvalid, "pack: too many manifests"};
  const ByteSpan box = from.manifest_box(index);
  LayoutPart part{.key = manifest.key,
                  .manifest_size_bytes = static_cast<std::uint32_t>(box.size()),
                  .payloads_size_bytes = 0,
                  .purged = {}};
  std::vector<ByteSpan> payloads;
  for (std::uint32_t slot = 0; slot < manifest.entries.size(); ++slot) {
    const ByteSpan payload = from.payload_box(opened, slot);
    if (payload.empty() || std::binary_search(purged.begin(), purged.end(), slot)) {
      part.purged.push_back(slot);
      continue;
    }
    TRY_IN("pack", check_payload(manifest.entries[slot].commit, payload));
    part.payloads_size_bytes += static_cast<std::uint32_t>(payload.size());
    payloads.push_back(payload);
  }
  parts_.push_back(std::move(part));
  const std::size_t layout_size_bytes = layout_box_size(parts_);
  const std::size_t grown = body_.size() + box.size() + parts_.back().payloads_size_bytes;
  if (layout_size_bytes > kLayoutSizeMax ||
      kObjectHeadSize + layout_size_bytes + grown + kChecksumSize > kObjectSizeMax) {
    parts_.pop_back();
    return Error{ErrorCode::kInvalid, "pack: over its size limit"};
  }
  put_bytes(body_, box);
  for (const ByteSpan payload : payloads) put_bytes(body_, payload);
  return {};
}

void PackBuilder::close(const Secret<32>& vault_key, Random& random) {
  CHECK_THAT(!parts_.empty() && object_.empty(), "a pack is closed empty, or twice");
  head_.count = count();
  object_ = begin_object(vault_, head_, parts_, body_.size(), vault_key, random);
  put_bytes(object_, body_);
  body_ = {};
  pad_object(object_, head_.kind, random);
  hasher_ = std::make_unique<crypto::Hasher>();
}

bool PackBuilder::seal(std::size_t size_bytes_max) {
  if (is_whole_) return true;
  CHECK_THAT(hasher_ != nullptr, "a pack is sealed before it is closed");
  const ByteSpan rest = ByteSpan(object_).subspan(hashed_size_bytes_);
  const ByteSpan piece = rest.first(std::min(rest.size(), size_bytes_max));
  hasher_->add(piece);
  hashed_size_bytes_ += piece.size();
  if (hashed_size_bytes_ < object_.size()) return false;
  put_bytes(object_, hasher_->finish());
  is_whole_ = true;
  return true;
}

Bytes PackBuilder::take() {
  CHECK_THAT(is_whole_, "a pack is taken before it is whole");
  return std::move(object_);
}

PackName pack_name(const Id& vault, const ObjectReader& object) {
  const ObjectHead& head = object.head();
  CHECK_THAT(head.kind == ObjectKind::kPack, "name of a pack that is none");
  PackName name{.vault = vault,
                .device = head.device,
                .seq_first = head.seq_first,
                .seq_last = head.seq_first + (head.count - 1),
                .hash = {}};
  std::copy_n(object.hash().begin(), name.hash.size(), name.hash.begin());
  return name;
}

}  // namespace quietroom::format
