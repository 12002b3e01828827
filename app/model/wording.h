// What a field holds at once where devices wrote it without knowing of each other, as people are
// shown it. Which writes those are: revision.h. How two of them are put together: merge.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/entities.h"
#include "app/model/revision.h"

namespace quietroom::model {

/// Whose device a value was written on.
enum class Writer : std::uint8_t { kThisDevice, kOwnDevice, kElsewhere };

/// One of the values that a field has.
struct Wording {
  Value value;
  std::vector<Revision> revisions;  ///< All that say it, ascending; never empty.
  std::int64_t at_ms = 0;           ///< When the latest of them was written, by its writer's clock.
  Writer by = Writer::kElsewhere;   ///< Of the latest.
  bool shown = false;               ///< The one that is shown where there is room for one only.
};

/// A field with several values, until a person settles it.
struct Conflict {
  std::string field;
  std::vector<Wording> wordings;  ///< By revision: the same order on every device.
};

/// Every revision of `wordings`, ascending: what somebody who sees them has seen.
std::vector<Revision> revisions_of(const std::vector<Wording>& wordings);

/// The wordings of a text field as one text, each below the other.
std::string joined(const Conflict& texts);

/// True if two values of this field are for a person to choose from. In others (an order, a moment)
/// the later one counts, and nothing that anybody wrote is lost by it.
bool is_for_a_person(EntityKind kind, std::string_view name);

}  // namespace quietroom::model
