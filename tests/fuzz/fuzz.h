// What the fuzzers share. A fuzzer tries one parser: it must neither crash nor accept bytes that
// are not the one encoding of what it gives back. Where bytes lie behind a checksum, a seal or a
// signature, the fuzzer makes those right, or nothing behind them would ever be tried.
#pragma once

#include "platform/base/check.h"
#include "platform/fake/random_fake.h"
#include "sync/crypto/aead.h"
#include "sync/crypto/identity.h"
#include "sync/format/certificate.h"
#include "tests/support/spoil.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace quietroom::fuzz {

inline Id id_of(std::uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

inline Secret<32> secret_of(std::uint8_t byte) {
  Secret<32> secret;
  for (std::uint8_t& each : secret.writable()) each = byte;
  return secret;
}

/// The identity and the device of whoever signs here.
inline const crypto::SigningPair& identity() {
  static const crypto::SigningPair pair = crypto::SigningPair::from_seed(secret_of(1));
  return pair;
}
inline const crypto::SigningPair& device_pair() {
  static const crypto::SigningPair pair = format::device_signing_pair(identity(), id_of(2));
  return pair;
}
inline const format::Certificate& certificate() {
  static const format::Certificate made = format::certify_device(id_of(2), {9}, identity());
  return made;
}

}  // namespace quietroom::fuzz
