// Who may be given this machine's own token: the app, served from this very origin, to a browser of
// the same user on the same machine. Nobody else, however the request is dressed up.
// Source: docs/design/endpoint.md, "The token of this machine".
#pragma once

#include <optional>
#include <string_view>

#include "sync/server/answer.h"
#include "sync/server/http.h"

namespace quietroom::server {

/// Refused with 403 unless all of this holds: plain loopback at both ends; Host is an address of
/// this machine with our port (no other site's name leads here); the browser says that the page is
/// of the same origin, and the page sent X-Quietroom-Local, which no other origin can; no proxy has
/// touched the request. Not checked here: uid_of_peer().
Answer<void> check_local_request(const Request& request);

/// The user whose process holds the other end of `connection`, from `table`, the text of
/// /proc/net/tcp (or tcp6 for "::1"). Nothing if it is not there.
std::optional<unsigned> uid_of_peer(std::string_view table, const Connection& connection);

/// True if the other end of `connection` is a process of the user that this one runs as. False also
/// where the system does not say.
bool is_peer_same_user(const Connection& connection);

}  // namespace quietroom::server
