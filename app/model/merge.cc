#include "app/model/merge.h"

#include <algorithm>
#include <map>
#include <set>

namespace quietroom::model {
namespace {

using Words = std::vector<std::string_view>;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// One change: the words [begin, end) of the base became `now`.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::span<const std::string_view> now;
};

Change change_of(const Words& base, const Words& text) {
  const std::size_t most = std::min(base.size(), text.size());
  std::size_t front = 0;
  while (front < most && base[front] == text[front]) ++front;
  std::size_t back = 0;
  while (back < most - front && base[base.size() - 1 - back] == text[text.size() - 1 - back])
    ++back;
  return {front, base.size() - back, std::span(text).subspan(front, text.size() - back - front)};
}

void append(std::string& out, std::span<const std::string_view> words) {
  for (const std::string_view word : words) out += word;
}

using Ancestors = std::set<Revision>;
using Known = std::map<Revision, const Write*>;

/// All revisions that `of` stands on.
Ancestors ancestors_of(const Known& known, const Write& of) {
  Ancestors all;
  std::vector<const Write*> open = {&of};
  while (!open.empty()) {
    const Write* const write = open.back();
    open.pop_back();
    for (const Revision& before : write->replaces) {
      if (!all.insert(before).second) continue;
      if (const auto found = known.find(before); found != known.end())
        open.push_back(found->second);
    }
  }
  return all;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && is_blank(text[end]) == is_blank(text[at])) ++end;
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::optional<std::string> merge_words(std::string_view base, std::string_view a,
                                       std::string_view b) {
  if (a == b || b == base) return std::string(a);
  if (a == base) return std::string(b);
  const Words old = words_of(base);
  const Words words_a = words_of(a);
  const Words words_b = words_of(b);
  Change first = change_of(old, words_a);
  Change second = change_of(old, words_b);
  if (second.begin < first.begin) std::swap(first, second);
  if (first.end > second.begin) return std::nullopt;
  const std::span<const std::string_view> all(old);
  // A word that neither changed must stand between the two: where a blank alone does, there is no
  // saying to which of the changes it belongs.
  const auto between = all.subspan(first.end, second.begin - first.end);
  if (std::all_of(between.begin(), between.end(),
                  [](std::string_view word) { return is_blank(word.front()); }))
    return std::nullopt;
  std::string merged;
  append(merged, all.first(first.begin));
  append(merged, first.now);
  append(merged, between);
  append(merged, second.now);
  append(merged, all.subspan(second.end));
  return merged;
}

std::optional<std::string> merged_text(std::span<const Write> writes) {
  const std::vector<Write> current = current_writes(writes);
  if (current.size() != 2) return std::nullopt;
  const std::string* a = current[0].value.as_text();
  const std::string* b = current[1].value.as_text();
  if (a == nullptr || b == nullptr) return std::nullopt;
  Known known;
  for (const Write& write : writes) known.emplace(write.revision, &write);
  const Ancestors of_b = ancestors_of(known, current[1]);
  Ancestors common;
  for (const Revision& revision : ancestors_of(known, current[0])) {
    if (of_b.contains(revision)) common.insert(revision);
  }
  Ancestors nearest = common;
  for (const Revision& revision : common) {
    const auto found = known.find(revision);
    if (found == known.end()) continue;
    for (const Revision& older : ancestors_of(known, *found->second)) nearest.erase(older);
  }
  if (nearest.size() != 1) return std::nullopt;
  const auto base = known.find(*nearest.begin());
  const std::string* text = base == known.end() ? nullptr : base->second->value.as_text();
  if (text == nullptr) return std::nullopt;
  return merge_words(*text, *a, *b);
}

}  // namespace quietroom::model
