#include "app/model/clean_up.h"

#include <algorithm>
#include <set>

#include "app/model/rules.h"

namespace quietroom::model {
namespace {

std::size_t place_of(std::span<const std::string> items, std::string_view item) {
  return static_cast<std::size_t>(std::find(items.begin(), items.end(), item) - items.begin());
}

bool may_be_drafted(const Line& line) {
  return line.kind != LineKind::kInference && check_may_take_up(line).ok();
}

bool is_done(const std::map<std::string, ItemState, std::less<>>& states, const std::string& item) {
  const auto known = states.find(item);
  return known != states.end() && known->second.progress == ItemProgress::kDone;
}

}  // namespace

bool is_taken_up(const Id& line, const std::vector<Passage>& passages) {
  return std::any_of(passages.begin(), passages.end(),
                     [&](const Passage& one) { return !one.struck && one.comes_from(line); });
}

bool waits_to_be_taken_up(const Line& line, const std::vector<Passage>& passages) {
  return may_be_drafted(line) && !is_taken_up(line.id, passages);
}

std::vector<DraftPassage> draft_passages(const std::vector<Line>& lines,
                                         const std::vector<Passage>& passages,
                                         std::string_view item_id) {
  std::vector<DraftPassage> all;
  bool joins = false;  // The last one goes on with the next paraphrase.
  for (const Line& line : lines) {
    if (line.item_id != item_id || !waits_to_be_taken_up(line, passages)) continue;
    const bool quote = line.kind == LineKind::kQuote;
    if (joins && !quote && all.back().text.size() + 1 + line.text.size() <= kLineBytesMax) {
      all.back().text += ' ' + line.text;
      all.back().lines.push_back(line.id);
    } else {
      all.push_back({line.text, quote, {line.id}});
    }
    joins = !quote;
  }
  return all;
}

std::string source_words(const Passage& passage, const std::vector<Line>& lines) {
  std::string words;
  for (const Line& line : lines) {
    if (!passage.comes_from(line.id) || line.held) continue;
    words += (words.empty() ? "" : " ") + line.whole_text();
  }
  return words;
}

std::string words_of_same_lines(const Passage& passage, const std::vector<Passage>& passages) {
  std::string words;
  for (const Passage& one : passages) {
    const bool itself = one.id == passage.id;
    if (!itself && (one.struck || one.lines != passage.lines)) continue;
    words += (words.empty() ? "" : " ") + one.text;
  }
  return words;
}

bool lost_a_line(const Passage& passage, const std::vector<Line>& lines) {
  return std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
    return (line.struck || line.held) && passage.comes_from(line.id);
  });
}

StillOpen still_open(const std::vector<Line>& lines, const std::vector<Passage>& passages,
                     std::span<const std::string> items,
                     const std::map<std::string, ItemState, std::less<>>& states) {
  StillOpen open;
  // Gathered once: with thousands of lines nothing may be asked of each for each passage.
  std::set<Id> taken;
  std::set<std::string_view> written;
  for (const Passage& passage : passages) {
    if (passage.struck) continue;
    taken.insert(passage.lines.begin(), passage.lines.end());
    written.insert(passage.item_id);
  }
  std::set<Id> taken_back;
  for (const Line& line : lines) {
    if (line.held) ++open.held;
    if (line.held || line.struck) taken_back.insert(line.id);
    if (!may_be_drafted(line) || taken.contains(line.id)) continue;
    open.lines.push_back(line.id);
    written.insert(line.item_id);  // It will be.
    written.insert(line.also_items.begin(), line.also_items.end());
  }
  for (const std::string& item : items) {
    if (is_done(states, item) && !written.contains(item)) open.items.push_back(item);
  }
  for (const Passage& passage : passages) {
    if (passage.struck) continue;
    const auto is_back = [&](const Id& line) { return taken_back.contains(line); };
    if (std::any_of(passage.lines.begin(), passage.lines.end(), is_back))
      open.lost.push_back(passage.id);
    if (passage.asks()) open.asking.push_back(passage.id);
  }
  return open;
}

std::vector<Passage> in_reading_order(std::vector<Passage> passages,
                                      std::span<const std::string> items) {
  std::stable_sort(passages.begin(), passages.end(), [&](const Passage& a, const Passage& b) {
    return place_of(items, a.item_id) < place_of(items, b.item_id);
  });
  return passages;
}

std::vector<Passage> passages_to_give(const std::vector<Passage>& passages,
                                      const std::vector<Line>& lines,
                                      std::span<const std::string> items) {
  std::vector<Passage> all = in_reading_order(passages, items);
  std::erase_if(
      all, [&](const Passage& one) { return one.struck || one.asks() || lost_a_line(one, lines); });
  return all;
}

}  // namespace quietroom::model
