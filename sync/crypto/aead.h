// Sealing bytes under a 32-byte key: XChaCha20-Poly1305 with a random nonce and a key commitment,
// so that a sealed box opens under one key only. Not for streams: a box is opened whole or not at
// all. Layout: nonce 24 | commitment 32 | ciphertext | tag 16. Source: docs/format.md section 2.
#pragma once

#include "platform/base/bytes.h"
#include "platform/base/secret.h"
#include "platform/random.h"

namespace quietroom::crypto {

/// By how much a box is longer than what it holds.
inline constexpr std::size_t kSealOverhead = 24 + 32 + 16;

/// `plain` sealed under `key`, bound to `aad`, which is not part of the box: who opens it must have
/// the same. Equal input gives another box each time (nonce from `random`).
Bytes seal(const Secret<32>& key, ByteSpan plain, ByteSpan aad, Random& random);

/// What `box` holds. The bytes are secret as a rule: wipe() them.
/// Errors: kCorrupt if it is shorter than any box, or if the key is right and the box or `aad` was
/// changed; kAuthFailed if it was sealed under another key (or its nonce or commitment changed,
/// which cannot be told apart from that). Nothing of a box that does not verify is returned.
Result<Bytes> open(const Secret<32>& key, ByteSpan box, ByteSpan aad);

/// seal() without a second buffer: `box` has the plain bytes from kSealFront on, and room for the
/// tag behind them; all of it is then a box.
inline constexpr std::size_t kSealFront = 24 + 32;
void seal_in_place(const Secret<32>& key, std::span<std::uint8_t> box, ByteSpan aad,
                   Random& random);

/// open() into memory that the caller has and that does not overlap `box`, which has kSealOverhead
/// bytes more than `plain`. After an error `plain` is zeros. Errors: as open().
Status open_into(const Secret<32>& key, ByteSpan box, ByteSpan aad, std::span<std::uint8_t> plain);

}  // namespace quietroom::crypto
