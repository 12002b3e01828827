#include "platform/web/random_web.h"

#include <algorithm>

#include "platform/web/imports.h"

namespace quietroom {

void RandomWeb::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const std::size_t count = std::min<std::size_t>(out.size(), 65536);  // The browser's limit.
    qr_js_random(out.data(), count);
    out = out.subspan(count);
  }
}

}  // namespace quietroom
