#include "app/syncing/address.h"

#include <doctest/doctest.h>

#include <string>

using namespace quietroom;
using namespace quietroom::syncing;

namespace {

struct Row {
  const char* address;
  const char* token;
  const char* root_url;
  const char* authorization;
};

TEST_CASE("read_endpoint: https anywhere, http to this machine only") {
  const Row good[] = {
      {"https://files.example/notes/", "qrt_abc", "https://files.example/notes", "Bearer qrt_abc"},
      {"  https://files.example  ", " t ", "https://files.example", "Bearer t"},
      {"https://files.example:8443/a/b", "t", "https://files.example:8443/a/b", "Bearer t"},
      {"http://127.0.0.1:8080/sync", "t", "http://127.0.0.1:8080/sync", "Bearer t"},
      {"http://localhost/sync", "t", "http://localhost/sync", "Bearer t"},
      {"http://[::1]:80", "t", "http://[::1]:80", "Bearer t"},
      {"https://Aladdin@files.example/x", "open sesame", "https://files.example/x",
       "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
  };
  for (const Row& row : good) {
    CAPTURE(row.address);
    const auto read = read_endpoint(row.address, row.token);
    REQUIRE(read.ok());
    CHECK(read.value().root_url == row.root_url);
    CHECK(read.value().authorization == row.authorization);
  }
}

TEST_CASE("read_endpoint: refuses what would send a token in the clear, or nowhere") {
  const char* bad[] = {"",
                       "files.example",
                       "ftp://files.example",
                       "http://files.example/sync",
                       "http://127.0.0.1.files.example/sync",
                       "http://localhost.files.example",
                       "http://localhost@files.example",
                       "https://",
                       "https:///path",
                       "https://:443/",
                       "https://ada:secret@files.example",
                       "https://files.example/a b",
                       "https://files.example/?x=1",
                       "https://files.example/\nX-Other: 1"};
  for (const char* address : bad) {
    CAPTURE(address);
    const auto read = read_endpoint(address, "token");
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kInvalid);
    CHECK(read.error().context.starts_with("address"));
  }
}

TEST_CASE("read_endpoint: a token is needed, and fits into a header") {
  const std::string long_one(501, 'x');
  for (const char* token : {"", "   ", "two words", "line\nbreak", long_one.c_str()}) {
    CAPTURE(token);
    const auto read = read_endpoint("https://files.example", token);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().context.starts_with("token"));
  }
}

}  // namespace
