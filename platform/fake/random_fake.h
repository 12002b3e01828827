// Random's fake twin: the same bytes for the same seed, on every machine. Never for keys.
#pragma once

#include "platform/random.h"

namespace quietroom {

class FakeRandom final : public Random {
 public:
  explicit FakeRandom(std::uint64_t seed) : state_(seed) {}

  void fill(std::span<std::uint8_t> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (left_ == 0) {
        word_ = next();
        left_ = 8;
      }
      out[i] = static_cast<std::uint8_t>(word_);
      word_ >>= 8;
      --left_;
    }
  }

  /// 64 bits at once, apart from the byte stream of fill() only in that it skips to a whole word.
  std::uint64_t next() {
    // SplitMix64: tiny, good enough, and no standard library may change its output.
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }

  /// A number from 0 to `end` - 1; `end` at least 1.
  std::uint64_t below(std::uint64_t end) { return next() % end; }

 private:
  std::uint64_t state_;
  std::uint64_t word_ = 0;
  int left_ = 0;
};

}  // namespace quietroom
