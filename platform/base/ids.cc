#include "platform/base/ids.h"

#include <algorithm>

namespace quietroom {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t kTextLength = 26;  // ceil(128 / 5)

}  // namespace

std::string to_base32(const Id& id) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : id.bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text.push_back(kAlphabet[(bits >> count) & 31]);
    }
  }
  text.push_back(kAlphabet[(bits << (5 - count)) & 31]);
  return text;
}

Result<Id> id_from_base32(std::string_view text) {
  if (text.size() != kTextLength) return Error{ErrorCode::kCorrupt, "id: wrong length"};
  Id id;
  std::uint32_t bits = 0;
  int count = 0;
  std::size_t index = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return Error{ErrorCode::kCorrupt, "id: not base32"};
    bits = (bits << 5) | static_cast<std::uint32_t>(digit);
    count += 5;
    if (count >= 8) {
      count -= 8;
      id.bytes[index++] = static_cast<std::uint8_t>(bits >> count);
    }
  }
  if ((bits & 3) != 0) return Error{ErrorCode::kCorrupt, "id: not canonical"};
  return id;
}

Result<Id> id_from_bytes(ByteSpan bytes) {
  Id id;
  if (bytes.size() != id.bytes.size()) return Error{ErrorCode::kCorrupt, "id: wrong length"};
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

}  // namespace quietroom
