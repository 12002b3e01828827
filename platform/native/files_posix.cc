#include "platform/native/files_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace quietroom {
namespace {

Error failure(const char* what) {
  return {errno == ENOSPC || errno == EDQUOT ? ErrorCode::kQuota : ErrorCode::kIo, what};
}

}  // namespace

class PosixFiles::OpenFile final : public File {
 public:
  OpenFile(PosixFiles& owner, std::string name, int descriptor)
      : owner_(owner), name_(std::move(name)), descriptor_(descriptor) {
    owner_.open_.insert(name_);
  }
  ~OpenFile() override {
    ::close(descriptor_);
    owner_.open_.erase(name_);
  }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t count = ::pread(descriptor_, out.data() + done, out.size() - done,
                                    static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return failure("read");
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

  Status write(std::uint64_t offset, ByteSpan data) override {
    std::size_t done = 0;
    while (done < data.size()) {
      const ssize_t count = ::pwrite(descriptor_, data.data() + done, data.size() - done,
                                     static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return failure("write");
      done += static_cast<std::size_t>(count);
    }
    return {};
  }

  Status truncate(std::uint64_t size_bytes) override {
    return ::ftruncate(descriptor_, static_cast<off_t>(size_bytes)) == 0
               ? Status{}
               : Status{failure("truncate")};
  }

  Result<std::uint64_t> size() override {
    struct stat info = {};
    if (::fstat(descriptor_, &info) != 0) return failure("size");
    return static_cast<std::uint64_t>(info.st_size);
  }

  Status flush() override {
    return ::fdatasync(descriptor_) == 0 ? Status{} : Status{failure("flush")};
  }

 private:
  PosixFiles& owner_;
  std::string name_;
  int descriptor_;
};

Status PosixFiles::sync_folder() const {
  const int descriptor = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return failure("folder");
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced ? Status{} : Status{failure("folder")};
}

Result<std::unique_ptr<File>> PosixFiles::open(std::string_view name, OpenMode mode) {
  if (open_.contains(name)) return Error{ErrorCode::kConflict, "file is open already"};
  const bool there = TRY(exists(name));
  if (!there && mode == OpenMode::kExisting) return Error{ErrorCode::kNotFound, "no such file"};
  const int descriptor = ::open(path(name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failure("open");
  auto file = std::make_unique<OpenFile>(*this, std::string(name), descriptor);
  // A new name is durable only when its folder is.
  if (!there) TRY(sync_folder());
  return std::unique_ptr<File>(std::move(file));
}

Status PosixFiles::remove(std::string_view name) {
  if (open_.contains(name)) return Error{ErrorCode::kConflict, "file is open"};
  if (::unlink(path(name).c_str()) != 0 && errno != ENOENT) return failure("remove");
  return sync_folder();
}

Result<bool> PosixFiles::exists(std::string_view name) {
  if (::access(path(name).c_str(), F_OK) == 0) return true;
  if (errno == ENOENT) return false;
  return failure("exists");
}

Result<std::vector<std::string>> PosixFiles::list() {
  DIR* folder = ::opendir(folder_.c_str());
  if (folder == nullptr) return failure("list");
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(folder);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace quietroom
