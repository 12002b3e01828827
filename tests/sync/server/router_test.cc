#include "sync/server/router.h"

#include <doctest/doctest.h>

using quietroom::server::Handler;
using quietroom::server::plain_response;
using quietroom::server::Request;
using quietroom::server::Response;
using quietroom::server::Router;

namespace {

class NamedHandler final : public Handler {
 public:
  explicit NamedHandler(unsigned status) : status_(status) {}
  std::uint64_t body_bytes_max() const override { return 0; }
  Response handle(const Request&) const override { return plain_response(status_, "here"); }

 private:
  unsigned status_;
};

}  // namespace

TEST_CASE("Router: the longest prefix answers, the root takes the rest") {
  const NamedHandler site(200);
  const NamedHandler files(201);
  Router router;
  router.add("/", site);
  router.add("/files/", files);
  const auto status = [&](const char* path) {
    return router.find(path)
        .handle(Request{.method = "GET", .path = path, .fields = {}, .body = {}})
        .status;
  };
  CHECK(status("/") == 200);
  CHECK(status("/files") == 200);
  CHECK(status("/filesystem/a") == 200);
  CHECK(status("/files/") == 201);
  CHECK(status("/files/a/b") == 201);
  CHECK(status("*") == 200);
}
