// Changes with rules: what a person may do to cases, people, interviews and guides. Each function
// checks the rules of app/model, then commits. Lines are store_lines.cc's.
#include <algorithm>

#include "app/model/interview_life.h"
#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Value;
namespace field = model::field;

void set_new_case(Changes& changes, const Id& id, std::string title, model::CaseKind kind,
                  const Id& names_room, std::int64_t now_ms) {
  changes.at(EntityKind::kCase, id, id)
      .set(field::kTitle, Value::text(std::move(title)))
      .set(field::kKind, enum_value(kind))
      .set(field::kCreated, Value::integer(now_ms))
      .set(field::kRoomNames, Value::id(names_room));
}

void set_new_person(Changes& changes, const Id& id, std::string name, const Id& own_vault,
                    std::int64_t now_ms) {
  changes.at(EntityKind::kPerson, id, own_vault)
      .set(field::kName, Value::text(std::move(name)))
      .set(field::kCreated, Value::integer(now_ms));
}

/// What clock readings and stored moments have in common: not before 1970.
std::int64_t moment(const Clock& clock) {
  return std::max<std::int64_t>(clock.wall_ms(), 0);
}

}  // namespace

// --- cases and people ------------------------------------------------------------------------

Result<Id> Store::create_case(std::string_view title, model::CaseKind kind) {
  std::string clean = TRY(model::clean_name(title));
  const Id id = impl_->random.id();
  Changes changes;
  set_new_case(changes, id, std::move(clean), kind, impl_->random.id(), moment(impl_->clock));
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

Status Store::rename_case(const Id& case_id, std::string_view title) {
  std::string clean = TRY(model::clean_name(title));
  const model::Case found = TRY(impl_->find_case(case_id));
  if (found.title == clean && !found.conflict) return {};
  Changes changes;
  changes.at(EntityKind::kCase, case_id, case_id).set(field::kTitle, Value::text(std::move(clean)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::close_case(const Id& case_id) {
  const model::Case found = TRY(impl_->find_case(case_id));
  if (found.closed) return {};
  InterviewFilter filter;
  filter.case_id = case_id;
  Changes changes;
  for (const model::Interview& one : TRY(interviews(filter))) {
    if (one.under_way())
      return Error{ErrorCode::kInvalid, words::key("a conversation of it is under way")};
    // Another's 1:1 is closed by who held it.
    const bool mine = one.interviewer == impl_->author;
    if (!mine || !model::may_step(one.case_kind, one.state, model::InterviewState::kClosed))
      continue;
    changes.at(EntityKind::kInterview, one.id, case_id)
        .set(field::kState, enum_value(model::InterviewState::kClosed));
  }
  changes.at(EntityKind::kCase, case_id, case_id).set(field::kArchived, Value::boolean(true));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Result<Id> Store::create_person(std::string_view name) {
  std::string clean = TRY(model::clean_name(name));
  const Id id = impl_->random.id();
  Changes changes;
  set_new_person(changes, id, std::move(clean), impl_->own_vault, moment(impl_->clock));
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

Status Store::rename_person(const Id& person_id, std::string_view name) {
  std::string clean = TRY(model::clean_name(name));
  const model::Person found = TRY(impl_->find_person(person_id));
  if (found.name == clean && !found.conflict) return {};
  Changes changes;
  changes.at(EntityKind::kPerson, person_id, impl_->own_vault)
      .set(field::kName, Value::text(std::move(clean)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

// --- interviews ------------------------------------------------------------------------------

Result<StartedInterview> Store::Impl::compose_interview(const StartInterview& start, bool held,
                                                        Changes& changes) {
  TRY(model::check_plan_minutes(start.plan_minutes));
  if (start.guide_id.empty() || start.guide_version < 1)
    return Error{ErrorCode::kInvalid, words::key("an interview needs a guide")};
  const std::int64_t now_ms = moment(clock);
  StartedInterview made{random.id(), start.case_id, start.person_id};
  if (start.case_id.is_none()) {
    std::string title = TRY_IN("case", model::clean_name(start.case_title));
    made.case_id = random.id();
    set_new_case(changes, made.case_id, std::move(title), start.case_kind, random.id(), now_ms);
  } else {
    const model::Case home = TRY(find_case(start.case_id));
    TRY(model::check_case_open(home.closed));
  }
  if (start.person_id.is_none()) {
    std::string name = TRY_IN("person", model::clean_name(start.person_name));
    made.person_id = random.id();
    set_new_person(changes, made.person_id, std::move(name), own_vault, now_ms);
  } else {
    TRY(find_person(start.person_id));
  }
  const auto state = held ? model::InterviewState::kHeld : model::InterviewState::kCandidate;
  changes.at(EntityKind::kInterview, made.interview_id, made.case_id)
      .set(field::kCase, Value::id(made.case_id))
      .set(field::kPerson, Value::id(made.person_id))
      .set(field::kGuide, Value::text(start.guide_id))
      .set(field::kGuideVersion, Value::integer(start.guide_version))
      .set(field::kGuideBody, Value::text(start.guide_body))
      .set(field::kPlanMinutes, Value::integer(start.plan_minutes))
      .set(field::kState, enum_value(state))
      .set(field::kCreated, Value::integer(now_ms))
      .set(field::kRoomRaw, Value::id(random.id()))
      .set(field::kRoomHeldBack, Value::id(random.id()))
      .set(field::kRoomDraft, Value::id(random.id()))
      .set(field::kRoomSigned, Value::id(random.id()));
  if (held) changes.set(field::kStarted, Value::integer(now_ms));
  return made;
}

Result<StartedInterview> Store::Impl::make_interview(const StartInterview& start, bool held) {
  Changes changes;
  const StartedInterview made = TRY(compose_interview(start, held, changes));
  TRY(commit(changes.all(), {}));
  return made;
}

Result<StartedInterview> Store::start_interview(const StartInterview& start) {
  TRY(impl_->ready());
  return impl_->make_interview(start, true);
}

Result<StartedInterview> Store::add_candidate(const StartInterview& start) {
  TRY(impl_->ready());
  return impl_->make_interview(start, false);
}

Status Store::step_interview(const Id& interview_id, model::InterviewState to) {
  const model::Interview found = TRY(impl_->find_own_interview(interview_id));
  TRY(model::check_step(found.case_kind, found.state, to));
  const bool begins = to == model::InterviewState::kInvited ||
                      to == model::InterviewState::kScheduled || to == model::InterviewState::kHeld;
  if (begins) TRY(model::check_case_open(found.case_closed));
  const std::int64_t now_ms = moment(impl_->clock);
  Changes changes;
  changes.at(EntityKind::kInterview, interview_id, found.case_id)
      .set(field::kState, enum_value(to));
  if (to == model::InterviewState::kHeld && found.started_ms == 0)
    changes.set(field::kStarted, Value::integer(now_ms));
  // Whoever goes on from the conversation has ended it.
  if (found.under_way()) changes.set(field::kEnded, Value::integer(now_ms));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::end_conversation(const Id& interview_id) {
  const model::Interview found = TRY(impl_->find_own_interview(interview_id));
  if (!found.under_way())
    return Error{ErrorCode::kInvalid, words::key("no conversation is under way")};
  Changes changes;
  changes.at(EntityKind::kInterview, interview_id, found.case_id)
      .set(field::kEnded, Value::integer(moment(impl_->clock)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::reopen_conversation(const Id& interview_id) {
  const model::Interview found = TRY(impl_->find_own_interview(interview_id));
  if (found.state != model::InterviewState::kHeld || found.ended_ms == 0)
    return Error{ErrorCode::kInvalid, words::key("only a closed conversation can be opened again")};
  TRY(model::check_case_open(found.case_closed));
  Changes changes;
  changes.at(EntityKind::kInterview, interview_id, found.case_id)
      .set(field::kEnded, Value::integer(0));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::set_plan_minutes(const Id& interview_id, int minutes) {
  TRY(model::check_plan_minutes(minutes));
  const model::Interview found = TRY(impl_->find_own_interview(interview_id));
  if (found.plan_minutes == minutes && !found.conflict) return {};
  Changes changes;
  changes.at(EntityKind::kInterview, interview_id, found.case_id)
      .set(field::kPlanMinutes, Value::integer(minutes));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::set_follow_up(const Id& interview_id, std::string_view text) {
  std::string clean;
  if (!trim(text).empty()) clean = TRY(model::clean_line_text(text));
  const model::Interview found = TRY(impl_->find_own_interview(interview_id));
  if (found.follow_up == clean && !found.conflict) return {};
  Changes changes;
  changes.at(EntityKind::kInterview, interview_id, found.case_id)
      .set(field::kFollowUp, Value::text(std::move(clean)));
  // What somebody took back must not stay readable in the log.
  TRY(impl_->commit_and_purge(changes.all(), EntityKind::kInterview, interview_id,
                              field::kFollowUp));
  return {};
}

// --- guides ----------------------------------------------------------------------------------

Result<Id> Store::add_guide(std::string_view body) {
  const Id id = impl_->random.id();
  Changes changes;
  changes.at(EntityKind::kGuide, id, impl_->own_vault)
      .set(field::kBody, Value::text(std::string(body)))
      .set(field::kCreated, Value::integer(moment(impl_->clock)));
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

Status Store::change_guide(const Id& guide_id, std::string_view body) {
  TRY(impl_->find_guide(guide_id));
  Changes changes;
  changes.at(EntityKind::kGuide, guide_id, impl_->own_vault)
      .set(field::kBody, Value::text(std::string(body)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::archive_guide(const Id& guide_id, bool archived) {
  TRY(impl_->find_guide(guide_id));
  Changes changes;
  changes.at(EntityKind::kGuide, guide_id, impl_->own_vault)
      .set(field::kArchived, Value::boolean(archived));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

// --- items and consent -------------------------------------------------------------------------

Status Store::set_item_state(const Id& interview_id, std::string_view item_id,
                             model::ItemProgress progress, const Id& covered_by) {
  TRY(model::check_item_id(item_id));
  if (item_id.empty()) return Error{ErrorCode::kInvalid, words::key("which item is missing")};
  const model::Interview home = TRY(impl_->find_own_interview(interview_id));
  TRY(model::check_may_mark(home));
  if (!covered_by.is_none()) {
    const model::Line line = TRY(impl_->find_line(covered_by));
    if (progress != model::ItemProgress::kCovered || !(line.interview_id == interview_id))
      return Error{ErrorCode::kInvalid,
                   words::key("an item is covered by a line of its own interview")};
  }
  Changes changes;
  changes.at(EntityKind::kItemState, interview_id, home.case_id, home.rooms.raw)
      .set(model::item_field(field::kItemProgress, item_id), enum_value(progress))
      .set(model::item_field(field::kItemCoveredBy, item_id),
           covered_by.is_none() ? Value() : Value::id(covered_by));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Result<Id> Store::record_consent(const Id& interview_id, const model::ConsentInput& input) {
  TRY(model::check_consent(input));
  const model::Interview home = TRY(impl_->find_own_interview(interview_id));
  const model::ConsentRecord before = TRY(consent(interview_id));
  const model::ConsentState state = TRY(model::consent_step(before.state, input.withdrawn));
  std::string readers;
  for (const std::string& reader : input.answers.readers) {
    if (!readers.empty()) readers += '\n';
    readers += reader;
  }
  const model::ConsentAnswers& answers = input.answers;
  std::string reader_ids;
  for (const Id& reader : answers.reader_ids)
    reader_ids += (reader_ids.empty() ? "" : "\n") + to_base32(reader);
  const Id id = impl_->random.id();
  Changes changes;
  changes.at(EntityKind::kConsent, id, home.case_id)
      .set(field::kInterview, Value::id(interview_id))
      .set(field::kState, enum_value(state))
      .set(field::kTextVersion, Value::integer(input.text_version))
      .set(field::kText, Value::text(input.text_read))
      .set(field::kNotesTaken, enum_value(answers.notes_taken))
      .set(field::kReaders, Value::text(std::move(readers)))
      .set(field::kReturned, enum_value(answers.cleaned_and_returned))
      .set(field::kQuote, enum_value(answers.quote_choice))
      .set(field::kMedium, enum_value(answers.medium_ok))
      .set(field::kDestroyDate, Value::text(answers.destroy_date))
      .set(field::kWithdrawUntil, Value::text(answers.withdraw_until))
      .set(field::kReviewDate, Value::text(answers.review_date))
      .set(field::kForm, enum_value(input.form))
      .set(field::kPrevious, Value::id(before.id));
  if (!reader_ids.empty()) changes.set(field::kReaderIds, Value::text(std::move(reader_ids)));
  changes.at(EntityKind::kConsent, interview_id, home.case_id).set(field::kRecord, Value::id(id));
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

}  // namespace quietroom::store
