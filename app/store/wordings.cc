#include "app/store/wordings.h"

#include <algorithm>
#include <set>

#include "app/model/merge.h"
#include "app/model/rules.h"
#include "app/store/door.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Revision;
using model::Write;
namespace field = model::field;

/// True if some strike that is current was made by somebody who had seen every current text. One
/// that names no text was made with the text in one go, or by an old version, and stands.
Result<bool> strike_stands(Door& door, EntityKind kind, std::int64_t entity, const Cells& cells) {
  const std::vector<Write> texts = TRY(door.writes(entity, kind, field::kText));
  std::set<Revision> all;
  for (const Write& text : texts) all.insert(text.revision);
  for (const Write& strike :
       model::current_writes(TRY(door.writes(entity, kind, field::kStruck)))) {
    const bool* struck = strike.value.as_bool();
    if (struck == nullptr || !*struck) continue;
    const std::set<Revision> seen(strike.replaces.begin(), strike.replaces.end());
    const auto is_seen = [&](const auto& one) { return seen.contains(one.revision); };
    const bool names_text = std::any_of(seen.begin(), seen.end(),
                                        [&](const Revision& one) { return all.contains(one); });
    const std::vector<CellValue>& current = cells.all(field::kText);
    if (!names_text || std::all_of(current.begin(), current.end(), is_seen)) return true;
  }
  return false;
}

bool is_less(const model::Wording& a, const model::Wording& b) {
  return a.revisions.front() < b.revisions.front();
}

}  // namespace

std::vector<model::Wording> wordings_of(const std::vector<CellValue>& values,
                                        const Reader& reader) {
  std::vector<model::Wording> all;
  for (const CellValue& cell : values) {  // The one to show first, and of equal ones the latest.
    const auto same = std::find_if(
        all.begin(), all.end(), [&](const model::Wording& one) { return one.value == cell.value; });
    if (same != all.end()) {
      same->revisions.push_back(cell.revision);
      continue;
    }
    model::Wording one;
    one.value = cell.value;
    one.revisions = {cell.revision};
    one.at_ms = cell.hlc.wall_ms();
    one.by = reader.devices.contains(cell.revision.device) ? model::Writer::kThisDevice
             : cell.author == reader.author                ? model::Writer::kOwnDevice
                                                           : model::Writer::kElsewhere;
    one.shown = all.empty();
    all.push_back(std::move(one));
  }
  for (model::Wording& one : all) std::sort(one.revisions.begin(), one.revisions.end());
  std::sort(all.begin(), all.end(), is_less);
  return all;
}

std::vector<model::Conflict> conflicts_of(const Cells& cells, EntityKind kind,
                                          const Reader& reader) {
  std::vector<model::Conflict> all;
  for (const auto& [name, values] : cells.fields()) {
    if (!cells.conflict(name) || !model::is_for_a_person(kind, name)) continue;
    const auto at = name == field::kText ? all.begin() : all.end();
    all.insert(at, {name, wordings_of(values, reader)});
  }
  return all;
}

Result<WrittenAsOne> written_as_one(Door& door, EntityKind kind, std::int64_t entity,
                                    const Cells& cells) {
  WrittenAsOne one;
  one.text = cells.text(field::kText);
  one.whole_text = one.text;
  if (cells.conflict(field::kText)) {
    const auto merged = model::merged_text(TRY(door.writes(entity, kind, field::kText)));
    // One that no person could keep is of no use.
    one.merged = merged && model::clean_line_text(*merged).ok();
    if (one.merged) one.text = *merged;
    one.whole_text =
        one.merged
            ? one.text
            : model::joined({std::string(field::kText), wordings_of(cells.all(field::kText), {})});
  }
  if (!cells.any(field::kStruck)) return one;
  one.struck = !cells.conflict(field::kStruck) && TRY(strike_stands(door, kind, entity, cells));
  one.struck_over = !one.struck;
  return one;
}

}  // namespace quietroom::store
