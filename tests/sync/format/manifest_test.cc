#include "sync/format/manifest.h"

#include <algorithm>
#include <functional>

#include "sync/format/operation.h"
#include "tests/support/golden.h"
#include "tests/support/seeds.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

crypto::Hash any_hash(FakeRandom& random) {
  crypto::Hash hash{};
  random.fill(hash);
  return hash;
}

/// Any manifest of `person` that the rules allow.
Manifest random_manifest(FakeRandom& random, const TestPerson& person) {
  Manifest manifest;
  manifest.certificate = person.signer().certificate;
  manifest.vault = random.id();
  manifest.seq = 1 + random.below(3);
  if (manifest.seq > 1) manifest.previous = any_hash(random);
  manifest.key = {static_cast<std::uint32_t>(1 + random.below(kEpochMax)), random.id()};
  manifest.hlc = 1 + random.below(kOperationNumberMax);
  for (std::uint64_t i = random.below(6); i > 0; --i)
    manifest.seen.push_back({random.id(), 1 + random.below(kSeqMax), any_hash(random)});
  std::sort(manifest.seen.begin(), manifest.seen.end(),
            [](const LogPosition& a, const LogPosition& b) { return a.device < b.device; });
  std::uint64_t counter = 0;
  for (std::uint64_t i = random.below(8); i > 0; --i) {
    Entry entry;
    entry.counter = counter += 1 + random.below(9);
    entry.size_bytes = static_cast<std::uint32_t>(
        sealed_payload_size(static_cast<std::size_t>(random.below(5000))));
    entry.commit = any_hash(random);
    if (random.below(3) == 0) {
      entry.type = EntryType::kControl;
    } else {
      entry.author = random.id();
      if (random.below(2) == 0) entry.room = random.id();
    }
    manifest.entries.push_back(entry);
  }
  return manifest;
}

/// The same one each time: two positions, and two entries of each type.
Manifest small_manifest(const TestPerson& person) {
  FakeRandom random(11);
  Manifest manifest;
  manifest.certificate = person.signer().certificate;
  manifest.vault = random.id();
  manifest.seq = 2;
  manifest.previous = any_hash(random);
  manifest.key = {3, random.id()};
  manifest.hlc = (std::uint64_t{1772442000000} << 16) | 2;
  Id low = random.id();
  Id high = low;
  low.bytes[0] = 0x10;
  high.bytes[0] = 0x20;
  manifest.seen = {{low, 7, any_hash(random)}, {high, 1, any_hash(random)}};
  const Id author = random.id();
  const Id room = random.id();
  manifest.entries = {{EntryType::kOperation, 4, {}, author, 328, any_hash(random)},
                      {EntryType::kControl, 1, {}, {}, 328, any_hash(random)},
                      {EntryType::kOperation, 5, room, author, 1096, any_hash(random)},
                      {EntryType::kControl, 2, {}, author, 328, any_hash(random)}};
  return manifest;
}

/// `bytes` with the signature made right again, by the device itself.
Bytes signed_again(Bytes bytes, const TestPerson& person) {
  bytes.resize(bytes.size() - 64);
  put_bytes(bytes, crypto::sign_as("qr manifest", person.signer().pair, bytes));
  return bytes;
}

}  // namespace

TEST_CASE("manifest: decode(encode(x)) is x, and encode(decode(b)) is b") {
  for (const std::uint64_t seed : seeds(60)) {
    INFO("QUIETROOM_SEED=" << seed);
    FakeRandom random(seed);
    const TestPerson person(random);
    const Manifest manifest = random_manifest(random, person);
    const auto bytes = encode_manifest(manifest, person.signer().pair);
    REQUIRE(bytes.ok());
    const Certificate known = manifest.certificate;
    const auto back = decode_manifest(bytes.value(), seed % 2 == 0 ? &known : nullptr);
    REQUIRE(back.ok());
    CHECK(back.value() == manifest);
    CHECK(encode_manifest(back.value(), person.signer().pair).value() == bytes.value());
  }
}

