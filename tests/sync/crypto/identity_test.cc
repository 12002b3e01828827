#include "sync/crypto/identity.h"

#include "platform/fake/random_fake.h"
#include "sync/crypto/hash.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {

TEST_CASE("x25519: the vectors of RFC 7748") {
  const auto shared =
      x25519(hex_secret("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
             hex_array<32>("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));
  REQUIRE(shared.ok());
  CHECK(to_hex(shared.value()) ==
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");

  const SealingPair alice = SealingPair::from_secret(
      hex_secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
  const SealingPair bob = SealingPair::from_secret(
      hex_secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  CHECK(to_hex(alice.public_key) ==
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  CHECK(to_hex(bob.public_key) ==
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  CHECK(to_hex(x25519(alice.secret, bob.public_key).value()) ==
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  CHECK(to_hex(x25519(bob.secret, alice.public_key).value()) ==
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
}

TEST_CASE("x25519: refuses points that give all zeros") {
  CHECK(x25519(secret_of(1), PublicKey{}).error().code == ErrorCode::kInvalid);
  CHECK(x25519(secret_of(1),
               hex_array<32>("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"))
            .error()
            .code == ErrorCode::kInvalid);
}

TEST_CASE("sign: the vectors of RFC 8032, 7.1") {
  struct Row {
    const char *seed, *public_key, *message, *signature;
  };
  const Row rows[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9"
       "b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "1"
       "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
       "d"
       "c6594a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const SigningPair pair = SigningPair::from_seed(hex_secret(row.seed));
    CHECK(to_hex(pair.public_key) == row.public_key);
    const Bytes message = hex_bytes(row.message);
    const Signature signature = sign(pair, message);
    CHECK(to_hex(signature) == row.signature);
    CHECK(verify(pair.public_key, message, signature).ok());
  }
}

TEST_CASE("verify: refuses every flipped bit, another message and another signer") {
  FakeRandom random(1);
  const SigningPair pair = SigningPair::generate(random);
  const SigningPair other = SigningPair::generate(random);
  const Signature signature = sign(pair, as_bytes("words"));
  for (std::size_t bit = 0; bit < 512; ++bit) {
    CAPTURE(bit);
    Signature changed = signature;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK(verify(pair.public_key, as_bytes("words"), changed).error().code ==
          ErrorCode::kAuthFailed);
  }
  CHECK_FALSE(verify(pair.public_key, as_bytes("word"), signature).ok());
  CHECK_FALSE(verify(other.public_key, as_bytes("words"), signature).ok());
}

TEST_CASE("seal_to: opens with the secret and the authenticator, and with nothing else") {
  FakeRandom random(2);
  const SealingPair to = SealingPair::generate(random);
  const SealingPair other = SealingPair::generate(random);
  const auto message =
      seal_to(to.public_key, secret_of(9), as_bytes("words"), as_bytes("where"), random);
  REQUIRE(message.ok());
  CHECK(message.value().size() == 5 + kSealToOverhead);
  const auto opened = open_from(to, secret_of(9), message.value(), as_bytes("where"));
  REQUIRE(opened.ok());
  CHECK(as_text(opened.value()) == "words");
  const auto code = [&](const SealingPair& pair, std::uint8_t authenticator, const char* aad) {
    return open_from(pair, secret_of(authenticator), message.value(), as_bytes(aad)).error().code;
  };
  CHECK(code(other, 9, "where") == ErrorCode::kAuthFailed);
  CHECK(code(to, 8, "where") == ErrorCode::kAuthFailed);
  CHECK(code(to, 0, "where") == ErrorCode::kAuthFailed);
  CHECK(code(to, 9, "there") == ErrorCode::kCorrupt);
}

TEST_CASE("open_from: refuses every flipped bit and every cut") {
  FakeRandom random(3);
  const SealingPair to = SealingPair::generate(random);
  const Bytes message = seal_to(to.public_key, {}, as_bytes("words"), {}, random).value();
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    CAPTURE(bit);
    Bytes changed = message;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    // Also bit 255 of the ephemeral key: it does not change the shared secret, but it is hashed.
    CHECK_FALSE(open_from(to, {}, changed, {}).ok());
  }
  for (std::size_t size = 0; size < message.size(); ++size) {
    CAPTURE(size);
    CHECK(open_from(to, {}, ByteSpan(message).first(size), {}).error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("seal_to: refuses an unusable public key; open_from calls one corrupt") {
  FakeRandom random(4);
  CHECK(seal_to(PublicKey{}, {}, as_bytes("words"), {}, random).error().code ==
        ErrorCode::kInvalid);
  const SealingPair to = SealingPair::generate(random);
  Bytes message = seal_to(to.public_key, {}, as_bytes("words"), {}, random).value();
  std::fill_n(message.begin(), 32, std::uint8_t{0});
  CHECK(open_from(to, {}, message, {}).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a public key is 64 hex digits and nothing else") {
  FakeRandom random(8);
  const PublicKey key = SigningPair::generate(random).public_key;
  const std::string hex = to_hex(key);
  CHECK(public_key_from_hex(hex).value() == key);
  for (const std::string& bad : {std::string(), hex.substr(2), hex + "00", "g" + hex.substr(1)}) {
    CAPTURE(bad);
    CHECK(public_key_from_hex(bad).error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("sign_as: a signature of one sort is none of another") {
  FakeRandom random(9);
  const SigningPair pair = SigningPair::generate(random);
  const Signature signature = sign_as("one sort", pair, as_bytes("words"));
  CHECK(verify_as("one sort", pair.public_key, as_bytes("words"), signature).ok());
  CHECK_FALSE(verify_as("other sort", pair.public_key, as_bytes("words"), signature).ok());
  CHECK_FALSE(verify_as("one sort", pair.public_key, as_bytes("word"), signature).ok());
  CHECK_FALSE(verify(pair.public_key, as_bytes("words"), signature).ok());
  // By hand, from docs/format.md section 8.
  Bytes message = to_bytes(as_bytes("one sort"));
  message.resize(16);
  put_bytes(message, blake2b_256(as_bytes("words")));
  CHECK(sign(pair, message) == signature);
}

}  // namespace quietroom::crypto
