#include "sync/crypto/sodium_init.h"

#include <sodium.h>

#include "platform/base/check.h"

namespace quietroom::crypto {

void init_sodium() {
  const int status = sodium_init();  // 0 the first time, 1 afterwards.
  CHECK_THAT(status >= 0, "libsodium does not start");
}

}  // namespace quietroom::crypto
