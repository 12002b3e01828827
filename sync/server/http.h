// A request and a reply as plain data, and the interface of whoever answers. Not for sockets,
// parsing or deadlines: see session.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/bytes.h"
#include "sync/server/file_calls.h"

namespace quietroom::server {

/// Header fields in their order; names in lower case.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The two ends of the connection that a request came on.
struct Connection {
  std::string peer_address;  ///< "127.0.0.1", "::1"
  std::uint16_t peer_port = 0;
  std::string local_address;
  std::uint16_t local_port = 0;
  bool tls = false;
};

/// One request after every check of its form.
struct Request {
  std::string method;  ///< As sent ("GET"); methods are case-sensitive.
  std::string path;    ///< Decoded once, without the query; starts with '/'. "*" for OPTIONS *.
  Fields fields;
  std::string body;
  std::optional<std::uint64_t> content_length;  ///< As announced; nothing for chunks.
  Connection connection;

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

/// Bytes of an open file that go out piece by piece.
struct FileSlice {
  FileHandle file;
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
};

/// One reply. The session adds Date, Content-Length, Connection and the security headers.
struct Response {
  unsigned status = 200;
  Fields fields;
  /// A text of its own, or, if `file` is not empty, those bytes; they outlive the server's run.
  std::string text;
  ByteSpan file;
  /// Instead of both, a part of a file on disk.
  std::shared_ptr<FileSlice> slice;
  /// A path that may be written to the access log; empty for paths that nobody here chose.
  std::string log_path;

  ByteSpan body() const { return file.empty() ? as_bytes(text) : file; }
  std::uint64_t body_bytes() const { return slice ? slice->size_bytes : body().size(); }
};

/// A short reply in plain text: the status, its meaning and `why`, which is a literal.
Response plain_response(unsigned status, std::string_view why);

/// `seconds` since 1970 as an HTTP date (RFC 9110 5.6.7).
std::string http_date(std::int64_t seconds);

/// Takes a body that is too large to be held in memory. One thread at a time calls it.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// Before anything else. A reply instead of nothing ends the matter.
  virtual std::optional<Response> begin() = 0;
  /// The next piece. A reply ends the matter.
  virtual std::optional<Response> take(ByteSpan piece) = 0;
  /// After the last piece.
  virtual Response finish() = 0;
};

/// What a handler decides when it knows no more than the head of a request.
struct Admission {
  std::optional<Response> refusal;   ///< Answered without the body.
  std::uint64_t body_bytes_max = 0;  ///< More is answered 413.
  std::unique_ptr<BodySink> sink;    ///< Takes the body; null: it goes into Request::body.
};

/// Answers the requests below one prefix.
class Handler {
 public:
  virtual ~Handler() = default;
  /// The most bytes of a body that this handler takes; more is answered 413 before it is read.
  virtual std::uint64_t body_bytes_max() const = 0;
  virtual Response handle(const Request& request) const = 0;
  /// Looks at `head` (a request whose body is still to come). Must not wait for anything.
  virtual Admission admit(const Request& head) const {
    static_cast<void>(head);
    Admission admission;
    admission.body_bytes_max = body_bytes_max();
    return admission;
  }
  /// True if handle() and the sinks wait for the disk, so that another thread should call them.
  virtual bool waits() const { return false; }
};

}  // namespace quietroom::server
