// How much longer sealed things are made so that their size says little: PADME (Nikitin and others,
// "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019).
// Source: docs/format.md section 8.
#pragma once

#include <cstdint>

namespace quietroom::format {

/// The smallest allowed size that is at least `size_bytes` (at most 2^62): at most 12 % longer, and
/// of sizes up to n only O(log log n) bits are left to be seen.
std::uint64_t padme(std::uint64_t size_bytes);

}  // namespace quietroom::format
