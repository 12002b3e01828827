// The whole of a wasm module of its own, loaded into a worker that lives for one key derivation:
// when the worker ends, its 64 MiB and everything that the hash left in them go back to the
// browser. The other twin of platform/slow_hash.h besides slow_hash_direct.
#include <algorithm>

#include "platform/base/bytes.h"
#include "sync/crypto/kdf.h"
#include "sync/crypto/sodium_init.h"

/// Writes the 32 bytes of slow_hash() to `key`. `passphrase` (`size` bytes) is wiped; `salt` is 16
/// bytes. Returns 0, or 1 + the ErrorCode; `key` is not touched then.
extern "C" int quietroom_kdf(std::uint8_t* passphrase, std::uint32_t size, const std::uint8_t* salt,
                             std::uint32_t memory_kib, std::uint32_t passes, std::uint32_t lanes,
                             std::uint8_t* key) {
  using namespace quietroom;
  crypto::init_sodium();
  std::array<std::uint8_t, 16> salt_bytes{};
  std::copy_n(salt, salt_bytes.size(), salt_bytes.begin());
  const auto derived =
      crypto::slow_hash(as_text({passphrase, size}), salt_bytes, memory_kib, passes, lanes);
  wipe({passphrase, size});
  if (!derived.ok()) return 1 + static_cast<int>(derived.error().code);
  std::copy_n(derived.value().view().begin(), 32, key);
  return 0;
}
