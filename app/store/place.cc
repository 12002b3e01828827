// What has a place in a vault: what another member wrote is taken in only where that member may
// write. Without this a member of a case could write into what is for this person's own devices
// alone, or into a 1:1 that another holds.
#include "app/model/entities.h"
#include "app/store/impl.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
namespace field = model::field;

/// The id that the payload holds; none if it holds none, or was emptied.
Id id_in(const StoredOperation& stored) {
  if (stored.payload.size() <= format::kPayloadSaltSize) return {};
  const auto value =
      model::decode_value(ByteSpan(stored.payload).subspan(format::kPayloadSaltSize));
  const Id* id = value.ok() ? value.value().as_id() : nullptr;
  return id == nullptr ? Id{} : *id;
}

/// The 1:1s that an operation is about: the one of its room, the one that it names, and the one
/// that its entity is of already. None where one is not said, or not known.
struct About {
  Id by_room;
  Id by_value;
  Id by_entity;
};

Result<Id> interview_of(Database& database, const char* sql, const Id& id) {
  if (id.is_none()) return Id{};
  Query row = TRY(database.query(sql));
  const bool there = TRY(row.bind(id).next());
  return there ? row.id(0) : Id{};
}

constexpr const char* kOfRawOrHeldRoom =
    "SELECT id FROM interviews WHERE room_raw = ?1 OR room_held = ?1";
constexpr const char* kOfLine =
    "SELECT i.id FROM lines l JOIN interviews i ON i.ref = l.interview"
    " WHERE l.ref = (SELECT ref FROM known_id WHERE id = ?)";
constexpr const char* kOfDraftRoom = "SELECT id FROM interviews WHERE room_draft = ?1";
constexpr const char* kOfPassage =
    "SELECT i.id FROM passages p JOIN interviews i ON i.ref = p.interview"
    " WHERE p.ref = (SELECT ref FROM known_id WHERE id = ?)";
constexpr const char* kOfConsent =
    "SELECT i.id FROM consents c JOIN interviews i ON i.ref = c.interview"
    " WHERE c.ref = (SELECT ref FROM known_id WHERE id = ?)";
constexpr const char* kOfReferral =
    "SELECT interview_id FROM referrals WHERE ref = (SELECT ref FROM known_id WHERE id = ?)";

Result<About> about(Database& database, const StoredOperation& stored, EntityKind kind) {
  const format::Operation& operation = stored.operation;
  About found;
  if (operation.field == field::kInterview) found.by_value = id_in(stored);
  switch (kind) {
    case EntityKind::kInterview:
      found.by_entity = operation.entity;
      return found;
    case EntityKind::kItemState:
      found.by_entity = operation.entity;
      found.by_room = TRY(interview_of(database, kOfRawOrHeldRoom, operation.room));
      return found;
    case EntityKind::kLine:
      found.by_entity = TRY(interview_of(database, kOfLine, operation.entity));
      found.by_room = TRY(interview_of(database, kOfRawOrHeldRoom, operation.room));
      return found;
    case EntityKind::kPassage:
      found.by_entity = TRY(interview_of(database, kOfPassage, operation.entity));
      found.by_room = TRY(interview_of(database, kOfDraftRoom, operation.room));
      return found;
    case EntityKind::kConsent:
      found.by_entity = operation.field == field::kRecord
                            ? operation.entity
                            : TRY(interview_of(database, kOfConsent, operation.entity));
      return found;
    default:
      found.by_entity = TRY(interview_of(database, kOfReferral, operation.entity));
      return found;
  }
}

bool is_of_interviews(EntityKind kind) {
  return kind == EntityKind::kInterview || kind == EntityKind::kItemState ||
         kind == EntityKind::kLine || kind == EntityKind::kPassage ||
         kind == EntityKind::kConsent || kind == EntityKind::kReferral;
}

}  // namespace

Result<bool> Store::Impl::has_place(const StoredOperation& stored) {
  const format::Operation& operation = stored.operation;
  if (!model::is_known_kind(operation.entity_kind)) return true;
  const auto kind = static_cast<EntityKind>(operation.entity_kind);
  if (kind == EntityKind::kCase) return operation.entity == operation.vault;
  if ((operation.vault == own_vault) != model::is_own_kind(kind)) return false;
  if (operation.author == author || !is_of_interviews(kind)) return true;
  const About found = TRY(about(db(), stored, kind));
  Id one;
  for (const Id& interview : {found.by_room, found.by_value, found.by_entity}) {
    if (interview.is_none()) continue;
    if (!one.is_none() && !(one == interview)) return false;
    one = interview;
    Query row = TRY(db().query("SELECT interviewer, case_id FROM interviews WHERE id = ?"));
    const bool known = TRY(row.bind(interview).next());
    if (known && !(row.id(0) == operation.author && row.id(1) == operation.vault)) return false;
  }
  return true;
}

Status Store::Impl::clear_strangers(const std::vector<StoredOperation>& made) {
  for (const StoredOperation& stored : made) {
    TRY(door->settle());
    const std::int64_t interview = TRY(door->find(stored.operation.entity));
    const std::int64_t maker = TRY(door->find(stored.operation.author));
    std::vector<std::int64_t> strange;
    {
      Query row = TRY(db().query(
          "SELECT o.seq FROM op o WHERE o.author <> ?2 AND (o.entity = ?1 OR o.entity IN ("
          "SELECT ref FROM lines WHERE interview = ?1 UNION SELECT ref FROM passages"
          " WHERE interview = ?1 UNION SELECT ref FROM consents"
          " WHERE interview = ?1 UNION SELECT ref FROM referrals WHERE interview_id ="
          " (SELECT id FROM known_id WHERE ref = ?1)))"));
      row.bind(interview).bind(maker);
      while (TRY(row.next())) strange.push_back(row.integer(0));
    }
    for (const std::int64_t sequence : strange) TRY(door->purge(sequence));
  }
  return {};
}

}  // namespace quietroom::store
