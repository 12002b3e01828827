// Files in one folder of a POSIX file system: tools, benchmarks, and tests that kill a process.
#pragma once

#include <set>
#include <string>

#include "platform/files.h"

namespace quietroom {

class PosixFiles final : public Files {
 public:
  /// `folder` exists and is this object's alone.
  explicit PosixFiles(std::string folder) : folder_(std::move(folder)) {}

  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override;
  Status remove(std::string_view name) override;
  Result<bool> exists(std::string_view name) override;
  Result<std::vector<std::string>> list() override;

 private:
  class OpenFile;
  std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }
  Status sync_folder() const;

  std::string folder_;
  std::set<std::string, std::less<>> open_;
};

}  // namespace quietroom
