// What a person types about an endpoint, as what requests need. Pure; asks nobody.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace quietroom::syncing {

/// Where objects lie, and how to get in.
struct Endpoint {
  std::string root_url;       ///< As remote::WebDavConfig wants it.
  std::string authorization;  ///< The same; a secret.
};

/// "https://host/path" with a bearer's token; "https://ada@host/path" with ada's password. Plain
/// http goes to this very machine only: a token that others can read is theirs.
/// Errors: kInvalid, "address: why" or "token: why".
Result<Endpoint> read_endpoint(std::string_view address, std::string_view token);

}  // namespace quietroom::syncing
