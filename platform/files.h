// The storage seam: a small flat set of named files with synchronous access. SQLite's VFS and the
// key file stand on it. Twins: web/files_opfs (sync access handles, or blocks in a database),
// native/files_posix,
// files_memory.h (the example case; leaves nothing behind), fake/files_fake (crashes, tears,
// fails).
//
// Durability: what was written is durable once flush() has succeeded. After a crash, bytes written
// since may be there, not there, or partly there, in any order of 512-byte sectors. Where the
// device cannot be waited for (a browser's database), flush() is a promise: after a crash the files
// are as some flush left them, with all earlier ones, and promised() says which to wait for.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom {

/// One open file. Closing is the destructor's. A failed call leaves the file usable.
class File {
 public:
  virtual ~File() = default;
  /// Reads up to `out.size()` bytes at `offset`; returns how many there were (fewer only at the
  /// end). Errors: kIo.
  virtual Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) = 0;
  /// Writes all of `data` at `offset`, growing the file as needed (a gap reads as zeros).
  /// Errors: kQuota if the device is full, else kIo; then any part may have been written.
  virtual Status write(std::uint64_t offset, ByteSpan data) = 0;
  /// Cuts or grows to `size_bytes`. Errors: kQuota, kIo.
  virtual Status truncate(std::uint64_t size_bytes) = 0;
  virtual Result<std::uint64_t> size() = 0;
  /// Makes everything written so far durable. Errors: kIo; then nothing is known about unflushed
  /// bytes.
  virtual Status flush() = 0;
};

/// Whether open() may make the file.
enum class OpenMode { kExisting, kCreate };

class Files {
 public:
  virtual ~Files() = default;
  /// Opens `name` (1 to 64 characters of a-z 0-9 . -). A file is open at most once at a time.
  /// Errors: kNotFound (kExisting and not there), kConflict (open already), kQuota, kIo.
  virtual Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) = 0;
  /// Removes `name` durably; succeeds if it was not there. Errors: kConflict if it is open, kIo.
  virtual Status remove(std::string_view name) = 0;
  /// True if `name` is there.
  virtual Result<bool> exists(std::string_view name) = 0;
  /// All names, sorted.
  virtual Result<std::vector<std::string>> list() = 0;
  /// How many flushes are durable only once a KeptEvent has counted that far, the last one being
  /// this number. Always 0 where flush() waits for the device.
  virtual std::uint64_t promised() const { return 0; }
  /// Changes when all open files are dead (each call answers kIo) and may be opened anew.
  virtual std::uint64_t epoch() const { return 0; }
};

/// The whole of `name`. Errors: as open and read; kCorrupt if it is larger than `size_bytes_max`.
Result<Bytes> read_file(Files& files, std::string_view name, std::size_t size_bytes_max);

/// Makes `name` hold exactly `data`, durably. Not atomic: a crash may leave any mixture, so callers
/// that need atomicity write two copies in turn (see sync/format/key_store). Errors: as File.
Status write_file(Files& files, std::string_view name, ByteSpan data);

}  // namespace quietroom
