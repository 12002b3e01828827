#include "sync/server/file_failures.h"

#include <cerrno>
#include <system_error>

namespace quietroom::server {

Refusal refusal_for_errno(unsigned absent_status) {
  switch (errno) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:  // A link; nothing here follows one.
      return absent_status == 404 ? Refusal{404, "there is nothing at this address"}
                                  : Refusal{409, "the folder above does not exist"};
    case ENAMETOOLONG:
      return Refusal{403, "this name is too long"};
    case EEXIST:
    case ENOTEMPTY:
    case EISDIR:
      return Refusal{405, "this name is taken"};
    case ENOSPC:
    case EDQUOT:
      return Refusal{507, "the disk of the server is full"};
    case EFBIG:
      return Refusal{413, "the disk of the server does not take an object of this size"};
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      return Refusal{503, "the server is busy; try again"};
    default:
      return Refusal{500, "the storage of the server failed; what was acknowledged is safe"};
  }
}

std::string describe_errno() {
  return std::error_code(errno, std::generic_category()).message();
}

}  // namespace quietroom::server
