// What a client can decode and what it has already: Accept-Encoding and If-None-Match.
#pragma once

#include <cstdint>
#include <string_view>

namespace quietroom::server {

enum class Encoding : std::uint8_t { kIdentity, kGzip, kBrotli };

/// Which encodings a file exists in, besides as it is.
struct Available {
  bool brotli = false;
  bool gzip = false;
};

/// The best of `available` for the value of an Accept-Encoding field ("" if there is none): the one
/// with the highest q, Brotli before gzip before identity where they are equal.
/// Source: RFC 9110 12.5.3.
Encoding choose_encoding(std::string_view accept_encoding, Available available);

/// True if the value of an If-None-Match field names `etag` (a strong tag in its quotes): weak
/// comparison, lists, and "*". Source: RFC 9110 13.1.2.
bool matches_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace quietroom::server
