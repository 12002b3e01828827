// A request and a reply as plain data, and the interface of whoever answers. Not for sockets,
// parsing or deadlines: see session.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom::server {

/// Header fields in their order; names in lower case.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// One request after every check of its form.
struct Request {
  std::string method;  ///< As sent ("GET"); methods are case-sensitive.
  std::string path;    ///< Decoded once, without the query; starts with '/'. "*" for OPTIONS *.
  Fields fields;
  std::string body;

  /// The value of the first field called `name` (lower case).
  std::optional<std::string_view> field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
      if (key == name) {
        return value;
      }
    }
    return std::nullopt;
  }
};

/// One reply. The session adds Date, Content-Length, Connection and the security headers.
struct Response {
  unsigned status = 200;
  Fields fields;
  /// A text of its own, or, if `file` is not empty, those bytes; they outlive the server's run.
  std::string text;
  ByteSpan file;
  /// A path that may be written to the access log; empty for paths that nobody here chose.
  std::string log_path;

  ByteSpan body() const { return file.empty() ? as_bytes(text) : file; }
};

/// A short reply in plain text: the status, its meaning and `why`, which is a literal.
Response plain_response(unsigned status, std::string_view why);

/// Answers the requests below one prefix.
class Handler {
 public:
  virtual ~Handler() = default;
  /// The most bytes of a body that this handler takes; more is answered 413 before it is read.
  virtual std::uint64_t body_bytes_max() const = 0;
  virtual Response handle(const Request& request) const = 0;
};

}  // namespace quietroom::server
