// One program at a time in a folder. The system lets go of it when the program ends, however that
// is.
#pragma once

#include <string>

#include "platform/base/result.h"

namespace quietroom {

class FolderLock {
 public:
  /// Takes `folder`, by the file "lock" in it. Never waits.
  /// Errors: kConflict if another program has it; kNotFound if there is no such folder; kIo.
  static Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace quietroom
