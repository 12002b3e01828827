#include "sync/server/security_headers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using quietroom::server::check_endpoint_origin;
using quietroom::server::content_security_policy;
using quietroom::server::Fields;
using quietroom::server::security_headers;

TEST_CASE("check_endpoint_origin: refuses everything that is more or less than an origin") {
  struct Row {
    std::string_view text;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "https://"},
      {"files.example.org", "https://"},
      {"ftp://files.example.org", "https://"},
      {"https:", "https://"},
      {"https://", "no valid host"},
      {"https://files.example.org/", "path"},
      {"https://files.example.org/dav", "path"},
      {"https://files.example.org?x", "path"},
      {"https://files.example.org#x", "path"},
      {"https://*.example.org", "wildcard"},
      {"https://*", "wildcard"},
      {"https://user@example.org", "user name"},
      {"https://user:secret@example.org", "user name"},
      {"https://exa mple.org", "no valid host"},
      {"https://example.org; script-src *", "wildcard"},
      {"https://example.org; script-src x", "no valid host"},
      {"https://example.org 'unsafe-inline'", "no valid host"},
      {"https://example.org,https://b.example", "path"},
      {"https://-a.example", "no valid host"},
      {"https://a-.example", "no valid host"},
      {"https://a..example", "no valid host"},
      {"https://example.org.", "no valid host"},
      {"https://ex\xc3\xa4mple.org", "no valid host"},
      {"https://example.org:", "no valid port"},
      {"https://example.org:0", "no valid port"},
      {"https://example.org:65536", "no valid port"},
      {"https://example.org:080", "no valid port"},
      {"https://example.org:8x", "no valid port"},
      {"https://example.org:*", "wildcard"},
      {"https://[::1", "bracket"},
      {"https://[::1]x", "no valid port"},
      {"https://[zz::1]", "no valid host"},
      {"http://files.example.org", "this machine only"},
      {"http://127.0.0.1.example.org", "this machine only"},
      {"http://localhost.example.org", "this machine only"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto origin = check_endpoint_origin(row.text);
    REQUIRE_FALSE(origin.ok());
    CHECK(origin.error().context.find(row.why) != std::string::npos);
  }
}

TEST_CASE("check_endpoint_origin: takes origins, in lower case") {
  struct Row {
    std::string_view text;
    std::string_view origin;
  };
  const Row rows[] = {
      {"https://files.example.org", "https://files.example.org"},
      {"HTTPS://Files.Example.ORG:8443", "https://files.example.org:8443"},
      {"https://192.0.2.7", "https://192.0.2.7"},
      {"https://[2001:db8::7]:443", "https://[2001:db8::7]:443"},
      {"http://127.0.0.1:8090", "http://127.0.0.1:8090"},
      {"http://localhost", "http://localhost"},
      {"http://[::1]:8090", "http://[::1]:8090"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto origin = check_endpoint_origin(row.text);
    REQUIRE(origin.ok());
    CHECK(origin.value() == row.origin);
  }
}

TEST_CASE("content_security_policy: allows this origin and just the endpoints named") {
  CHECK(content_security_policy({}) ==
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src "
        "'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; manifest-src "
        "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
  const std::string policy = content_security_policy({"https://a.example", "https://b.example"});
  CHECK(policy.find("connect-src 'self' https://a.example https://b.example;") !=
        std::string::npos);
}

TEST_CASE("security_headers: strict transport security goes out over TLS only") {
  const auto has = [](const Fields& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const auto& field) { return field.first == name; });
  };
  CHECK_FALSE(has(security_headers({}, false), "strict-transport-security"));
  CHECK(has(security_headers({}, true), "strict-transport-security"));
  CHECK(has(security_headers({}, false), "content-security-policy"));
}
