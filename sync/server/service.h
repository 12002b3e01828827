// What all connections share while the server runs.
#pragma once

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
  bool access_log = false;
  bool stopping = false;  ///< Set once; every connection then ends after its reply.
};

}  // namespace quietroom::server
