// Argon2id in a second worker, started for each job and thrown away with its memory.
#pragma once

#include "platform/slow_hash.h"

namespace quietroom {

class SlowHashWeb final : public SlowHash {
 public:
  void start(SlowHashRequest request) override;
  void cancel() override;
  std::optional<Result<Secret<32>>> poll() override;

  /// The worker's answer for `job`: 32 bytes, or nothing if it failed. An answer to a job that was
  /// dropped is ignored. The caller wipes `key`.
  void done(int job, std::span<const std::uint8_t> key);

 private:
  int job_ = 0;  ///< The running job; 0 for none. Numbers are never used twice.
  int last_job_ = 0;
  std::optional<Result<Secret<32>>> answer_;
};

}  // namespace quietroom
