// The text at the front of an age file (age-encryption.org/v1): who may open it, and a MAC over
// that. Strict: what it reads, it would write byte for byte. Not for what the stanzas hold: age.h.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom::crypto {

/// One way to the file's key.
struct AgeStanza {
  std::vector<std::string> arguments;  ///< At least one, the kind: "X25519", "scrypt", ...
  Bytes body;
};

struct AgeHeader {
  std::vector<AgeStanza> stanzas;
  std::array<std::uint8_t, 32> mac{};
  std::size_t authenticated_size = 0;  ///< So many bytes from the front are what the MAC is over.
  std::size_t size = 0;                ///< Of the whole header.
};

/// More is no header that anybody writes, and would only cost time.
inline constexpr std::size_t kAgeHeaderSizeMax = 64 * 1024;

/// The header at the front of `file`; its MAC is not looked at.
/// Errors: kUnsupported for a newer version of the format; kCorrupt for anything else.
Result<AgeHeader> read_age_header(ByteSpan file);

/// The header of `stanzas` up to where its MAC is over: "---" are its last bytes.
std::string age_header_before_mac(const std::vector<AgeStanza>& stanzas);

}  // namespace quietroom::crypto
