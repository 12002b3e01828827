#include "sync/server/quota.h"

#include <algorithm>

#include "sync/server/endpoint_path.h"

namespace quietroom::server {
namespace {

constexpr Refusal kNoBytes{507, "this vault has used up the space that it is given here"};
constexpr Refusal kNoObjects{507, "this vault has as many objects as it may have here"};
constexpr Refusal kNoVaults{507, "there are as many vaults as there may be here"};

}  // namespace

Answer<void> Quota::take(const std::string& account, std::uint64_t bytes, std::uint64_t objects) {
  const std::lock_guard<std::mutex> guard(lock_);
  const auto row = accounts_.find(account);
  const Usage used = row == accounts_.end() ? Usage{} : row->second;
  // Added up without overflow: each is bounded by what was let in, and `bytes` by one object.
  if (used.bytes + bytes > limits_.vault_bytes_max) {
    return kNoBytes;
  }
  if (used.objects + objects > limits_.vault_objects_max) {
    return kNoObjects;
  }
  const std::size_t vaults = accounts_.size() - accounts_.count(std::string(kPlainFolder));
  if (row == accounts_.end() && account != kPlainFolder && vaults >= limits_.vaults_max) {
    return kNoVaults;
  }
  accounts_[account] = Usage{used.bytes + bytes, used.objects + objects};
  return {};
}

Answer<void> Quota::check(const std::string& account, std::uint64_t bytes) {
  return usage(account).bytes + bytes > limits_.vault_bytes_max ? Answer<void>(kNoBytes)
                                                                : Answer<void>();
}

void Quota::give_back(const std::string& account, std::uint64_t bytes, std::uint64_t objects) {
  const std::lock_guard<std::mutex> guard(lock_);
  const auto row = accounts_.find(account);
  if (row == accounts_.end()) {
    return;
  }
  Usage& used = row->second;
  used.bytes -= std::min(used.bytes, bytes);
  used.objects -= std::min(used.objects, objects);
  if (used.bytes == 0 && used.objects == 0) {
    accounts_.erase(row);
  }
}

void Quota::found(const std::string& account, std::uint64_t bytes, std::uint64_t objects) {
  const std::lock_guard<std::mutex> guard(lock_);
  Usage& used = accounts_[account];
  used.bytes += bytes;
  used.objects += objects;
}

Usage Quota::usage(const std::string& account) {
  const std::lock_guard<std::mutex> guard(lock_);
  const auto row = accounts_.find(account);
  return row == accounts_.end() ? Usage{} : row->second;
}

}  // namespace quietroom::server
