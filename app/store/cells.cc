#include "app/store/cells.h"

#include <algorithm>

#include "sync/format/operation.h"

namespace quietroom::store {
namespace {

/// The value in a payload; none for one that is not understood.
Result<std::optional<model::Value>> read_value(const Query& row, model::EntityKind kind,
                                               std::string_view field) {
  const ByteSpan payload = row.bytes(6);
  if (payload.empty()) return std::optional<model::Value>();  // Purged.
  crypto::Hash commit{};
  const ByteSpan stored_commit = row.bytes(5);
  if (stored_commit.size() != commit.size())
    return Error{ErrorCode::kCorrupt, "operation: its commit has the wrong size"};
  std::copy(stored_commit.begin(), stored_commit.end(), commit.begin());
  const ByteSpan content = TRY(format::payload_content(payload, commit));
  auto value = model::decode_value(content);
  // From a newer version, or nonsense: kept in the log, shown by nobody.
  if (!value.ok() || !model::check_field(kind, field, value.value()).ok())
    return std::optional<model::Value>();
  return std::optional<model::Value>(std::move(value).value());
}

bool differ(const std::vector<CellValue>& values) {
  for (const CellValue& value : values) {
    if (!(value.value == values.front().value)) return true;
  }
  return false;
}

}  // namespace

Result<Cells> Cells::read(Database& database, model::EntityKind kind, std::int64_t entity) {
  Cells cells;
  Query row = TRY(database.query(
      "SELECT c.field, o.hlc, d.id, o.counter, a.id, o.payload_commit, p.body FROM cell c"
      " JOIN op o ON o.seq = c.op JOIN known_id d ON d.ref = o.device"
      " LEFT JOIN known_id a ON a.ref = o.author LEFT JOIN op_payload p ON p.op = o.seq"
      " WHERE c.entity = ? AND c.kind = ?"));
  row.bind(entity).bind(static_cast<int>(kind));
  while (TRY(row.next())) {
    const std::string field = row.text(0);
    std::optional<model::Value> value = TRY(read_value(row, kind, field));
    if (!value) continue;
    CellValue cell;
    cell.value = std::move(*value);
    cell.hlc.packed = static_cast<std::uint64_t>(row.integer(1));
    cell.revision = {row.id(2), static_cast<std::uint64_t>(row.integer(3))};
    cell.author = row.id(4);
    cells.fields_[field].push_back(std::move(cell));
  }
  for (auto& [field, values] : cells.fields_) {
    std::sort(values.begin(), values.end(), [](const CellValue& a, const CellValue& b) {
      return model::is_shown_before(a.hlc, a.revision, b.hlc, b.revision);
    });
    if (differ(values)) cells.conflict_ = true;
  }
  return cells;
}

const std::vector<CellValue>& Cells::all(std::string_view field) const {
  static const std::vector<CellValue> kNone;
  const auto found = fields_.find(field);
  return found == fields_.end() ? kNone : found->second;
}

const CellValue* Cells::shown(std::string_view field) const {
  const std::vector<CellValue>& values = all(field);
  return values.empty() ? nullptr : &values.front();
}

bool Cells::conflict(std::string_view field) const {
  return differ(all(field));
}

std::string Cells::text(std::string_view field, std::string_view otherwise) const {
  const CellValue* cell = shown(field);
  const std::string* text = cell == nullptr ? nullptr : cell->value.as_text();
  return text == nullptr ? std::string(otherwise) : *text;
}

std::int64_t Cells::integer(std::string_view field, std::int64_t otherwise) const {
  const CellValue* cell = shown(field);
  const std::int64_t* number = cell == nullptr ? nullptr : cell->value.as_integer();
  return number == nullptr ? otherwise : *number;
}

bool Cells::boolean(std::string_view field) const {
  const CellValue* cell = shown(field);
  const bool* value = cell == nullptr ? nullptr : cell->value.as_bool();
  return value != nullptr && *value;
}

bool Cells::any(std::string_view field) const {
  const std::vector<CellValue>& values = all(field);
  return std::any_of(values.begin(), values.end(), [](const CellValue& cell) {
    const bool* value = cell.value.as_bool();
    return value != nullptr && *value;
  });
}

Id Cells::id(std::string_view field) const {
  const CellValue* cell = shown(field);
  const Id* id = cell == nullptr ? nullptr : cell->value.as_id();
  return id == nullptr ? Id{} : *id;
}

}  // namespace quietroom::store
