// The frame that all our files share: a four-byte magic at the front, a version byte, and at the
// end the BLAKE2b-256 of everything before it. Checked first, so that a damaged file is never
// mistaken for a newer version or a wrong passphrase. Not against forgery: anyone can compute it.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom::format {

inline constexpr std::size_t kMagicSize = 4;
inline constexpr std::size_t kChecksumSize = 32;

/// Starts a file: `magic` (4 characters) and `version`.
void begin_file(Bytes& out, std::string_view magic, std::uint8_t version);

/// Ends a file: appends the hash of all that is there.
void end_file(Bytes& out);

/// What stands between the version byte and the hash of `bytes`, borrowed.
/// Errors: kCorrupt if magic or hash are not right; kUnsupported if they are but the version is not
/// `version`.
Result<ByteSpan> body_of_file(ByteSpan bytes, std::string_view magic, std::uint8_t version);

}  // namespace quietroom::format
