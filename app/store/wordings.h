// What two devices wrote apart, as rows and reads show it: pure functions of what the log has.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/wording.h"
#include "app/store/cells.h"

namespace quietroom::store {

class Door;

/// A line or passage whose text may have several wordings, seen as one.
struct WrittenAsOne {
  std::string text;        ///< The one to show first, or the merge of two.
  std::string whole_text;  ///< All that was written: what is searched.
  bool merged = false;
  bool struck = false;
  /// It was struck by somebody who had not seen a text that it has: that text wins over the strike.
  bool struck_over = false;
};
/// `entity`: its small number; `cells`: its fields.
Result<WrittenAsOne> written_as_one(Door& door, model::EntityKind kind, std::int64_t entity,
                                    const Cells& cells);

/// Who reads, so that it can be said whose device wrote.
struct Reader {
  std::set<Id> devices;  ///< This one, by the names under which it wrote what is asked about.
  Id author;
};
/// The current values of a field, each once, by revision.
std::vector<model::Wording> wordings_of(const std::vector<CellValue>& values, const Reader& reader);

/// The fields of an entity from whose values a person has to choose, a text first.
std::vector<model::Conflict> conflicts_of(const Cells& cells, model::EntityKind kind,
                                          const Reader& reader);

}  // namespace quietroom::store
