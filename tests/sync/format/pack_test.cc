#include "sync/format/pack.h"

#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/seeds.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

using Contents = std::vector<std::string>;

/// Three segments of Ada's log, the last under the next epoch's key.
struct Log {
  explicit Log(TestVault& vault) {
    crypto::Hash previous{};
    for (std::uint64_t seq = 1; seq <= 3; ++seq) {
      sealed.push_back(
          vault.segment(seq, previous, vault.three_items(), seq == 3 ? vault.next_key : vault.key));
      previous = sealed.back().manifest;
    }
  }
  std::vector<SegmentSealer::Sealed> sealed;
};

struct Opened {
  Opened(TestVault& vault, const Bytes& object) : reader(read_object(object).value()) {
    REQUIRE(reader.open_layout(vault.vault, vault.key_of(reader.head().key)).ok());
    for (std::size_t i = 0; i < reader.head().count; ++i) {
      auto opened = reader.open_manifest(i, vault.key_of(reader.key_of(i)), nullptr);
      REQUIRE(opened.ok());
      manifests.push_back(std::move(opened).value());
    }
  }
  ObjectReader reader;
  std::vector<OpenedManifest> manifests;
};

Bytes finished(PackBuilder& builder, TestVault& vault, std::size_t step = kObjectSizeMax) {
  builder.close(vault.key_of(vault.next_key), vault.random);
  while (!builder.seal(step)) {
  }
  return builder.take();
}

/// A pack of `log` without the slots in `purged` of its second segment.
Bytes pack(TestVault& vault, const Log& log, std::vector<std::uint32_t> purged) {
  PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
  for (std::size_t i = 0; i < log.sealed.size(); ++i) {
    const Opened from(vault, log.sealed[i].object);
    REQUIRE(
        builder
            .add(from.reader, 0, from.manifests[0], i == 1 ? purged : std::vector<std::uint32_t>{})
            .ok());
  }
  return finished(builder, vault);
}

}  // namespace

TEST_CASE("pack: gives back the segments, with the very same manifest hashes") {
  TestVault vault(31);
  const Log log(vault);
  const Bytes object = pack(vault, log, {});
  const std::string room(400, 'r');
  CHECK(vault.read_all(object).value() == Contents{"the first", room, "control", "the first", room,
                                                   "control", "the first", room, "control"});
  const Opened opened(vault, object);
  CHECK(opened.reader.head() ==
        ObjectHead{ObjectKind::kPack, vault.next_key, vault.ada.device, 1, 3});
  for (std::size_t i = 0; i < 3; ++i) CHECK(opened.manifests[i].hash == log.sealed[i].manifest);
  CHECK(opened.reader.key_of(1) == vault.key);
  CHECK(opened.reader.key_of(2) == vault.next_key);
  CHECK(object.size() == kPackSizeStep);
}

TEST_CASE("pack: a purged payload is gone, and manifest, hash and signature stay") {
  TestVault vault(32);
  const Log log(vault);
  const Bytes object = pack(vault, log, {1});
  const Opened opened(vault, object);
  for (std::size_t i = 0; i < 3; ++i) CHECK(opened.manifests[i].hash == log.sealed[i].manifest);
  CHECK(vault.read_all(object).value()[4] == "-");
  const Opened from(vault, log.sealed[1].object);
  const ByteSpan gone = from.reader.payload_box(from.manifests[0], 1);
  CHECK(std::search(object.begin(), object.end(), gone.begin(), gone.end()) == object.end());
  const ByteSpan stays = from.reader.payload_box(from.manifests[0], 2);
  CHECK(std::search(object.begin(), object.end(), stays.begin(), stays.end()) != object.end());

  // And once more from that pack: what is gone stays gone.
  PackBuilder again(vault.vault, vault.ada.device, 2, vault.next_key);
  const std::uint32_t more[] = {0};
  REQUIRE(again.add(opened.reader, 1, opened.manifests[1], more).ok());
  REQUIRE(again.add(opened.reader, 2, opened.manifests[2], {}).ok());
  CHECK(vault.read_all(finished(again, vault)).value() ==
        Contents{"-", "-", "control", "the first", std::string(400, 'r'), "control"});
}

TEST_CASE("pack: one manifest alone can be one, under a newer key than its own") {
  TestVault vault(33);
  const Log log(vault);
  const Opened from(vault, log.sealed[0].object);
  PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
  const std::uint32_t all[] = {0, 1, 2};
  REQUIRE(builder.add(from.reader, 0, from.manifests[0], all).ok());
  CHECK(vault.read_all(finished(builder, vault)).value() == Contents{"-", "-", "-"});
}

