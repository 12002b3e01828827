#include "sync/format/pasted.h"

#include "platform/base/utf8.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x200B && c <= 0x200D) ||
         c == 0x2060 || c == 0xFEFF;
}

Error invalid(std::string_view why) {
  return {ErrorCode::kInvalid, "pasted text: " + std::string(why)};
}

}  // namespace

std::string to_pasted(ByteSpan bytes) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : bytes) {
    bits = bits << 8 | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63];
  }
  if (count > 0) text += kDigits[bits << (6 - count) & 63];
  return text;
}

Result<Bytes> from_pasted(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int count = 0;
  while (const std::optional<char32_t> c = next_code_point(text)) {
    if (is_blank(*c)) continue;
    const std::size_t digit = *c < 0x80 ? kDigits.find(static_cast<char>(*c)) : kDigits.npos;
    if (digit == kDigits.npos) return invalid("a character that is not in it");
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> count));
  }
  // Six bits are a digit too many; others must be the zeros that fill the last digit up.
  const bool is_whole = count < 6 && (bits & ((1u << count) - 1)) == 0;
  if (!is_whole) return invalid("its end is missing");
  return bytes;
}

}  // namespace quietroom::format
