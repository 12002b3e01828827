#include "sync/server/etag_cache.h"

#include <utility>

namespace quietroom::server {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileState FileState::of(const struct stat& stat) {
  FileState state;
  state.device = static_cast<std::uint64_t>(stat.st_dev);
  state.file = static_cast<std::uint64_t>(stat.st_ino);
  state.size_bytes = static_cast<std::uint64_t>(stat.st_size);
  state.modified_ns = nanoseconds(stat.st_mtim);
  state.changed_ns = nanoseconds(stat.st_ctim);
  return state;
}

void EtagCache::put_locked(const FileState& state, const Id& hash) {
  if (young_.size() >= entries_max_) {
    old_ = std::exchange(young_, Generation());
  }
  young_[state.file] = Entry{state, hash};
}

std::optional<Id> EtagCache::find(const FileState& state) {
  const std::lock_guard<std::mutex> guard(lock_);
  if (const auto row = young_.find(state.file); row != young_.end()) {
    return row->second.state == state ? std::optional(row->second.hash) : std::nullopt;
  }
  const auto row = old_.find(state.file);
  if (row == old_.end() || row->second.state != state) {
    return std::nullopt;
  }
  const Id hash = row->second.hash;
  put_locked(state, hash);
  return hash;
}

void EtagCache::put(const FileState& state, const Id& hash) {
  const std::lock_guard<std::mutex> guard(lock_);
  put_locked(state, hash);
}

}  // namespace quietroom::server
