// The seam for work that takes half a second and 64 MiB: deriving a key from a passphrase. It is a
// job, polled, because on the web it runs in a second worker that is thrown away with its memory.
// Twins: web/slow_hash_web (worker), native/slow_hash_native (in place), fake (in place, cheap).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"

namespace quietroom {

/// In place of a number of passes: not Argon2id but scrypt, as age files want it, with r 8, p 1 and
/// as many rounds as KiB of memory.
inline constexpr std::uint32_t kScryptPasses = 0;

/// Argon2id version 1.3, or scrypt.
struct SlowHashRequest {
  std::string passphrase;  ///< UTF-8, NFC where the page can do it; wiped by the seam.
  std::array<std::uint8_t, 16> salt{};
  std::uint32_t memory_kib = 65536;
  std::uint32_t passes = 3;
  std::uint32_t lanes = 1;
};

class SlowHash {
 public:
  virtual ~SlowHash() = default;
  /// Starts the job; a running one is dropped. The request's passphrase is wiped before return.
  virtual void start(SlowHashRequest request) = 0;
  /// Drops the running job, if any.
  virtual void cancel() = 0;
  /// The key once it is there, exactly once; nothing while it runs.
  /// Errors: kIo if the machine could not run it (not enough memory, the worker failed to load).
  virtual std::optional<Result<Secret<32>>> poll() = 0;
};

}  // namespace quietroom
