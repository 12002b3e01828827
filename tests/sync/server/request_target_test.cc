#include "sync/server/request_target.h"

#include <doctest/doctest.h>

#include <string>

using quietroom::server::parse_target;

TEST_CASE("parse_target: refuses every way to write another path") {
  using namespace std::string_literals;
  const std::string rows[] = {
      "/../etc/passwd",
      "/a/../b",
      "/a/..",
      "/./a",
      "/a/.",
      "/%2e%2e/a",
      "/.%2e/a",
      "/%2E%2E/a",
      "/app%2ejs",
      "/a%2fb",
      "/a%2Fb",
      "/a%5cb",
      "/a\\b",
      "/..\\a",
      "/a%00b",
      "/a%00.html",
      "/a%0d%0ab",
      "/a%7f",
      "/a%1b",
      "/%",
      "/%2",
      "/%zz",
      "/%2g",
      "/%c0%ae%c0%ae/a",  // Overlong "..".
      "/%c0%af",          // Overlong "/".
      "/%e0%80%af",       // Overlong "/", three bytes.
      "/%f0%80%80%af",    // Overlong "/", four bytes.
      "/%ed%a0%80",       // A surrogate.
      "/%ff",
      "/%f4%90%80%80",  // Above U+10FFFF.
      "/caf\xc3\xa9",   // Not encoded.
      "/a#b",
      "",
      "a",
      "a/b",
      "..",
      "host:443",
      "ftp://host/a",
      "http:///a",
      "http://user@host/a",
      "http://host\\a",
      "file:///etc/passwd",
      "http://host/../a",
      "**",
  };
  for (const std::string& target : rows) {
    CAPTURE(target);
    const auto path = parse_target(target);
    CHECK_FALSE(path.ok());
  }
}

TEST_CASE("parse_target: decodes once, and drops the query") {
  struct Row {
    std::string_view target;
    std::string_view path;
  };
  const Row rows[] = {
      {"/", "/"},
      {"/?q=/../x", "/"},
      {"/index.html?v=%00", "/index.html"},
      {"/v/abc/app.js", "/v/abc/app.js"},
      {"/a%20b", "/a b"},
      {"/%E6%97%A5", "/\xe6\x97\xa5"},
      {"/%252e%252e/a", "/%2e%2e/a"},
      {"/%25", "/%"},
      {"/...", "/..."},
      {"/.well-known/x", "/.well-known/x"},
      {"//a", "//a"},
      {"http://host", "/"},
      {"http://host?x", "/"},
      {"http://host:8080/a?b", "/a"},
      {"https://host/a", "/a"},
      {"*", "*"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.target);
    const auto path = parse_target(row.target);
    REQUIRE(path.ok());
    CHECK(path.value() == row.path);
  }
}
