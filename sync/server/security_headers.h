// The headers that make a browser hold the app to its promises, on every reply. Not for caching or
// content: see static_handler.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "sync/server/http.h"

namespace quietroom::server {

/// `text` as an origin for connect-src: https://host[:port], host and scheme in lower case; http
/// only for this machine (127.0.0.1, [::1], localhost), which tests and trials need.
/// Errors: kInvalid with a sentence that says what is wrong (a path, a wildcard, user info, ...).
Result<std::string> check_endpoint_origin(std::string_view text);

/// The content security policy: nothing but this origin, and connections to `endpoint_origins`
/// (each from check_endpoint_origin).
std::string content_security_policy(const std::vector<std::string>& endpoint_origins);

/// All headers of this kind. `tls`: the page was fetched over https, so the browser may be told to
/// never come back without.
Fields security_headers(const std::vector<std::string>& endpoint_origins, bool tls);

}  // namespace quietroom::server
