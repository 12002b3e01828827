// Scrolling parts keep their place when all is laid out anew: a device is turned, a window is made
// narrow, the text grows. What stood at the top of the part, or has the keyboard, stands there
// again.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "app/ui/core.h"

namespace quietroom::ui {
namespace {

constexpr float kSame = 0.5F;

}  // namespace

NodeId Ui::Core::scroller_of(const SemanticsNode& node) const {
  NodeId up = node.parent;
  while (up != 0) {
    const auto path = ids.find(up);
    if (path == ids.end()) return 0;
    const SemanticsNode& above = nodes[static_cast<std::size_t>(paths.at(path->second))];
    if (above.scrolls) return above.id;
    up = above.parent;
  }
  return 0;
}

void Ui::Core::note_anchors() {
  anchors.clear();
  std::unordered_set<NodeId> parents;
  for (const SemanticsNode& node : nodes) parents.insert(node.parent);
  for (const SemanticsNode& node : nodes) {
    if (parents.contains(node.id)) continue;
    const NodeId scroller = scroller_of(node);
    const auto at = scrolls.find(scroller);
    if (at == scrolls.end() || at->second.y <= kSame) continue;
    const ScrollState& state = at->second;
    const float offset = node.rect.y - state.y;
    const bool seen = offset + node.rect.height > 1 && offset < state.view_height;
    if (!seen) continue;
    const auto same = [scroller](const ScrollAnchor& one) { return one.scroller == scroller; };
    const auto known = std::find_if(anchors.begin(), anchors.end(), same);
    const ScrollAnchor anchor{scroller, node.id, offset, node.rect.height};
    if (known == anchors.end()) {
      anchors.push_back(anchor);
    } else if (node.id == focused) {
      *known = anchor;
    }
  }
}

void Ui::Core::settle_anchors() {
  for (const ScrollAnchor& anchor : anchors) {
    ScrollState& state = scrolls[anchor.scroller];
    if (state.to_end) continue;  // It was read from its end, and is again.
    for (int index = 0; index < tree.count(); ++index) {
      const Box& box = tree.at(index);
      if (box.node == kNoBox || node_at(box.node).id != anchor.node) continue;
      // Of what begins above the part, as much is above as before: a long text grows in height.
      const float share =
          anchor.offset < 0 && anchor.height > 0 ? box.height / anchor.height : 1.0F;
      const float y = std::max(0.0F, box.y - anchor.offset * share);
      if (std::abs(y - state.y) > kSame) {
        state.y = y;
        ++state.seq;
        again = again || !open_lists.empty();
      }
      break;
    }
  }
  anchors.clear();
}

}  // namespace quietroom::ui
