// Who somebody is in bytes: an X25519 pair that others seal to, and an Ed25519 pair that signs.
// Says nothing about names or devices. Layout of a sealed message: docs/format.md section 2.
#pragma once

#include <array>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"
#include "platform/random.h"

namespace quietroom::crypto {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// An X25519 pair (RFC 7748). Any 32 bytes are a private key.
struct SealingPair {
  Secret<32> secret;
  PublicKey public_key{};

  static SealingPair generate(Random& random);
  static SealingPair from_secret(Secret<32> secret);
};

/// An Ed25519 pair (RFC 8032), kept as its seed.
struct SigningPair {
  Secret<32> seed;
  PublicKey public_key{};

  static SigningPair generate(Random& random);
  static SigningPair from_seed(Secret<32> seed);
};

/// A public key in 64 hex digits. Errors: kCorrupt if `hex` is anything else.
Result<PublicKey> public_key_from_hex(std::string_view hex);

/// The shared secret of RFC 7748 section 6.1. Use it through seal_to; it is here for its vectors.
/// Errors: kInvalid if `theirs` is one of the few points that give all zeros.
Result<Secret<32>> x25519(const Secret<32>& mine, const PublicKey& theirs);

/// By how much a sealed message is longer than what it holds.
inline constexpr std::size_t kSealToOverhead = 32 + 24 + 32 + 16;

/// `plain` sealed so that only the secret of `to` opens it, bound to `aad`. Anyone can seal to a
/// public key; where it matters who did, `authenticator` is a secret that sealer and opener share,
/// without which nothing opens. All zeros if there is none.
/// Errors: kInvalid if `to` is no usable key.
Result<Bytes> seal_to(const PublicKey& to, const Secret<32>& authenticator, ByteSpan plain,
                      ByteSpan aad, Random& random);

/// What `message` holds. The bytes are secret as a rule: wipe() them.
/// Errors: as open() in aead.h.
Result<Bytes> open_from(const SealingPair& mine, const Secret<32>& authenticator, ByteSpan message,
                        ByteSpan aad);

/// The signature of `by` over `message`.
Signature sign(const SigningPair& by, ByteSpan message);

/// Errors: kAuthFailed if `signature` is not that of `by` over `message`.
Status verify(const PublicKey& by, ByteSpan message, const Signature& signature);

/// The signature of `by` over H(bytes) as a thing of the sort `label` (1 to 16 ASCII characters),
/// so that what was signed as one sort of thing is never taken for another. Source: docs/format.md
/// section 8.
Signature sign_as(std::string_view label, const SigningPair& by, ByteSpan bytes);

/// Errors: kAuthFailed if `signature` is not what sign_as() gives.
Status verify_as(std::string_view label, const PublicKey& by, ByteSpan bytes,
                 const Signature& signature);

}  // namespace quietroom::crypto
