#include "sync/crypto/hash.h"

#include "tests/support/keys.h"

namespace quietroom::crypto {

TEST_CASE("blake2b_256: published digests") {
  CHECK(to_hex(blake2b_256({})) ==
        "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(to_hex(blake2b_256(as_bytes("abc"))) ==
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("Hasher: pieces give the digest of the whole") {
  Bytes bytes(1000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
  for (const std::size_t piece : {1u, 63u, 128u, 129u, 1000u}) {
    CAPTURE(piece);
    Hasher hasher;
    for (std::size_t at = 0; at < bytes.size(); at += piece)
      hasher.add(ByteSpan(bytes).subspan(at, std::min(piece, bytes.size() - at)));
    CHECK(hasher.finish() == blake2b_256(bytes));
  }
}

TEST_CASE("derive_key: keyed BLAKE2b with the label as personalisation") {
  // Computed with Python: hashlib.blake2b(b"context", digest_size=32, key=bytes(range(32)),
  // person=b"qr box key").
  const auto key = hex_secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  CHECK(to_hex(derive_key(key, "qr box key", as_bytes("context"))) ==
        "e00ddad97cf7dccfdc30dcfb9d65eeda2fecf2e224a2a245cd38d71a9f2714e8");
}

TEST_CASE("derive_key: another label, context or key gives another key") {
  const auto base = to_hex(derive_key(secret_of(1), "one", as_bytes("x")));
  CHECK(base == to_hex(derive_key(secret_of(1), "one", as_bytes("x"))));
  CHECK(base != to_hex(derive_key(secret_of(1), "two", as_bytes("x"))));
  CHECK(base != to_hex(derive_key(secret_of(1), "one", as_bytes("y"))));
  CHECK(base != to_hex(derive_key(secret_of(2), "one", as_bytes("x"))));
}

TEST_CASE("equal_in_constant_time: finds a difference in any bit") {
  const Secret<32> a = secret_of(0x5a);
  CHECK(equal_in_constant_time(a.view(), secret_of(0x5a).view()));
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Secret<32> b = secret_of(0x5a);
    b.writable()[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK_FALSE(equal_in_constant_time(a.view(), b.view()));
  }
}

TEST_CASE("fill_from_seed: the same for the same seed, another for another") {
  Bytes one(1000);
  Bytes two(1000);
  Bytes three(1000);
  fill_from_seed(secret_of(1), one);
  fill_from_seed(secret_of(1), two);
  fill_from_seed(secret_of(2), three);
  CHECK(one == two);
  CHECK(one != three);
  CHECK(std::count(one.begin(), one.end(), 0) < 20);
  fill_from_seed(secret_of(1), {});
}

}  // namespace quietroom::crypto