TEST_CASE("manifest: the largest one is within its limit") {
  FakeRandom random(5);
  const TestPerson person(random);
  Manifest manifest = small_manifest(person);
  manifest.seen.clear();
  for (std::size_t i = 0; i < kManifestSeenMax; ++i) {
    Id device;
    device.bytes = {0x10, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    manifest.seen.push_back({device, 1, {}});
  }
  manifest.entries.clear();
  for (std::size_t i = 1; i <= kManifestEntriesMax; ++i)
    manifest.entries.push_back({EntryType::kOperation, i, {}, person.person, 328, {}});
  const auto bytes = encode_manifest(manifest, person.signer().pair);
  REQUIRE(bytes.ok());
  CHECK(bytes.value().size() <= kManifestSizeMax);
  CHECK(decode_manifest(bytes.value(), nullptr).value() == manifest);
  manifest.entries.push_back(
      {EntryType::kOperation, kManifestEntriesMax + 1, {}, person.person, 328, {}});
  CHECK(encode_manifest(manifest, person.signer().pair).error().code == ErrorCode::kInvalid);
}

TEST_CASE("P5: manifest: no flipped bit, no cut and no added byte passes") {
  FakeRandom random(6);
  const TestPerson person(random);
  const Bytes bytes = encode_manifest(small_manifest(person), person.signer().pair).value();
  const Certificate known = person.signer().certificate;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    CAPTURE(bit);
    REQUIRE_FALSE(decode_manifest(flipped(bytes, bit), &known).ok());
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    REQUIRE(decode_manifest(ByteSpan(bytes).first(size), &known).error().code ==
            ErrorCode::kCorrupt);
  }
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(decode_manifest(longer, &known).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("decode_manifest: a known certificate saves its check only if it is that very one") {
  FakeRandom random(7);
  const TestPerson person(random);
  const TestPerson other(random);
  Manifest manifest = small_manifest(person);
  manifest.certificate.signature[0] ^= 1;
  const Bytes bytes = encode_manifest(manifest, person.signer().pair).value();
  const Certificate right = person.signer().certificate;
  const Certificate others = other.signer().certificate;
  CHECK(decode_manifest(bytes, nullptr).error().code == ErrorCode::kAuthFailed);
  CHECK(decode_manifest(bytes, &right).error().code == ErrorCode::kAuthFailed);
  CHECK(decode_manifest(bytes, &others).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("encode_manifest: names the rule that is broken, and decode refuses the same") {
  struct Row {
    std::string why;
    std::function<void(Manifest&)> spoil;
  };
  const Row rows[] = {
      {"vault", [](Manifest& m) { m.vault = {}; }},
      {"seq", [](Manifest& m) { m.seq = 0; }},
      {"seq", [](Manifest& m) { m.seq = kSeqMax + 1; }},
      {"previous", [](Manifest& m) { m.seq = 1; }},
      {"previous", [](Manifest& m) { m.previous = {}; }},
      {"epoch", [](Manifest& m) { m.key.epoch = 0; }},
      {"epoch", [](Manifest& m) { m.key.epoch = kEpochMax + 1; }},
      {"key file", [](Manifest& m) { m.key.file = {}; }},
      {"hlc", [](Manifest& m) { m.hlc = 0; }},
      {"hlc", [](Manifest& m) { m.hlc = kOperationNumberMax + 1; }},
      {"seen: device", [](Manifest& m) { m.seen[0].device = {}; }},
      {"seen: seq", [](Manifest& m) { m.seen[0].seq = 0; }},
      {"seen: seq", [](Manifest& m) { m.seen[0].seq = kSeqMax + 1; }},
      {"seen: its own device", [](Manifest& m) { m.seen[0].device = m.certificate.device; }},
      {"seen: not ascending", [](Manifest& m) { std::swap(m.seen[0], m.seen[1]); }},
      {"seen: not ascending", [](Manifest& m) { m.seen[1].device = m.seen[0].device; }},
      {"seen: too many", [](Manifest& m) { m.seen.resize(kManifestSeenMax + 1); }},
      {"entry: counter", [](Manifest& m) { m.entries[0].counter = 0; }},
      {"entry: room of a control record", [](Manifest& m) { m.entries[1].room = m.vault; }},
      {"entry: author", [](Manifest& m) { m.entries[0].author = {}; }},
      {"entry: size", [](Manifest& m) { m.entries[0].size_bytes = 0; }},
      {"entry: size", [](Manifest& m) { m.entries[0].size_bytes = 329; }},
      {"entries: not ascending", [](Manifest& m) { m.entries[2].counter = 4; }},
      {"entries: not ascending", [](Manifest& m) { m.entries[3].counter = 1; }},
      {"entry: type", [](Manifest& m) { m.entries[0].type = static_cast<EntryType>(3); }},
  };
  FakeRandom random(8);
  const TestPerson person(random);
  REQUIRE(encode_manifest(small_manifest(person), person.signer().pair).ok());
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Manifest manifest = small_manifest(person);
    row.spoil(manifest);
    const auto bytes = encode_manifest(manifest, person.signer().pair);
    REQUIRE_FALSE(bytes.ok());
    CHECK(bytes.error().code == ErrorCode::kInvalid);
    CHECK(bytes.error().context == "manifest: " + row.why);
  }
}

TEST_CASE("log digest: says how far all logs go, and of which vault") {
  FakeRandom random(9);
  const TestPerson person(random);
  const Manifest manifest = small_manifest(person);
  std::vector<LogPosition> positions = manifest.seen;
  const crypto::Hash digest = log_digest(manifest.vault, positions);
  CHECK(log_digest(manifest.vault, positions) == digest);
  CHECK(log_digest(person.device, positions) != digest);
  positions[1].manifest[5] ^= 1;
  CHECK(log_digest(manifest.vault, positions) != digest);
}

TEST_CASE("golden: manifest vectors hold, and are what the encoder makes") {
  FakeRandom random(12);
  const TestPerson person(random);
  const Bytes ok = encode_manifest(small_manifest(person), person.signer().pair).value();
  Manifest first = small_manifest(person);
  first.seq = 1;
  first.previous = {};
  first.seen.clear();
  first.entries.clear();
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made);
  // Where things are in a manifest; see docs/format.md. The signature is always made right again.
  constexpr std::size_t kVault = 178, kSeq = 194, kPrevious = 202, kEpoch = 234, kFile = 238;
  constexpr std::size_t kHlc = 254, kSeenCount = 262, kSeen = 266, kEntryCount = 266 + 2 * 56;
  constexpr std::size_t kEntry = kEntryCount + 4;
  const auto spoilt = [&](std::size_t at, std::size_t count, std::uint8_t byte) {
    return signed_again(filled(ok, at, count, byte), person);
  };
  const auto swapped = [&](std::size_t at, std::size_t size) {
    Bytes bytes = ok;
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto step = static_cast<std::ptrdiff_t>(size);
    std::swap_ranges(begin, begin + step, begin + step);
    return signed_again(std::move(bytes), person);
  };
  add("ok", "ok", "two positions, four entries", ok);
  add("ok_first", "ok", "the first of a log: nothing before, nothing seen, no entries",
      encode_manifest(first, person.signer().pair).value());
  add("empty", "corrupt", "no bytes", {});
  add("version_2", "unsupported", "version 2", spoilt(0, 1, 2));
  add("certificate_version_2", "unsupported", "certificate of version 2", spoilt(1, 1, 2));
  add("certificate_flipped", "auth failed", "the identity signed another device key",
      spoilt(18, 1, ok[18] ^ 1));
  add("signature_flipped", "auth failed", "a bit of the signature", flipped(ok, ok.size() * 8 - 9));
  add("unsigned_change", "auth failed", "a changed hash, the signature as it was",
      flipped(ok, kPrevious * 8));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  Bytes trailing = ok;
  trailing.push_back(0);
  add("trailing", "corrupt", "a byte after the end", trailing);
  add("device_none", "corrupt", "device all zero", spoilt(2, 16, 0));
  add("vault_none", "corrupt", "vault all zero", spoilt(kVault, 16, 0));
  add("seq_0", "corrupt", "seq 0", spoilt(kSeq, 8, 0));
  add("seq_huge", "corrupt", "seq over 2^50 - 1", spoilt(kSeq, 8, 0xff));
  add("previous_none", "corrupt", "seq 2 with nothing before", spoilt(kPrevious, 32, 0));
  add("previous_first", "corrupt", "seq 1 with something before", spoilt(kSeq, 1, 1));
  add("epoch_0", "corrupt", "epoch 0", spoilt(kEpoch, 4, 0));
  add("epoch_huge", "corrupt", "epoch over 2^20 - 1", spoilt(kEpoch, 4, 0xff));
  add("file_none", "corrupt", "key file all zero", spoilt(kFile, 16, 0));
  add("hlc_0", "corrupt", "hlc 0", spoilt(kHlc, 8, 0));
  add("seen_many", "corrupt", "more positions than there are bytes", spoilt(kSeenCount, 2, 0xff));
  add("seen_order", "corrupt", "positions not ascending", swapped(kSeen, 56));
  add("seen_seq_0", "corrupt", "a position of seq 0", spoilt(kSeen + 16, 8, 0));
  add("entries_many", "corrupt", "more entries than there are bytes", spoilt(kEntryCount, 2, 0xff));
  add("entry_type", "corrupt", "an entry of type 3", spoilt(kEntry, 1, 3));
  add("entry_counter", "corrupt", "operations not ascending", spoilt(kEntry + 1, 1, 9));
  add("entry_author", "corrupt", "an operation of nobody", spoilt(kEntry + 25, 16, 0));
  add("entry_size", "corrupt", "a size that no payload has", spoilt(kEntry + 41, 1, 0x49));
  add("control_room", "corrupt", "a control record in a room", spoilt(kEntry + 77 + 9, 1, 1));
  golden::check_golden("manifest", made);
  for (const golden::Vector& read : golden::read_all("manifest")) {
    CAPTURE(read.name);
    const auto decoded = decode_manifest(read.bytes, nullptr);
    CHECK(golden::outcome(decoded) == read.header("expect"));
    if (decoded.ok())
      CHECK(encode_manifest(decoded.value(), person.signer().pair).value() == read.bytes);
  }
}

}  // namespace quietroom::format
