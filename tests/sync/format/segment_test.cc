#include "sync/format/segment.h"

#include <algorithm>
#include <functional>

#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

using Contents = std::vector<std::string>;

/// Segment 1 with three payloads.
SegmentSealer::Sealed first_segment(TestVault& vault) {
  return vault.segment(1, {}, vault.three_items(), vault.key);
}

/// A segment whose layout and body are `part` and `body`, as only who holds the keys could make it.
Bytes by_hand(TestVault& vault, const LayoutPart& part, ByteSpan body) {
  const ObjectHead head{ObjectKind::kSegment, vault.key, vault.ada.device, 1, 1};
  Bytes object =
      begin_object(vault.vault, head, {part}, body.size(), vault.key_of(vault.key), vault.random);
  put_bytes(object, body);
  pad_object(object, head.kind, vault.random);
  put_bytes(object, crypto::blake2b_256(object));
  return object;
}

/// `manifest`, signed and sealed for Ada's segment 1 whatever it says.
Bytes manifest_box(TestVault& vault, const Manifest& manifest) {
  const Bytes plain = encode_manifest(manifest, vault.ada.signer().pair).value();
  return crypto::seal(manifest_key(vault.key_of(vault.key), vault.ada.device, 1), plain,
                      manifest_aad(vault.vault, vault.ada.device, 1, vault.key), vault.random);
}

Manifest empty_manifest(TestVault& vault) {
  Manifest manifest;
  manifest.certificate = vault.ada.signer().certificate;
  manifest.vault = vault.vault;
  manifest.seq = 1;
  manifest.key = vault.key;
  manifest.hlc = 1;
  return manifest;
}

/// A segment that holds `manifest` and, after it, `payloads`.
Bytes with_manifest(TestVault& vault, const Manifest& manifest, ByteSpan payloads = {}) {
  Bytes body = manifest_box(vault, manifest);
  const LayoutPart part{vault.key,
                        static_cast<std::uint32_t>(body.size()),
                        static_cast<std::uint32_t>(payloads.size()),
                        {}};
  put_bytes(body, payloads);
  return by_hand(vault, part, body);
}

}  // namespace

TEST_CASE("segment: gives back what was sealed, and its manifest says who, what and where") {
  TestVault vault(1);
  vault.seen = {{vault.ben.device, 4, crypto::blake2b_256(as_bytes("seen"))}};
  const SegmentSealer::Sealed sealed = first_segment(vault);
  CHECK(vault.read_all(sealed.object).value() ==
        Contents{"the first", std::string(400, 'r'), "control"});
  auto reader = read_object(sealed.object);
  REQUIRE(reader.ok());
  CHECK(reader.value().head() ==
        ObjectHead{ObjectKind::kSegment, vault.key, vault.ada.device, 1, 1});
  REQUIRE(reader.value().open_layout(vault.vault, vault.key_of(vault.key)).ok());
  const auto opened = reader.value().open_manifest(0, vault.key_of(vault.key), nullptr);
  REQUIRE(opened.ok());
  CHECK(opened.value().hash == sealed.manifest);
  const Manifest& manifest = opened.value().manifest;
  CHECK(manifest.certificate == vault.ada.signer().certificate);
  CHECK(manifest.seen == vault.seen);
  REQUIRE(manifest.entries.size() == 3);
  CHECK(manifest.entries[1].room == vault.room);
  CHECK(manifest.entries[2].type == EntryType::kControl);
  CHECK(std::move(reader).value().take() == sealed.object);
}

TEST_CASE("segment: sizes are PADME's, and at least 512") {
  TestVault vault(2);
  const Bytes small = vault.segment(1, {}, {}, vault.key).object;
  const Bytes large = first_segment(vault).object;
  CHECK(small.size() >= kObjectSizeMin);
  CHECK(padded_object_size(small.size(), ObjectKind::kSegment) == small.size());
  CHECK(padded_object_size(large.size(), ObjectKind::kSegment) == large.size());
  CHECK(padded_object_size(1, ObjectKind::kSegment) == 512);
  CHECK(padded_object_size(513, ObjectKind::kSegment) == 544);
  CHECK(padded_object_size(513, ObjectKind::kPack) == 65536);
  CHECK(padded_object_size(kObjectSizeMax, ObjectKind::kPack) == kObjectSizeMax);
}

TEST_CASE("segment: nothing in the clear says how many operations there are, or for which room") {
  TestVault vault(3);
  const auto layout_size = [&](std::size_t count) {
    std::vector<TestItem> items;
    for (std::size_t i = 1; i <= count; ++i)
      items.push_back({{EntryType::kOperation, i, vault.room, vault.ada.person}, "x"});
    const Bytes object = vault.segment(1, {}, items, vault.key).object;
    const auto has = [&object](ByteSpan what) {
      return std::search(object.begin(), object.end(), what.begin(), what.end()) != object.end();
    };
    CHECK_FALSE(has(vault.room.span()));
    CHECK_FALSE(has(vault.vault.span()));
    CHECK_FALSE(has(vault.ada.person.span()));
    CHECK_FALSE(has(vault.ada.signing.public_key));
    return read_head(object).value().layout_size_bytes;
  };
  CHECK(layout_size(0) == layout_size(40));
}

