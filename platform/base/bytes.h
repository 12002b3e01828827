// Byte strings: the owned and the borrowed form, little-endian numbers, hex. Not for text: see
// utf8.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace quietroom {

using Bytes = std::vector<std::uint8_t>;
using ByteSpan = std::span<const std::uint8_t>;

/// The bytes of `text`, borrowed: valid as long as `text` is.
inline ByteSpan as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// `bytes` read as text, borrowed; the caller knows that it is UTF-8.
inline std::string_view as_text(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(ByteSpan bytes) {
  return Bytes(bytes.begin(), bytes.end());
}

/// Appends `value` in little-endian order, 4 or 8 bytes.
void put_u32(Bytes& out, std::uint32_t value);
void put_u64(Bytes& out, std::uint64_t value);

/// Appends `bytes`.
void put_bytes(Bytes& out, ByteSpan bytes);

/// Lower-case hex, two digits a byte.
std::string to_hex(ByteSpan bytes);

/// The bytes of `hex`. Errors: kCorrupt for an odd length or a digit outside 0-9a-fA-F.
Result<Bytes> from_hex(std::string_view hex);

/// Reads a byte string from its front; every read checks the length first.
class ByteReader {
 public:
  explicit ByteReader(ByteSpan bytes) : rest_(bytes) {}

  /// Errors of every read: kCorrupt "truncated" if fewer bytes are left; nothing is consumed then.
  Result<std::uint8_t> u8();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  /// LEB128, 1 to 10 bytes, shortest form only. Errors: kCorrupt.
  Result<std::uint64_t> varint();
  /// The next `count` bytes, borrowed.
  Result<ByteSpan> take(std::size_t count);
  /// A varint length and that many bytes, borrowed. Errors: kCorrupt if the length exceeds what is
  /// left or `size_bytes_max`.
  Result<ByteSpan> sized(std::size_t size_bytes_max);

  ByteSpan rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  ByteSpan rest_;
};

/// Appends `value` as LEB128 in its shortest form, 1 to 10 bytes.
void put_varint(Bytes& out, std::uint64_t value);

/// Appends the length of `bytes` as a varint, then `bytes`.
void put_sized(Bytes& out, ByteSpan bytes);

}  // namespace quietroom
