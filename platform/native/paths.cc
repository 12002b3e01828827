#include "platform/native/paths.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace quietroom {
namespace {

/// What is being written, beside what it becomes.
constexpr const char* kPart = ".part";

Error failure(const std::string& path) {
  const ErrorCode code = errno == ENOENT                      ? ErrorCode::kNotFound
                         : errno == ENOSPC || errno == EDQUOT ? ErrorCode::kQuota
                                                              : ErrorCode::kIo;
  return {code, path + ": " + std::strerror(errno)};
}

/// A descriptor that closes itself.
class Open {
 public:
  explicit Open(int descriptor) : descriptor_(descriptor) {}
  ~Open() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  bool ok() const { return descriptor_ >= 0; }
  int number() const { return descriptor_; }

 private:
  int descriptor_;
};

Result<Bytes> read_all(const Open& file, const std::string& path, std::size_t size_bytes_max) {
  Bytes bytes;
  for (;;) {
    // What is read into is never moved: it may be a secret.
    if (bytes.empty()) bytes.reserve(std::min(size_bytes_max + 1, std::size_t{64} << 10));
    const std::size_t at = bytes.size();
    const std::size_t piece = std::min(size_bytes_max + 1 - at, std::size_t{64} << 10);
    if (piece == 0) return Error{ErrorCode::kInvalid, path + ": too long"};
    bytes.resize(at + piece);
    const ssize_t count = ::read(file.number(), bytes.data() + at, piece);
    if (count < 0 && errno != EINTR) return failure(path);
    bytes.resize(at + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return bytes;
  }
}

Result<Bytes> read_checked(const std::string& path, std::size_t size_bytes_max, bool secret) {
  const bool standard = path == "-";
  const Open file(standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return failure(path);
  struct stat info = {};
  if (::fstat(file.number(), &info) != 0) return failure(path);
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kInvalid, path + ": it is a folder"};
  if (secret && !standard && S_ISREG(info.st_mode) && (info.st_mode & 077) != 0)
    return Error{ErrorCode::kInvalid,
                 path + ": others on this machine may read it; close it: chmod 600 " + path};
  return read_all(file, path, size_bytes_max);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Status sync_folder(const std::string& folder) {
  const Open opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.ok() || ::fsync(opened.number()) != 0) return failure(folder);
  return {};
}

Status write_all(const Open& file, const std::string& path, ByteSpan bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(path);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return ::fsync(file.number()) == 0 ? Status{} : Status{failure(path)};
}

Status list_below(const std::string& folder, const std::string& prefix,
                  std::vector<TreeFile>& out) {
  DIR* opened = ::opendir(folder.c_str());
  if (opened == nullptr) return errno == ENOENT ? Status{} : Status{failure(folder)};
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(opened)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(opened);
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0) return failure(path);
    if (S_ISDIR(info.st_mode)) TRY(list_below(path, prefix + name + "/", out));
    if (S_ISREG(info.st_mode)) {
      constexpr std::int64_t kNsPerSecond = 1'000'000'000;
      const std::int64_t modified_ns =
          std::int64_t{info.st_mtim.tv_sec} * kNsPerSecond + info.st_mtim.tv_nsec;
      out.push_back({prefix + name, static_cast<std::uint64_t>(info.st_size), modified_ns});
    }
  }
  return {};
}

}  // namespace

Result<Bytes> read_path(const std::string& path, std::size_t size_bytes_max) {
  return read_checked(path, size_bytes_max, /*secret=*/false);
}

Result<Bytes> read_secret_path(const std::string& path, std::size_t size_bytes_max) {
  return read_checked(path, size_bytes_max, /*secret=*/true);
}

Status write_path(const std::string& path, ByteSpan bytes) {
  const std::string folder = folder_of(path);
  TRY(make_folder(folder));
  const std::string part = path + kPart;
  {
    const Open file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.ok()) return failure(part);
    TRY(write_all(file, part, bytes));
  }
  if (::rename(part.c_str(), path.c_str()) != 0) return failure(path);
  return sync_folder(folder);
}

Status remove_path(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure(path);
  return {};
}

Status make_folder(const std::string& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return {};
    return Error{ErrorCode::kInvalid, path + ": it is no folder"};
  }
  const std::string above = folder_of(path);
  if (above != path) TRY(make_folder(above));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failure(path);
  return sync_folder(above);
}

Result<std::vector<TreeFile>> list_tree(const std::string& folder) {
  std::vector<TreeFile> files;
  TRY(list_below(folder, "", files));
  std::sort(files.begin(), files.end(),
            [](const TreeFile& a, const TreeFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace quietroom