TEST_CASE("segment sealer: what is over a limit is refused, and changes nothing") {
  TestVault vault(4);
  SegmentSealer sealer(vault.vault, vault.ada.device, 1, vault.key);
  const SegmentSealer::Item item{EntryType::kOperation, 1, {}, vault.ada.person};
  const Secret<32>& key = vault.key_of(vault.key);
  const Bytes content(kContentSizeMax + 1);
  CHECK(sealer.add(item, content, key, vault.random).error().code == ErrorCode::kInvalid);
  CHECK(sealer.count() == 0);
  std::uint64_t counter = 0;
  while (sealer
             .add({EntryType::kOperation, ++counter, {}, vault.ada.person},
                  ByteSpan(content).first(kContentSizeMax), key, vault.random)
             .ok()) {
  }
  CHECK(sealer.count() == counter - 1);
  const auto sealed = sealer.finish({{}, 1, {}}, vault.ada.signer(), key, vault.random);
  REQUIRE(sealed.ok());
  CHECK(sealed.value().object.size() <= kObjectSizeMax);
  CHECK(vault.read_all(sealed.value().object).value().size() == counter - 1);
}

TEST_CASE("segment sealer: a manifest that breaks a rule is not written") {
  TestVault vault(5);
  SegmentSealer sealer(vault.vault, vault.ada.device, 2, vault.key);
  const auto sealed =
      sealer.finish({{}, 1, {}}, vault.ada.signer(), vault.key_of(vault.key), vault.random);
  CHECK(sealed.error().code == ErrorCode::kInvalid);
}

