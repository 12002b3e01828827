// How much each vault may hold, counted in memory. Not for measuring the folder: folder_store.cc
// does that once, at the start.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "sync/server/answer.h"

namespace quietroom::server {

/// Bounds of what the endpoint keeps.
struct StoreLimits {
  std::uint64_t object_bytes_max = std::uint64_t{64} << 20;  ///< More is answered 413.
  std::uint64_t vault_bytes_max = std::uint64_t{20} << 30;   ///< More is answered 507.
  std::uint64_t vault_objects_max = 500'000;  ///< Objects and folders; more is answered 507.
  std::uint64_t vaults_max = 1'000;           ///< More is answered 507.
};

/// What a vault, or the plain area, holds.
struct Usage {
  std::uint64_t bytes = 0;
  std::uint64_t objects = 0;
};

/// Used by several threads at a time.
class Quota {
 public:
  explicit Quota(const StoreLimits& limits) : limits_(limits) {}

  /// Counts `bytes` and `objects` in, before they are written. Refused with 507 where that would be
  /// too much; nothing was counted then.
  Answer<void> take(const std::string& account, std::uint64_t bytes, std::uint64_t objects);
  /// Counts them out again.
  void give_back(const std::string& account, std::uint64_t bytes, std::uint64_t objects);
  /// Refused with 507 where `account` cannot hold `bytes` more. Counts nothing.
  Answer<void> check(const std::string& account, std::uint64_t bytes);
  /// Counts in what was found at the start, whatever the limits are.
  void found(const std::string& account, std::uint64_t bytes, std::uint64_t objects);

  Usage usage(const std::string& account);
  const StoreLimits& limits() const { return limits_; }

 private:
  StoreLimits limits_;
  std::mutex lock_;
  std::map<std::string, Usage> accounts_;
};

}  // namespace quietroom::server
