#include "app/store/arrivals.h"

#include "app/model/entities.h"
#include "app/store/database.h"

namespace quietroom::store {
namespace {

using model::EntityKind;

/// Adds the one id that `sql` has for `ref`, if there is one.
Status add_id(Database& database, const char* sql, std::int64_t ref, std::set<Id>& ids) {
  Query read = TRY(database.query(sql));
  const bool there = TRY(read.bind(ref).next());
  if (there) ids.insert(read.id(0));
  return {};
}

}  // namespace

bool Arrivals::empty() const {
  return cases.empty() && interviews.empty() && !people && !guides && !observations && !vaults &&
         kept_out.empty() && !clock_ahead;
}

void Arrivals::add(Arrivals more) {
  cases.merge(more.cases);
  interviews.merge(more.interviews);
  people = people || more.people;
  guides = guides || more.guides;
  observations = observations || more.observations;
  vaults = vaults || more.vaults;
  kept_out.insert(kept_out.end(), more.kept_out.begin(), more.kept_out.end());
  clock_ahead = clock_ahead || more.clock_ahead;
}

Status note_touched(Database& database,
                    const std::set<std::pair<std::int64_t, std::int64_t>>& touched,
                    Arrivals& arrivals) {
  for (const auto& [ref, kind] : touched) {
    if (kind > 0xffff || !model::is_known_kind(static_cast<std::uint16_t>(kind))) continue;
    switch (static_cast<EntityKind>(kind)) {
      case EntityKind::kCase:
        TRY(add_id(database, "SELECT id FROM known_id WHERE ref = ?", ref, arrivals.cases));
        break;
      case EntityKind::kPerson:
        arrivals.people = true;
        break;
      case EntityKind::kGuide:
        arrivals.guides = true;
        break;
      case EntityKind::kObservation:
        arrivals.observations = true;
        break;
      case EntityKind::kVault:
        arrivals.vaults = true;
        break;
      case EntityKind::kInterview:
      case EntityKind::kItemState:
        TRY(add_id(database, "SELECT id FROM known_id WHERE ref = ?", ref, arrivals.interviews));
        break;
      case EntityKind::kLine:
        TRY(add_id(database,
                   "SELECT k.id FROM lines l JOIN known_id k ON k.ref = l.interview"
                   " WHERE l.ref = ?",
                   ref, arrivals.interviews));
        break;
      case EntityKind::kConsent:
        // The entity is a record, or the interview whose record holds.
        TRY(add_id(database,
                   "SELECT k.id FROM consents c JOIN known_id k ON k.ref = c.interview"
                   " WHERE c.ref = ?",
                   ref, arrivals.interviews));
        TRY(add_id(database, "SELECT id FROM interviews WHERE ref = ?", ref, arrivals.interviews));
        break;
      case EntityKind::kReferral:
        TRY(add_id(database, "SELECT interview_id FROM referrals WHERE ref = ?", ref,
                   arrivals.interviews));
        break;
    }
  }
  return {};
}

}  // namespace quietroom::store
