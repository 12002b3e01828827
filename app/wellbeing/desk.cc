#include "app/wellbeing/desk.h"

#include <algorithm>

#include "platform/base/utf8.h"

namespace quietroom::wellbeing {
namespace {

using model::Observation;
using model::ObservationKind;

template <typename Row>
int index_in(const Row& row, ObservationKind kind) {
  const auto at = std::find(row.begin(), row.end(), kind);
  return at == row.end() ? -1 : static_cast<int>(at - row.begin());
}

/// True if only one of the two can hold.
bool exclude(ObservationKind one, ObservationKind other) {
  if (one == other) return true;
  const auto both_in = [&](const auto& row) {
    return index_in(row, one) >= 0 && index_in(row, other) >= 0;
  };
  return both_in(session::kEfforts) || both_in(session::kStressStates);
}

}  // namespace

Result<session::PrivateNotes> Desk::read(store::Store& vault, const Id& interview) {
  session::PrivateNotes notes;
  for (const Observation& one : TRY(vault.observations(interview))) {
    if (const int at = index_in(session::kEfforts, one.kind); at >= 0) notes.effort = at;
    if (const int at = index_in(session::kStressStates, one.kind); at >= 0) notes.stress = at;
    if (const int at = index_in(session::kFlags, one.kind); at >= 0)
      notes.flags[static_cast<std::size_t>(at)] = true;
    if (one.kind == ObservationKind::kNote) notes.note = one.text;
    if (one.kind == ObservationKind::kFollowUp) notes.follow_up = one.text;
    if (one.kind == ObservationKind::kDebrief) notes.debrief[one.item_id] = one.text;
  }
  return notes;
}

Status Desk::mark(store::Store& vault, const Id& interview, ObservationKind kind, bool on) {
  const std::vector<Observation> before = TRY(vault.observations(interview));
  // The new one first: a power cut between the two leaves one too many, and the later one is shown.
  if (on) TRY(vault.add_observation(interview, kind, {}, {}));
  for (const Observation& one : before) {
    if (exclude(one.kind, kind)) TRY(vault.remove_observation(one.id));
  }
  return {};
}

Status Desk::write(store::Store& vault, const Id& interview, ObservationKind kind,
                   std::string_view item_id, std::string_view text) {
  const std::vector<Observation> before = TRY(vault.observations(interview));
  if (!trim(text).empty()) TRY(vault.add_observation(interview, kind, item_id, text));
  for (const Observation& one : before) {
    if (one.kind == kind && one.item_id == item_id) TRY(vault.remove_observation(one.id));
  }
  return {};
}

Status Desk::destroy(store::Store& vault, const Id& interview) {
  for (const Observation& one : TRY(vault.observations(interview))) {
    TRY(vault.remove_observation(one.id));
  }
  return {};
}

}  // namespace quietroom::wellbeing
