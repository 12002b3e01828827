#include "app/ui/text_merge.h"

#include <algorithm>

namespace quietroom::ui {
namespace {

/// `text` stands now where the bytes [from, to) were.
struct Change {
  std::size_t from;
  std::size_t to;
  std::string_view text;
};

bool is_inside(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// The smallest single change that makes `after` of `before`.
Change change_between(std::string_view before, std::string_view after) {
  const std::size_t least = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < least && before[head] == after[head]) ++head;
  while (head > 0 && (is_inside(before, head) || is_inside(after, head))) --head;
  std::size_t tail = 0;
  while (tail < least - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  while (tail > 0 && is_inside(before, before.size() - tail)) --tail;
  return {head, before.size() - tail, after.substr(head, after.size() - tail - head)};
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all += part;
  return all;
}

}  // namespace

std::string merge_texts(std::string_view base, std::string_view typed, std::string_view held) {
  if (typed == base) return std::string(held);
  const Change ours = change_between(base, held);
  const Change theirs = change_between(base, typed);
  if (ours.to <= theirs.from) {
    return joined({base.substr(0, ours.from), ours.text,
                   base.substr(ours.to, theirs.from - ours.to), theirs.text,
                   base.substr(theirs.to)});
  }
  if (theirs.to <= ours.from) {
    return joined({base.substr(0, theirs.from), theirs.text,
                   base.substr(theirs.to, ours.from - theirs.to), ours.text, base.substr(ours.to)});
  }
  return joined({base.substr(0, std::min(ours.from, theirs.from)), ours.text, theirs.text,
                 base.substr(std::max(ours.to, theirs.to))});
}

}  // namespace quietroom::ui
