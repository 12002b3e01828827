// SlowHash's fake twin: cheap, deterministic, and no hash at all in the sense of secrecy. Equal
// requests give equal keys; any difference gives another key.
#pragma once

#include <string_view>
#include <utility>

#include "platform/fake/random_fake.h"
#include "platform/slow_hash.h"

namespace quietroom {

class FakeSlowHash final : public SlowHash {
 public:
  void start(SlowHashRequest request) override {
    ++starts_;
    result_.reset();
    if (failure_) {
      result_.emplace(*std::exchange(failure_, std::nullopt));
    } else {
      Secret<32> key = key_of(request);
      if (wrong_ > 0) key.writable()[0] ^= static_cast<std::uint8_t>(wrong_--);
      result_.emplace(std::move(key));
    }
    wipe(request.passphrase);
  }
  void cancel() override { result_.reset(); }
  std::optional<Result<Secret<32>>> poll() override {
    if (held_) return std::nullopt;
    return std::exchange(result_, std::nullopt);
  }

  /// While held, poll() says that the job still runs.
  void hold(bool held) { held_ = held; }
  /// The next job ends with `error`.
  void fail_next(Error error) { failure_ = std::move(error); }
  /// The next `count` jobs each give a wrong key, all different, as a machine that miscomputes.
  void err_next(int count) { wrong_ = count; }
  /// How many jobs were started.
  int starts() const { return starts_; }

  /// The key that a job for `request` gives.
  static Secret<32> key_of(const SlowHashRequest& request) {
    std::uint64_t state = 0x51756965'74726f6full;
    const auto mix = [&state](std::uint64_t value) {
      state = FakeRandom(state ^ value).next();  // Each step depends on all before it.
    };
    mix(request.passphrase.size());
    for (const char c : request.passphrase) mix(static_cast<unsigned char>(c));
    for (const std::uint8_t byte : request.salt) mix(byte);
    mix(request.memory_kib);
    mix(request.passes);
    mix(request.lanes);
    Secret<32> key;
    FakeRandom(state).fill(key.writable());
    return key;
  }

 private:
  std::optional<Result<Secret<32>>> result_;
  std::optional<Error> failure_;
  bool held_ = false;
  int starts_ = 0;
  int wrong_ = 0;
};

}  // namespace quietroom
