#include "sync/format/manifest.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "platform/base/check.h"
#include "sync/format/fields.h"
#include "sync/format/operation.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kLabel = "qr manifest";
constexpr std::size_t kEntrySize = 1 + 8 + 16 + 16 + 4 + 32;
constexpr std::size_t kFixedSize =
    1 + kCertificateSize + 16 + 8 + 32 + 4 + 16 + 8 + 4 + 4 + sizeof(crypto::Signature);
static_assert(kFixedSize + kManifestSeenMax * kLogPositionSize + kManifestEntriesMax * kEntrySize <=
              kManifestSizeMax);

std::string_view broken_rule(const LogPosition& position) {
  if (position.device.is_none()) return "seen: device";
  if (position.seq < 1 || position.seq > kSeqMax) return "seen: seq";
  return {};
}

std::string_view broken_rule(const Entry& entry) {
  if (entry.type != EntryType::kOperation && entry.type != EntryType::kControl)
    return "entry: type";
  if (entry.counter < 1 || entry.counter > kOperationNumberMax) return "entry: counter";
  const bool is_control = entry.type == EntryType::kControl;
  if (is_control && !entry.room.is_none()) return "entry: room of a control record";
  if (!is_control && entry.author.is_none()) return "entry: author";
  if (!is_sealed_payload_size(entry.size_bytes)) return "entry: size";
  return {};
}

/// What is wrong with the lists of `manifest`; empty if nothing is.
std::string_view broken_list(const Manifest& manifest) {
  if (manifest.seen.size() > kManifestSeenMax) return "seen: too many";
  const LogPosition* previous = nullptr;
  for (const LogPosition& position : manifest.seen) {
    const std::string_view broken = broken_rule(position);
    if (!broken.empty()) return broken;
    if (position.device == manifest.certificate.device) return "seen: its own device";
    if (previous != nullptr && !(previous->device < position.device)) return "seen: not ascending";
    previous = &position;
  }
  if (manifest.entries.size() > kManifestEntriesMax) return "entries: too many";
  std::uint64_t newest_operation = 0;
  std::uint64_t newest_control = 0;
  for (const Entry& entry : manifest.entries) {
    const std::string_view broken = broken_rule(entry);
    if (!broken.empty()) return broken;
    std::uint64_t& newest = entry.type == EntryType::kOperation ? newest_operation : newest_control;
    if (entry.counter <= newest) return "entries: not ascending";
    newest = entry.counter;
  }
  return {};
}

/// What is wrong with `manifest`; empty if nothing is. One list of rules for both directions.
std::string_view broken_rule(const Manifest& manifest) {
  if (manifest.certificate.device.is_none()) return "device";
  if (manifest.vault.is_none()) return "vault";
  if (manifest.seq < 1 || manifest.seq > kSeqMax) return "seq";
  if ((manifest.seq == 1) != (manifest.previous == crypto::Hash{})) return "previous";
  if (manifest.key.epoch < 1 || manifest.key.epoch > kEpochMax) return "epoch";
  if (manifest.key.file.is_none()) return "key file";
  if (manifest.hlc < 1 || manifest.hlc > kOperationNumberMax) return "hlc";
  return broken_list(manifest);
}

void put_entry(Bytes& out, const Entry& entry) {
  out.push_back(static_cast<std::uint8_t>(entry.type));
  put_u64(out, entry.counter);
  put_bytes(out, entry.room.span());
  put_bytes(out, entry.author.span());
  put_u32(out, entry.size_bytes);
  put_bytes(out, entry.commit);
}

Result<Entry> read_entry(ByteReader& in) {
  Entry entry;
  entry.type = static_cast<EntryType>(TRY(in.u8()));  // broken_rule() looks at it.
  entry.counter = TRY(in.u64());
  entry.room = TRY(read_id(in));
  entry.author = TRY(read_id(in));
  entry.size_bytes = TRY(in.u32());
  entry.commit = TRY(read_array<32>(in));
  return entry;
}