TEST_CASE("pack: sealed in small steps it is the same") {
  const auto made = [](std::size_t step) {
    TestVault vault(34);
    const Log log(vault);
    PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
    const Opened from(vault, log.sealed[0].object);
    REQUIRE(builder.add(from.reader, 0, from.manifests[0], {}).ok());
    return finished(builder, vault, step);
  };
  CHECK(made(999) == made(kObjectSizeMax));
}

TEST_CASE("pack: only the next manifest of its log goes in, and nothing damaged") {
  TestVault vault(35);
  const Log log(vault);
  const Opened one(vault, log.sealed[0].object);
  const Opened three(vault, log.sealed[2].object);
  PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
  CHECK(builder.add(three.reader, 0, three.manifests[0], {}).error().code == ErrorCode::kInvalid);
  REQUIRE(builder.add(one.reader, 0, one.manifests[0], {}).ok());
  CHECK(builder.add(one.reader, 0, one.manifests[0], {}).error().code == ErrorCode::kInvalid);
  PackBuilder other(vault.vault, vault.ben.device, 1, vault.next_key);
  CHECK(other.add(one.reader, 0, one.manifests[0], {}).error().code == ErrorCode::kInvalid);
  PackBuilder elsewhere(vault.room, vault.ada.device, 1, vault.next_key);
  CHECK(elsewhere.add(one.reader, 0, one.manifests[0], {}).error().code == ErrorCode::kInvalid);

  const std::size_t payload = one.manifests[0].payload_offsets[1] + 80;
  const Opened damaged(vault, mended(flipped(log.sealed[0].object, payload * 8)));
  PackBuilder careful(vault.vault, vault.ada.device, 1, vault.next_key);
  CHECK(careful.add(damaged.reader, 0, damaged.manifests[0], {}).error().code ==
        ErrorCode::kCorrupt);
  CHECK(careful.count() == 0);
}

TEST_CASE("pack: one that would be over its size limit is refused, and stays as it was") {
  TestVault vault(36);
  std::vector<TestItem> items;
  for (std::uint64_t i = 1; i <= 5; ++i)
    items.push_back({{EntryType::kOperation, i, {}, vault.ada.person}, std::string(1 << 20, 'x')});
  PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
  crypto::Hash previous{};
  std::uint64_t seq = 0;
  for (bool is_full = false; !is_full;) {
    const auto sealed = vault.segment(++seq, previous, items, vault.key);
    previous = sealed.manifest;
    const Opened from(vault, sealed.object);
    is_full = !builder.add(from.reader, 0, from.manifests[0], {}).ok();
  }
  CHECK(builder.count() == seq - 1);
  const Bytes object = finished(builder, vault);
  CHECK(object.size() <= kObjectSizeMax);
  CHECK(object.size() % kPackSizeStep == 0);
  CHECK(vault.read_all(object).value().size() == (seq - 1) * 5);
}

TEST_CASE("P5: pack: belongs under the name that has its range and hash, and no other") {
  TestVault vault(37);
  const auto reader = read_object(pack(vault, Log(vault), {})).value();
  const PackName name = pack_name(vault.vault, reader);
  CHECK(name.seq_first == 1);
  CHECK(name.seq_last == 3);
  CHECK(reader.matches(name).ok());
  for (int which = 0; which < 4; ++which) {
    CAPTURE(which);
    PackName other = name;
    if (which == 0) other.device = vault.ben.device;
    if (which == 1) other.seq_first = 2;
    if (which == 2) other.seq_last = 2;
    if (which == 3) other.hash[9] ^= 1;
    CHECK(reader.matches(other).error().code == ErrorCode::kCorrupt);
  }
  CHECK_FALSE(reader.matches(SegmentName{vault.vault, vault.ada.device, 1}).ok());
}

TEST_CASE("P5: pack: flipped bits and cuts are found") {
  TestVault vault(38);
  const Bytes object = pack(vault, Log(vault), {1});
  // Each try hashes all of it, so even the long run leaves most to the segments' test.
  const auto stride = static_cast<std::size_t>(7 * every_call(15));
  for (std::size_t at = 0; at < object.size(); at += stride) {
    CAPTURE(at);
    REQUIRE(vault.read_all(flipped(object, at * 8 + at % 8)).error().code == ErrorCode::kCorrupt);
    const auto size = static_cast<std::ptrdiff_t>(at);
    REQUIRE(vault.read_all(Bytes(object.begin(), object.begin() + size)).error().code ==
            ErrorCode::kCorrupt);
  }
}

TEST_CASE("P5: pack: a part that somebody changed is found though the checksum was mended") {
  TestVault vault(39);
  const Bytes object = pack(vault, Log(vault), {1});
  const Contents whole = vault.read_all(object).value();
  const Opened opened(vault, object);
  const std::size_t body_end = opened.manifests[2].payload_offsets[2] + kSealedPayloadSizeMin;
  const auto stride = static_cast<std::size_t>(every_call(41));
  for (std::size_t at = 0; at < body_end; at += stride) {
    CAPTURE(at);
    REQUIRE_FALSE(vault.read_all(mended(flipped(object, at * 8 + at % 8))).ok());
  }
  CHECK(vault.read_all(mended(flipped(object, body_end * 8))).value() == whole);  // Padding.
}

