#include "sync/crypto/kdf.h"

#include <sodium.h>

namespace quietroom::crypto {

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
  if (passphrase.empty()) return Error{ErrorCode::kInvalid, "passphrase: empty"};
  if (passphrase.size() > kPassphraseSizeMax)
    return Error{ErrorCode::kInvalid, "passphrase: over its size limit"};
  static_assert(crypto_pwhash_argon2id_SALTBYTES == 16);
  Secret<32> key;
  const int status = crypto_pwhash_argon2id(
      key.writable().data(), 32, passphrase.data(), passphrase.size(), salt.data(), passes,
      std::size_t{memory_kib} * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
  if (status != 0) return Error{ErrorCode::kIo, "kdf: not enough memory"};
  return key;
}

}  // namespace quietroom::crypto
