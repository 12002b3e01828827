#include "sync/format/segment.h"

#include <utility>

#include "platform/base/check.h"
#include "sync/format/checksum.h"

namespace quietroom::format {
namespace {

/// Head, layout, checksum, and the largest manifest: what a segment needs beside its payloads.
constexpr std::size_t kBesidePayloads = kManifestSizeMax + 4096;

}  // namespace

SegmentSealer::SegmentSealer(const Id& vault, const Id& device, std::uint64_t seq, const KeyId& key)
    : vault_(vault), device_(device), seq_(seq), key_(key) {}

Status SegmentSealer::add(const Item& item, ByteSpan content, const Secret<32>& payload_key,
                          Random& random) {
  const auto refuse = [](const char* why) { return Error{ErrorCode::kInvalid, why}; };
  if (content.size() > kContentSizeMax) return refuse("segment: content over its size limit");
  if (entries_.size() == kManifestEntriesMax) return refuse("segment: too many entries");
  const std::size_t size_bytes = sealed_payload_size(content.size());
  if (payloads_.size() + size_bytes > kObjectSizeMax - kBesidePayloads)
    return refuse("segment: over its size limit");
  const PayloadPlace place{.vault = vault_,
                           .device = device_,
                           .seq = seq_,
                           .key = key_,
                           .room = item.room,
                           .index = static_cast<std::uint32_t>(entries_.size())};
  const std::size_t begin = payloads_.size();
  seal_payload(payload_key, place, content, random, payloads_);
  entries_.push_back({.type = item.type,
                      .counter = item.counter,
                      .room = item.room,
                      .author = item.author,
                      .size_bytes = static_cast<std::uint32_t>(size_bytes),
                      .commit = crypto::blake2b_256(ByteSpan(payloads_).subspan(begin))});
  return {};
}

Result<SegmentSealer::Sealed> SegmentSealer::finish(Chain chain, const DeviceSigner& signer,
                                                    const Secret<32>& vault_key, Random& random) {
  CHECK_THAT(signer.certificate.device == device_, "whose segment");
  CHECK_THAT(!is_finished_, "a segment is finished twice");
  is_finished_ = true;
  const Manifest manifest{.certificate = signer.certificate,
                          .vault = vault_,
                          .seq = seq_,
                          .previous = chain.previous,
                          .key = key_,
                          .hlc = chain.hlc,
                          .seen = std::move(chain.seen),
                          .entries = std::move(entries_)};
  const Bytes plain = TRY_IN("segment", encode_manifest(manifest, signer.pair));
  const Bytes box = crypto::seal(manifest_key(vault_key, device_, seq_), plain,
                                 manifest_aad(vault_, device_, seq_, key_), random);
  const ObjectHead head{
      .kind = ObjectKind::kSegment, .key = key_, .device = device_, .seq_first = seq_, .count = 1};
  const LayoutPart part{.key = key_,
                        .manifest_size_bytes = static_cast<std::uint32_t>(box.size()),
                        .payloads_size_bytes = static_cast<std::uint32_t>(payloads_.size()),
                        .purged = {}};
  Sealed sealed;
  sealed.manifest = manifest_hash(plain);
  sealed.object =
      begin_object(vault_, head, {part}, box.size() + payloads_.size(), vault_key, random);
  put_bytes(sealed.object, box);
  put_bytes(sealed.object, payloads_);
  pad_object(sealed.object, head.kind, random);
  end_file(sealed.object);
  return sealed;
}

}  // namespace quietroom::format
