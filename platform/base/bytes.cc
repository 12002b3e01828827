#include "platform/base/bytes.h"

namespace quietroom {
namespace {

Error truncated() {
  return {ErrorCode::kCorrupt, "truncated"};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void put_u32(Bytes& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void put_u64(Bytes& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void put_bytes(Bytes& out, ByteSpan bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put_varint(Bytes& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

void put_sized(Bytes& out, ByteSpan bytes) {
  put_varint(out, bytes.size());
  put_bytes(out, bytes);
}

std::string to_hex(ByteSpan bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

Result<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return Error{ErrorCode::kCorrupt, "hex: odd length"};
  Bytes out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return Error{ErrorCode::kCorrupt, "hex: not a digit"};
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

Result<std::uint8_t> ByteReader::u8() {
  const ByteSpan bytes = TRY(take(1));
  return bytes[0];
}

Result<std::uint32_t> ByteReader::u32() {
  const ByteSpan bytes = TRY(take(4));
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[i]) << (8 * i);
  return value;
}

Result<std::uint64_t> ByteReader::u64() {
  const ByteSpan bytes = TRY(take(8));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  return value;
}

Result<std::uint64_t> ByteReader::varint() {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    if (i >= rest_.size()) return truncated();
    const std::uint8_t byte = rest_[i];
    if (i == 9 && byte > 1) return Error{ErrorCode::kCorrupt, "varint: over 64 bits"};
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if ((byte & 0x80) == 0) {
      if (byte == 0 && i > 0) return Error{ErrorCode::kCorrupt, "varint: not the shortest form"};
      rest_ = rest_.subspan(i + 1);
      return value;
    }
  }
  return Error{ErrorCode::kCorrupt, "varint: over 64 bits"};
}

Result<ByteSpan> ByteReader::take(std::size_t count) {
  if (rest_.size() < count) return truncated();
  const ByteSpan front = rest_.first(count);
  rest_ = rest_.subspan(count);
  return front;
}

Result<ByteSpan> ByteReader::sized(std::size_t size_bytes_max) {
  ByteReader ahead = *this;
  const std::uint64_t size_bytes = TRY(ahead.varint());
  if (size_bytes > size_bytes_max) return Error{ErrorCode::kCorrupt, "length over its limit"};
  const ByteSpan bytes = TRY(ahead.take(static_cast<std::size_t>(size_bytes)));
  *this = ahead;
  return bytes;
}

}  // namespace quietroom
