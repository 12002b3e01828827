#include "app/model/text_diff.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "app/model/merge.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

using Kind = DiffPart::Kind;
using Words = std::vector<std::string_view>;

/// The most comparisons that are made; beyond, the middle of the text counts as written anew.
constexpr std::size_t kComparedMax = std::size_t{1} << 20;

/// True for scripts without blanks between words: what changes there is a sign, not a paragraph.
bool is_ideograph(char32_t c) {
  return c >= 0x2e80 && (c < 0xac00 || c > 0xd7a3);
}

/// Words, blanks and ideographs, each for itself.
Words pieces_of(std::string_view text) {
  Words pieces;
  for (const std::string_view word : words_of(text)) {
    std::string_view rest = word;
    std::size_t begin = 0;
    while (!rest.empty()) {
      const std::size_t at = word.size() - rest.size();
      const std::optional<char32_t> next = next_code_point(rest);
      if (!next) break;
      if (!is_ideograph(*next)) continue;
      if (at > begin) pieces.push_back(word.substr(begin, at - begin));
      begin = word.size() - rest.size();
      pieces.push_back(word.substr(at, begin - at));
    }
    if (begin < word.size()) pieces.push_back(word.substr(begin));
  }
  return pieces;
}

/// The parts in the making.
class Parts {
 public:
  void keep(std::string_view text) {
    if (removed_.empty() && added_.empty()) return put(Kind::kKept, text);
    between_ += text;
    if (++between_count_ > kBetweenMax) settle();
  }
  void remove(std::string_view text) {
    take_between();
    removed_ += text;
  }
  void add(std::string_view text) {
    take_between();
    added_ += text;
  }
  std::vector<DiffPart> take() {
    settle();
    return std::move(all_);
  }

 private:
  /// A word with its blanks that stands alone between two changes says nothing: it is told as a
  /// part of both.
  static constexpr int kBetweenMax = 3;

  void put(Kind kind, std::string_view text) {
    if (text.empty()) return;
    if (all_.empty() || all_.back().kind != kind) all_.push_back({kind, {}});
    all_.back().text += text;
  }
  void take_between() {
    removed_ += between_;
    added_ += between_;
    forget_between();
  }
  void settle() {
    put(Kind::kRemoved, removed_);
    put(Kind::kAdded, added_);
    put(Kind::kKept, between_);
    removed_.clear();
    added_.clear();
    forget_between();
  }
  void forget_between() {
    between_.clear();
    between_count_ = 0;
  }

  std::vector<DiffPart> all_;
  std::string removed_;
  std::string added_;
  std::string between_;  ///< Kept, behind a change; another one may follow.
  int between_count_ = 0;
};

using Span = std::span<const std::string_view>;

/// The middle, where both texts begin and end with other words: what they have in common, in order,
/// is kept as far as possible.
void compare(Span before, Span after, Parts& parts) {
  const std::size_t width = after.size() + 1;
  const bool compared = (before.size() + 1) * width <= kComparedMax;
  // How many pieces the rests from [i] and [j] on have in common.
  std::vector<std::uint16_t> common(compared ? (before.size() + 1) * width : 0);
  for (std::size_t i = compared ? before.size() : 0; i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i * width + j] =
          before[i] == after[j] ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (compared && i < before.size() && j < after.size()) {
    if (before[i] == after[j]) {
      parts.keep(before[i]);
      ++i, ++j;
    } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      parts.remove(before[i++]);
    } else {
      parts.add(after[j++]);
    }
  }
  for (; i < before.size(); ++i) parts.remove(before[i]);
  for (; j < after.size(); ++j) parts.add(after[j]);
}

}  // namespace

std::vector<DiffPart> word_diff(std::string_view before, std::string_view after) {
  const Words old_words = pieces_of(before);
  const Words new_words = pieces_of(after);
  const std::size_t most = std::min(old_words.size(), new_words.size());
  std::size_t front = 0;
  while (front < most && old_words[front] == new_words[front]) ++front;
  std::size_t back = 0;
  while (back < most - front &&
         old_words[old_words.size() - 1 - back] == new_words[new_words.size() - 1 - back])
    ++back;
  Parts parts;
  const Span old_all(old_words);
  const Span new_all(new_words);
  for (const std::string_view piece : old_all.first(front)) parts.keep(piece);
  compare(old_all.subspan(front, old_all.size() - front - back),
          new_all.subspan(front, new_all.size() - front - back), parts);
  for (const std::string_view piece : old_all.last(back)) parts.keep(piece);
  return parts.take();
}

}  // namespace quietroom::model
