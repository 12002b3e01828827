// What changed between two semantics trees, as the page wants it. Internal to app/ui.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "platform/page.h"
#include "platform/semantics.h"

namespace quietroom::ui {

class SemanticsDiff {
 public:
  /// The difference from the tree that was sent last to `nodes` (reading order, parents before
  /// children, ids unique); nothing if there is none. `nodes` then counts as sent.
  std::optional<SemanticsRequest> update(const std::vector<SemanticsNode>& nodes);
  /// Nothing was sent: the next update() holds everything.
  void forget();
  bool was_sent(NodeId id) const { return sent_.contains(id); }

 private:
  std::unordered_map<NodeId, SemanticsNode> sent_;
  std::vector<NodeId> order_;
};

}  // namespace quietroom::ui
