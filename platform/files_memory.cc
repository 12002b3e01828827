#include "platform/files_memory.h"

#include <algorithm>

namespace quietroom {

class MemoryFiles::OpenFile final : public File {
 public:
  OpenFile(MemoryFiles& owner, std::string name) : owner_(owner), name_(std::move(name)) {
    owner_.open_.insert(name_);
  }
  ~OpenFile() override { owner_.open_.erase(name_); }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    const Bytes& bytes = content();
    if (offset >= bytes.size()) return std::size_t{0};
    const std::size_t count = std::min(out.size(), bytes.size() - static_cast<std::size_t>(offset));
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, out.begin());
    return count;
  }
  Status write(std::uint64_t offset, ByteSpan data) override {
    Bytes& bytes = content();
    if (offset + data.size() > bytes.size())
      bytes.resize(static_cast<std::size_t>(offset) + data.size());
    std::copy(data.begin(), data.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
  }
  Status truncate(std::uint64_t size_bytes) override {
    content().resize(static_cast<std::size_t>(size_bytes));
    return {};
  }
  Result<std::uint64_t> size() override { return std::uint64_t{content().size()}; }
  Status flush() override { return {}; }

 private:
  Bytes& content() { return owner_.contents_.find(name_)->second; }
  MemoryFiles& owner_;
  std::string name_;
};

Result<std::unique_ptr<File>> MemoryFiles::open(std::string_view name, OpenMode mode) {
  if (open_.contains(name)) return Error{ErrorCode::kConflict, "file is open already"};
  if (!contents_.contains(name)) {
    if (mode == OpenMode::kExisting) return Error{ErrorCode::kNotFound, "no such file"};
    contents_.emplace(std::string(name), Bytes{});
  }
  return std::unique_ptr<File>(std::make_unique<OpenFile>(*this, std::string(name)));
}

Status MemoryFiles::remove(std::string_view name) {
  if (open_.contains(name)) return Error{ErrorCode::kConflict, "file is open"};
  const auto found = contents_.find(name);
  if (found != contents_.end()) contents_.erase(found);
  return {};
}

Result<bool> MemoryFiles::exists(std::string_view name) {
  return contents_.contains(name);
}

Result<std::vector<std::string>> MemoryFiles::list() {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : contents_) names.push_back(name);
  return names;
}

}  // namespace quietroom
