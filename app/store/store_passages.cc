// Clean text: passages that are made of lines, in the interview's draft room. Each function checks
// the rules of app/model, then commits.
#include <algorithm>

#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/store/order.h"
#include "app/words/words.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Passage;
using model::Value;
namespace field = model::field;

#define QUIETROOM_PASSAGE_COLUMNS                                                           \
  "SELECT p.id, k.id, p.item, p.text, p.place, p.struck, p.edited, p.conflict, p.verbatim," \
  " p.from_lines, p.ref FROM passages p JOIN known_id k ON k.ref = p.interview "

/// Columns 0 to 9. Store::Impl::add_conflicts() fills in what is not in the table.
Passage read_passage(const Query& row) {
  Passage passage;
  passage.id = row.id(0);
  passage.interview_id = row.id(1);
  passage.item_id = row.text(2);
  passage.text = row.text(3);
  passage.place = row.integer(4);
  passage.struck = row.flag(5);
  passage.edited = row.flag(6);
  passage.conflict = row.flag(7);
  passage.verbatim = row.flag(8);
  const std::string lines = row.text(9);
  constexpr std::size_t kIdChars = 26;
  for (std::size_t at = 0; at + kIdChars <= lines.size(); at += kIdChars + 1) {
    const auto id = id_from_base32(std::string_view(lines).substr(at, kIdChars));
    if (id.ok()) passage.lines.push_back(id.value());
  }
  std::sort(passage.lines.begin(), passage.lines.end());
  return passage;
}

Changes& at_passage(Changes& changes, const Id& passage, const model::Interview& home) {
  return changes.at(EntityKind::kPassage, passage, home.case_id, home.rooms.draft);
}

/// How a passage is told that it moves on.
auto moves_on(Changes& changes, const model::Interview& home) {
  return [&](const Passage& passage, std::int64_t place) {
    at_passage(changes, passage.id, home).set(field::kPlace, Value::integer(place));
  };
}

/// All that a new passage is.
void say_passage(Changes& changes, const Id& interview, const NewPassage& passage,
                 std::int64_t place) {
  changes.set(field::kInterview, Value::id(interview))
      .set(field::kText, Value::text(passage.text))
      .set(field::kPlace, Value::integer(place));
  if (!passage.item_id.empty()) changes.set(field::kItem, Value::text(passage.item_id));
  if (passage.verbatim) changes.set(field::kVerbatim, Value::boolean(true));
  for (const Id& line : passage.lines) changes.set(model::line_field(line), Value::boolean(true));
}

}  // namespace

// --- reads -------------------------------------------------------------------------------------

Result<Passage> Store::Impl::find_passage(const Id& id) {
  TRY(ready());
  const std::int64_t ref = TRY(door->find(id));
  Query row = TRY(db().query(QUIETROOM_PASSAGE_COLUMNS "WHERE p.ref = ?"));
  const bool there = TRY(row.bind(ref).next());
  if (!there) return Error{ErrorCode::kNotFound, "no such passage"};
  Passage passage = read_passage(row);
  if (passage.conflict) TRY(add_conflicts(passage, EntityKind::kPassage, ref));
  return passage;
}

Result<Passage> Store::passage(const Id& passage_id) {
  return impl_->find_passage(passage_id);
}

Result<std::vector<Passage>> Store::passages(const Id& interview_id) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  std::vector<Passage> all;
  Query row = TRY(
      impl_->db().query(QUIETROOM_PASSAGE_COLUMNS "WHERE p.interview = ? ORDER BY p.place, p.id"));
  row.bind(ref);
  while (TRY(row.next())) {
    all.push_back(read_passage(row));
    if (all.back().conflict)
      TRY(impl_->add_conflicts(all.back(), EntityKind::kPassage, row.integer(10)));
  }
  return all;
}

Result<std::vector<model::LineVersion>> Store::passage_history(const Id& passage_id) {
  TRY(impl_->find_passage(passage_id));
  return impl_->text_history(EntityKind::kPassage, passage_id);
}

