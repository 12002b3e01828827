#include "sync/format/operation.h"

#include <functional>

#include "platform/fake/random_fake.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"
#include "tests/support/spoil.h"

namespace quietroom::format {
namespace {

/// Any operation that the rules allow.
Operation random_operation(FakeRandom& random) {
  Operation operation;
  operation.id = {random.id(), 1 + random.below(kOperationNumberMax)};
  operation.vault = random.id();
  if (random.below(2) == 0) operation.room = random.id();
  operation.author = random.id();
  operation.hlc = 1 + random.below(kOperationNumberMax);
  operation.entity_kind = static_cast<std::uint16_t>(1 + random.below(0xffff));
  operation.entity = random.id();
  operation.field = "f";
  const std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_.";
  for (std::uint64_t i = random.below(64); i > 0; --i)
    operation.field += letters[static_cast<std::size_t>(random.below(letters.size()))];
  for (std::uint64_t i = random.below(kOperationReplacesMax + 1); i > 0; --i)
    operation.replaces.push_back({random.id(), 1 + random.below(100)});
  std::sort(operation.replaces.begin(), operation.replaces.end());
  random.fill(operation.commit);
  return operation;
}

/// The smallest operation: no room, a field of one letter, replacing nothing.
Operation small_operation() {
  FakeRandom random(7);
  Operation operation;
  operation.id = {random.id(), 1};
  operation.vault = random.id();
  operation.author = random.id();
  operation.hlc = (std::uint64_t{1772442000000} << 16) | 2;
  operation.entity_kind = 3;
  operation.entity = random.id();
  operation.field = "t";
  operation.commit = payload_commit(make_payload(as_bytes("words"), random).value());
  return operation;
}

}  // namespace

TEST_CASE("operation: decode(encode(x)) is x, and encode(decode(b)) is b") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    FakeRandom random(seed);
    const Operation operation = random_operation(random);
    const auto bytes = encode_operation(operation);
    REQUIRE(bytes.ok());
    const auto back = decode_operation(bytes.value());
    REQUIRE(back.ok());
    CHECK(back.value() == operation);
    CHECK(encode_operation(back.value()).value() == bytes.value());
  }
}

TEST_CASE("decode_operation: whatever it accepts of changed bytes is canonical") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    FakeRandom random(seed);
    const Bytes bytes = encode_operation(random_operation(random)).value();
    for (int round = 0; round < 200; ++round) {
      CAPTURE(seed);
      CAPTURE(round);
      Bytes changed = bytes;
      for (std::uint64_t i = 0; i <= random.below(3); ++i)
        changed[static_cast<std::size_t>(random.below(changed.size()))] =
            static_cast<std::uint8_t>(random.next());
      const auto decoded = decode_operation(changed);
      if (!decoded.ok()) continue;
      REQUIRE(encode_operation(decoded.value()).ok());
      CHECK(encode_operation(decoded.value()).value() == changed);
    }
  }
}

