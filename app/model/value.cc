#include "app/model/value.h"

#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

Error corrupt(const char* why) {
  return Error{ErrorCode::kCorrupt, std::string("value: ") + why};
}

}  // namespace

Bytes encode_value(const Value& value) {
  Bytes out;
  out.push_back(static_cast<std::uint8_t>(value.type()));
  switch (value.type()) {
    case ValueType::kNone:
      break;
    case ValueType::kText:
      put_bytes(out, quietroom::as_bytes(*value.as_text()));
      break;
    case ValueType::kInteger:
      put_u64(out, static_cast<std::uint64_t>(*value.as_integer()));
      break;
    case ValueType::kBool:
      out.push_back(*value.as_bool() ? 1 : 0);
      break;
    case ValueType::kId:
      put_bytes(out, value.as_id()->span());
      break;
  }
  return out;
}

Result<Value> decode_value(ByteSpan bytes) {
  if (bytes.empty()) return corrupt("truncated");
  const ByteSpan body = bytes.subspan(1);
  switch (bytes[0]) {
    case static_cast<std::uint8_t>(ValueType::kNone):
      if (!body.empty()) return corrupt("none with a body");
      return Value();
    case static_cast<std::uint8_t>(ValueType::kText):
      if (body.size() > kValueTextBytesMax) return corrupt("text over its limit");
      if (!is_utf8(as_text(body))) return corrupt("text is not UTF-8");
      return Value::text(std::string(as_text(body)));
    case static_cast<std::uint8_t>(ValueType::kInteger): {
      if (body.size() != 8) return corrupt("integer is not 8 bytes");
      ByteReader reader(body);
      const std::uint64_t number = TRY(reader.u64());
      return Value::integer(static_cast<std::int64_t>(number));
    }
    case static_cast<std::uint8_t>(ValueType::kBool):
      if (body.size() != 1 || body[0] > 1) return corrupt("bool is not 0 or 1");
      return Value::boolean(body[0] == 1);
    case static_cast<std::uint8_t>(ValueType::kId): {
      if (body.size() != 16) return corrupt("id is not 16 bytes");
      const Id id = TRY(id_from_bytes(body));
      return Value::id(id);
    }
    default:
      return corrupt("unknown type");
  }
}

}  // namespace quietroom::model
