// Changes with rules to the lines of an interview. Each function checks the rules of app/model,
// then commits.
#include <algorithm>

#include "app/model/hlc.h"
#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/store/order.h"
#include "app/words/words.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Line;
using model::Value;
namespace field = model::field;

/// Places that a millisecond has: the counter of a time (app/model/hlc.h).
constexpr std::int64_t kPlacesOfMoment = 65536;

const Id& room_of(const model::Interview& home, bool held) {
  return held ? home.rooms.held_back : home.rooms.raw;
}

Changes& at_line(Changes& changes, const Line& line, const model::Interview& home) {
  return changes.at(EntityKind::kLine, line.id, home.case_id, room_of(home, line.held));
}

/// Everything that `line` is, except where it stands and whether it is struck.
void say_line(Changes& changes, const Line& line) {
  changes.set(field::kInterview, Value::id(line.interview_id))
      .set(field::kKind, enum_value(line.kind))
      .set(field::kText, Value::text(line.text))
      .set(field::kAt, Value::integer(line.at_ms));
  if (!line.item_id.empty()) changes.set(field::kItem, Value::text(line.item_id));
  for (const std::string& item : line.also_items)
    changes.set(model::item_field(field::kAlsoItem, item), Value::boolean(true));
  if (line.star) changes.set(field::kStar, Value::boolean(true));
  if (line.surprise) changes.set(field::kSurprise, Value::boolean(true));
  if (line.held) changes.set(field::kHeld, Value::boolean(true));
}

/// How a line is told that it moves on.
auto moves_on(Changes& changes, const model::Interview& home) {
  return [&](const Line& line, std::int64_t place) {
    at_line(changes, line, home).set(field::kPlace, Value::integer(place));
  };
}

}  // namespace

Result<std::int64_t> Store::Impl::place_at(const Id& interview_id, std::int64_t at_ms) {
  const auto first = static_cast<std::int64_t>(model::hlc_at(at_ms).packed);
  const std::int64_t ref = TRY(door->find(interview_id));
  Query taken = TRY(
      db().query("SELECT max(place) FROM lines WHERE interview = ? AND place >= ? AND place < ?"));
  const bool row = TRY(taken.bind(ref).bind(first).bind(first + kPlacesOfMoment).next());
  return row && !taken.is_null(0) ? taken.integer(0) + 1 : first;
}

Result<Id> Store::add_line(const NewLine& line, std::string_view draft_scope) {
  const std::vector<Id> ids = TRY(add_lines({&line, 1}, draft_scope));
  return ids.front();
}

Result<std::vector<Id>> Store::add_lines(std::span<const NewLine> lines,
                                         std::string_view draft_scope) {
  std::vector<Id> ids;
  Changes changes;
  std::int64_t timed = 0;  // Those of one minute stay in the order in which they come.
  for (const NewLine& line : lines) {
    std::string text = TRY(model::clean_line_text(line.text));
    TRY(model::check_item_id(line.item_id));
    const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
    TRY(model::check_may_write(home));
    ids.push_back(impl_->random.id());
    changes.at(EntityKind::kLine, ids.back(), home.case_id, room_of(home, line.held))
        .set(field::kInterview, Value::id(home.id))
        .set(field::kKind, enum_value(line.kind))
        .set(field::kText, Value::text(std::move(text)));
    if (!line.item_id.empty()) changes.set(field::kItem, Value::text(line.item_id));
    if (line.held) changes.set(field::kHeld, Value::boolean(true));
    if (line.at_ms > 0) {
      const std::int64_t place = TRY(impl_->place_at(home.id, line.at_ms)) + timed++;
      changes.set(field::kAt, Value::integer(line.at_ms)).set(field::kPlace, Value::integer(place));
    }
  }
  TRY(impl_->commit(changes.all(), draft_scope));
  return ids;
}

