#include "app/ui/box.h"

namespace quietroom::ui {

void BoxTree::clear() {
  boxes_.clear();
  open_.clear();
  texts_.clear();
  lines.clear();
  marks.clear();
}

int BoxTree::add(const Box& box) {
  const int index = count();
  boxes_.push_back(box);
  Box& added = boxes_.back();
  added.parent = current();
  if (added.parent != kNoBox) {
    Box& parent = at(added.parent);
    if (parent.last == kNoBox) {
      parent.first = index;
    } else {
      at(parent.last).next = index;
    }
    parent.last = index;
  }
  return index;
}

TextSlice BoxTree::keep(std::string_view text) {
  const TextSlice slice{static_cast<std::uint32_t>(texts_.size()),
                        static_cast<std::uint32_t>(text.size())};
  texts_.append(text);
  return slice;
}

}  // namespace quietroom::ui
