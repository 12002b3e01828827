#include "sync/remote/cors_rules.h"

#include <doctest/doctest.h>

namespace quietroom::remote {
namespace {

constexpr std::string_view kOrigin = "https://app.example";

HttpReply reply_with(std::vector<HttpHeader> headers) {
  HttpReply reply;
  reply.status = 204;
  reply.headers = std::move(headers);
  return reply;
}

using Missing = std::vector<std::string>;

}  // namespace

TEST_CASE("missing_in_reply: the origin itself or a star, once") {
  const Missing all = {"Access-Control-Allow-Origin"};
  const std::string name = "access-control-allow-origin";
  CHECK(missing_in_reply(reply_with({{name, "*"}}), kOrigin).empty());
  CHECK(missing_in_reply(reply_with({{name, "https://app.example"}}), kOrigin).empty());
  CHECK(missing_in_reply(reply_with({}), kOrigin) == all);
  CHECK(missing_in_reply(reply_with({{name, ""}}), kOrigin) == all);
  CHECK(missing_in_reply(reply_with({{name, "https://app.example/"}}), kOrigin) == all);
  CHECK(missing_in_reply(reply_with({{name, "http://app.example"}}), kOrigin) == all);
  CHECK(missing_in_reply(reply_with({{name, "*"}, {name, "*"}}), kOrigin) == all);
  CHECK(missing_in_reply(reply_with({{name, "*, https://app.example"}}), kOrigin) == all);
}

TEST_CASE("missing_in_preflight: names each method and header that is not allowed") {
  const HttpReply good =
      reply_with({{"access-control-allow-origin", "*"},
                  {"access-control-allow-methods", "PUT,DELETE , MKCOL"},
                  {"access-control-allow-methods", "MOVE, PROPFIND"},
                  {"access-control-allow-headers",
                   "authorization, CACHE-CONTROL, content-type, Depth, Destination, Overwrite"}});
  CHECK(missing_in_preflight(good, kOrigin).empty());
  const HttpReply poor =
      reply_with({{"access-control-allow-origin", "https://app.example"},
                  {"access-control-allow-methods", "PUT, DELETE, mkcol, MOVE"},
                  {"access-control-allow-headers", "Authorization, Depth, Content-Type"}});
  CHECK(missing_in_preflight(poor, kOrigin) ==
        Missing{"Access-Control-Allow-Methods: MKCOL", "Access-Control-Allow-Methods: PROPFIND",
                "Access-Control-Allow-Headers: Cache-Control",
                "Access-Control-Allow-Headers: Destination",
                "Access-Control-Allow-Headers: Overwrite"});
}

TEST_CASE("missing_in_preflight: a star is all, but not Authorization") {
  const HttpReply stars = reply_with({{"access-control-allow-origin", "*"},
                                      {"access-control-allow-methods", "*"},
                                      {"access-control-allow-headers", "*"}});
  CHECK(missing_in_preflight(stars, kOrigin) ==
        Missing{"Access-Control-Allow-Headers: Authorization"});
}

TEST_CASE("is_exposed: by name in any case, or a star") {
  const std::string name = "access-control-expose-headers";
  CHECK(is_exposed(reply_with({{name, "ETag, DATE"}}), "date"));
  CHECK(is_exposed(reply_with({{name, "*"}}), "date"));
  CHECK_FALSE(is_exposed(reply_with({{name, "Update"}}), "date"));
  CHECK_FALSE(is_exposed(reply_with({}), "date"));
}

}  // namespace quietroom::remote
