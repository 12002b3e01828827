#include "sync/crypto/kdf.h"

#include <sodium.h>

#include <algorithm>

#include "platform/slow_hash.h"

namespace quietroom::crypto {
namespace {

constexpr std::string_view kAgeScryptLabel = "age-encryption.org/v1/scrypt";
constexpr std::uint32_t kScryptMemoryKibMax = 1u << 18;

Status check_passphrase(std::string_view passphrase) {
  if (passphrase.empty()) return Error{ErrorCode::kInvalid, "passphrase: empty"};
  if (passphrase.size() > kPassphraseSizeMax)
    return Error{ErrorCode::kInvalid, "passphrase: over its size limit"};
  return {};
}

}  // namespace

Status check_kdf_params(std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes) {
  const auto refuse = [](const char* why) { return Error{ErrorCode::kUnsupported, why}; };
  if (memory_kib < kKdfMemoryKibMin) return refuse("kdf: memory below the floor");
  if (memory_kib > kKdfMemoryKibMax) return refuse("kdf: memory over the ceiling");
  if (passes < kKdfPassesMin) return refuse("kdf: passes below the floor");
  if (passes > kKdfPassesMax) return refuse("kdf: passes over the ceiling");
  if (lanes != kKdfLanes) return refuse("kdf: lanes not 1");
  return {};
}

Result<Secret<32>> argon2id(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                            std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes) {
  TRY(check_kdf_params(memory_kib, passes, lanes));
  TRY(check_passphrase(passphrase));
  static_assert(crypto_pwhash_argon2id_SALTBYTES == 16);
  Secret<32> key;
  const int status = crypto_pwhash_argon2id(
      key.writable().data(), 32, passphrase.data(), passphrase.size(), salt.data(), passes,
      std::size_t{memory_kib} * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
  if (status != 0) return Error{ErrorCode::kIo, "kdf: not enough memory"};
  return key;
}

Result<Secret<32>> age_scrypt(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                              std::uint32_t memory_kib) {
  const bool is_power = (memory_kib & (memory_kib - 1)) == 0;
  if (memory_kib < 2 || memory_kib > kScryptMemoryKibMax || !is_power)
    return Error{ErrorCode::kUnsupported, "scrypt: memory outside its limits"};
  TRY(check_passphrase(passphrase));
  std::array<std::uint8_t, kAgeScryptLabel.size() + 16> labelled{};
  std::copy(salt.begin(), salt.end(),
            std::copy(kAgeScryptLabel.begin(), kAgeScryptLabel.end(), labelled.begin()));
  Secret<32> key;
  const int status = crypto_pwhash_scryptsalsa208sha256_ll(
      as_bytes(passphrase).data(), passphrase.size(), labelled.data(), labelled.size(), memory_kib,
      8, 1, key.writable().data(), 32);
  if (status != 0) return Error{ErrorCode::kIo, "scrypt: not enough memory"};
  return key;
}

Result<Secret<32>> slow_hash(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt,
                             std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes) {
  if (passes == kScryptPasses) return age_scrypt(passphrase, salt, memory_kib);
  return argon2id(passphrase, salt, memory_kib, passes, lanes);
}

}  // namespace quietroom::crypto
