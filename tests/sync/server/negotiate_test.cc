#include "sync/server/negotiate.h"

#include <doctest/doctest.h>

using quietroom::server::Available;
using quietroom::server::choose_encoding;
using quietroom::server::Encoding;
using quietroom::server::matches_etag;

TEST_CASE("choose_encoding: the best that the client takes and the file has") {
  struct Row {
    std::string_view accept;
    Available available;
    Encoding chosen;
  };
  const Available both{.brotli = true, .gzip = true};
  const Available gzip_only{.brotli = false, .gzip = true};
  const Row rows[] = {
      {"", both, Encoding::kIdentity},
      {"gzip, deflate, br, zstd", both, Encoding::kBrotli},
      {"gzip, deflate, br, zstd", gzip_only, Encoding::kGzip},
      {"gzip, deflate, br, zstd", Available{}, Encoding::kIdentity},
      {"gzip", both, Encoding::kGzip},
      {"GZIP", both, Encoding::kGzip},
      {"x-gzip", both, Encoding::kGzip},
      {"br;q=0", both, Encoding::kIdentity},
      {"br;q=0, gzip", both, Encoding::kGzip},
      {"br;q=0.5, gzip;q=0.8", both, Encoding::kGzip},
      {"br ; q=0.5 , gzip ; q=0.5", both, Encoding::kBrotli},
      {"br;q=0.001", both, Encoding::kBrotli},
      {"br;q=0.5, identity", both, Encoding::kIdentity},
      {"*", both, Encoding::kBrotli},
      {"*;q=0", both, Encoding::kIdentity},
      {"*;q=0.5, br;q=0", both, Encoding::kGzip},
      {"identity", both, Encoding::kIdentity},
      {"brotli", both, Encoding::kIdentity},
      {"br;q=nonsense", both, Encoding::kIdentity},
      {"br;q=2", both, Encoding::kIdentity},
      {",,;;=,", both, Encoding::kIdentity},
  };
  for (const Row& row : rows) {
    CAPTURE(row.accept);
    CHECK(choose_encoding(row.accept, row.available) == row.chosen);
  }
}

TEST_CASE("matches_etag: lists, weak tags and the asterisk") {
  CHECK(matches_etag("\"a\"", "\"a\""));
  CHECK(matches_etag("W/\"a\"", "\"a\""));
  CHECK(matches_etag("\"x\" , W/\"a\"", "\"a\""));
  CHECK(matches_etag("*", "\"a\""));
  CHECK_FALSE(matches_etag("", "\"a\""));
  CHECK_FALSE(matches_etag("a", "\"a\""));
  CHECK_FALSE(matches_etag("\"a-br\"", "\"a\""));
  CHECK_FALSE(matches_etag("\"A\"", "\"a\""));
}
