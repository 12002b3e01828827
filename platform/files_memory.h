// Files that live in memory and are gone with the object: the example case, and tests.
#pragma once

#include <map>
#include <set>

#include "platform/files.h"

namespace quietroom {

class MemoryFiles final : public Files {
 public:
  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override;
  Status remove(std::string_view name) override;
  Result<bool> exists(std::string_view name) override;
  Result<std::vector<std::string>> list() override;

 private:
  class OpenFile;
  std::map<std::string, Bytes, std::less<>> contents_;
  std::set<std::string, std::less<>> open_;
};

}  // namespace quietroom
