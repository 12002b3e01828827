// Bytes as text for the clipboard: base64url (RFC 4648 section 5) without padding, in one block.
// For what people carry from one device to another by copy and paste.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom::format {

std::string to_pasted(ByteSpan bytes);

/// The bytes that `text` writes. Blanks, line breaks and what else mail and chat programs put in
/// (no-break and zero-width spaces, a byte order mark) count for nothing, wherever they are.
/// Errors: kInvalid for any other character, or text that to_pasted() does not give.
Result<Bytes> from_pasted(std::string_view text);

}  // namespace quietroom::format
