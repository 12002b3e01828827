// The network seam: one HTTP request out, one reply polled for. Nothing here blocks or calls back,
// so that whoever asks keeps its own pace. Twins: fake/http_fake (loses, repeats, delays),
// web/http_web (fetch) and native/http_native (libcurl).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom {

/// One header field.
struct HttpHeader {
  std::string name;  ///< In lower case in a reply; in any case in a request.
  std::string value;
};

/// What to ask. Redirects are not followed and no cache is used: an answer is the server's own.
struct HttpRequest {
  std::string method;  ///< "GET", "PUT", "PROPFIND", ...
  std::string url;     ///< Absolute, already percent-encoded.
  std::vector<HttpHeader> headers;
  Bytes body;
  std::int64_t timeout_ms = 60'000;  ///< For the whole exchange.
  /// A longer body ends as kTooLarge: the limit is kept before the bytes are.
  std::size_t reply_bytes_max = std::size_t{1} << 20;
};

/// Why there is no reply. A browser tells a refused connection, a lost one, a bad certificate and
/// missing CORS headers apart for nobody, so they are one.
enum class HttpFailure {
  kNone,         ///< A whole reply came.
  kUnreachable,  ///< No connection, a broken one, TLS, or CORS.
  kTimeout,      ///< Nothing, or not all, within timeout_ms. The server may have done it all.
  kTooLarge,     ///< The body went over reply_bytes_max.
};

/// What came back. Only with kNone do the other fields mean anything.
struct HttpReply {
  HttpFailure failure = HttpFailure::kNone;
  int status = 0;  ///< 0 for a redirect in a browser, which does not say which.
  std::vector<HttpHeader> headers;
  Bytes body;

  /// The value of the first header `name` (lower case), or nothing.
  std::optional<std::string_view> header(std::string_view name) const {
    for (const HttpHeader& one : headers) {
      if (one.name == name) return std::string_view(one.value);
    }
    return std::nullopt;
  }
};

/// Names a request that is under way; never 0, never used twice.
using HttpTicket = std::uint64_t;

class Http {
 public:
  virtual ~Http() = default;
  /// Starts `request`.
  virtual HttpTicket send(HttpRequest request) = 0;
  /// The reply to `ticket`, exactly once; nothing while it is under way or if it is unknown.
  virtual std::optional<HttpReply> poll(HttpTicket ticket) = 0;
  /// Forgets `ticket`. What the server does with the request is not known then.
  virtual void cancel(HttpTicket ticket) = 0;
};

}  // namespace quietroom
