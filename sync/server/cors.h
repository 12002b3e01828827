// What lets the app use an endpoint of another origin. Not for pages: those stay same-origin.
#pragma once

#include "sync/server/http.h"

namespace quietroom::server {

/// The methods that the endpoint answers, as Allow and Access-Control-Allow-Methods write them.
inline constexpr std::string_view kEndpointMethods =
    "GET, HEAD, PUT, DELETE, MKCOL, MOVE, PROPFIND, OPTIONS";

/// Adds what every reply of the endpoint carries, refusals too. Any origin may read: what protects
/// the endpoint is a token that a page has to hold already. Never credentials: a browser must not
/// add any by itself.
void add_cors(Fields& fields);

/// Adds what answers a preflight.
void add_preflight(Fields& fields);

}  // namespace quietroom::server
