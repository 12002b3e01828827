#include "platform/web/slow_hash_web.h"

#include <algorithm>

#include "platform/web/imports.h"

namespace quietroom {

void SlowHashWeb::start(SlowHashRequest request) {
  cancel();
  job_ = ++last_job_;
  const ByteSpan passphrase = as_bytes(request.passphrase);
  qr_js_slow_hash_start(job_, passphrase.data(), passphrase.size(), request.salt.data(),
                        request.memory_kib, request.passes, request.lanes);
  wipe(request.passphrase);
}

void SlowHashWeb::cancel() {
  if (job_ != 0) qr_js_slow_hash_cancel();
  job_ = 0;
  answer_.reset();
}

std::optional<Result<Secret<32>>> SlowHashWeb::poll() {
  return std::exchange(answer_, std::nullopt);
}

void SlowHashWeb::done(int job, std::span<const std::uint8_t> key) {
  if (job != job_) return;
  job_ = 0;
  Secret<32> secret;
  if (key.size() != secret.view().size()) {
    answer_ = Error{ErrorCode::kIo, "slow hash: the second worker failed"};
    return;
  }
  std::copy(key.begin(), key.end(), secret.writable().begin());
  answer_ = std::move(secret);
}

}  // namespace quietroom
