#include "app/store/door.h"

#include <algorithm>
#include <map>

#include "app/model/revision.h"
#include "app/store/tables.h"

namespace quietroom::store {
namespace {

constexpr std::size_t kRevisionBytes = 24;
constexpr std::size_t kRefsCachedMax = 8192;

Bytes pack_revisions(std::span<const format::OpId> revisions) {
  Bytes packed;
  packed.reserve(revisions.size() * kRevisionBytes);
  for (const format::OpId& revision : revisions) format::put_op_id(packed, revision);
  return packed;
}

Result<std::vector<format::OpId>> unpack_revisions(ByteSpan packed) {
  std::vector<format::OpId> revisions;
  revisions.reserve(packed.size() / kRevisionBytes);
  for (ByteReader reader(packed); !reader.empty();)
    revisions.push_back(TRY(format::read_op_id(reader)));
  return revisions;
}

// Columns 0 to 12 of what read_operation() reads; what follows may name an index of op.
#define QUIETROOM_OPERATION_COLUMNS                                                            \
  "SELECT o.seq, d.id, o.counter, v.id, r.id, a.id, o.hlc, o.kind, e.id, o.field, o.replaces," \
  " o.payload_commit, p.body FROM op o "
#define QUIETROOM_OPERATION_JOINS                                                    \
  "JOIN known_id d ON d.ref = o.device LEFT JOIN known_id v ON v.ref = o.vault"      \
  " LEFT JOIN known_id r ON r.ref = o.room LEFT JOIN known_id a ON a.ref = o.author" \
  " LEFT JOIN known_id e ON e.ref = o.entity LEFT JOIN op_payload p ON p.op = o.seq "

Result<StoredOperation> read_operation(const Query& row) {
  StoredOperation stored;
  stored.sequence = row.integer(0);
  format::Operation& operation = stored.operation;
  operation.id = {row.id(1), static_cast<std::uint64_t>(row.integer(2))};
  operation.vault = row.id(3);
  operation.room = row.id(4);
  operation.author = row.id(5);
  operation.hlc = static_cast<std::uint64_t>(row.integer(6));
  operation.entity_kind = static_cast<std::uint16_t>(row.integer(7));
  operation.entity = row.id(8);
  operation.field = row.text(9);
  operation.replaces = TRY_IN("operation", unpack_revisions(row.bytes(10)));
  const ByteSpan commit = row.bytes(11);
  if (commit.size() != operation.commit.size())
    return Error{ErrorCode::kCorrupt, "operation: its commit has the wrong size"};
  std::copy(commit.begin(), commit.end(), operation.commit.begin());
  stored.payload = to_bytes(row.bytes(12));
  return stored;
}

}  // namespace

Result<std::int64_t> Door::find(const Id& id) {
  if (id.is_none()) return std::int64_t{0};
  if (const auto cached = refs_.find(id); cached != refs_.end()) return cached->second;
  Query look = TRY(database_.query("SELECT ref FROM known_id WHERE id = ?"));
  const bool there = TRY(look.bind(id).next());
  if (!there) return std::int64_t{-1};
  if (refs_.size() >= kRefsCachedMax) refs_.clear();
  refs_.emplace(id, look.integer(0));
  return look.integer(0);
}

Result<std::int64_t> Door::intern(const Id& id) {
  const std::int64_t known = TRY(find(id));
  if (known >= 0) return known;
  Query add = TRY(database_.query("INSERT INTO known_id (id) VALUES (?) RETURNING ref"));
  const bool row = TRY(add.bind(id).next());
  if (!row) return Error{ErrorCode::kCorrupt, "an id got no number"};
  const std::int64_t ref = add.integer(0);
  TRY(add.next());  // To the end: only then the row is in.
  refs_.emplace(id, ref);
  return ref;
}

void Door::forget() {
  touched_.clear();
  refs_.clear();
}

Result<std::optional<StoredOperation>> Door::operation(const format::OpId& id) {
  const std::int64_t device = TRY(find(id.device));
  Query read = TRY(database_.query(QUIETROOM_OPERATION_COLUMNS QUIETROOM_OPERATION_JOINS
                                   "WHERE o.device = ? AND o.counter = ?"));
  const bool there = TRY(read.bind(device).bind(static_cast<std::int64_t>(id.counter)).next());
  if (!there) return std::optional<StoredOperation>();
  StoredOperation stored = TRY(read_operation(read));
  return std::optional<StoredOperation>(std::move(stored));
}

Status Door::each_of(std::int64_t device, std::int64_t sequence,
                     const std::function<bool(StoredOperation)>& take) {
  Query read = TRY(database_.query(QUIETROOM_OPERATION_COLUMNS
                                   "INDEXED BY op_by_device " QUIETROOM_OPERATION_JOINS
                                   "WHERE o.device = ? AND o.seq > ? ORDER BY o.seq"));
  read.bind(device).bind(sequence);
  while (TRY(read.next())) {
    StoredOperation stored = TRY(read_operation(read));
    if (!stored.payload.empty() && !take(std::move(stored))) return {};
  }
  return {};
}

Result<Arrival> Door::add(const format::Operation& operation, ByteSpan payload) {
  TRY_IN("operation", format::encode_operation(operation));
  if (!payload.empty()) TRY_IN("operation", format::payload_content(payload, operation.commit));
  const std::optional<StoredOperation> known = TRY(this->operation(operation.id));
  if (known) return known->operation == operation ? Arrival::kKnown : Arrival::kOther;
  const std::int64_t device = TRY(intern(operation.id.device));
  const auto counter = static_cast<std::int64_t>(operation.id.counter);
  const std::int64_t vault = TRY(intern(operation.vault));
  const std::int64_t room = TRY(intern(operation.room));
  const std::int64_t author = TRY(intern(operation.author));
  const std::int64_t entity = TRY(intern(operation.entity));
  Query add = TRY(database_.query(
      "INSERT INTO op (device, counter, vault, room, author, hlc, kind, entity, field, replaces,"
      " payload_commit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq"));
  add.bind(device).bind(counter).bind(vault).bind(room).bind(author);
  add.bind(static_cast<std::int64_t>(operation.hlc));
  add.bind(int{operation.entity_kind}).bind(entity).bind(operation.field);
  add.bind(ByteSpan(pack_revisions(operation.replaces))).bind(ByteSpan(operation.commit));
  const bool row = TRY(add.next());
  if (!row) return Error{ErrorCode::kCorrupt, "an operation got no place"};
  const std::int64_t sequence = add.integer(0);
  TRY(add.next());
  if (!payload.empty()) {
    Query body = TRY(database_.query("INSERT INTO op_payload (op, body) VALUES (?, ?)"));
    TRY(body.bind(sequence).bind(payload).run());
  }
  touched_.insert(Register{entity, operation.entity_kind, operation.field});
  return Arrival::kNew;
}

Status Door::settle_register(const Register& touched) {
  std::vector<model::Write> writes;
  std::map<model::Revision, std::int64_t> sequences;
  // One write that is there under two ids (two copies of a store have both logged it) counts as
  // one: the random bytes of its payload, and so its commit, are its own.
  using Content = std::tuple<std::uint64_t, std::int64_t, Bytes>;
  std::map<Content, model::Revision> firsts;
  std::map<model::Revision, model::Revision> same_as;
  // What was emptied counts as never written: who had it before shows what others show who will
  // never get it.
  Query read =
      TRY(database_.query("SELECT o.seq, d.id, o.counter, o.hlc, o.replaces, o.author,"
                          " o.payload_commit FROM op o JOIN known_id d ON d.ref = o.device"
                          " WHERE o.entity = ? AND o.kind = ? AND o.field = ?"
                          " AND EXISTS (SELECT 1 FROM op_payload p WHERE p.op = o.seq)"
                          " ORDER BY d.id, o.counter"));
  read.bind(touched.entity).bind(touched.kind).bind(touched.field);
  while (TRY(read.next())) {
    model::Write write;
    write.revision = {read.id(1), static_cast<std::uint64_t>(read.integer(2))};
    write.hlc.packed = static_cast<std::uint64_t>(read.integer(3));
    const std::vector<format::OpId> replaces = TRY(unpack_revisions(read.bytes(4)));
    for (const format::OpId& id : replaces) write.replaces.push_back({id.device, id.counter});
    const Content content{write.hlc.packed, read.integer(5), to_bytes(read.bytes(6))};
    const auto first = firsts.emplace(content, write.revision).first;
    same_as.emplace(write.revision, first->second);
    sequences.emplace(write.revision, read.integer(0));
    writes.push_back(std::move(write));
  }
  for (model::Write& write : writes) {
    write.revision = same_as.at(write.revision);
    for (model::Revision& replaced : write.replaces) {
      if (const auto found = same_as.find(replaced); found != same_as.end())
        replaced = found->second;
    }
  }
  Query drop = TRY(database_.query("DELETE FROM cell WHERE entity = ? AND kind = ? AND field = ?"));
  TRY(drop.bind(touched.entity).bind(touched.kind).bind(touched.field).run());
  for (const model::Write& write : model::current_writes(writes)) {
    Query add =
        TRY(database_.query("INSERT INTO cell (entity, kind, field, op) VALUES (?, ?, ?, ?)"));
    add.bind(touched.entity).bind(touched.kind).bind(touched.field);
    TRY(add.bind(sequences.at(write.revision)).run());
  }
  return {};
}

Status Door::settle() {
  std::set<std::pair<std::int64_t, std::int64_t>> entities;
  for (const Register& touched : touched_) {
    TRY(settle_register(touched));
    entities.emplace(touched.entity, touched.kind);
  }
  touched_.clear();
  for (const auto& [entity, kind] : entities) TRY(write_row(database_, *this, kind, entity));
  return {};
}

Status Door::purge(model::EntityKind kind, const Id& entity, std::string_view field) {
  const std::int64_t ref = TRY(find(entity));
  if (ref < 0) return {};
  ++emptied_;
  {
    Query read =
        TRY(database_.query("SELECT DISTINCT field FROM op WHERE entity = ?1 AND kind = ?2"
                            " AND (?3 = '' OR field = ?3)"));
    read.bind(ref).bind(static_cast<int>(kind)).bind(field);
    while (TRY(read.next()))
      touched_.insert(Register{ref, static_cast<std::int64_t>(kind), read.text(0)});
  }
  Query empty = TRY(database_.query(
      "DELETE FROM op_payload WHERE op IN (SELECT seq FROM op WHERE entity = ?1 AND kind = ?2"
      " AND (?3 = '' OR field = ?3))"));
  return empty.bind(ref).bind(static_cast<int>(kind)).bind(field).run();
}

Status Door::purge(std::int64_t sequence) {
  {
    Query read = TRY(database_.query("SELECT entity, kind, field FROM op WHERE seq = ?"));
    const bool there = TRY(read.bind(sequence).next());
    if (!there) return {};
    // Its row is written anew: without the words, and what was edited may be so no longer.
    touched_.insert(Register{read.integer(0), read.integer(1), read.text(2)});
  }
  ++emptied_;
  Query empty = TRY(database_.query("DELETE FROM op_payload WHERE op = ?"));
  return empty.bind(sequence).run();
}

Status Door::give_to(const Id& device, std::vector<std::int64_t> sequences) {
  std::sort(sequences.begin(), sequences.end());
  const std::int64_t ref = TRY(intern(device));
  std::map<format::OpId, format::OpId> renamed;
  for (const std::int64_t sequence : sequences) {
    Query read =
        TRY(database_.query("SELECT d.id, o.counter, o.entity, o.kind, o.field FROM op o"
                            " JOIN known_id d ON d.ref = o.device WHERE o.seq = ?"));
    const bool there = TRY(read.bind(sequence).next());
    if (!there) return Error{ErrorCode::kCorrupt, "an operation is not in its place"};
    const std::uint64_t counter = renamed.size() + 1;
    renamed[{read.id(0), static_cast<std::uint64_t>(read.integer(1))}] = {device, counter};
    touched_.insert(Register{read.integer(2), read.integer(3), read.text(4)});
  }
  std::int64_t counter = 0;
  for (const std::int64_t sequence : sequences) {
    std::vector<format::OpId> replaces;
    {
      Query read = TRY(database_.query("SELECT replaces FROM op WHERE seq = ?"));
      TRY(read.bind(sequence).next());
      replaces = TRY_IN("operation", unpack_revisions(read.bytes(0)));
    }
    for (format::OpId& id : replaces) {
      if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
    }
    std::sort(replaces.begin(), replaces.end());
    Query write =
        TRY(database_.query("UPDATE op SET device = ?, counter = ?, replaces = ? WHERE seq = ?"));
    write.bind(ref).bind(++counter).bind(ByteSpan(pack_revisions(replaces)));
    TRY(write.bind(sequence).run());
  }
  return {};
}

Status Door::fill_tables() {
  // In slices of entities: the log may be large, and what is touched is held in memory.
  constexpr std::int64_t kSlice = 1000;
  const std::int64_t last = TRY(database_.number("SELECT max(entity) FROM op"));
  for (std::int64_t first = 0; first <= last; first += kSlice) {
    {
      Query read = TRY(database_.query(
          "SELECT DISTINCT entity, kind, field FROM op WHERE entity >= ? AND entity < ?"));
      read.bind(first).bind(first + kSlice);
      while (TRY(read.next()))
        touched_.insert(Register{read.integer(0), read.integer(1), read.text(2)});
    }
    TRY(settle());
  }
  return {};
}

Result<std::vector<format::OpId>> Door::current_revisions(model::EntityKind kind, const Id& entity,
                                                          std::string_view field) {
  std::vector<format::OpId> revisions;
  const std::int64_t ref = TRY(find(entity));
  if (ref < 0) return revisions;
  Query read =
      TRY(database_.query("SELECT d.id, o.counter FROM cell c JOIN op o ON o.seq = c.op"
                          " JOIN known_id d ON d.ref = o.device"
                          " WHERE c.entity = ? AND c.kind = ? AND c.field = ?"));
  read.bind(ref).bind(static_cast<int>(kind)).bind(field);
  while (TRY(read.next()))
    revisions.push_back({read.id(0), static_cast<std::uint64_t>(read.integer(1))});
  std::sort(revisions.begin(), revisions.end());
  // More than the format holds cannot be settled at once; the next write settles the rest.
  if (revisions.size() > format::kOperationReplacesMax)
    revisions.resize(format::kOperationReplacesMax);
  return revisions;
}

Result<std::vector<model::Revision>> Door::revisions(model::EntityKind kind, const Id& entity,
                                                     std::string_view field) {
  std::vector<model::Revision> revisions;
  const std::int64_t ref = TRY(find(entity));
  Query read =
      TRY(database_.query("SELECT d.id, o.counter FROM op o JOIN known_id d ON d.ref = o.device"
                          " WHERE o.entity = ? AND o.kind = ? AND o.field = ?"
                          " ORDER BY o.seq DESC LIMIT ?"));
  read.bind(ref).bind(static_cast<int>(kind)).bind(field);
  read.bind(static_cast<std::int64_t>(format::kOperationReplacesMax));
  while (TRY(read.next()))
    revisions.push_back({read.id(0), static_cast<std::uint64_t>(read.integer(1))});
  return revisions;
}

Result<std::vector<model::Write>> Door::writes(std::int64_t entity, model::EntityKind kind,
                                               std::string_view field) {
  std::vector<model::Write> writes;
  Query read =
      TRY(database_.query("SELECT d.id, o.counter, o.hlc, o.replaces, p.body FROM op o"
                          " JOIN known_id d ON d.ref = o.device JOIN op_payload p ON p.op = o.seq"
                          " WHERE o.entity = ? AND o.kind = ? AND o.field = ?"));
  read.bind(entity).bind(static_cast<int>(kind)).bind(field);
  while (TRY(read.next())) {
    model::Write write;
    write.revision = {read.id(0), static_cast<std::uint64_t>(read.integer(1))};
    write.hlc.packed = static_cast<std::uint64_t>(read.integer(2));
    for (const format::OpId& id : TRY(unpack_revisions(read.bytes(3))))
      write.replaces.push_back({id.device, id.counter});
    const ByteSpan payload = read.bytes(4);
    if (payload.size() > format::kPayloadSaltSize) {
      auto value = model::decode_value(payload.subspan(format::kPayloadSaltSize));
      if (value.ok() && model::check_field(kind, field, value.value()).ok())
        write.value = std::move(value).value();
    }
    writes.push_back(std::move(write));
  }
  return writes;
}

Result<std::vector<StoredOperation>> Door::operations_after(std::int64_t sequence, int limit) {
  std::vector<StoredOperation> operations;
  Query read = TRY(database_.query(QUIETROOM_OPERATION_COLUMNS QUIETROOM_OPERATION_JOINS
                                   "WHERE o.seq > ? ORDER BY o.seq LIMIT ?"));
  read.bind(sequence).bind(limit);
  while (TRY(read.next())) operations.push_back(TRY(read_operation(read)));
  return operations;
}

Result<std::vector<StoredOperation>> Door::kept(model::EntityKind kind, const Id& entity,
                                                std::string_view field) {
  std::vector<StoredOperation> operations;
  const std::int64_t ref = TRY(find(entity));
  Query read = TRY(database_.query(QUIETROOM_OPERATION_COLUMNS QUIETROOM_OPERATION_JOINS
                                   "WHERE o.entity = ?1 AND o.kind = ?2 AND p.body IS NOT NULL"
                                   " AND (?3 = '' OR o.field = ?3) ORDER BY o.seq"));
  read.bind(ref).bind(static_cast<int>(kind)).bind(field);
  while (TRY(read.next())) operations.push_back(TRY(read_operation(read)));
  return operations;
}

}  // namespace quietroom::store
