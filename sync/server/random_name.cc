#include "sync/server/random_name.h"

#include <openssl/rand.h>

#include "platform/base/check.h"
#include "sync/server/endpoint_path.h"

namespace quietroom::server {

Id random_id() {
  Id id;
  const int status = RAND_bytes(id.bytes.data(), static_cast<int>(id.bytes.size()));
  CHECK_THAT(status == 1, "OpenSSL has no random numbers");
  return id;
}

std::string random_hidden_name() {
  return std::string(kHiddenPrefix) + to_base32(random_id());
}

}  // namespace quietroom::server
