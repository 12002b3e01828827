// Operations as sync carries them, made by devices that are nobody's, for the tests of the journal.
#pragma once

#include <string>
#include <string_view>

#include "sync/journal.h"
#include "tests/app/store/store_support.h"

namespace quietroom::store {

/// What a foreign operation says, with a home for a line.
struct Said {
  format::OpId id;
  Id vault;
  Id entity;
  model::EntityKind kind = model::EntityKind::kLine;
  std::string field = "text";
  model::Value value{};
  Id room{};
  std::vector<format::OpId> replaces{};
  std::uint64_t hlc = std::uint64_t{FakeClock::kStartMs} << 16;
  Id author = numbered_id(0xa0);  ///< This store's own person.
};

inline sync::Carried carry(const format::Operation& operation, ByteSpan payload) {
  const Bytes envelope = must(format::encode_operation(operation));
  sync::Carried carried{operation.id, operation.room, operation.author, {}};
  put_u32(carried.content, static_cast<std::uint32_t>(envelope.size()));
  put_bytes(carried.content, envelope);
  put_bytes(carried.content, payload);
  return carried;
}

inline sync::Carried carry(const Said& said, Random& random) {
  const Bytes payload = must(format::make_payload(model::encode_value(said.value), random));
  format::Operation operation;
  operation.id = said.id;
  operation.vault = said.vault;
  operation.room = said.room;
  operation.author = said.author;
  operation.hlc = said.hlc;
  operation.entity_kind = static_cast<std::uint16_t>(said.kind);
  operation.entity = said.entity;
  operation.field = said.field;
  operation.replaces = said.replaces;
  operation.commit = format::payload_commit(payload);
  return carry(operation, payload);
}

/// A line of `interview` that another device wrote: the operation of its home, and of its text.
inline std::vector<sync::Carried> carry_line(const Id& vault, const Id& interview, const Id& line,
                                             format::OpId first, std::string_view text,
                                             Random& random) {
  Said said{first, vault, line};
  said.field = "interview";
  said.value = model::Value::id(interview);
  std::vector<sync::Carried> all = {carry(said, random)};
  ++said.id.counter;
  said.hlc += 1;
  said.field = "text";
  said.value = model::Value::text(std::string(text));
  all.push_back(carry(said, random));
  return all;
}

inline sync::Batch batch_of(std::vector<sync::Carried> operations) {
  sync::Batch batch;
  batch.operations = std::move(operations);
  return batch;
}

}  // namespace quietroom::store
