// The browser's randomness: crypto.getRandomValues, one call for all bytes. Emscripten's getentropy
// makes one call a byte, which took as long as the encryption that it was for.
#pragma once

#include "platform/random.h"

namespace quietroom {

class RandomWeb final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace quietroom
