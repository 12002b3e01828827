#include "sync/crypto/kdf.h"

#include <sodium.h>

#include "sync/crypto/slow_hash_direct.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {
namespace {

constexpr std::array<std::uint8_t, 16> kSalt = {0, 1, 2,  3,  4,  5,  6,  7,
                                                8, 9, 10, 11, 12, 13, 14, 15};

}  // namespace

TEST_CASE("argon2id: libsodium's published vector") {
  // test/default/pwhash_argon2id.c, the 7th: below our floor, so past argon2id().
  const Bytes passphrase =
      hex_bytes("b540beb016a5366524d4605156493f9874514a5aa58818cd0c6dfffaa9e90205f17b");
  const Bytes salt = hex_bytes("44071f6d181561670bda728d43fb79b4");
  Bytes out(231);
  REQUIRE(crypto_pwhash_argon2id(out.data(), out.size(),
                                 reinterpret_cast<const char*>(passphrase.data()),
                                 passphrase.size(), salt.data(), 1, 1631659,
                                 crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0);
  CHECK(to_hex(ByteSpan(out).first(32)) ==
        "7fb72409b0987f8190c3729710e98c3f80c5a8727d425fdcde7f3644d467fe97");
}

TEST_CASE(
    "argon2id: our parameters give what @noble/hashes gives, which passes RFC 9106's vector") {
  const auto plain = argon2id("correct horse battery staple", kSalt, 65536, 3, 1);
  REQUIRE(plain.ok());
  CHECK(to_hex(plain.value()) ==
        "0d1a3c6523c8f06e4e0af9c515aa5b5448cfebd6838f2d52c3d8b6ef8ddc3c2e");
  const auto other = argon2id("Schl\u00fcssel \u9375", kSalt, 65537, 4, 1);
  REQUIRE(other.ok());
  CHECK(to_hex(other.value()) ==
        "03b0589893a59b88351b58e006aa42567a448cd6b348a946178d430a63a8ab04");
}

TEST_CASE("argon2id: refuses parameters outside the limits before it allocates") {
  struct Row {
    const char* name;
    std::uint32_t memory_kib, passes, lanes;
  };
  const Row rows[] = {
      {"memory below", 65535, 3, 1}, {"memory over", 512 * 1024 + 1, 3, 1},
      {"memory huge", ~0u, 3, 1},    {"passes below", 65536, 2, 1},
      {"passes over", 65536, 17, 1}, {"passes huge", 65536, ~0u, 1},
      {"no lane", 65536, 3, 0},      {"two lanes", 65536, 3, 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto key = argon2id("passphrase", kSalt, row.memory_kib, row.passes, row.lanes);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code == ErrorCode::kUnsupported);
  }
  CHECK(check_kdf_params(65536, 3, 1).ok());
  CHECK(check_kdf_params(512 * 1024, 16, 1).ok());
}

TEST_CASE("argon2id: refuses an empty and an overlong passphrase") {
  CHECK(argon2id("", kSalt, 65536, 3, 1).error().code == ErrorCode::kInvalid);
  CHECK(argon2id(std::string(1025, 'x'), kSalt, 65536, 3, 1).error().code == ErrorCode::kInvalid);
}

TEST_CASE("DirectSlowHash: the key comes once, and never after cancel") {
  DirectSlowHash hash;
  CHECK_FALSE(hash.poll().has_value());
  hash.start({.passphrase = "correct horse battery staple", .salt = kSalt});
  auto key = hash.poll();
  REQUIRE(key.has_value());
  REQUIRE(key->ok());
  CHECK(to_hex(key->value()) == "0d1a3c6523c8f06e4e0af9c515aa5b5448cfebd6838f2d52c3d8b6ef8ddc3c2e");
  CHECK_FALSE(hash.poll().has_value());
  hash.start({.passphrase = "x", .salt = kSalt, .passes = 1});
  hash.cancel();
  CHECK_FALSE(hash.poll().has_value());
  hash.start({.passphrase = "x", .salt = kSalt, .passes = 1});
  key = hash.poll();
  REQUIRE(key.has_value());
  CHECK(key->error().code == ErrorCode::kUnsupported);
}

}  // namespace quietroom::crypto
