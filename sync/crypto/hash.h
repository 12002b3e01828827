// BLAKE2b-256 (RFC 7693): plain, piece by piece, and keyed with a label to derive one key from
// another; and the MAC of formats that are not ours alone. Not for passphrases: those go through
// kdf.h.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"

namespace quietroom::crypto {

/// A digest of 256 bits, of BLAKE2b if nothing else is said. Compare with == only where the digest
/// is public.
using Hash = std::array<std::uint8_t, 32>;

/// The BLAKE2b-256 digest of `bytes`, without key, salt or personalisation.
Hash blake2b_256(ByteSpan bytes);

/// The same digest over bytes that come in pieces.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  /// Adds `bytes` to what is hashed. Not after finish().
  void add(ByteSpan bytes);
  /// The digest of all that was added. Once only.
  Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// HMAC-SHA-256 (RFC 2104) of `message`: for formats of others. Compare in constant time.
Hash hmac_sha256(const Secret<32>& key, ByteSpan message);

/// A key made from `key` for one purpose: BLAKE2b-256 keyed with `key`, with `label` (1 to 16 ASCII
/// characters, zero-padded) as personalisation, over `context`. Different labels or contexts give
/// keys that say nothing about each other. Source: docs/format.md section 2.
Secret<32> derive_key(const Secret<32>& key, std::string_view label, ByteSpan context);

/// Fills `out` with bytes that nobody without `seed` can tell from random ones, fast; the same for
/// the same seed. For padding. Not for keys: see derive_key().
void fill_from_seed(const Secret<32>& seed, std::span<std::uint8_t> out);

/// True if `a` and `b` hold the same bytes; takes the same time wherever they differ.
bool equal_in_constant_time(std::span<const std::uint8_t, 32> a,
                            std::span<const std::uint8_t, 32> b);

}  // namespace quietroom::crypto
