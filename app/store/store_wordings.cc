// What several devices wrote into one field without knowing of each other: read, and settled by a
// person.
#include <algorithm>

#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/store/wordings.h"
#include "app/words/words.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Value;
namespace field = model::field;

}  // namespace

Result<std::vector<format::OpId>> Store::Impl::replaced_by(const Change& change) {
  if (change.saw.empty()) return door->current_revisions(change.kind, change.entity, change.field);
  std::vector<format::OpId> named;
  for (const model::Revision& one : change.saw) named.push_back({one.device, one.counter});
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  // As current_revisions() has it: the next write settles the rest.
  if (named.size() > format::kOperationReplacesMax) named.resize(format::kOperationReplacesMax);
  return named;
}

Result<std::vector<model::Revision>> Store::Impl::seen_by_strike(EntityKind kind,
                                                                 const Id& entity) {
  std::vector<model::Revision> seen;
  for (const std::string_view name : {field::kStruck, field::kText}) {
    const auto current = TRY(door->current_revisions(kind, entity, name));
    for (const format::OpId& one : current) seen.push_back({one.device, one.counter});
  }
  return seen;
}

Result<Reader> Store::Impl::reader_of(const Cells& cells) {
  Reader reader{{}, author};
  for (const auto& [name, values] : cells.fields()) {
    for (const CellValue& value : values) {
      const Id& writer = value.revision.device;
      if (TRY(devices->is_own(writer))) reader.devices.insert(writer);
    }
  }
  return reader;
}

Status Store::Impl::add_conflicts(model::Written& written, EntityKind kind, std::int64_t ref) {
  const Cells cells = TRY(Cells::read(db(), kind, ref));
  written.conflicts = conflicts_of(cells, kind, TRY(reader_of(cells)));
  WrittenAsOne one = TRY(written_as_one(*door, kind, ref, cells));
  written.text = std::move(one.text);
  written.merged = one.merged;
  written.struck_over = one.struck_over;
  return {};
}

Result<std::vector<model::Wording>> Store::wordings(EntityKind kind, const Id& entity,
                                                    std::string_view name) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(entity));
  const Cells cells = TRY(Cells::read(impl_->db(), kind, ref));
  return wordings_of(cells.all(name), TRY(impl_->reader_of(cells)));
}

Result<std::vector<model::Conflict>> Store::conflicts(EntityKind kind, const Id& entity) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(entity));
  const Cells cells = TRY(Cells::read(impl_->db(), kind, ref));
  return conflicts_of(cells, kind, TRY(impl_->reader_of(cells)));
}

Status Store::settle(EntityKind kind, const Id& entity, std::string_view name, const Value& value,
                     std::span<const model::Revision> saw) {
  if (!model::is_for_a_person(kind, name) || saw.empty())
    return Error{ErrorCode::kInvalid, words::key("that is nothing to choose")};
  const std::string* const text = value.as_text();
  if (kind == EntityKind::kLine && name == field::kText)
    return edit_line(entity, text == nullptr ? std::string_view() : *text, {}, saw);
  if (kind == EntityKind::kPassage && name == field::kText)
    return edit_passage(entity, text == nullptr ? std::string_view() : *text, {}, saw);
  const std::vector<model::Wording> values = TRY(wordings(kind, entity, name));
  if (std::none_of(values.begin(), values.end(),
                   [&](const model::Wording& one) { return one.value == value; }))
    return Error{ErrorCode::kInvalid, words::key("that value is not there any more")};
  std::vector<model::Revision> seen(saw.begin(), saw.end());
  if (kind == EntityKind::kLine) return impl_->mark_line(entity, name, value, std::move(seen));
  if (kind == EntityKind::kPassage)
    return impl_->mark_passage(entity, name, value, std::move(seen));
  Changes changes;
  if (kind == EntityKind::kInterview) {
    const model::Interview found = TRY(impl_->find_own_interview(entity));
    changes.at(kind, entity, found.case_id);
  } else {
    changes.at(kind, entity, kind == EntityKind::kCase ? entity : impl_->own_vault);
  }
  changes.set(name, value, std::move(seen));
  if (name == field::kFollowUp) {
    if (model::revisions_of(values).size() != saw.size())
      return Error{ErrorCode::kInvalid, words::key("it was changed meanwhile")};
    // The one that is not chosen must not stay readable in the log.
    TRY(impl_->commit_and_purge(changes.all(), kind, entity, name));
  } else {
    TRY(impl_->commit(changes.all(), {}));
  }
  return {};
}

}  // namespace quietroom::store