Status Store::edit_line(const Id& line_id, std::string_view text, std::string_view draft_scope,
                        std::span<const model::Revision> saw) {
  std::string clean = TRY(model::clean_line_text(text));
  const Line line = TRY(impl_->find_line(line_id));
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_edit(home));
  if (line.struck && saw.empty())
    return Error{ErrorCode::kInvalid, words::key("a struck line keeps its wording")};
  if (line.text == clean && !line.conflict) {
    if (draft_scope.empty()) return {};
    return clear_draft(draft_scope);
  }
  Changes changes;
  at_line(changes, line, home)
      .set(field::kText, Value::text(std::move(clean)), {saw.begin(), saw.end()});
  TRY(impl_->commit(changes.all(), draft_scope));
  return {};
}

Status Store::Impl::mark_line(const Id& line_id, std::string_view name, model::Value value,
                              std::vector<model::Revision> saw) {
  const Line line = TRY(find_line(line_id));
  const model::Interview home = TRY(find_own_interview(line.interview_id));
  TRY(model::check_may_mark(home));
  Changes changes;
  at_line(changes, line, home).set(name, std::move(value), std::move(saw));
  TRY(commit(changes.all(), {}));
  return {};
}

Status Store::strike_line(const Id& line_id, bool struck) {
  const Line line = TRY(impl_->find_line(line_id));
  if (line.struck == struck && !line.conflict) return {};
  return impl_->mark_line(line_id, field::kStruck, Value::boolean(struck),
                          TRY(impl_->seen_by_strike(EntityKind::kLine, line_id)));
}

Status Store::set_line_kind(const Id& line_id, model::LineKind kind) {
  const Line line = TRY(impl_->find_line(line_id));
  if (line.kind == kind && !line.conflict) return {};
  return impl_->mark_line(line_id, field::kKind, enum_value(kind));
}

Status Store::star_line(const Id& line_id, bool star) {
  const Line line = TRY(impl_->find_line(line_id));
  if (line.star == star && !line.conflict) return {};
  return impl_->mark_line(line_id, field::kStar, Value::boolean(star));
}

Status Store::set_line_surprise(const Id& line_id, bool surprise) {
  const Line line = TRY(impl_->find_line(line_id));
  if (line.surprise == surprise && !line.conflict) return {};
  return impl_->mark_line(line_id, field::kSurprise, Value::boolean(surprise));
}

// --- items -----------------------------------------------------------------------------------

Status Store::set_line_item(const Id& line_id, std::string_view item_id) {
  TRY(model::check_item_id(item_id));
  const Line line = TRY(impl_->find_line(line_id));
  if (line.item_id == item_id && line.also_items.empty() && !line.conflict) return {};
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_mark(home));
  Changes changes;
  at_line(changes, line, home).set(field::kItem, Value::text(std::string(item_id)));
  for (const std::string& item : line.also_items)
    changes.set(model::item_field(field::kAlsoItem, item), Value::boolean(false));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::set_line_also_item(const Id& line_id, std::string_view item_id, bool belongs) {
  TRY(model::check_item_id(item_id));
  if (item_id.empty()) return Error{ErrorCode::kInvalid, words::key("which item is missing")};
  const Line line = TRY(impl_->find_line(line_id));
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_mark(home));
  Changes changes;
  at_line(changes, line, home);
  if (belongs) {
    if (line.item_id == item_id) return {};
    if (line.item_id.empty()) {
      changes.set(field::kItem, Value::text(std::string(item_id)));
    } else {
      changes.set(model::item_field(field::kAlsoItem, item_id), Value::boolean(true));
    }
  } else if (line.item_id == item_id) {
    // Another one takes its place, so that the line stays where it belongs too.
    const bool another = !line.also_items.empty();
    changes.set(field::kItem, Value::text(another ? line.also_items.front() : std::string()));
    if (another) {
      changes.set(model::item_field(field::kAlsoItem, line.also_items.front()),
                  Value::boolean(false));
    }
  } else {
    changes.set(model::item_field(field::kAlsoItem, item_id), Value::boolean(false));
  }
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

