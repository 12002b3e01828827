#include "platform/native/random_native.h"

#include <unistd.h>

#include <algorithm>

#include "platform/base/check.h"

namespace quietroom {

void NativeRandom::fill(std::span<std::uint8_t> out) {
  constexpr std::size_t kOnceMax = 256;  // getentropy() refuses more at a time.
  while (!out.empty()) {
    const std::size_t count = std::min(out.size(), kOnceMax);
    CHECK_THAT(getentropy(out.data(), count) == 0, "the machine has no entropy");
    out = out.subspan(count);
  }
}

}  // namespace quietroom
