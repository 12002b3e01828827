#include "sync/format/object_layout.h"

#include <algorithm>
#include <functional>

#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

/// A head and a layout as only who holds the keys could write them, field by field.
struct Raw {
  std::uint8_t kind = 2;
  std::uint32_t epoch = 1;
  std::uint64_t seq_first = 1;
  std::uint32_t count = 1;
  std::uint32_t layout_size_told = 0;  ///< 0: the true one.
  Bytes layout;                        ///< Plain, with its padding.
};

/// One part of a layout; `purged_told` 0: as many as there are.
Bytes part(std::uint32_t manifest_size, std::uint32_t payloads_size,
           std::vector<std::uint32_t> purged = {}, std::uint32_t purged_told = 0) {
  Bytes out;
  put_u32(out, 1);
  out.insert(out.end(), 16, 5);
  put_u32(out, manifest_size);
  put_u32(out, payloads_size);
  put_u32(out, purged_told != 0 ? purged_told : static_cast<std::uint32_t>(purged.size()));
  for (const std::uint32_t slot : purged) put_u32(out, slot);
  return out;
}

Bytes padded(Bytes layout, std::size_t size = 64, std::uint8_t last = 0) {
  layout.resize(size);
  if (last != 0) layout.back() = last;
  return layout;
}

constexpr std::size_t kManifestSize = 400;

Result<std::vector<LayoutPart>> read(const Raw& raw) {
  FakeRandom random(1);
  Id vault;
  vault.bytes.fill(4);
  Id device;
  device.bytes.fill(2);
  Bytes object = to_bytes(as_bytes("QRS1"));
  object.insert(object.end(), {1, raw.kind, 0});
  put_u32(object, raw.epoch);
  object.insert(object.end(), 16, 5);
  put_bytes(object, device.span());
  put_u64(object, raw.seq_first);
  put_u32(object, raw.count);
  const auto true_size = static_cast<std::uint32_t>(raw.layout.size() + crypto::kSealOverhead);
  put_u32(object, raw.layout_size_told != 0 ? raw.layout_size_told : true_size);
  Bytes context = to_bytes(device.span());
  put_u64(context, raw.seq_first);
  put_u32(context, raw.count);
  Bytes aad = to_bytes(vault.span());
  put_bytes(aad, object);
  const Secret<32> key = crypto::derive_key(secret_of(3), "qr layout key", context);
  put_bytes(object, crypto::seal(key, raw.layout, aad, random));
  object.resize(object.size() + kManifestSize);
  pad_object(object, raw.kind == 1 ? ObjectKind::kSegment : ObjectKind::kPack, random);
  put_bytes(object, crypto::blake2b_256(object));
  const ReadHead head = TRY(read_head(object));
  return read_layout(object, head, vault, secret_of(3));
}

}  // namespace

TEST_CASE("read_layout: gives what is there") {
  const auto parts = read({.layout = padded(part(kManifestSize, 0, {0, 7, 8191}))});
  REQUIRE(parts.ok());
  REQUIRE(parts.value().size() == 1);
  CHECK(parts.value()[0].manifest_size_bytes == kManifestSize);
  CHECK(parts.value()[0].purged == std::vector<std::uint32_t>{0, 7, 8191});
}

TEST_CASE("read_head: refuses what no writer writes, whoever sealed it") {
  const auto context = [](Raw raw) {
    raw.layout = padded(part(kManifestSize, 0));
    return read(raw).error().context;
  };
  CHECK(context({.kind = 0}) == "object: head: kind");
  CHECK(context({.epoch = kEpochMax + 1}) == "object: head: key");
  CHECK(context({.seq_first = kSeqMax + 1}) == "object: head: seq");
  CHECK(context({.seq_first = kSeqMax, .count = 2}) == "object: head: seq");
  CHECK(context({.count = 0}) == "object: head: count");
  CHECK(context({.count = kObjectManifestsMax + 1}) == "object: head: count");
  CHECK(context({.kind = 1, .count = 2}) == "object: head: count of a segment");
  CHECK(context({.layout_size_told = 135}) == "object: head: size of the layout");
  CHECK(context({.layout_size_told = 65500}) == "object: head: size of the layout");
  CHECK(context({.layout_size_told = 1 << 21}) == "object: head: size of the layout");
}

TEST_CASE("read_layout: refuses what no writer writes, whoever sealed it") {
  struct Row {
    std::string why;
    Bytes layout;
  };
  const Row rows[] = {
      {"head: size of the layout", padded({}, 16)},
      {"layout: size of a manifest", padded(part(71, 0))},
      {"layout: size of a manifest", padded(part(kManifestSizeMax + 73, 0))},
      {"layout: size of payloads", padded(part(kManifestSize, kObjectSizeMax + 1))},
      {"layout: too many purged", padded(part(kManifestSize, 0, {}, kManifestEntriesMax + 1))},
      {"layout: truncated", padded(part(kManifestSize, 0, {}, 9))},
      {"layout: purged slots", padded(part(kManifestSize, 0, {1, 1}))},
      {"layout: purged slots", padded(part(kManifestSize, 0, {kManifestEntriesMax}))},
      {"layout: size", padded(part(kManifestSize, 0), 72)},
      {"layout: padding is not zeros", padded(part(kManifestSize, 0), 64, 1)},
      {"layout: sizes do not add up", padded(part(1 << 20, 0))},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Raw raw;
    raw.layout = row.layout;
    const auto parts = read(raw);
    REQUIRE_FALSE(parts.ok());
    CHECK(parts.error().code == ErrorCode::kCorrupt);
    CHECK(parts.error().context == "object: " + row.why);
  }
  Raw raw{.count = 3, .layout = padded(part(kManifestSize, 0))};
  CHECK(read(raw).error().context == "object: layout: truncated");
}

}  // namespace quietroom::format
