#include "sync/server/router.h"

#include "platform/base/check.h"

namespace quietroom::server {

void Router::add(std::string prefix, const Handler& handler) {
  CHECK_THAT(prefix.starts_with('/') && prefix.ends_with('/'), "a prefix is a folder");
  routes_.emplace_back(std::move(prefix), &handler);
}

const Handler& Router::find(std::string_view path) const {
  const std::pair<std::string, const Handler*>* best = nullptr;
  for (const auto& route : routes_) {
    // "*" (OPTIONS for the whole server) belongs to whoever has the root.
    const bool fits = path.starts_with(route.first) || route.first == "/";
    if (fits && (best == nullptr || route.first.size() > best->first.size())) {
      best = &route;
    }
  }
  CHECK_THAT(best != nullptr, "the root has a handler");
  return *best->second;
}

}  // namespace quietroom::server