// --- writing -----------------------------------------------------------------------------------

Result<std::vector<Id>> Store::add_passages(const Id& interview_id,
                                            std::span<const NewPassage> passages,
                                            std::string_view draft_scope) {
  const model::Interview home = TRY(impl_->find_own_interview(interview_id));
  TRY(model::check_may_clean(home));
  const std::vector<Passage> before = TRY(this->passages(interview_id));
  std::int64_t place = before.empty() ? 0 : before.back().place;
  std::vector<Id> ids;
  Changes changes;
  for (NewPassage one : passages) {
    one.text = TRY(model::clean_line_text(one.text));
    TRY(model::check_item_id(one.item_id));
    for (const Id& id : one.lines) {
      const model::Line line = TRY(impl_->find_line(id));
      if (!(line.interview_id == interview_id))
        return Error{ErrorCode::kInvalid, words::key("a passage is made of lines of its own 1:1")};
      TRY(model::check_may_take_up(line));
    }
    place += kPlaceStep;
    ids.push_back(impl_->random.id());
    at_passage(changes, ids.back(), home);
    say_passage(changes, interview_id, one, place);
  }
  TRY(impl_->commit(changes.all(), draft_scope));
  return ids;
}

Status Store::edit_passage(const Id& passage_id, std::string_view text,
                           std::string_view draft_scope, std::span<const model::Revision> saw) {
  std::string clean = TRY(model::clean_line_text(text));
  const Passage passage = TRY(impl_->find_passage(passage_id));
  const model::Interview home = TRY(impl_->find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  if (passage.struck && saw.empty())
    return Error{ErrorCode::kInvalid, words::key("a struck passage keeps its wording")};
  if (passage.text == clean && !passage.conflict) {
    if (draft_scope.empty()) return {};
    return clear_draft(draft_scope);
  }
  Changes changes;
  at_passage(changes, passage_id, home)
      .set(field::kText, Value::text(std::move(clean)), {saw.begin(), saw.end()});
  TRY(impl_->commit(changes.all(), draft_scope));
  return {};
}

Status Store::take_up_line(const Id& passage_id, const Id& line_id) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  const model::Line line = TRY(impl_->find_line(line_id));
  const model::Interview home = TRY(impl_->find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  TRY(model::check_may_take_up(line));
  if (!(line.interview_id == home.id))
    return Error{ErrorCode::kInvalid, words::key("a passage is made of lines of its own 1:1")};
  if (passage.struck)
    return Error{ErrorCode::kInvalid, words::key("a struck passage keeps its wording")};
  if (passage.comes_from(line_id)) return {};
  std::string text = TRY(model::clean_line_text(passage.whole_text() + " " + line.text));
  Changes changes;
  at_passage(changes, passage_id, home)
      .set(field::kText, Value::text(std::move(text)))
      .set(model::line_field(line_id), Value::boolean(true));
  // Whose words it holds besides is for the person to say again.
  if (passage.verbatim && line.kind != model::LineKind::kQuote)
    changes.set(field::kVerbatim, Value::boolean(false));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::Impl::mark_passage(const Id& passage_id, std::string_view name, Value value,
                                 std::vector<model::Revision> saw) {
  const Passage passage = TRY(find_passage(passage_id));
  const model::Interview home = TRY(find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  Changes changes;
  at_passage(changes, passage_id, home).set(name, std::move(value), std::move(saw));
  TRY(commit(changes.all(), {}));
  return {};
}

Status Store::strike_passage(const Id& passage_id, bool struck) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  if (passage.struck == struck && !passage.conflict) return {};
  return impl_->mark_passage(passage_id, field::kStruck, Value::boolean(struck),
                             TRY(impl_->seen_by_strike(EntityKind::kPassage, passage_id)));
}

Status Store::remove_passage(const Id& passage_id) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  const model::Interview home = TRY(impl_->find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  Changes changes;
  at_passage(changes, passage_id, home).set(field::kStruck, Value::boolean(true));
  TRY(impl_->commit_and_purge(changes.all(), EntityKind::kPassage, passage_id));
  return {};
}

Status Store::set_passage_item(const Id& passage_id, std::string_view item_id) {
  TRY(model::check_item_id(item_id));
  const Passage passage = TRY(impl_->find_passage(passage_id));
  if (passage.item_id == item_id && !passage.conflict) return {};
  return impl_->mark_passage(passage_id, field::kItem, Value::text(std::string(item_id)));
}

Status Store::set_passage_verbatim(const Id& passage_id, bool verbatim) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  if (passage.verbatim == verbatim && !passage.conflict) return {};
  return impl_->mark_passage(passage_id, field::kVerbatim, Value::boolean(verbatim));
}

// --- order -------------------------------------------------------------------------------------

Result<Id> Store::split_passage(const Id& passage_id, std::size_t at) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  const model::Interview home = TRY(impl_->find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  if (passage.struck)
    return Error{ErrorCode::kInvalid, words::key("a struck passage keeps its wording")};
  if (passage.has_two_texts())
    return Error{ErrorCode::kInvalid, words::key("which wording is to be chosen first")};
  if (at > passage.text.size())
    return Error{ErrorCode::kInvalid, words::key("that is behind the passage's end")};
  const std::string_view text = passage.text;
  std::string first = TRY(model::clean_line_text(text.substr(0, at)));
  const NewPassage second{passage.item_id, TRY(model::clean_line_text(text.substr(at))),
                          passage.verbatim, passage.lines};
  const std::vector<Passage> all = TRY(passages(home.id));
  Changes changes;
  const std::int64_t place =
      make_place(all, index_in(all, passage_id) + 1, moves_on(changes, home));
  at_passage(changes, passage_id, home).set(field::kText, Value::text(std::move(first)));
  const Id id = impl_->random.id();
  at_passage(changes, id, home);
  say_passage(changes, home.id, second, place);
  TRY(impl_->commit(changes.all(), {}));
  return id;
}

Status Store::join_passages(const Id& first_id, const Id& second_id) {
  const Passage first = TRY(impl_->find_passage(first_id));
  const Passage second = TRY(impl_->find_passage(second_id));
  const model::Interview home = TRY(impl_->find_own_interview(first.interview_id));
  TRY(model::check_may_clean(home));
  if (first_id == second_id || !(first.interview_id == second.interview_id))
    return Error{ErrorCode::kInvalid, words::key("two passages of one 1:1 are joined")};
  if (first.struck || second.struck)
    return Error{ErrorCode::kInvalid, words::key("a struck passage keeps its wording")};
  if (first.verbatim != second.verbatim)
    return Error{ErrorCode::kInvalid, words::key("one is a quote and the other is not")};
  std::string text = TRY(model::clean_line_text(first.whole_text() + " " + second.whole_text()));
  Changes changes;
  at_passage(changes, first_id, home).set(field::kText, Value::text(std::move(text)));
  for (const Id& line : second.lines) {
    if (!first.comes_from(line)) changes.set(model::line_field(line), Value::boolean(true));
  }
  at_passage(changes, second_id, home)
      .set(field::kStruck, Value::boolean(true),
           TRY(impl_->seen_by_strike(EntityKind::kPassage, second_id)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::move_passage(const Id& passage_id, const Id& after) {
  const Passage passage = TRY(impl_->find_passage(passage_id));
  const model::Interview home = TRY(impl_->find_own_interview(passage.interview_id));
  TRY(model::check_may_clean(home));
  std::vector<Passage> others = TRY(passages(home.id));
  const std::size_t from = index_in(others, passage_id);
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(from));
  std::size_t at = 0;
  if (!after.is_none()) {
    at = index_in(others, after) + 1;
    if (at > others.size()) return Error{ErrorCode::kNotFound, "no such passage"};
  }
  if (at == from) return {};
  Changes changes;
  const std::int64_t place = make_place(others, at, moves_on(changes, home));
  at_passage(changes, passage_id, home).set(field::kPlace, Value::integer(place));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

}  // namespace quietroom::store
