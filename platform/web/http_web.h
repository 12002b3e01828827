// Requests with the browser's fetch(), by web/worker/http.js. When an answer has come the worker
// ticks the program, so nobody need look for it before. What a browser does not allow, and what it
// hides: a redirect comes with status 0, headers of one name come joined by commas, and from
// another origin only those that the server exposes. The service worker lets all of it pass.
#pragma once

#include "platform/http.h"

namespace quietroom {

/// One for the whole program: the worker knows requests by their tickets, which count from 1.
class HttpWeb final : public Http {
 public:
  HttpTicket send(HttpRequest request) override;
  std::optional<HttpReply> poll(HttpTicket ticket) override;
  void cancel(HttpTicket ticket) override;

 private:
  HttpTicket last_ticket_ = 0;
};

}  // namespace quietroom
