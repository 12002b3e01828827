#include "sync/crypto/slow_hash_direct.h"

#include <utility>

#include "sync/crypto/kdf.h"

namespace quietroom::crypto {

void DirectSlowHash::start(SlowHashRequest request) {
  result_.emplace(slow_hash(request.passphrase, request.salt, request.memory_kib, request.passes,
                            request.lanes));
  wipe(request.passphrase);
}

void DirectSlowHash::cancel() {
  result_.reset();
}

std::optional<Result<Secret<32>>> DirectSlowHash::poll() {
  return std::exchange(result_, std::nullopt);
}

}  // namespace quietroom::crypto
