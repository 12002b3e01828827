// Answers GET, HEAD and OPTIONS from the site in memory: content type, encoding, caching.
#pragma once

#include "sync/server/http.h"
#include "sync/server/site.h"

namespace quietroom::server {

class StaticHandler final : public Handler {
 public:
  /// `site` outlives this handler and every reply that it gave.
  explicit StaticHandler(const Site& site) : site_(site) {}

  std::uint64_t body_bytes_max() const override { return 4 * 1024; }
  Response handle(const Request& request) const override;

 private:
  const Site& site_;
};

}  // namespace quietroom::server
