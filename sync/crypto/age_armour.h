// An age file as text, for where bytes cannot go: base64 in lines of 64 between a first and a last
// line that say what it is. Source: age-encryption.org/v1, "ASCII armor".
#pragma once

#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom::crypto {

inline constexpr std::string_view kAgeArmourBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
inline constexpr std::string_view kAgeArmourEnd = "-----END AGE ENCRYPTED FILE-----";

/// Ends with a line break.
std::string to_age_armour(ByteSpan file);

/// The bytes of `text`. Blanks and line breaks around it count for nothing, and lines may end as on
/// Windows. Errors: kCorrupt for anything else that to_age_armour() does not give.
Result<Bytes> from_age_armour(std::string_view text);

}  // namespace quietroom::crypto
