// The kernel's randomness.
#pragma once

#include "platform/random.h"

namespace quietroom {

class NativeRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace quietroom
