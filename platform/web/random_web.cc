#include "platform/web/random_web.h"

#include <unistd.h>

#include <algorithm>

#include "platform/base/check.h"

namespace quietroom {

void RandomWeb::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const std::size_t count = std::min<std::size_t>(out.size(), 256);  // getentropy's limit.
    CHECK_THAT(getentropy(out.data(), count) == 0, "the browser gives no randomness");
    out = out.subspan(count);
  }
}

}  // namespace quietroom
