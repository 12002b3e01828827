// The browser's randomness: getentropy, which Emscripten takes from crypto.getRandomValues.
#pragma once

#include "platform/random.h"

namespace quietroom {

class RandomWeb final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace quietroom
