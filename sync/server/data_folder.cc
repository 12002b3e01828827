#include "sync/server/data_folder.h"

#include <sys/file.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sync/server/file_failures.h"
#include "sync/server/random_name.h"

namespace quietroom::server {
namespace {

constexpr std::size_t kTextBytesMax = 4 * 1024 * 1024;

Error io(const std::string& path) {
  return Error{errno == ENOSPC || errno == EDQUOT ? ErrorCode::kQuota : ErrorCode::kIo,
               path + ": " + describe_errno()};
}

/// True if `path` is a folder of ours that nobody else can write to or read.
Status check_folder(const std::string& path) {
  struct stat stat {};
  if (::lstat(path.c_str(), &stat) != 0) {
    return io(path);
  }
  if (!S_ISDIR(stat.st_mode)) {
    return Error{ErrorCode::kInvalid, path + " is not a folder."};
  }
  if (stat.st_uid != ::geteuid()) {
    return Error{ErrorCode::kInvalid, path + " belongs to another user."};
  }
  if ((stat.st_mode & 077) != 0) {
    return Error{ErrorCode::kInvalid,
                 path + " is open to other users of this machine; close it: chmod 700 " + path};
  }
  return {};
}

/// Writes `text` to `file` and waits for the disk.
bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(file) == 0;
}

}  // namespace

Status prepare_data_folder(const std::string& folder) {
  std::error_code code;
  const std::filesystem::path parent = std::filesystem::path(folder).parent_path();
  if (!parent.empty()) {
    std::filesystem::create_directories(parent, code);
    if (code) {
      return Error{ErrorCode::kInvalid, parent.string() + " cannot be made: " + code.message()};
    }
  }
  for (const std::string& path : {folder, folder + "/files"}) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
      return Error{ErrorCode::kInvalid, path + " cannot be made: " + describe_errno()};
    }
    TRY(check_folder(path));
  }
  const FileHandle opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.open() || ::fsync(opened.number()) != 0) {
    return io(folder);
  }
  return {};
}

Result<FileHandle> lock_file(const std::string& path, LockWait wait) {
  FileHandle file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.open()) {
    return io(path);
  }
  const int flags = LOCK_EX | (wait == LockWait::kRefuse ? LOCK_NB : 0);
  while (::flock(file.number(), flags) != 0) {
    if (errno == EWOULDBLOCK) {
      return Error{ErrorCode::kConflict, path + " is held by another process"};
    }
    if (errno != EINTR) {
      return io(path);
    }
  }
  return file;
}

Result<std::string> read_text(const std::string& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.open()) {
    return errno == ENOENT ? Error{ErrorCode::kNotFound, path + " is not there"} : io(path);
  }
  std::string text;
  char piece[16 * 1024];
  for (;;) {
    const ssize_t count = ::read(file.number(), piece, sizeof piece);
    if (count < 0) {
      return io(path);
    }
    if (count == 0) {
      return text;
    }
    text.append(piece, static_cast<std::size_t>(count));
    if (text.size() > kTextBytesMax) {
      return Error{ErrorCode::kIo, path + " is too large to be what it should be"};
    }
  }
}

Status write_durably(const std::string& folder, std::string_view name, std::string_view text) {
  const FileHandle opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.open()) {
    return io(folder);
  }
  const std::string hidden = random_hidden_name();
  const std::string final_name(name);
  bool written = false;
  {
    const FileHandle file(::openat(opened.number(), hidden.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    written = file.open() && write_all(file.number(), text);
  }
  if (!written ||
      ::renameat(opened.number(), hidden.c_str(), opened.number(), final_name.c_str()) != 0) {
    const Error error = io(folder + "/" + final_name);
    ::unlinkat(opened.number(), hidden.c_str(), 0);  // It may never have been made.
    return error;
  }
  return ::fsync(opened.number()) == 0 ? Status() : Status(io(folder));
}

std::string default_data_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && data[0] == '/') {
    return std::string(data) + "/quietroom";
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.local/share/quietroom" : "";
}

}  // namespace quietroom::server
