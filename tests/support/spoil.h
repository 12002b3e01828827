// Bytes made wrong for the tests of what reads them, and checksums made right again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "platform/base/bytes.h"
#include "sync/crypto/hash.h"

namespace quietroom {

/// `bytes` with the checksum at their end made right: what a meddler, not an accident, would leave.
inline Bytes mended(ByteSpan bytes) {
  Bytes made = to_bytes(bytes.first(bytes.size() - std::min<std::size_t>(bytes.size(), 32)));
  put_bytes(made, crypto::blake2b_256(made));
  return made;
}

/// `bytes` with the bit number `bit` turned over.
inline Bytes flipped(Bytes bytes, std::size_t bit) {
  bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  return bytes;
}

/// `bytes` with `count` of them from `at` on set to `byte`.
inline Bytes filled(Bytes bytes, std::size_t at, std::size_t count, std::uint8_t byte) {
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, byte);
  return bytes;
}

/// The same, under a checksum that is right.
inline Bytes spoilt(Bytes bytes, std::size_t at, std::size_t count, std::uint8_t byte) {
  return mended(filled(std::move(bytes), at, count, byte));
}

}  // namespace quietroom
