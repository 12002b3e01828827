// The randomness seam. Twins: web and native use getentropy; fake is seeded.
#pragma once

#include <cstdint>
#include <span>

#include "platform/base/ids.h"

namespace quietroom {

class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out` with bytes fit for keys. Never fails: a machine without entropy stops the program.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  /// A fresh id; never all zero.
  Id id() {
    Id fresh;
    do fill(fresh.bytes);
    while (fresh.is_none());
    return fresh;
  }
};

}  // namespace quietroom
