#include "sync/format/payload.h"

#include <functional>

#include "sync/crypto/aead.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

PayloadPlace a_place() {
  FakeRandom random(7);
  return {.vault = random.id(),
          .device = random.id(),
          .seq = 5,
          .key = {2, random.id()},
          .room = random.id(),
          .index = 3};
}

Bytes sealed(const Secret<32>& key, ByteSpan content) {
  FakeRandom random(8);
  Bytes box;
  seal_payload(key, a_place(), content, random, box);
  return box;
}

}  // namespace

TEST_CASE("payload: gives back its content, of any size") {
  Bytes buffer;
  for (const std::size_t size : {0u, 1u, 251u, 252u, 253u, 1000u, 70000u, 1052672u}) {
    CAPTURE(size);
    const Bytes content(size, 0x61);
    const Bytes box = sealed(secret_of(1), content);
    CHECK(box.size() == sealed_payload_size(size));
    CHECK(is_sealed_payload_size(box.size()));
    const auto opened = open_payload(secret_of(1), a_place(), box, buffer);
    REQUIRE(opened.ok());
    CHECK(to_bytes(opened.value()) == content);
  }
  CHECK(kContentSizeMax == 1052672);
  CHECK(sealed_payload_size(0) == kSealedPayloadSizeMin);
  CHECK(sealed_payload_size(kContentSizeMax) == kSealedPayloadSizeMax);
}

TEST_CASE("payload: lines of up to 252 bytes have one size") {
  CHECK(sealed_payload_size(1) == sealed_payload_size(252));
  CHECK(sealed_payload_size(252) < sealed_payload_size(253));
}

TEST_CASE("payload: sizes that no content gives are none") {
  CHECK_FALSE(is_sealed_payload_size(0));
  CHECK_FALSE(is_sealed_payload_size(kSealedPayloadSizeMin - 1));
  CHECK_FALSE(is_sealed_payload_size(kSealedPayloadSizeMin + 1));
  CHECK_FALSE(is_sealed_payload_size(kSealedPayloadSizeMax + 1));
  Bytes buffer;
  CHECK(open_payload(secret_of(1), a_place(), Bytes(100), buffer).error().code ==
        ErrorCode::kCorrupt);
}

TEST_CASE("P5: payload: opens in no other place") {
  struct Row {
    std::string name;
    std::function<void(PayloadPlace&)> move;
    ErrorCode code;  ///< kAuthFailed where the place is in the key.
  };
  const Row rows[] = {
      {"vault", [](PayloadPlace& p) { p.vault.bytes[0] ^= 1; }, ErrorCode::kCorrupt},
      {"device", [](PayloadPlace& p) { p.device.bytes[0] ^= 1; }, ErrorCode::kAuthFailed},
      {"seq", [](PayloadPlace& p) { p.seq ^= 1; }, ErrorCode::kAuthFailed},
      {"epoch", [](PayloadPlace& p) { p.key.epoch ^= 1; }, ErrorCode::kCorrupt},
      {"key file", [](PayloadPlace& p) { p.key.file.bytes[0] ^= 1; }, ErrorCode::kCorrupt},
      {"room", [](PayloadPlace& p) { p.room = {}; }, ErrorCode::kCorrupt},
      {"index", [](PayloadPlace& p) { p.index ^= 1; }, ErrorCode::kAuthFailed},
  };
  const Bytes box = sealed(secret_of(1), as_bytes("words"));
  Bytes buffer;
  REQUIRE(open_payload(secret_of(1), a_place(), box, buffer).ok());
  for (const Row& row : rows) {
    CAPTURE(row.name);
    PayloadPlace place = a_place();
    row.move(place);
    const auto opened = open_payload(secret_of(1), place, box, buffer);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == row.code);
    CHECK(std::all_of(buffer.begin(), buffer.end(), [](std::uint8_t byte) { return byte == 0; }));
  }
  CHECK(open_payload(secret_of(2), a_place(), box, buffer).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("P5: payload: no flipped bit passes, neither the commit nor the seal") {
  const Bytes box = sealed(secret_of(1), as_bytes("words"));
  const crypto::Hash commit = crypto::blake2b_256(box);
  CHECK(check_payload(commit, box).ok());
  Bytes buffer;
  for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
    CAPTURE(bit);
    const Bytes changed = flipped(box, bit);
    REQUIRE_FALSE(check_payload(commit, changed).ok());
    REQUIRE_FALSE(open_payload(secret_of(1), a_place(), changed, buffer).ok());
  }
}

TEST_CASE("payload: who holds the key cannot hide anything in size or padding") {
  // Sealed by hand, as seal_payload() would never.
  const auto by_hand = [](std::uint32_t size, std::size_t padded, std::uint8_t last) {
    Bytes plain;
    put_u32(plain, size);
    plain.resize(padded);
    plain.back() = last;
    Bytes key_context;
    put_bytes(key_context, a_place().device.span());
    put_u64(key_context, a_place().seq);
    put_u32(key_context, a_place().index);
    Bytes aad = {1};
    for (const Id& id : {a_place().vault, a_place().device}) put_bytes(aad, id.span());
    put_u64(aad, a_place().seq);
    put_u32(aad, a_place().key.epoch);
    for (const Id& id : {a_place().key.file, a_place().room}) put_bytes(aad, id.span());
    put_u32(aad, a_place().index);
    FakeRandom random(1);
    const Bytes box = crypto::seal(crypto::derive_key(secret_of(1), "qr payload key", key_context),
                                   plain, aad, random);
    Bytes buffer;
    return open_payload(secret_of(1), a_place(), box, buffer).ok();
  };
  CHECK(by_hand(5, 256, 0));
  CHECK_FALSE(by_hand(5, 256, 1));
  CHECK_FALSE(by_hand(5, 272, 0));
  CHECK_FALSE(by_hand(253, 256, 0));
  CHECK_FALSE(by_hand(0xffffffff, 256, 0));
}

}  // namespace quietroom::format
