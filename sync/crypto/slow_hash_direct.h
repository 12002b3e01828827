// SlowHash in place, by slow_hash(): for native tools and tests. The web has its own, in a worker
// that is thrown away (platform/web/slow_hash_web).
#pragma once

#include "platform/slow_hash.h"

namespace quietroom::crypto {

class DirectSlowHash final : public SlowHash {
 public:
  /// Does the whole job before it returns: about half a second.
  void start(SlowHashRequest request) override;
  void cancel() override;
  /// Errors: those of slow_hash().
  std::optional<Result<Secret<32>>> poll() override;

 private:
  std::optional<Result<Secret<32>>> result_;
};

}  // namespace quietroom::crypto
