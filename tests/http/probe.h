// For tests that are written in JavaScript: asks what a line says, over whichever twin of the
// network seam it is given, and answers with a line. main_native.cc and main_web.cc wrap it; the
// tests are tests/server/http_native.test.mjs and tests/e2e/http_web.test.mjs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http.h"
#include "sync/remote/webdav.h"

namespace quietroom::probe {

/// The parts of `line` between its tabs.
std::vector<std::string> fields_of(std::string_view line);

/// Lines are fields with tabs between; bytes, and values of headers to send, are in hex.
///
///   http  method  url  timeout_ms  reply_bytes_max  body  name  value ...
///   -> failure  status  body  name  value ...
///   get|put|list|remove  root_url  authorization  vault  timeout_ms  name  bytes or size_bytes_max
///   -> outcome  reason  body  name  size ...
class Probe {
 public:
  Probe(Http& http, Random& random) : http_(http), random_(random) {}

  /// Begins what `line` says, as `number`.
  void start(int number, std::string_view line);
  /// The answer to `number`, exactly once.
  std::optional<std::string> poll(int number);
  /// Forgets `number`, which is an http one, and ends it.
  void cancel(int number);
  /// The numbers that are under way.
  std::vector<int> running() const;

 private:
  struct Job {
    HttpTicket http = 0;            ///< Or:
    remote::WebDav* dav = nullptr;  ///< One of davs_.
    remote::Ticket remote = 0;
  };

  remote::WebDav& dav_for(const std::vector<std::string>& fields);
  void start_dav(Job& job, const std::vector<std::string>& fields);

  Http& http_;
  Random& random_;
  /// A client for each address and token, kept: it cleans up after its answers.
  std::map<std::string, std::unique_ptr<remote::WebDav>> davs_;
  std::map<int, Job> jobs_;
};

}  // namespace quietroom::probe
