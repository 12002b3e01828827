// Remembers the content hash of files that have not changed since it was taken. A loss costs time
// only: whoever misses an entry reads the file again.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "platform/base/ids.h"

namespace quietroom::server {

/// Which state of which file. The time of change moves with everything that could alter content.
struct FileState {
  std::uint64_t device = 0;
  std::uint64_t file = 0;
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;

  static FileState of(const struct stat& stat);
  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Used by several threads at a time.
class EtagCache {
 public:
  /// Keeps at most twice `entries_max`: a full generation becomes the old one, and what is asked
  /// for comes back from there.
  explicit EtagCache(std::size_t entries_max = 200'000) : entries_max_(entries_max) {}

  std::optional<Id> find(const FileState& state);
  void put(const FileState& state, const Id& hash);

 private:
  struct Entry {
    FileState state;
    Id hash;
  };
  using Generation = std::unordered_map<std::uint64_t, Entry>;  // By the file's number.

  void put_locked(const FileState& state, const Id& hash);

  std::size_t entries_max_;
  std::mutex lock_;
  Generation young_;
  Generation old_;
};

}  // namespace quietroom::server
