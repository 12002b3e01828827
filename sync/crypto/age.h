// Files in the age format (age-encryption.org/v1), which the age program opens too: sealed to keys
// (X25519), or to one passphrase (scrypt). Whole files in memory; for what leaves the program and
// is read by others. Not for what we store or sync: that is aead.h and identity.h.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "platform/slow_hash.h"
#include "sync/crypto/identity.h"

namespace quietroom::crypto {

/// What a passphrase is turned into a key with: scrypt with N = 2^work_factor, r 8, p 1.
struct AgeScrypt {
  std::array<std::uint8_t, 16> salt{};
  std::uint32_t work_factor = 16;
  friend bool operator==(const AgeScrypt&, const AgeScrypt&) = default;
};

/// Written: 2^16 takes 64 MiB, which a phone's browser has; our passphrases are generated and long.
inline constexpr std::uint32_t kAgeWorkFactor = 16;
/// Read: 2^18, which the age program writes, takes 256 MiB. A file that asks for more is refused.
inline constexpr std::uint32_t kAgeWorkFactorMax = 18;

/// The job (platform/slow_hash.h) that gives the key of `passphrase`.
SlowHashRequest age_passphrase_job(std::string passphrase, const AgeScrypt& scrypt);

/// `plain` for whoever has the other half of one of `to` (at least one).
/// Errors: kInvalid if one of them is no usable key.
Result<Bytes> age_seal(std::span<const PublicKey> to, ByteSpan plain, Random& random);

/// `plain` for whoever knows the passphrase from which `key` came by age_passphrase_job().
Bytes age_seal(const AgeScrypt& scrypt, const Secret<32>& key, ByteSpan plain, Random& random);

/// What `file` asks a passphrase to be turned into a key with; nothing if it is sealed to keys.
/// Errors: kUnsupported for a newer format or too much work; kCorrupt.
Result<std::optional<AgeScrypt>> age_asks_for(ByteSpan file);

/// What `file` holds. The bytes are secret as a rule: wipe() them.
/// Errors: kAuthFailed if it is not sealed to `mine`; else as age_asks_for(). Nothing of a file
/// that does not verify to its end is returned.
Result<Bytes> age_open(const SealingPair& mine, ByteSpan file);

/// The same with the key of a passphrase. Errors: kAuthFailed if that is another one.
Result<Bytes> age_open(const Secret<32>& key, ByteSpan file);

}  // namespace quietroom::crypto
