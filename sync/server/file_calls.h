// The file calls that the endpoint makes, as a seam: the system's own, and in tests a twin in which
// the n-th call fails. Each behaves as the POSIX call of its kind: -1 with errno on failure. Names
// are relative to an open folder and never follow a link. Header-only, for its users differ in
// RTTI.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace quietroom::server {

class FileCalls {
 public:
  virtual ~FileCalls() = default;

  virtual int open_at(int folder, const char* name, int flags, mode_t mode) {
    return ::openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode);
  }
  virtual ssize_t write(int file, const void* bytes, std::size_t size_bytes) {
    return ::write(file, bytes, size_bytes);
  }
  virtual ssize_t read_at(int file, void* bytes, std::size_t size_bytes, off_t offset) {
    return ::pread(file, bytes, size_bytes, offset);
  }
  virtual int sync(int file) { return ::fsync(file); }
  virtual int stat(int file, struct stat& out) { return ::fstat(file, &out); }
  virtual int stat_at(int folder, const char* name, struct stat& out) {
    return ::fstatat(folder, name, &out, AT_SYMLINK_NOFOLLOW);
  }
  virtual int rename(int from, const char* from_name, int to, const char* to_name) {
    return ::renameat(from, from_name, to, to_name);
  }
  virtual int unlink(int folder, const char* name) { return ::unlinkat(folder, name, 0); }
  virtual int remove_folder(int folder, const char* name) {
    return ::unlinkat(folder, name, AT_REMOVEDIR);
  }
  virtual int make_folder(int folder, const char* name) { return ::mkdirat(folder, name, 0700); }
  /// Puts the names of what is in `folder` into `names`, without "." and "..".
  virtual int list(int folder, std::vector<std::string>& names) {
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (stream == nullptr) {
      if (copy >= 0) {
        ::close(copy);
      }
      return -1;
    }
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
      std::string name(entry->d_name);
      if (name != "." && name != "..") {
        names.push_back(std::move(name));
      }
    }
    const int failure = errno;
    ::closedir(stream);
    errno = failure;
    return failure == 0 ? 0 : -1;
  }
};

/// An open file or folder, closed when it goes. -1 is none.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int number) : number_(number) {}
  ~FileHandle() {
    if (number_ >= 0) {
      ::close(number_);  // Nothing was written that sync() did not report on.
    }
  }
  FileHandle(FileHandle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

}  // namespace quietroom::server
