// Files in the browser's private file system (OPFS), through sync access handles; where a browser
// has none, through what web/worker/home.js puts in their place, which differs in promised() alone.
//
// Handles can be opened only asynchronously, so the worker opens one for each name of
// web/core/store_files.js before the store is ours and keeps them; files never come or go. What the
// seam calls a file is therefore a slot with bytes in it: **a file exists if its size is above
// zero.** An opened file without bytes is not there for exists() and list(), and remove() cuts a
// file to nothing. Nobody in this program gives a meaning to an empty file.
#pragma once

#include <set>

#include "platform/files.h"

namespace quietroom {

/// Usable between StoreEvent kOurs and the release of the store; every call fails with kIo else.
class FilesOpfs final : public Files {
 public:
  /// As Files::open; also kUnsupported for a name that is not in web/core/store_files.js.
  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override;
  Status remove(std::string_view name) override;
  Result<bool> exists(std::string_view name) override;
  Result<std::vector<std::string>> list() override;
  std::uint64_t promised() const override;
  std::uint64_t epoch() const override;

 private:
  class OpenFile;
  std::set<int> open_slots_;
};

}  // namespace quietroom
