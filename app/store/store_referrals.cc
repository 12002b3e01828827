// Who was named in an interview as somebody to talk with: on the case's list at once.
#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::store {

using model::EntityKind;
using model::Value;
namespace field = model::field;

Result<MadeReferral> Store::refer(const NewReferral& referral) {
  std::string about;
  if (!trim(referral.about).empty()) about = TRY_IN("about", model::clean_name(referral.about));
  const model::Interview home = TRY(impl_->find_own_interview(referral.interview_id));
  MadeReferral made{impl_->random.id(), referral.person_id, {}};
  bool is_asked = false;
  if (!referral.person_id.is_none()) {
    if (referral.person_id == home.person_id)
      return Error{ErrorCode::kInvalid, words::key("that is who this 1:1 is with")};
    InterviewFilter filter;
    filter.case_id = home.case_id;
    filter.person_id = referral.person_id;
    is_asked = !TRY(interviews(filter)).empty();
  }
  Changes changes;
  if (!is_asked) {
    StartInterview start;
    start.case_id = home.case_id;
    start.person_id = referral.person_id;
    start.person_name = referral.person_name;
    start.guide_id = referral.guide_id;
    start.guide_version = referral.guide_version;
    start.guide_body = referral.guide_body;
    const StartedInterview candidate = TRY(impl_->compose_interview(start, false, changes));
    made.person_id = candidate.person_id;
    made.candidate_id = candidate.interview_id;
  }
  changes.at(EntityKind::kReferral, made.referral_id, home.case_id)
      .set(field::kInterview, Value::id(home.id))
      .set(field::kPerson, Value::id(made.person_id))
      .set(field::kAbout, Value::text(std::move(about)))
      .set(field::kCreated, Value::integer(std::max<std::int64_t>(impl_->clock.wall_ms(), 0)));
  TRY(impl_->commit(changes.all(), {}));
  return made;
}

Status Store::strike_referral(const Id& referral_id, bool struck) {
  TRY(impl_->ready());
  Query row = TRY(impl_->db().query(
      "SELECT i.id, r.struck FROM referrals r JOIN interviews i ON i.id = r.interview_id"
      " WHERE r.id = ?"));
  const bool there = TRY(row.bind(referral_id).next());
  if (!there) return Error{ErrorCode::kNotFound, "no such referral"};
  const model::Interview home = TRY(impl_->find_own_interview(row.id(0)));
  if (row.flag(1) == struck) return {};
  Changes changes;
  changes.at(EntityKind::kReferral, referral_id, home.case_id)
      .set(field::kStruck, Value::boolean(struck));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Result<std::vector<model::Referral>> Store::referrals(const Id& case_id) {
  TRY(impl_->ready());
  std::vector<model::Referral> all;
  Query row = TRY(impl_->db().query(
      "SELECT r.id, r.interview_id, r.person_id, r.about, r.created_ms, r.struck, r.conflict,"
      " coalesce(named.name, r.told_name), coalesce(namer.name, i.told_name) FROM referrals r JOIN "
      "interviews i ON i.id = r.interview_id"
      " LEFT JOIN people named ON named.id = r.person_id"
      " LEFT JOIN people namer ON namer.id = i.person_id"
      " WHERE i.case_id = ? ORDER BY r.created_ms, r.id"));
  row.bind(case_id);
  while (TRY(row.next())) {
    all.push_back({row.id(0), row.id(1), row.id(2), row.text(3), row.integer(4), row.flag(5),
                   row.flag(6), row.text(7), row.text(8)});
  }
  return all;
}

}  // namespace quietroom::store
