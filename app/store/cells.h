// The current values of all fields of one entity, decoded and checked, the one to show first.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/entities.h"
#include "app/model/revision.h"
#include "app/store/database.h"

namespace quietroom::store {

/// One current value of a field.
struct CellValue {
  model::Value value;
  model::Hlc hlc;
  model::Revision revision;
  Id author;
};

class Cells {
 public:
  /// Reads the cells of `entity`. Values that this version does not understand are left out.
  static Result<Cells> read(Database& database, model::EntityKind kind, std::int64_t entity);

  /// The value to show of `field`, or null if it has none.
  const CellValue* shown(std::string_view field) const;
  /// All current values of `field`, the one to show first.
  const std::vector<CellValue>& all(std::string_view field) const;

  /// The shown value, or `otherwise`.
  std::string text(std::string_view field, std::string_view otherwise = {}) const;
  std::int64_t integer(std::string_view field, std::int64_t otherwise = 0) const;
  bool boolean(std::string_view field) const;
  /// True if any of its current values says yes: for what is careful rather than late.
  bool any(std::string_view field) const;
  Id id(std::string_view field) const;

  /// True if some field has two different current values.
  bool conflict() const { return conflict_; }
  /// True if `field` has two different current values.
  bool conflict(std::string_view field) const;

  const std::map<std::string, std::vector<CellValue>, std::less<>>& fields() const {
    return fields_;
  }

 private:
  std::map<std::string, std::vector<CellValue>, std::less<>> fields_;
  bool conflict_ = false;
};

}  // namespace quietroom::store
