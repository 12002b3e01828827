// What one commit is made of, gathered field by field. For the store's own functions that change
// something (store_changes.cc, store_lines.cc).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/store/store.h"

namespace quietroom::store {

template <typename Enum>
model::Value enum_value(Enum value) {
  return model::Value::integer(static_cast<std::int64_t>(value));
}

/// The changes of one commit to one entity, sealed under one key.
class Changes {
 public:
  Changes& at(model::EntityKind kind, const Id& entity, const Id& vault, const Id& room = {}) {
    kind_ = kind;
    entity_ = entity;
    vault_ = vault;
    room_ = room;
    return *this;
  }
  /// `saw`: as Change has it.
  Changes& set(std::string_view name, model::Value value, std::vector<model::Revision> saw = {}) {
    all_.push_back(
        {kind_, entity_, std::string(name), std::move(value), vault_, room_, std::move(saw)});
    return *this;
  }
  std::span<const Change> all() const { return all_; }

 private:
  model::EntityKind kind_ = model::EntityKind::kCase;
  Id entity_;
  Id vault_;
  Id room_;
  std::vector<Change> all_;
};

}  // namespace quietroom::store
