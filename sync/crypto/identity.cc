#include "sync/crypto/identity.h"

#include <sodium.h>

#include <algorithm>

#include "sync/crypto/aead.h"
#include "sync/crypto/hash.h"

namespace quietroom::crypto {
namespace {

constexpr std::size_t kPublicKeySize = 32;
static_assert(kSealToOverhead == kPublicKeySize + kSealOverhead);

/// The key of one message: from the shared secret, both public keys, and the authenticator.
Secret<32> message_key(const Secret<32>& shared, const PublicKey& ephemeral, const PublicKey& to,
                       const Secret<32>& authenticator) {
  Bytes both_keys;
  put_bytes(both_keys, ephemeral);
  put_bytes(both_keys, to);
  const Secret<32> anonymous = derive_key(shared, "qr seal to", both_keys);
  return derive_key(authenticator, "qr seal auth", anonymous.view());
}

/// What sign_as() signs.
std::array<std::uint8_t, 48> labelled(std::string_view label, ByteSpan bytes) {
  CHECK_THAT(!label.empty() && label.size() <= 16, "label of a signature");
  std::array<std::uint8_t, 48> message{};
  std::copy(label.begin(), label.end(), message.begin());
  const Hash hash = blake2b_256(bytes);
  std::copy(hash.begin(), hash.end(), message.begin() + 16);
  return message;
}

}  // namespace

SealingPair SealingPair::generate(Random& random) {
  Secret<32> secret;
  random.fill(secret.writable());
  return from_secret(std::move(secret));
}

SealingPair SealingPair::from_secret(Secret<32> secret) {
  SealingPair pair;
  const int status = crypto_scalarmult_base(pair.public_key.data(), secret.view().data());
  CHECK_THAT(status == 0, "x25519 refused a private key");
  pair.secret = std::move(secret);
  return pair;
}

SigningPair SigningPair::generate(Random& random) {
  Secret<32> seed;
  random.fill(seed.writable());
  return from_seed(std::move(seed));
}

SigningPair SigningPair::from_seed(Secret<32> seed) {
  SigningPair pair;
  Secret<64> expanded;
  const int status = crypto_sign_seed_keypair(pair.public_key.data(), expanded.writable().data(),
                                              seed.view().data());
  CHECK_THAT(status == 0, "ed25519 refused a seed");
  pair.seed = std::move(seed);
  return pair;
}

Result<Secret<32>> x25519(const Secret<32>& mine, const PublicKey& theirs) {
  Secret<32> shared;
  if (crypto_scalarmult(shared.writable().data(), mine.view().data(), theirs.data()) != 0)
    return Error{ErrorCode::kInvalid, "x25519: unusable public key"};
  return shared;
}

Result<Bytes> seal_to(const PublicKey& to, const Secret<32>& authenticator, ByteSpan plain,
                      ByteSpan aad, Random& random) {
  const SealingPair ephemeral = SealingPair::generate(random);
  const Secret<32> shared = TRY_IN("seal to", x25519(ephemeral.secret, to));
  const Secret<32> key = message_key(shared, ephemeral.public_key, to, authenticator);
  Bytes message;
  message.reserve(plain.size() + kSealToOverhead);
  put_bytes(message, ephemeral.public_key);
  put_bytes(message, seal(key, plain, aad, random));
  return message;
}

Result<Bytes> open_from(const SealingPair& mine, const Secret<32>& authenticator, ByteSpan message,
                        ByteSpan aad) {
  if (message.size() < kSealToOverhead)
    return Error{ErrorCode::kCorrupt, "sealed message: truncated"};
  PublicKey ephemeral{};
  std::copy_n(message.begin(), kPublicKeySize, ephemeral.begin());
  const auto shared = x25519(mine.secret, ephemeral);
  if (!shared.ok()) return Error{ErrorCode::kCorrupt, "sealed message: unusable public key"};
  const Secret<32> key = message_key(shared.value(), ephemeral, mine.public_key, authenticator);
  return open(key, message.subspan(kPublicKeySize), aad);
}

Result<PublicKey> public_key_from_hex(std::string_view hex) {
  const auto bytes = from_hex(hex);
  PublicKey key{};
  if (!bytes.ok() || bytes.value().size() != key.size())
    return Error{ErrorCode::kCorrupt, "public key: not 64 hex digits"};
  std::copy(bytes.value().begin(), bytes.value().end(), key.begin());
  return key;
}

Signature sign(const SigningPair& by, ByteSpan message) {
  PublicKey public_key{};
  Secret<64> expanded;
  Signature signature{};
  int status = crypto_sign_seed_keypair(public_key.data(), expanded.writable().data(),
                                        by.seed.view().data());
  CHECK_THAT(status == 0, "ed25519 refused a seed");
  status = crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                                expanded.view().data());
  CHECK_THAT(status == 0, "ed25519 refused to sign");
  return signature;
}

Status verify(const PublicKey& by, ByteSpan message, const Signature& signature) {
  const int status =
      crypto_sign_verify_detached(signature.data(), message.data(), message.size(), by.data());
  if (status != 0) return Error{ErrorCode::kAuthFailed, "signature: does not fit"};
  return {};
}

Signature sign_as(std::string_view label, const SigningPair& by, ByteSpan bytes) {
  return sign(by, labelled(label, bytes));
}

Status verify_as(std::string_view label, const PublicKey& by, ByteSpan bytes,
                 const Signature& signature) {
  return verify(by, labelled(label, bytes), signature);
}

}  // namespace quietroom::crypto
