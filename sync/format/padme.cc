#include "sync/format/padme.h"

#include "platform/base/check.h"

namespace quietroom::format {
namespace {

/// The place of the highest bit that is set; `value` at least 1.
int log2_floor(std::uint64_t value) {
  int place = 0;
  while (value >>= 1) ++place;
  return place;
}

}  // namespace

std::uint64_t padme(std::uint64_t size_bytes) {
  CHECK_THAT(size_bytes <= std::uint64_t{1} << 62, "size to pad");
  if (size_bytes < 2) return size_bytes;
  // As many leading bits may say something as it takes to write the exponent; the rest are zeros.
  const int exponent = log2_floor(size_bytes);
  const int told = log2_floor(static_cast<std::uint64_t>(exponent)) + 1;
  const std::uint64_t mask = (std::uint64_t{1} << (exponent - told)) - 1;
  return (size_bytes + mask) & ~mask;
}

}  // namespace quietroom::format
