// What all connections share while the server runs.
#pragma once

#include <boost/asio/thread_pool.hpp>

#include "sync/server/http.h"
#include "sync/server/options.h"
#include "sync/server/router.h"
#include "sync/server/session_table.h"

namespace quietroom::server {

struct Service {
  const Router& router;
  const Limits& limits;
  const Fields& security_headers;  ///< Go on every reply.
  SessionTable& table;
  boost::asio::thread_pool& workers;  ///< Where handlers that wait for the disk run.
  bool cors = false;                  ///< Refusals that no handler sees say that any page may read.
  bool access_log = false;
  bool stopping = false;  ///< Set once; every connection then ends after its reply.
};

}  // namespace quietroom::server
