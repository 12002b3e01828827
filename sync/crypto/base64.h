// Base64 (RFC 4648 section 4) read as strictly as age asks for: no blanks, no bits left over, and
// the padding as it must be, or none. For pasting by hand: see format/pasted.h.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom::crypto {

enum class Padding { kNone, kEquals };

std::string to_base64(ByteSpan bytes, Padding padding);

/// Errors: kCorrupt for text that to_base64() does not give.
Result<Bytes> from_base64(std::string_view text, Padding padding);

}  // namespace quietroom::crypto
