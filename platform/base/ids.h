// Identifiers: 16 random bytes, compared and hashed as bytes, written in base32. Never derived from
// text.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom {

/// 128 random bits. All zero means "none" and is never minted.
struct Id {
  std::array<std::uint8_t, 16> bytes{};

  bool is_none() const { return *this == Id{}; }
  ByteSpan span() const { return bytes; }
  friend bool operator==(const Id&, const Id&) = default;
  friend bool operator<(const Id& a, const Id& b) { return a.bytes < b.bytes; }
};

/// `id` as 26 characters of lower-case base32 (a-z2-7).
std::string to_base32(const Id& id);

/// The id written in `text`. Errors: kCorrupt if it is not 26 characters of a-z2-7 in canonical
/// form.
Result<Id> id_from_base32(std::string_view text);

/// The id in `bytes`. Errors: kCorrupt if it is not 16 bytes.
Result<Id> id_from_bytes(ByteSpan bytes);

}  // namespace quietroom

template <>
struct std::hash<quietroom::Id> {
  std::size_t operator()(const quietroom::Id& id) const noexcept {
    std::uint64_t h = 0;  // The bytes are random already: folding eight of them is enough.
    for (std::size_t i = 0; i < 8; ++i) h = (h << 8) | id.bytes[i];
    return static_cast<std::size_t>(h);
  }
};
