// What can go wrong in the world, as a value. Not for bugs in our own code: those are CHECK_THAT.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace quietroom {

/// Why an operation failed. Few on purpose: each one leads to a different sentence for the person.
enum class ErrorCode {
  kCorrupt,      ///< Bytes are not what the format says; nothing was changed.
  kAuthFailed,   ///< A key or passphrase does not open this.
  kNotFound,     ///< The thing asked for is not there.
  kConflict,     ///< Somebody else holds it, or it exists already.
  kOffline,      ///< No connection.
  kQuota,        ///< No room left on the device.
  kUnsupported,  ///< A newer format, or a machine that cannot do this.
  kCancelled,    ///< Stopped by the person.
  kIo,           ///< The storage failed; what was acknowledged before is safe.
  kInvalid,      ///< Input that a rule refuses; the context says which rule.
};

/// The stable name of `code`, for logs and tests ("corrupt", "auth failed", ...).
std::string_view error_code_name(ErrorCode code);

/// A failure with its way up. `context` reads outside-in ("open store: header: truncated") and
/// never holds user text or keys.
struct Error {
  ErrorCode code;
  std::string context;

  /// This error with `outer` put in front of its context.
  Error within(std::string_view outer) const {
    return Error{code, std::string(outer) + ": " + context};
  }
};

}  // namespace quietroom