TEST_CASE("decode_operation: refuses every shorter and longer form") {
  FakeRandom random(5);
  const Bytes bytes = encode_operation(random_operation(random)).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(decode_operation(ByteSpan(bytes).first(size)).error().code == ErrorCode::kCorrupt);
  }
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(decode_operation(longer).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("encode_operation: names the rule that is broken") {
  struct Row {
    std::string why;
    std::function<void(Operation&)> spoil;
  };
  const Row rows[] = {
      {"id", [](Operation& o) { o.id.device = {}; }},
      {"id", [](Operation& o) { o.id.counter = 0; }},
      {"id", [](Operation& o) { o.id.counter = std::uint64_t{1} << 63; }},
      {"vault", [](Operation& o) { o.vault = {}; }},
      {"author", [](Operation& o) { o.author = {}; }},
      {"hlc", [](Operation& o) { o.hlc = 0; }},
      {"hlc", [](Operation& o) { o.hlc = std::uint64_t{1} << 63; }},
      {"entity kind", [](Operation& o) { o.entity_kind = 0; }},
      {"entity", [](Operation& o) { o.entity = {}; }},
      {"field", [](Operation& o) { o.field = ""; }},
      {"field", [](Operation& o) { o.field = std::string(65, 'a'); }},
      {"field", [](Operation& o) { o.field = "1a"; }},
      {"field", [](Operation& o) { o.field = "A"; }},
      {"field", [](Operation& o) { o.field = "a b"; }},
      {"field", [](Operation& o) { o.field = "\u00e9"; }},
      {"replaces: itself", [](Operation& o) { o.replaces = {o.id}; }},
      {"replaces: id",
       [](Operation& o) {
         o.replaces = {{o.vault, 0}};
       }},
      {"replaces: id",
       [](Operation& o) {
         o.replaces = {{{}, 1}};
       }},
      {"replaces: not ascending",
       [](Operation& o) {
         o.replaces = {{o.vault, 2}, {o.vault, 1}};
       }},
      {"replaces: not ascending",
       [](Operation& o) {
         o.replaces = {{o.vault, 2}, {o.vault, 2}};
       }},
      {"replaces: too many",
       [](Operation& o) {
         for (std::uint64_t i = 1; i <= 65; ++i) o.replaces.push_back({o.vault, i});
       }},
  };
  for (const Row& row : rows) {
    Operation operation = small_operation();
    REQUIRE(encode_operation(operation).ok());
    row.spoil(operation);
    CAPTURE(row.why);
    const auto bytes = encode_operation(operation);
    REQUIRE_FALSE(bytes.ok());
    CHECK(bytes.error().code == ErrorCode::kInvalid);
    CHECK(bytes.error().context == "operation: " + row.why);
  }
}

TEST_CASE("payload: content comes back only under the commit that names it") {
  FakeRandom random(3);
  const Bytes payload = make_payload(as_bytes("what was said"), random).value();
  const crypto::Hash commit = payload_commit(payload);
  const auto content = payload_content(payload, commit);
  REQUIRE(content.ok());
  CHECK(as_text(content.value()) == "what was said");
  const Bytes again = make_payload(as_bytes("what was said"), random).value();
  CHECK(payload_commit(again) != commit);  // So a commit is no way to guess the words.
  CHECK(payload_content(again, commit).error().code == ErrorCode::kCorrupt);
  CHECK(payload_content({}, commit).error().code == ErrorCode::kCorrupt);
  CHECK(payload_content(Bytes(15), payload_commit(Bytes(15))).error().code == ErrorCode::kCorrupt);
  CHECK(payload_content(make_payload({}, random).value(), commit).ok() == false);
}

TEST_CASE("payload: empty content and content at the limit are fine, a byte more is not") {
  FakeRandom random(4);
  const Bytes empty = make_payload({}, random).value();
  CHECK(payload_content(empty, payload_commit(empty)).value().empty());
  const Bytes big = make_payload(Bytes(kPayloadContentSizeMax), random).value();
  CHECK(payload_content(big, payload_commit(big)).ok());
  CHECK(make_payload(Bytes(kPayloadContentSizeMax + 1), random).error().code ==
        ErrorCode::kInvalid);
  Bytes over = big;
  over.push_back(0);
  CHECK(payload_content(over, payload_commit(over)).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("golden: operation vectors hold, and are what the encoder makes") {
  using golden::Vector;
  const Bytes small = encode_operation(small_operation()).value();
  FakeRandom random(64);
  Operation full = small_operation();
  full.room = random.id();
  full.field = "a" + std::string(63, '_');
  for (std::uint64_t i = 1; i <= kOperationReplacesMax; ++i)
    full.replaces.push_back({full.vault, i});
  full.id.counter = kOperationNumberMax;
  full.hlc = kOperationNumberMax;
  full.entity_kind = 0xffff;
  const Bytes full_bytes = encode_operation(full).value();

  std::vector<Vector> made;
  const auto add = golden::adder(made);
  // Where things are in an operation; see docs/format.md.
  constexpr std::size_t kDevice = 1, kCounter = 17, kVault = 25, kAuthor = 57, kHlc = 73;
  constexpr std::size_t kKind = 81, kEntity = 83, kFieldSize = 99;
  const auto spoilt = [&small](std::size_t at, std::size_t count, std::uint8_t byte) {
    return filled(small, at, count, byte);
  };
  const auto swapped = [&full_bytes] {  // The first two of `replaces`.
    Bytes bytes = full_bytes;
    const auto first = bytes.begin() + kFieldSize + 1 + 64 + 1;
    std::swap_ranges(first, first + 24, first + 24);
    return bytes;
  };
  add("ok_small", "ok", "no room, a field of one letter, replaces nothing", small);
  add("ok_full", "ok", "every field at its limit", full_bytes);
  add("empty", "corrupt", "no bytes", {});
  add("version_0", "unsupported", "version 0", spoilt(0, 1, 0));
  add("version_2", "unsupported", "version 2", spoilt(0, 1, 2));
  add("truncated", "corrupt", "the last byte is missing", Bytes(small.begin(), small.end() - 1));
  Bytes trailing = small;
  trailing.push_back(0);
  add("trailing", "corrupt", "a byte after the end", trailing);
  add("device_none", "corrupt", "device all zero", spoilt(kDevice, 16, 0));
  add("counter_0", "corrupt", "counters begin at 1", spoilt(kCounter, 8, 0));
  add("counter_huge", "corrupt", "counter over 2^63 - 1", spoilt(kCounter, 8, 0xff));
  add("vault_none", "corrupt", "vault all zero", spoilt(kVault, 16, 0));
  add("author_none", "corrupt", "author all zero", spoilt(kAuthor, 16, 0));
  add("hlc_0", "corrupt", "hlc 0", spoilt(kHlc, 8, 0));
  add("hlc_huge", "corrupt", "hlc over 2^63 - 1", spoilt(kHlc, 8, 0xff));
  add("kind_0", "corrupt", "entity kind 0", spoilt(kKind, 2, 0));
  add("entity_none", "corrupt", "entity all zero", spoilt(kEntity, 16, 0));
  add("field_empty", "corrupt", "field of length 0", spoilt(kFieldSize, 1, 0));
  add("field_upper", "corrupt", "field not in a-z", spoilt(kFieldSize + 1, 1, 'T'));
  add("field_long", "corrupt", "field longer than the rest", spoilt(kFieldSize, 1, 255));
  add("replaces_65", "corrupt", "65 replaced revisions", spoilt(kFieldSize + 2, 1, 65));
  add("replaces_order", "corrupt", "replaced revisions not ascending", swapped());
  golden::check_golden("operation", made);
  for (const Vector& read : golden::read_all("operation")) {
    CAPTURE(read.name);
    const auto decoded = decode_operation(read.bytes);
    CHECK(golden::outcome(decoded) == read.header("expect"));
    if (decoded.ok()) CHECK(encode_operation(decoded.value()).value() == read.bytes);
  }
}

}  // namespace quietroom::format
