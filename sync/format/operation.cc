#include "sync/format/operation.h"

#include <algorithm>

#include "sync/format/fields.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;

bool is_field_name(std::string_view name) {
  if (name.empty() || name.size() > kOperationFieldSizeMax) return false;
  if (name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

/// What is wrong with `operation`; empty if nothing is. One list of rules for both directions.
std::string_view broken_rule(const Operation& operation) {
  if (!is_op_id(operation.id)) return "id";
  if (operation.vault.is_none()) return "vault";
  if (operation.author.is_none()) return "author";
  if (operation.hlc == 0 || operation.hlc > kOperationNumberMax) return "hlc";
  if (operation.entity_kind == 0) return "entity kind";
  if (operation.entity.is_none()) return "entity";
  if (!is_field_name(operation.field)) return "field";
  if (operation.replaces.size() > kOperationReplacesMax) return "replaces: too many";
  const OpId* previous = nullptr;
  for (const OpId& replaced : operation.replaces) {
    if (!is_op_id(replaced)) return "replaces: id";
    if (replaced == operation.id) return "replaces: itself";
    if (previous != nullptr && !(*previous < replaced)) return "replaces: not ascending";
    previous = &replaced;
  }
  return {};
}

Result<Operation> read_operation(ByteReader& in) {
  Operation operation;
  operation.id = TRY(read_op_id(in));
  operation.vault = TRY(read_id(in));
  operation.room = TRY(read_id(in));
  operation.author = TRY(read_id(in));
  operation.hlc = TRY(in.u64());
  const std::uint8_t kind_low = TRY(in.u8());
  const std::uint8_t kind_high = TRY(in.u8());
  operation.entity_kind = static_cast<std::uint16_t>(kind_low | kind_high << 8);
  operation.entity = TRY(read_id(in));
  const std::uint8_t field_size = TRY(in.u8());
  const ByteSpan field = TRY(in.take(field_size));
  operation.field = std::string(as_text(field));
  const std::uint8_t count = TRY(in.u8());
  TRY(read_list(in, count, kOperationReplacesMax, "replaces: too many", read_op_id,
                operation.replaces));
  const ByteSpan commit = TRY(in.take(operation.commit.size()));
  std::copy(commit.begin(), commit.end(), operation.commit.begin());
  return operation;
}

}  // namespace

bool is_op_id(const OpId& id) {
  return !id.device.is_none() && id.counter >= 1 && id.counter <= kOperationNumberMax;
}

void put_op_id(Bytes& out, const OpId& id) {
  put_bytes(out, id.device.span());
  put_u64(out, id.counter);
}

Result<OpId> read_op_id(ByteReader& in) {
  ByteReader ahead = in;
  OpId id;
  id.device = TRY(read_id(ahead));
  id.counter = TRY(ahead.u64());
  in = ahead;
  return id;
}

Result<Bytes> encode_operation(const Operation& operation) {
  const std::string_view broken = broken_rule(operation);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "operation: " + std::string(broken)};
  Bytes out;
  out.reserve(160 + operation.field.size() + operation.replaces.size() * kOpIdSize);
  out.push_back(kVersion);
  put_op_id(out, operation.id);
  put_bytes(out, operation.vault.span());
  put_bytes(out, operation.room.span());
  put_bytes(out, operation.author.span());
  put_u64(out, operation.hlc);
  out.push_back(static_cast<std::uint8_t>(operation.entity_kind & 0xff));
  out.push_back(static_cast<std::uint8_t>(operation.entity_kind >> 8));
  put_bytes(out, operation.entity.span());
  out.push_back(static_cast<std::uint8_t>(operation.field.size()));
  put_bytes(out, as_bytes(operation.field));
  out.push_back(static_cast<std::uint8_t>(operation.replaces.size()));
  for (const OpId& replaced : operation.replaces) put_op_id(out, replaced);
  put_bytes(out, operation.commit);
  return out;
}

Result<Operation> decode_operation(ByteSpan bytes) {
  ByteReader in(bytes);
  const std::uint8_t version = TRY_IN("operation", in.u8());
  if (version != kVersion) return Error{ErrorCode::kUnsupported, "operation: unknown version"};
  Operation operation = TRY_IN("operation", read_operation(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "operation: bytes after its end"};
  const std::string_view broken = broken_rule(operation);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, "operation: " + std::string(broken)};
  return operation;
}

Result<Bytes> make_payload(ByteSpan content, Random& random) {
  if (content.size() > kPayloadContentSizeMax)
    return Error{ErrorCode::kInvalid, "payload: over its size limit"};
  Bytes payload(kPayloadSaltSize);
  random.fill(payload);
  put_bytes(payload, content);
  return payload;
}

crypto::Hash payload_commit(ByteSpan payload) {
  return crypto::blake2b_256(payload);
}

Result<ByteSpan> payload_content(ByteSpan payload, const crypto::Hash& commit) {
  if (payload.size() < kPayloadSaltSize) return Error{ErrorCode::kCorrupt, "payload: truncated"};
  if (payload.size() > kPayloadSaltSize + kPayloadContentSizeMax)
    return Error{ErrorCode::kCorrupt, "payload: over its size limit"};
  if (payload_commit(payload) != commit)
    return Error{ErrorCode::kCorrupt, "payload: not the one that its operation names"};
  return payload.subspan(kPayloadSaltSize);
}

}  // namespace quietroom::format
