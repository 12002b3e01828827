#include "sync/format/copy_file.h"

#include <algorithm>

#include "platform/fake/random_fake.h"
#include "sync/crypto/hash.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"
#include "tests/support/spoil.h"

namespace quietroom::format {
namespace {

Bytes random_bytes(std::uint64_t seed, std::size_t size) {
  FakeRandom random(seed);
  Bytes bytes(size);
  random.fill(bytes);
  return bytes;
}

const Bytes kKeys = random_bytes(1, 50);
const Bytes kStore = random_bytes(2, 100);
const Bytes kPrivate = random_bytes(3, 70);

Bytes small_copy() {
  return write_copy({kKeys, kStore, ByteSpan(kPrivate)}).value();
}

/// A copy file by hand, in any order and with any names; size 0 in the table means the true one.
struct Part {
  std::string name;
  Bytes bytes;
  std::uint64_t size_told = 0;
};
Bytes by_hand(const std::vector<Part>& parts, std::uint8_t version = 1) {
  Bytes out = to_bytes(as_bytes("QRC1"));
  out.push_back(version);
  out.push_back(static_cast<std::uint8_t>(parts.size()));
  for (const Part& part : parts) {
    out.push_back(static_cast<std::uint8_t>(part.name.size()));
    put_bytes(out, as_bytes(part.name));
    put_u64(out, part.size_told != 0 ? part.size_told : part.bytes.size());
    put_bytes(out, crypto::blake2b_256(part.bytes));
  }
  for (const Part& part : parts) put_bytes(out, part.bytes);
  put_bytes(out, crypto::blake2b_256(out));
  return out;
}

}  // namespace

TEST_CASE("copy writer: pieces of any size give the same file as all at once") {
  const Bytes whole = write_copy({kKeys, kStore, ByteSpan(kPrivate)}).value();
  const Bytes* const parts[] = {&kKeys, &kStore, nullptr, &kPrivate, nullptr};
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{64}, whole.size()}) {
    CAPTURE(size);
    auto begun = CopyWriter::begin(
        {.keys = kKeys.size(), .store = kStore.size(), .private_store = kPrivate.size()});
    REQUIRE(begun.ok());
    CopyWriter writer = std::move(begun).value();
    double progress = 0;
    const auto moved = [&] {
      CHECK(writer.progress() > progress);
      progress = writer.progress();
      CHECK(progress <= 1);
    };
    for (auto next = writer.wanted(); next; next = writer.wanted()) {
      REQUIRE(parts[next->part] != nullptr);
      CHECK(next->left == parts[next->part]->size() - next->offset);
      writer.add(ByteSpan(*parts[next->part]).subspan(next->offset, std::min(size, next->left)));
      moved();
    }
    while (!writer.seal(size)) moved();
    CHECK(writer.progress() == 1);
    CHECK(writer.seal(size));
    CHECK(writer.take() == whole);
  }
}

TEST_CASE("copy writer: what read_copy would refuse is refused before anything is read") {
  CHECK_FALSE(CopyWriter::begin({.keys = 0, .store = 1}).ok());
  CHECK_FALSE(CopyWriter::begin({.keys = 1, .store = 0}).ok());
  CHECK_FALSE(CopyWriter::begin({.keys = kCopyKeysSizeMax + 1, .store = 1}).ok());
  const auto huge = CopyWriter::begin({.keys = 1, .store = kCopyStoreSizeMax + 1});
  REQUIRE_FALSE(huge.ok());
  CHECK(huge.error().code == ErrorCode::kInvalid);
  CHECK(CopyWriter::begin({.keys = 1, .store = 1}).ok());
}

TEST_CASE("copy file: gives back its parts, with and without a private store") {
  const Bytes whole = small_copy();
  const auto contents = read_copy(whole);
  REQUIRE(contents.ok());
  CHECK(to_bytes(contents.value().keys) == kKeys);
  CHECK(to_bytes(contents.value().store) == kStore);
  REQUIRE(contents.value().private_store.has_value());
  CHECK(to_bytes(*contents.value().private_store) == kPrivate);

  const Bytes without = write_copy({kKeys, kStore, std::nullopt}).value();
  const auto fewer = read_copy(without);
  REQUIRE(fewer.ok());
  CHECK(to_bytes(fewer.value().store) == kStore);
  CHECK_FALSE(fewer.value().private_store.has_value());
}

