// From the current revisions of an entity's fields to its row in the table that screens read. A
// pure function of the cells, so the order of arrival leaves no trace.
#pragma once

#include <cstdint>

#include "app/store/database.h"

namespace quietroom::store {

class Door;

/// Writes, rewrites or removes the row of `entity` (a small number of known_id) in the table of
/// `kind` (model::EntityKind; an unknown one has no table). A row is there only once the fields
/// are that it cannot do without.
Status write_row(Database& database, Door& door, std::int64_t kind, std::int64_t entity);

}  // namespace quietroom::store