Result<Manifest> read_manifest(ByteReader& in) {
  Manifest manifest;
  manifest.certificate = TRY(read_certificate(in));
  manifest.vault = TRY(read_id(in));
  manifest.seq = TRY(in.u64());
  manifest.previous = TRY(read_array<32>(in));
  manifest.key.epoch = TRY(in.u32());
  manifest.key.file = TRY(read_id(in));
  manifest.hlc = TRY(in.u64());
  const std::uint32_t seen_count = TRY(in.u32());
  TRY(read_list(in, seen_count, kManifestSeenMax, "seen: too many", read_position, manifest.seen));
  const std::uint32_t entry_count = TRY(in.u32());
  TRY(read_list(in, entry_count, kManifestEntriesMax, "entries: too many", read_entry,
                manifest.entries));
  return manifest;
}

}  // namespace

void put_position(Bytes& out, const LogPosition& position) {
  put_bytes(out, position.device.span());
  put_u64(out, position.seq);
  put_bytes(out, position.manifest);
}

Result<LogPosition> read_position(ByteReader& in) {
  LogPosition position;
  position.device = TRY(read_id(in));
  position.seq = TRY(in.u64());
  position.manifest = TRY(read_array<32>(in));
  return position;
}

Result<Bytes> encode_manifest(const Manifest& manifest, const crypto::SigningPair& device) {
  const std::string_view broken = broken_rule(manifest);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "manifest: " + std::string(broken)};
  CHECK_THAT(device.public_key == manifest.certificate.device_key, "whose signature on a manifest");
  Bytes out;
  out.reserve(kFixedSize + manifest.seen.size() * kLogPositionSize +
              manifest.entries.size() * kEntrySize);
  out.push_back(kVersion);
  put_certificate(out, manifest.certificate);
  put_bytes(out, manifest.vault.span());
  put_u64(out, manifest.seq);
  put_bytes(out, manifest.previous);
  put_u32(out, manifest.key.epoch);
  put_bytes(out, manifest.key.file.span());
  put_u64(out, manifest.hlc);
  put_u32(out, static_cast<std::uint32_t>(manifest.seen.size()));
  for (const LogPosition& position : manifest.seen) put_position(out, position);
  put_u32(out, static_cast<std::uint32_t>(manifest.entries.size()));
  for (const Entry& entry : manifest.entries) put_entry(out, entry);
  put_bytes(out, crypto::sign_as(kLabel, device, out));
  return out;
}

Result<Manifest> decode_manifest(ByteSpan bytes, const Certificate* known) {
  ByteReader in(bytes);
  const std::uint8_t version = TRY_IN("manifest", in.u8());
  if (version != kVersion) return Error{ErrorCode::kUnsupported, "manifest: unknown version"};
  Manifest manifest = TRY_IN("manifest", read_manifest(in));
  const ByteSpan signed_part = bytes.first(bytes.size() - in.rest().size());
  const crypto::Signature signature = TRY_IN("manifest", read_array<64>(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "manifest: bytes after its end"};
  const std::string_view broken = broken_rule(manifest);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, "manifest: " + std::string(broken)};
  if (known == nullptr || *known != manifest.certificate)
    TRY_IN("manifest", verify_certificate(manifest.certificate));
  TRY_IN("manifest",
         crypto::verify_as(kLabel, manifest.certificate.device_key, signed_part, signature));
  return manifest;
}

crypto::Hash manifest_hash(ByteSpan bytes) {
  return crypto::blake2b_256(bytes);
}

PayloadPlace place_of(const Manifest& manifest, std::size_t index) {
  CHECK_THAT(index < manifest.entries.size(), "place of no entry");
  return {.vault = manifest.vault,
          .device = manifest.certificate.device,
          .seq = manifest.seq,
          .key = manifest.key,
          .room = manifest.entries[index].room,
          .index = static_cast<std::uint32_t>(index)};
}

crypto::Hash log_digest(const Id& vault, std::span<const LogPosition> positions) {
  Bytes out;
  out.reserve(16 + positions.size() * kLogPositionSize);
  put_bytes(out, vault.span());
  const LogPosition* previous = nullptr;
  for (const LogPosition& position : positions) {
    CHECK_THAT(previous == nullptr || previous->device < position.device, "order of a digest");
    put_position(out, position);
    previous = &position;
  }
  return crypto::blake2b_256(out);
}

}  // namespace quietroom::format
