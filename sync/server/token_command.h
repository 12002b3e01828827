// quietroom-server token add | list | revoke, for whoever runs the endpoint.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace quietroom::server {

/// Does what `arguments` (after "token") say, and gives the text to print. The server may run
/// meanwhile; it notices by itself. Errors: kInvalid for the command; what TokenFile says.
Result<std::string> run_token_command(std::span<const std::string_view> arguments);

}  // namespace quietroom::server
