#include "platform/base/error.h"

namespace quietroom {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kAuthFailed:
      return "auth failed";
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kOffline:
      return "offline";
    case ErrorCode::kQuota:
      return "quota";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kInvalid:
      return "invalid";
  }
  return "unknown";
}

}  // namespace quietroom