TEST_CASE("pack: any log comes out of any packs as it went in, but for what was purged") {
  for (const std::uint64_t seed : seeds(40)) {
    INFO("QUIETROOM_SEED=" << seed);
    TestVault vault(1000 + seed);
    FakeRandom random(seed);
    const std::uint64_t length = 1 + random.below(5);
    Contents expected;
    std::vector<std::string> hashes;
    std::vector<Bytes> packs;
    PackBuilder builder(vault.vault, vault.ada.device, 1, vault.next_key);
    crypto::Hash previous{};
    for (std::uint64_t seq = 1; seq <= length; ++seq) {
      std::vector<TestItem> items;
      std::vector<std::uint32_t> purged;
      for (std::uint64_t i = random.below(6); i > 0; --i) {
        const bool is_purged = random.below(4) == 0;
        if (is_purged) purged.push_back(static_cast<std::uint32_t>(items.size()));
        items.push_back({{EntryType::kOperation, items.size() + 1,
                          random.below(2) == 0 ? vault.room : Id{}, vault.ada.person},
                         std::string(static_cast<std::size_t>(random.below(3000)), 'x')});
        expected.push_back(is_purged ? "-" : items.back().content);
      }
      const auto sealed =
          vault.segment(seq, previous, items, random.below(2) == 0 ? vault.key : vault.next_key);
      previous = sealed.manifest;
      hashes.push_back(to_hex(sealed.manifest));
      const Opened from(vault, sealed.object);
      REQUIRE(builder.add(from.reader, 0, from.manifests[0], purged).ok());
      if (seq < length && random.below(3) != 0) continue;
      packs.push_back(finished(builder, vault));
      builder = PackBuilder(vault.vault, vault.ada.device, seq + 1, vault.next_key);
    }
    Contents read;
    std::size_t seq = 0;
    for (const Bytes& object : packs) {
      const Opened opened(vault, object);
      for (const OpenedManifest& each : opened.manifests) CHECK(to_hex(each.hash) == hashes[seq++]);
      Contents all = vault.read_all(object).value();
      for (std::string& content : all) read.push_back(std::move(content));
    }
    CHECK(seq == length);
    CHECK(read == expected);
  }
}

TEST_CASE("golden: pack vectors hold, and are what the builder makes") {
  TestVault vault(40);
  const Bytes ok = pack(vault, Log(vault), {1});
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made, {{"vault", to_hex(vault.vault.span())},
                                        {"key_1", to_hex(vault.key_of(vault.key))},
                                        {"key_2", to_hex(vault.key_of(vault.next_key))},
                                        {"room", to_hex(vault.room.span())},
                                        {"room_key", to_hex(vault.room_key)}});
  add("ok", "ok", "three segments under two keys, payload 1 of the second purged", ok);
  for (const std::size_t i : {0u, 2u, 3u, 5u, 6u, 8u})
    made.back().headers["payload_" + std::to_string(i)] =
        to_hex(as_bytes(i % 3 == 0 ? "the first" : "control"));
  made.back().headers["payload_4"] = "purged";
  add("not_rounded", "corrupt", "a pack whose size is no multiple of 65,536", [&] {
    const Opened from(vault, vault.segment(1, {}, {}, vault.key).object);
    const ByteSpan box = from.reader.manifest_box(0);
    const ObjectHead head{ObjectKind::kPack, vault.key, vault.ada.device, 1, 1};
    const LayoutPart part{vault.key, static_cast<std::uint32_t>(box.size()), 0, {}};
    Bytes object =
        begin_object(vault.vault, head, {part}, box.size(), vault.key_of(vault.key), vault.random);
    put_bytes(object, box);
    pad_object(object, ObjectKind::kSegment, vault.random);
    put_bytes(object, crypto::blake2b_256(object));
    return object;
  }());
  golden::check_golden("pack", made);
  for (const golden::Vector& read : golden::read_all("pack")) {
    CAPTURE(read.name);
    TestVault reader(99);
    reader.vault = id_from_bytes(hex_bytes(read.header("vault"))).value();
    reader.room_key = hex_secret(read.header("room_key"));
    reader.vault_keys[vault.key] = hex_secret(read.header("key_1"));
    reader.vault_keys[vault.next_key] = hex_secret(read.header("key_2"));
    const auto all = reader.read_all(read.bytes);
    CHECK(golden::outcome(all) == read.header("expect"));
    if (!all.ok()) continue;
    CHECK(all.value() == vault.read_all(ok).value());
  }
}

}  // namespace quietroom::format
