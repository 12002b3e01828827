#include "sync/crypto/aead.h"

#include <sodium.h>

#include "platform/fake/random_fake.h"
#include "sync/crypto/hash.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {

TEST_CASE("xchacha20-poly1305: the vector of draft-irtf-cfrg-xchacha-03, A.3.1") {
  const std::string_view text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      "sunscreen would be it.";
  const auto key =
      hex_array<32>("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const auto nonce = hex_array<24>("404142434445464748494a4b4c4d4e4f5051525354555657");
  const Bytes aad = hex_bytes("50515253c0c1c2c3c4c5c6c7");
  Bytes sealed(text.size() + 16);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, as_bytes(text).data(),
                                             text.size(), aad.data(), aad.size(), nullptr,
                                             nonce.data(), key.data());
  CHECK(to_hex(sealed) ==
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4e"
        "da7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2"
        "383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
}

TEST_CASE("seal: the box is nonce, commitment, XChaCha20-Poly1305 under a derived key") {
  FakeRandom random(1);
  const Secret<32> key = secret_of(7);
  const Bytes box = seal(key, as_bytes("words"), as_bytes("where"), random);
  REQUIRE(box.size() == 5 + kSealOverhead);
  const ByteSpan nonce = ByteSpan(box).first(24);
  CHECK(to_hex(ByteSpan(box).subspan(24, 32)) == to_hex(derive_key(key, "qr box commit", nonce)));
  const Secret<32> inner = derive_key(key, "qr box key", nonce);
  Bytes plain(5);
  CHECK(crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data() + 56,
                                                   21, as_bytes("where").data(), 5, nonce.data(),
                                                   inner.view().data()) == 0);
  CHECK(as_text(plain) == "words");
}

TEST_CASE("open: gives back what was sealed, of any length") {
  FakeRandom random(2);
  for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 5000u}) {
    CAPTURE(size);
    Bytes plain(size);
    random.fill(plain);
    const auto opened = open(secret_of(3), seal(secret_of(3), plain, {}, random), {});
    REQUIRE(opened.ok());
    CHECK(opened.value() == plain);
  }
}

TEST_CASE("open: another key is 'auth failed', another aad is 'corrupt'") {
  FakeRandom random(3);
  const Bytes box = seal(secret_of(3), as_bytes("words"), as_bytes("where"), random);
  CHECK(open(secret_of(4), box, as_bytes("where")).error().code == ErrorCode::kAuthFailed);
  CHECK(open(secret_of(3), box, as_bytes("there")).error().code == ErrorCode::kCorrupt);
  CHECK(open(secret_of(3), box, {}).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("open: refuses every flipped bit and every shorter or longer box") {
  FakeRandom random(4);
  const Bytes box = seal(secret_of(3), as_bytes("words"), as_bytes("where"), random);
  for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
    CAPTURE(bit);
    Bytes changed = box;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto opened = open(secret_of(3), changed, as_bytes("where"));
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == (bit < 56 * 8 ? ErrorCode::kAuthFailed : ErrorCode::kCorrupt));
  }
  for (std::size_t size = 0; size < box.size(); ++size) {
    CAPTURE(size);
    CHECK(open(secret_of(3), ByteSpan(box).first(size), as_bytes("where")).error().code ==
          ErrorCode::kCorrupt);
  }
  Bytes longer = box;
  longer.push_back(0);
  CHECK(open(secret_of(3), longer, as_bytes("where")).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("seal: never the same box twice") {
  FakeRandom random(5);
  CHECK(seal(secret_of(3), as_bytes("words"), {}, random) !=
        seal(secret_of(3), as_bytes("words"), {}, random));
}

TEST_CASE("seal_in_place, open_into: the same boxes as seal and open make") {
  for (const std::size_t size : {0u, 1u, 300u}) {
    CAPTURE(size);
    const Bytes plain(size, 0x61);
    FakeRandom random(5);
    const Bytes box = seal(secret_of(3), plain, as_bytes("where"), random);
    FakeRandom again(5);
    Bytes in_place(size + kSealOverhead);
    std::fill_n(in_place.begin() + kSealFront, size, std::uint8_t{0x61});
    seal_in_place(secret_of(3), in_place, as_bytes("where"), again);
    CHECK(in_place == box);
    Bytes back(size, 9);
    CHECK(open_into(secret_of(3), box, as_bytes("where"), back).ok());
    CHECK(back == plain);
  }
}

TEST_CASE("open_into: after an error nothing is left in the buffer") {
  FakeRandom random(6);
  const Bytes box = seal(secret_of(3), as_bytes("words"), {}, random);
  Bytes back(5, 9);
  CHECK(open_into(secret_of(4), box, {}, back).error().code == ErrorCode::kAuthFailed);
  CHECK(back == Bytes(5));
  back.assign(5, 9);
  CHECK(open_into(secret_of(3), box, as_bytes("there"), back).error().code == ErrorCode::kCorrupt);
  CHECK(back == Bytes(5));
}

}  // namespace quietroom::crypto
