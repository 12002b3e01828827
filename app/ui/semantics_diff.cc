#include "app/ui/semantics_diff.h"

#include <algorithm>
#include <utility>

namespace quietroom::ui {

std::optional<SemanticsRequest> SemanticsDiff::update(const std::vector<SemanticsNode>& nodes) {
  SemanticsRequest request;
  std::vector<NodeId> order;
  order.reserve(nodes.size());
  std::size_t known = 0;
  for (const SemanticsNode& node : nodes) {
    order.push_back(node.id);
    const auto [at, is_new] = sent_.try_emplace(node.id, node);
    if (!is_new) ++known;
    if (!is_new && at->second == node) continue;
    at->second = node;
    request.changed.push_back(node);
  }
  if (known < order_.size()) {
    std::vector<NodeId> now = order;
    std::sort(now.begin(), now.end());
    for (const NodeId id : order_) {
      if (std::binary_search(now.begin(), now.end(), id)) continue;
      request.removed.push_back(id);
      sent_.erase(id);
    }
  }
  if (order != order_) {
    request.order = order;
    order_ = std::move(order);
  }
  const bool empty = request.changed.empty() && request.removed.empty() && request.order.empty();
  if (empty) return std::nullopt;
  return request;
}

void SemanticsDiff::forget() {
  sent_.clear();
  order_.clear();
}

}  // namespace quietroom::ui
