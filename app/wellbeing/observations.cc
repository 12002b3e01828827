// The private observations of a store. Here and not in app/store, so that whoever does not link
// this library cannot reach them: a call of these functions does not link (tests/app/wellbeing).
#include "app/model/hlc.h"
#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/words/words.h"

namespace quietroom::store {

using model::EntityKind;
using model::ObservationKind;
using model::Value;
namespace field = model::field;

namespace {

/// True if the kind says nothing without words.
bool is_words(ObservationKind kind) {
  return kind == ObservationKind::kNote || kind == ObservationKind::kFollowUp ||
         kind == ObservationKind::kDebrief;
}

}  // namespace

Result<Id> Store::add_observation(const Id& interview_id, ObservationKind kind,
                                  std::string_view item_id, std::string_view text) {
  std::string clean;
  if (is_words(kind) || !text.empty()) clean = TRY(model::clean_line_text(text));
  TRY(model::check_item_id(item_id));
  if (interview_id.is_none())
    return Error{ErrorCode::kInvalid, words::key("an observation belongs to an interview")};
  const Id id = impl_->random.id();
  Changes changes;
  changes.at(EntityKind::kObservation, id, impl_->own_vault)
      .set(field::kInterview, Value::id(interview_id))
      .set(field::kKind, enum_value(kind))
      .set(field::kItem, Value::text(std::string(item_id)))
      .set(field::kText, Value::text(std::move(clean)));
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

Status Store::remove_observation(const Id& observation_id) {
  Changes changes;
  changes.at(EntityKind::kObservation, observation_id, impl_->own_vault)
      .set(field::kText, Value::text({}));
  TRY(impl_->commit_and_purge(changes.all(), EntityKind::kObservation, observation_id));
  return {};
}

Result<std::vector<model::Observation>> Store::observations(const Id& interview_id) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  std::vector<model::Observation> all;
  Query row = TRY(impl_->db().query(
      "SELECT id, kind, item, text, hlc, conflict FROM observations WHERE interview = ?"
      " ORDER BY hlc, id"));
  row.bind(ref);
  while (TRY(row.next())) {
    const model::Hlc when{static_cast<std::uint64_t>(row.integer(4))};
    all.push_back({row.id(0), interview_id, static_cast<ObservationKind>(row.number(1)),
                   row.text(2), row.text(3), when.wall_ms(), row.flag(5)});
  }
  return all;
}

}  // namespace quietroom::store
