// What an endpoint can do for one vault: keep immutable objects under names, and list folders. It
// can be WebDAV today, S3 or a folder later. Nothing here knows what is in an object.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom::remote {

/// How a request ended. Only these four lead to decisions, and absence never to a deletion.
enum class Outcome {
  kOk,
  kAbsent,   ///< The server says that there is no such name.
  kExists,   ///< put(): that name is taken already; what is there was left alone.
  kUnknown,  ///< Anything else, see Reason: nothing may be concluded about what is there.
};

/// Why an outcome is unknown. Each leads to a different sentence for the person.
enum class Reason {
  kNone,
  kOffline,      ///< No connection; in a browser perhaps CORS.
  kTimeout,      ///< No whole answer in time.
  kAuth,         ///< 401: who we are is not known.
  kForbidden,    ///< 403: it is, and has no right to this.
  kQuota,        ///< 413 or 507: no room, or too large for the server.
  kServer,       ///< 5xx, or 429.
  kNotOurs,      ///< An answer that no such server gives: a login page, a redirect, a torn list.
  kUnsupported,  ///< The server cannot do what is needed (405, 501).
  kTooLarge,     ///< Longer than whoever asked would take.
};

/// One name in a folder.
struct Entry {
  std::string name;  ///< 1 to 64 of a-z 0-9 and -; others are not ours and left out.
  bool folder = false;
  std::optional<std::uint64_t> size_bytes = {};  ///< Nothing if the server does not say.
};

struct Answer {
  Outcome outcome = Outcome::kUnknown;
  Reason reason = Reason::kNone;
  Bytes body;                  ///< get()
  std::vector<Entry> entries;  ///< list(), in the server's order
};

/// Names a request that is under way; never 0, never used twice.
using Ticket = std::uint64_t;

/// Names are paths below the endpoint's root, without a slash at either end, as sync/format/names.h
/// writes them.
class Remote {
 public:
  virtual ~Remote() = default;
  /// The whole object `name`, if it has at most `size_bytes_max`.
  virtual Ticket get(const std::string& name, std::size_t size_bytes_max) = 0;
  /// Makes `name` hold `bytes`, whole or not at all as far as the endpoint allows that, and makes
  /// the folders that it needs. Never kOk if the name was taken. kUnknown may mean that it is
  /// there.
  virtual Ticket put(const std::string& name, Bytes bytes) = 0;
  /// What is in `folder`. kAbsent: there is no such folder.
  virtual Ticket list(const std::string& folder) = 0;
  /// Removes `name`; kAbsent if it was not there.
  virtual Ticket remove(const std::string& name) = 0;
  /// The answer to `ticket`, exactly once; nothing while it is under way.
  virtual std::optional<Answer> poll(Ticket ticket) = 0;
};

}  // namespace quietroom::remote
