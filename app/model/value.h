// The value that one change gives to one field, and its bytes. The encoding is canonical: equal
// values have equal bytes. Source: docs/design/operations.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"

namespace quietroom::model {

/// The tag byte of each type. Stored: never renumber.
enum class ValueType : std::uint8_t { kNone = 0, kText = 1, kInteger = 2, kBool = 3, kId = 4 };

inline constexpr std::size_t kValueTextBytesMax = 64 * 1024;

/// One value: nothing, text, a whole number, yes or no, or an id.
class Value {
 public:
  Value() = default;  ///< None.
  static Value text(std::string value) {
    return Value(Data(std::in_place_index<1>, std::move(value)));
  }
  static Value integer(std::int64_t value) { return Value(Data(std::in_place_index<2>, value)); }
  static Value boolean(bool value) { return Value(Data(std::in_place_index<3>, value)); }
  static Value id(const Id& value) { return Value(Data(std::in_place_index<4>, value)); }

  ValueType type() const { return static_cast<ValueType>(data_.index()); }
  bool is_none() const { return data_.index() == 0; }

  /// The value where it has that type, else null. Valid as long as this Value.
  const std::string* as_text() const { return std::get_if<1>(&data_); }
  const std::int64_t* as_integer() const { return std::get_if<2>(&data_); }
  const bool* as_bool() const { return std::get_if<3>(&data_); }
  const Id* as_id() const { return std::get_if<4>(&data_); }

  friend bool operator==(const Value&, const Value&) = default;

 private:
  using Data = std::variant<std::monostate, std::string, std::int64_t, bool, Id>;
  explicit Value(Data data) : data_(std::move(data)) {}
  Data data_;
};

/// The tag byte, then: text: its UTF-8 bytes; integer: 8 bytes, two's complement, little-endian;
/// bool: 0 or 1; id: 16 bytes; none: nothing.
Bytes encode_value(const Value& value);

/// Reads what encode_value wrote. Errors: kCorrupt for anything else: unknown tag, wrong length,
/// text that is not UTF-8 or over 64 KiB, a bool other than 0 and 1.
Result<Value> decode_value(ByteSpan bytes);

}  // namespace quietroom::model
