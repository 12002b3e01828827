// Which handler answers which path.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/server/http.h"

namespace quietroom::server {

class Router {
 public:
  /// Everything below `prefix` ("/" or "/name/") goes to `handler`, which outlives this router; the
  /// longest prefix wins.
  void add(std::string prefix, const Handler& handler);

  /// The handler for `path`; "/" must have been added.
  const Handler& find(std::string_view path) const;

 private:
  std::vector<std::pair<std::string, const Handler*>> routes_;
};

}  // namespace quietroom::server
