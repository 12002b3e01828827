// From a passphrase to a key: Argon2id version 1.3, or scrypt for the files of others, with limits
// on their parameters. It takes half a second and 64 MiB, so programs reach it through
// platform/slow_hash.h.
#pragma once

#include <array>
#include <string_view>

#include "platform/base/result.h"
#include "platform/base/secret.h"

namespace quietroom::crypto {

/// The parameters of Argon2id, as the key file holds them.
struct KdfParams {
  std::uint32_t memory_kib = 65536;
  std::uint32_t passes = 3;
  std::uint32_t lanes = 1;
  std::array<std::uint8_t, 16> salt{};

  friend bool operator==(const KdfParams&, const KdfParams&) = default;
};

/// The floor: weaker parameters would let somebody who swaps them into a key file guess cheaply.
inline constexpr std::uint32_t kKdfMemoryKibMin = 64 * 1024;
inline constexpr std::uint32_t kKdfPassesMin = 3;
/// The ceiling: a hostile key file must not eat the machine. 512 MiB is eight times today's cost
/// and still fits a phone's browser tab; 16 passes over it take about a minute there.
inline constexpr std::uint32_t kKdfMemoryKibMax = 512 * 1024;
inline constexpr std::uint32_t kKdfPassesMax = 16;
/// More lanes pay only with threads, which the web build does not have.
inline constexpr std::uint32_t kKdfLanes = 1;
/// Longer passphrases are refused before any work.
inline constexpr std::size_t kPassphraseSizeMax = 1024;

/// Whether argon2id() takes these. Errors: kUnsupported, naming the limit that is broken.
Status check_kdf_params(std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes);

/// The key that belongs to `passphrase` (1 to 1024 bytes, UTF-8; the caller wipes it).
/// Errors: kUnsupported for parameters outside the limits above; kInvalid for an empty or overlong
/// passphrase; kIo if the memory cannot be had.
Result<Secret<32>> argon2id(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                            std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes);

/// scrypt (RFC 7914) with r 8, p 1 and N `memory_kib`, which is the memory that it takes; the salt
/// is `salt` behind the label of age files. Errors: as argon2id(); kUnsupported for a `memory_kib`
/// that is no power of two from 2 to 262,144.
Result<Secret<32>> age_scrypt(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                              std::uint32_t memory_kib);

/// What a job of platform/slow_hash.h asks for: argon2id(), or age_scrypt() for kScryptPasses.
Result<Secret<32>> slow_hash(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                             std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes);

}  // namespace quietroom::crypto