TEST_CASE("read_copy: refuses every flipped bit, every cut, and bytes after the end") {
  const Bytes whole = small_copy();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    CAPTURE(bit);
    Bytes changed = whole;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    REQUIRE(read_copy(changed).error().code == ErrorCode::kCorrupt);
  }
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    REQUIRE(read_copy(ByteSpan(whole).first(size)).error().code == ErrorCode::kCorrupt);
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK(read_copy(longer).error().code == ErrorCode::kCorrupt);
  CHECK(read_copy(mended(longer)).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("read_copy: under a mended checksum, no flipped bit gives other contents") {
  const Bytes whole = small_copy();
  for (std::size_t bit = 0; bit < (whole.size() - 32) * 8; ++bit) {
    CAPTURE(bit);
    Bytes changed = whole;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto contents = read_copy(mended(changed));
    REQUIRE_FALSE(contents.ok());
    const bool version = bit / 8 == 4;
    REQUIRE(contents.error().code == (version ? ErrorCode::kUnsupported : ErrorCode::kCorrupt));
  }
}

TEST_CASE("write_copy: refuses empty and oversized parts") {
  CHECK(write_copy({{}, kStore, std::nullopt}).error().code == ErrorCode::kInvalid);
  CHECK(write_copy({kKeys, {}, std::nullopt}).error().code == ErrorCode::kInvalid);
  CHECK(write_copy({kKeys, kStore, ByteSpan()}).error().code == ErrorCode::kInvalid);
  CHECK(write_copy({Bytes(kCopyKeysSizeMax + 1), kStore, std::nullopt}).error().code ==
        ErrorCode::kInvalid);
}

TEST_CASE("golden: copy_file vectors hold, and are what the encoder makes") {
  using golden::Vector;
  std::vector<Vector> made;
  const auto add = golden::adder(made);
  const Part keys{"keys", kKeys}, store{"store.db", kStore}, own{"private.db", kPrivate};
  CHECK(by_hand({keys, store, own}) == small_copy());
  add("ok", "ok", "all three parts", small_copy());
  add("ok_no_private", "ok", "without a private store",
      write_copy({kKeys, kStore, std::nullopt}).value());
  const Part log{"store.db-wal", random_bytes(4, 30)}, own_log{"private.db-wal", kKeys};
  add("ok_logs", "ok", "all five parts", by_hand({keys, store, log, own, own_log}));
  CHECK(made.back().bytes == write_copy({kKeys, kStore, ByteSpan(kPrivate), ByteSpan(log.bytes),
                                         ByteSpan(own_log.bytes)})
                                 .value());
  for (Vector& vector : made) {
    vector.headers["keys"] = to_hex(crypto::blake2b_256(kKeys));
    vector.headers["store.db"] = to_hex(crypto::blake2b_256(kStore));
  }
  made[0].headers["private.db"] = to_hex(crypto::blake2b_256(kPrivate));
  made[2].headers["private.db"] = to_hex(crypto::blake2b_256(kPrivate));
  made[2].headers["private.db-wal"] = to_hex(crypto::blake2b_256(kKeys));
  made[2].headers["store.db-wal"] = to_hex(crypto::blake2b_256(log.bytes));
  add("log_alone", "corrupt", "a private log without its store", by_hand({keys, store, own_log}));
  const Bytes whole = small_copy();
  add("empty", "corrupt", "no bytes", {});
  add("truncated", "corrupt", "the last byte is missing", Bytes(whole.begin(), whole.end() - 1));
  Bytes longer = whole;
  longer.push_back(0);
  add("trailing", "corrupt", "a byte after the end", longer);
  add("trailing_mended", "corrupt", "a byte too many under a right checksum", mended(longer));
  add("version_2", "unsupported", "version 2", by_hand({keys, store, own}, 2));
  add("no_parts", "corrupt", "no parts", by_hand({}));
  add("no_keys", "corrupt", "no key file", by_hand({store, own}));
  add("no_store", "corrupt", "no store", by_hand({keys, own}));
  add("order", "corrupt", "parts in another order", by_hand({keys, own, store}));
  add("repeated", "corrupt", "a part twice", by_hand({keys, store, store}));
  add("unknown", "corrupt", "a part that no version has", by_hand({keys, store, {"x", kPrivate}}));
  add("unnamed", "corrupt", "a part without name", by_hand({keys, store, {"", kPrivate}}));
  add("six_parts", "corrupt", "more parts than there are",
      by_hand({keys, store, log, own, own_log, own_log}));
  add("empty_part", "corrupt", "a part of no bytes", by_hand({keys, {"store.db", {}}}));
  add("keys_huge", "corrupt", "a key file over its limit", by_hand({{"keys", kKeys, 4097}, store}));
  add("store_huge", "corrupt", "a store of 1 GiB and a byte",
      by_hand({keys, {"store.db", kStore, (std::uint64_t{1} << 30) + 1}}));
  add("store_max", "corrupt", "a store of 2^64 - 1 bytes",
      by_hand({keys, {"store.db", kStore, ~std::uint64_t{0}}}));
  add("size_over_rest", "corrupt", "a store longer than the file",
      by_hand({keys, {"store.db", kStore, 101}}));
  add("size_short", "corrupt", "a store shorter than what is there",
      by_hand({keys, {"store.db", kStore, 99}}));
  Bytes swapped = whole;
  swapped.at(swapped.size() - 33) ^= 1;
  add("part_changed", "corrupt", "a part changed under a right checksum", mended(swapped));
  golden::check_golden("copy_file", made);

  for (const Vector& read : golden::read_all("copy_file")) {
    CAPTURE(read.name);
    const auto contents = read_copy(read.bytes);
    CHECK(golden::outcome(contents) == read.header("expect"));
    if (!contents.ok()) continue;
    CHECK(to_hex(crypto::blake2b_256(contents.value().keys)) == read.header("keys"));
    CHECK(to_hex(crypto::blake2b_256(contents.value().store)) == read.header("store.db"));
  }
}

}  // namespace quietroom::format