TEST_CASE("P5: segment: every flipped bit, every cut and every added byte is found") {
  TestVault vault(6);
  const Bytes object = first_segment(vault).object;
  for (std::size_t bit = 0; bit < object.size() * 8; ++bit) {
    CAPTURE(bit);
    REQUIRE(vault.read_all(flipped(object, bit)).error().code == ErrorCode::kCorrupt);
  }
  for (std::size_t size = 0; size < object.size(); ++size) {
    CAPTURE(size);
    REQUIRE(
        vault.read_all(Bytes(object.begin(), object.begin() + static_cast<std::ptrdiff_t>(size)))
            .error()
            .code == ErrorCode::kCorrupt);
  }
  Bytes longer = object;
  longer.push_back(0);
  CHECK(vault.read_all(longer).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("P5: segment: a byte that somebody changed is found though the checksum was mended") {
  TestVault vault(7);
  const Bytes object = first_segment(vault).object;
  const Contents whole = vault.read_all(object).value();
  std::size_t passed = 0;
  const std::uint64_t stride = every_call(5);
  for (std::size_t at = 0; at < object.size() - 32; at += static_cast<std::size_t>(stride)) {
    CAPTURE(at);
    const auto read = vault.read_all(mended(flipped(object, at * 8 + at % 8)));
    if (!read.ok()) continue;
    REQUIRE(read.value() == whole);  // Padding: it says nothing.
    ++passed;
  }
  CHECK(passed * stride <= object.size() * 12 / 100);
}

TEST_CASE("P5: segment: opens under no other name and in no other vault") {
  TestVault vault(8);
  const Bytes object = first_segment(vault).object;
  auto reader = read_object(object).value();
  const Id other = vault.ben.device;
  CHECK(reader.matches(SegmentName{vault.vault, vault.ada.device, 1}).ok());
  CHECK_FALSE(reader.matches(SegmentName{vault.vault, vault.ada.device, 2}).ok());
  CHECK_FALSE(reader.matches(SegmentName{vault.vault, other, 1}).ok());
  CHECK_FALSE(reader.matches(PackName{vault.vault, vault.ada.device, 1, 1, {}}).ok());
  CHECK_FALSE(reader.matches(KeyFileName{vault.vault, vault.key}).ok());
  CHECK_FALSE(reader.matches(StagingName{vault.vault, other}).ok());
  CHECK(reader.open_layout(vault.room, vault.key_of(vault.key)).error().code ==
        ErrorCode::kCorrupt);
  CHECK(reader.open_layout(vault.vault, vault.key_of(vault.next_key)).error().code ==
        ErrorCode::kAuthFailed);
  // The clear head says another seq, device or key file: the seal does not open.
  for (const std::size_t at : {7u, 11u, 27u, 43u}) {
    CAPTURE(at);
    auto moved = read_object(mended(flipped(object, at * 8 + 1)));
    REQUIRE(moved.ok());
    CHECK_FALSE(moved.value().open_layout(vault.vault, vault.key_of(vault.key)).ok());
  }
}

TEST_CASE("P5: segment: parts of two segments do not make a third") {
  TestVault vault(9);
  const auto one = first_segment(vault);
  const auto two = vault.segment(2, one.manifest, vault.three_items(), vault.key);
  REQUIRE(one.object.size() == two.object.size());
  const ReadHead read = read_head(one.object).value();
  const std::size_t layout_end = kObjectHeadSize + read.layout_size_bytes;
  for (const std::size_t at : {kObjectHeadSize, layout_end, layout_end + 900}) {
    CAPTURE(at);
    Bytes mixed(one.object.begin(), one.object.begin() + static_cast<std::ptrdiff_t>(at));
    put_bytes(mixed, ByteSpan(two.object).subspan(at));
    CHECK_FALSE(vault.read_all(mended(mixed)).ok());
  }
}

TEST_CASE("segment: check() in small steps comes to the same as in one") {
  TestVault vault(10);
  const Bytes object = first_segment(vault).object;
  for (const std::size_t step : {1u, 100u, 100000u}) {
    auto reader = ObjectReader::begin(object).value();
    std::size_t calls = 1;
    while (!reader.check(step).value()) ++calls;
    CHECK(calls == (object.size() - 32 + step - 1) / step);
    CHECK(reader.check(step).value());
    CHECK(reader.head().seq_first == 1);
  }
}

TEST_CASE("segment: an HTML page with status 200 is no segment") {
  TestVault vault(11);
  const std::string page = "<!doctype html><title>502</title>" + std::string(2000, ' ');
  CHECK(ObjectReader::begin(to_bytes(as_bytes(page))).error().context == "object: wrong magic");
  CHECK(ObjectReader::begin(Bytes(kObjectSizeMax + 1)).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("segment: a member cannot make one that says one thing outside and another inside") {
  TestVault vault(12);
  CHECK(vault.read_all(with_manifest(vault, empty_manifest(vault))).ok());
  struct Row {
    std::string name;
    std::function<void(Manifest&)> spoil;
  };
  const Row rows[] = {
      {"vault", [&](Manifest& m) { m.vault = vault.room; }},
      {"seq",
       [](Manifest& m) {
         m.seq = 2;
         m.previous[0] = 1;
       }},
      {"key", [&](Manifest& m) { m.key = vault.next_key; }},
      {"an entry without payload",
       [&](Manifest& m) {
         m.entries = {{EntryType::kOperation, 1, {}, vault.ada.person, 328, {}}};
       }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Manifest manifest = empty_manifest(vault);
    row.spoil(manifest);
    const auto read = vault.read_all(with_manifest(vault, manifest));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kCorrupt);
  }
  CHECK(vault.read_all(with_manifest(vault, empty_manifest(vault), Bytes(328))).error().code ==
        ErrorCode::kCorrupt);
}

TEST_CASE("segment: a layout that does not fit the object is refused") {
  TestVault vault(13);
  const Bytes body = manifest_box(vault, empty_manifest(vault));
  const auto size = static_cast<std::uint32_t>(body.size());
  const auto code = [&](const LayoutPart& part) {
    return vault.read_all(by_hand(vault, part, body)).error().code;
  };
  CHECK(vault.read_all(by_hand(vault, {vault.key, size, 0, {}}, body)).ok());
  CHECK(code({vault.next_key, size, 0, {}}) == ErrorCode::kCorrupt);
  CHECK(code({vault.key, size, 0, {0}}) == ErrorCode::kCorrupt);
  CHECK(code({vault.key, 71, 0, {}}) == ErrorCode::kCorrupt);
  CHECK(code({vault.key, size + 300, 0, {}}) == ErrorCode::kCorrupt);
  CHECK(code({vault.key, size, 0xffffffff, {}}) == ErrorCode::kCorrupt);
  CHECK(code({{0, vault.key.file}, size, 0, {}}) == ErrorCode::kCorrupt);
}

TEST_CASE("golden: segment vectors hold, and are what the sealer makes") {
  TestVault vault(14);
  vault.seen = {{vault.ben.device, 4, crypto::blake2b_256(as_bytes("seen"))}};
  const Bytes ok = first_segment(vault).object;
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made, {{"vault", to_hex(vault.vault.span())},
                                        {"key", to_hex(vault.key_of(vault.key))},
                                        {"room", to_hex(vault.room.span())},
                                        {"room_key", to_hex(vault.room_key)}});
  add("ok", "ok", "two operations, one in a room, and a control record", ok);
  made.back().headers["payload_0"] = to_hex(as_bytes("the first"));
  made.back().headers["payload_1"] = to_hex(as_bytes(std::string(400, 'r')));
  made.back().headers["payload_2"] = to_hex(as_bytes("control"));
  add("ok_empty", "ok", "no entries", vault.segment(1, {}, {}, vault.key).object);
  add("empty", "corrupt", "no bytes", {});
  add("html", "corrupt", "an error page", Bytes(600, '<'));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("flipped", "corrupt", "a bit of a payload", flipped(ok, 1200 * 8));
  add("version_2", "unsupported", "version 2", spoilt(ok, 4, 1, 2));
  add("version_2_damaged", "corrupt", "version 2, and the checksum does not fit", flipped(ok, 32));
  add("kind_3", "corrupt", "neither segment nor pack", spoilt(ok, 5, 1, 3));
  add("compression_1", "unsupported", "a compression that is not known", spoilt(ok, 6, 1, 1));
  add("epoch_0", "corrupt", "epoch 0", spoilt(ok, 7, 4, 0));
  add("device_none", "corrupt", "device all zero", spoilt(ok, 27, 16, 0));
  add("seq_0", "corrupt", "seq 0", spoilt(ok, 43, 8, 0));
  add("seq_changed", "auth failed", "another seq: the layout's key is another",
      spoilt(ok, 43, 1, 2));
  add("count_2", "corrupt", "a segment of two manifests", spoilt(ok, 51, 1, 2));
  add("layout_huge", "corrupt", "a layout larger than the object", spoilt(ok, 55, 4, 0x0f));
  add("layout_changed", "corrupt", "the layout's seal, the checksum mended",
      mended(flipped(ok, 120 * 8)));
  add("manifest_changed", "corrupt", "the manifest's seal, the checksum mended",
      mended(flipped(ok, 400 * 8)));
  add("payload_changed", "corrupt", "a payload, the checksum mended",
      mended(flipped(ok, 1200 * 8)));
  add("size_long", "corrupt", "longer than PADME allows", [&] {
    Bytes longer = vault.segment(1, {}, {}, vault.key).object;
    longer.insert(longer.end(), 64, 0);
    return mended(longer);
  }());
  add("other_key", "auth failed", "under the key of another epoch",
      vault.segment(1, {}, {}, vault.next_key).object);
  add("manifest_vault", "corrupt", "its manifest is of another vault", [&] {
    Manifest manifest = empty_manifest(vault);
    manifest.vault = vault.room;
    return with_manifest(vault, manifest);
  }());
  add("manifest_entries", "corrupt", "an entry whose payload is not there", [&] {
    Manifest manifest = empty_manifest(vault);
    manifest.entries = {{EntryType::kOperation, 1, {}, vault.ada.person, 328, {}}};
    return with_manifest(vault, manifest);
  }());
  add("manifest_signature", "auth failed", "its manifest is not signed by its device", [&] {
    Bytes plain = encode_manifest(empty_manifest(vault), vault.ada.signer().pair).value();
    plain.back() ^= 1;
    const Bytes box =
        crypto::seal(manifest_key(vault.key_of(vault.key), vault.ada.device, 1), plain,
                     manifest_aad(vault.vault, vault.ada.device, 1, vault.key), vault.random);
    return by_hand(vault, {vault.key, static_cast<std::uint32_t>(box.size()), 0, {}}, box);
  }());
  const Bytes box = manifest_box(vault, empty_manifest(vault));
  const auto box_size = static_cast<std::uint32_t>(box.size());
  add("layout_purged", "corrupt", "a segment with a purged payload",
      by_hand(vault, {vault.key, box_size, 0, {0}}, box));
  add("layout_key", "corrupt", "a segment whose manifest is under another key than it says",
      by_hand(vault, {vault.next_key, box_size, 0, {}}, box));
  add("layout_sizes", "corrupt", "a layout whose sizes are not the object's",
      by_hand(vault, {vault.key, box_size + 300, 0, {}}, box));
  add("layout_short", "corrupt", "a manifest's box shorter than any",
      by_hand(vault, {vault.key, 71, 0, {}}, box));
  golden::check_golden("segment", made);
  for (const golden::Vector& read : golden::read_all("segment")) {
    CAPTURE(read.name);
    TestVault reader(99);
    reader.vault = id_from_bytes(hex_bytes(read.header("vault"))).value();
    reader.room_key = hex_secret(read.header("room_key"));
    // Whatever key the head names, there is this one.
    const auto head = read_object(read.bytes);
    if (head.ok()) reader.vault_keys[head.value().head().key] = hex_secret(read.header("key"));
    const auto all = reader.read_all(read.bytes);
    CHECK(golden::outcome(all) == read.header("expect"));
    if (read.name != "ok") continue;
    for (std::size_t i = 0; i < all.value().size(); ++i)
      CHECK(to_hex(as_bytes(all.value()[i])) == read.header("payload_" + std::to_string(i)));
  }
}

}  // namespace quietroom::format