// --- off the record ----------------------------------------------------------------------------

Status Store::hold_line(const Id& line_id, bool held) {
  Line line = TRY(impl_->find_line(line_id));
  if (line.held == held && !line.conflict) return {};
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_mark(home));
  line.held = held;
  line.text = line.whole_text();  // Emptied below is every wording, so none may be missing in it.
  Changes changes;
  at_line(changes, line, home);
  say_line(changes, line);
  // Said in full: what the line was under the other room is emptied.
  changes.set(field::kPlace, Value::integer(line.place));
  if (!held) changes.set(field::kHeld, Value::boolean(false));
  if (line.struck) changes.set(field::kStruck, Value::boolean(true));
  TRY(impl_->commit_and_purge(changes.all(), EntityKind::kLine, line_id));
  return {};
}

// --- order -----------------------------------------------------------------------------------

Result<Id> Store::split_line(const Id& line_id, std::size_t at) {
  const Line line = TRY(impl_->find_line(line_id));
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_edit(home));
  if (line.struck) return Error{ErrorCode::kInvalid, words::key("a struck line keeps its wording")};
  if (line.has_two_texts())
    return Error{ErrorCode::kInvalid, words::key("which wording is to be chosen first")};
  if (at > line.text.size())
    return Error{ErrorCode::kInvalid, words::key("that is behind the line's end")};
  std::string first = TRY(model::clean_line_text(std::string_view(line.text).substr(0, at)));
  Line second = line;
  second.text = TRY(model::clean_line_text(std::string_view(line.text).substr(at)));
  second.id = impl_->random.id();
  const std::vector<Line> all = TRY(lines(line.interview_id));
  Changes changes;
  const std::int64_t place = make_place(all, index_in(all, line_id) + 1, moves_on(changes, home));
  at_line(changes, line, home).set(field::kText, Value::text(std::move(first)));
  at_line(changes, second, home);
  say_line(changes, second);
  changes.set(field::kPlace, Value::integer(place));
  TRY(impl_->commit(changes.all(), {}));
  return second.id;
}

Status Store::join_lines(const Id& first_id, const Id& second_id) {
  const Line first = TRY(impl_->find_line(first_id));
  const Line second = TRY(impl_->find_line(second_id));
  const model::Interview home = TRY(impl_->find_own_interview(first.interview_id));
  TRY(model::check_may_edit(home));
  if (first_id == second_id || !(first.interview_id == second.interview_id))
    return Error{ErrorCode::kInvalid, words::key("two lines of one interview are joined")};
  if (first.struck || second.struck)
    return Error{ErrorCode::kInvalid, words::key("a struck line keeps its wording")};
  if (first.held != second.held)
    return Error{ErrorCode::kInvalid, words::key("one is off the record and the other is not")};
  std::string text = TRY(model::clean_line_text(first.whole_text() + "\n" + second.whole_text()));
  Changes changes;
  at_line(changes, first, home).set(field::kText, Value::text(std::move(text)));
  at_line(changes, second, home)
      .set(field::kStruck, Value::boolean(true),
           TRY(impl_->seen_by_strike(EntityKind::kLine, second_id)));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Status Store::move_line(const Id& line_id, const Id& after) {
  const Line line = TRY(impl_->find_line(line_id));
  const model::Interview home = TRY(impl_->find_own_interview(line.interview_id));
  TRY(model::check_may_mark(home));
  std::vector<Line> others = TRY(lines(line.interview_id));
  const std::size_t from = index_in(others, line_id);
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(from));
  std::size_t at = 0;
  if (!after.is_none()) {
    at = index_in(others, after) + 1;
    if (at > others.size()) return Error{ErrorCode::kNotFound, "no such line"};
  }
  if (at == from) return {};
  Changes changes;
  const std::int64_t place = make_place(others, at, moves_on(changes, home));
  at_line(changes, line, home).set(field::kPlace, Value::integer(place));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

}  // namespace quietroom::store
