// Cases, people and the lists on home.
#include <algorithm>

#include "app/guides/guide.h"
#include "app/session/session.h"
#include "app/session/words.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

constexpr std::size_t kRecentMax = 20;

}  // namespace

void Session::reload_lists() {
  if (!keeper_.is_open()) return;
  store::Store& store = keeper_.store();
  if (state_.guides.empty()) reload_guides();
  if (auto cases = done(store.cases())) state_.cases = std::move(*cases);
  if (auto people = done(store.people())) state_.people = std::move(*people);
  if (auto all = done(store.interviews())) {
    state_.under_way.clear();
    state_.recent.clear();
    for (model::Interview& interview : *all) {
      if (interview.state == model::InterviewState::kCandidate) continue;
      // What another member holds is found in its case.
      if (!(interview.interviewer == store.author())) continue;
      if (interview.under_way()) {
        state_.under_way.push_back(std::move(interview));
      } else if (state_.recent.size() < kRecentMax) {
        state_.recent.push_back(std::move(interview));
      }
    }
  }
  store::InterviewFilter filter;
  state_.conflicts.clear();
  const auto read_conflicts = [&](model::EntityKind kind, const Id& id) {
    if (auto all = done(store.conflicts(kind, id))) state_.conflicts = std::move(*all);
  };
  if (state_.open_case) {
    if (auto found = done(store.find_case(state_.open_case->id))) {
      state_.open_case = *found;
      state_.may_close_case = has_founded(*found);
    }
    filter.case_id = state_.open_case->id;
    if (state_.open_case->conflict) read_conflicts(model::EntityKind::kCase, state_.open_case->id);
  } else if (state_.open_person) {
    if (auto found = done(store.person(state_.open_person->id))) state_.open_person = *found;
    filter.person_id = state_.open_person->id;
    if (state_.open_person->conflict)
      read_conflicts(model::EntityKind::kPerson, state_.open_person->id);
  } else {
    state_.of_open.clear();
    return;
  }
  if (auto of_open = done(store.interviews(filter))) state_.of_open = std::move(*of_open);
  reload_candidates();
}

void Session::open_case(const Id& id) {
  if (!may_write()) return;
  auto found = done(keeper_.store().find_case(id));
  if (!found) return;
  state_.open_person.reset();
  state_.open_case = std::move(*found);
  go(Screen::kCase);
}

void Session::open_person(const Id& id) {
  if (!may_write()) return;
  auto found = done(keeper_.store().person(id));
  if (!found) return;
  state_.open_case.reset();
  state_.open_person = std::move(*found);
  go(Screen::kPerson);
}

void Session::create_case() {
  if (!may_write()) return;
  auto made =
      keeper_.store().create_case(state_.fields[Field::kNewCase], model::CaseKind::kIncident);
  if (!made.ok()) {
    if (made.error().code != ErrorCode::kInvalid) return report(made.error());
    return refuse(Field::kNewCase, say("A case needs a title of at most 200 characters."));
  }
  set_field(Field::kNewCase, {});
  open_case(made.value());
}

void Session::create_person() {
  if (!may_write()) return;
  auto made = keeper_.store().create_person(state_.fields[Field::kNewPerson]);
  if (!made.ok()) {
    if (made.error().code != ErrorCode::kInvalid) return report(made.error());
    return refuse(Field::kNewPerson, say("A person needs a name of at most 200 characters."));
  }
  set_field(Field::kNewPerson, {});
  open_person(made.value());
}

void Session::begin_rename() {
  if (state_.screen == Screen::kCase && state_.open_case) {
    set_field(Field::kRename, state_.open_case->title);
  } else if (state_.screen == Screen::kPerson && state_.open_person) {
    set_field(Field::kRename, state_.open_person->name);
  } else {
    return;
  }
  state_.renaming = true;
  state_.visit += 1;
}

void Session::rename() {
  if (!state_.renaming || !may_write()) return;
  const std::string& name = state_.fields[Field::kRename];
  const Status renamed = state_.screen == Screen::kCase && state_.open_case
                             ? keeper_.store().rename_case(state_.open_case->id, name)
                             : keeper_.store().rename_person(state_.open_person->id, name);
  if (!renamed.ok()) {
    if (renamed.error().code != ErrorCode::kInvalid) return report(renamed.error());
    return refuse(Field::kRename, say("Please give a name of at most 200 characters."));
  }
  state_.renaming = false;
  state_.problem.clear();
  reload_lists();
}

/// Whether this person has made `one`; nobody else has ever seen it if it has no founder yet.
bool Session::has_founded(const model::Case& one) const {
  return one.founder.empty() || one.founder == to_hex(keeper_.identity().signing.public_key);
}

/// Where a 1:1 goes that belongs nowhere yet; made with the first one.
void Session::choose_unsorted_case(store::StartInterview& start) const {
  const bool outreach = start.case_kind == model::CaseKind::kOutreach;
  start.case_title = outreach ? kOutreachCase : kUnsortedCase;
  for (const model::Case& known : state_.cases) {
    // Not in one that somebody else has made, whatever they call it.
    if (has_founded(known) && known.title == start.case_title && known.kind == start.case_kind &&
        !known.closed) {
      start.case_id = known.id;
    }
  }
}

void Session::start_interview() {
  if (!may_write()) return;
  store::StartInterview start;
  start.person_name = state_.fields[Field::kStartName];
  if (trim(start.person_name).empty()) {
    return refuse(Field::kStartName, say("Who is it with? A first name is enough."));
  }
  // Somebody whom the list knows under exactly this name is that person.
  for (const model::Person& person : state_.people) {
    if (person.name == trim(start.person_name) && !person.archived) start.person_id = person.id;
  }
  if (state_.screen == Screen::kCase && state_.open_case) start.case_id = state_.open_case->id;
  add_guide_to(start);
  if (const model::Interview* candidate = start.case_id.is_none() || start.person_id.is_none()
                                              ? nullptr
                                              : candidate_of(start.person_id)) {
    set_field(Field::kStartName, {});
    return start_candidate(Id(candidate->id));
  }
  if (start.case_id.is_none()) choose_unsorted_case(start);
  auto started = keeper_.store().start_interview(start);
  if (!started.ok()) {
    if (started.error().code != ErrorCode::kInvalid) return report(started.error());
    return refuse(Field::kStartName, say("A name has at most 200 characters."));
  }
  set_field(Field::kStartName, {});
  began(started.value());
}

void Session::start_interview_with(const Id& person, const Id& case_id) {
  if (!may_write()) return;
  store::StartInterview start;
  start.person_id = person;
  start.case_id = case_id;
  add_guide_to(start);
  if (case_id.is_none()) choose_unsorted_case(start);
  if (const auto started = done(keeper_.store().start_interview(start))) began(*started);
}

void Session::began(const store::StartedInterview& started) {
  open_interview(started.interview_id);
}

}  // namespace quietroom::session
