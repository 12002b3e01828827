#include "sync/crypto/sodium_init.h"

#include <doctest/doctest.h>

#include "sync/crypto/hash.h"

namespace quietroom::crypto {

TEST_CASE("init_sodium: changes no result, however often it is called") {
  const Hash before = blake2b_256(as_bytes("abc"));
  init_sodium();
  init_sodium();
  CHECK(blake2b_256(as_bytes("abc")) == before);
}

}  // namespace quietroom::crypto
