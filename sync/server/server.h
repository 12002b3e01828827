// The running server: listens, accepts, stops on a signal.
#pragma once

#include "platform/base/result.h"
#include "sync/server/options.h"
#include "sync/server/site.h"

namespace quietroom::server {

/// Serves `site` until SIGINT or SIGTERM; prints "Quietroom is ready at <address>" on a line of its
/// own once it accepts connections. Errors: kConflict if the port is taken, kInvalid for a bad
/// address, certificate or key; kIo otherwise. No exception leaves it.
Status run_server(const Options& options, const Site& site);

}  // namespace quietroom::server
