#include "app/model/merge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/fake/random_fake.h"
#include "tests/support/seeds.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

using Words = std::vector<std::string>;

Id device(std::uint8_t number) {
  Id id;
  id.bytes.fill(number);
  return id;
}

Write write(std::uint8_t by, std::uint64_t counter, const char* text,
            std::vector<Revision> replaces = {}) {
  const Value value = text == nullptr ? Value() : Value::text(text);
  return {{device(by), counter}, {counter}, value, std::move(replaces)};
}

std::string text_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// `base` with one stretch in other words; the new ones are nobody else's.
Words changed(const Words& base, FakeRandom& dice, const std::string& who) {
  const auto begin = static_cast<std::size_t>(dice.below(base.size() + 1));
  const auto end = begin + static_cast<std::size_t>(dice.below(base.size() - begin + 1));
  Words words(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(begin));
  const std::uint64_t count = dice.below(4);
  for (std::uint64_t i = 0; i < count; ++i) words.push_back(who + std::to_string(i));
  words.insert(words.end(), base.begin() + static_cast<std::ptrdiff_t>(end), base.end());
  return words;
}

int count_of(const std::string& text, const std::string& word) {
  int count = 0;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (text.substr(at, end - at) == word) ++count;
    at = end + 1;
  }
  return count;
}

}  // namespace

TEST_CASE("merge_words: two changes that stand apart are both in it") {
  struct Row {
    const char* base;
    const char* a;
    const char* b;
    const char* merged;  // Null: side by side.
  };
  const Row rows[] = {
      {"The pager went off at two.", "The pager went off at three.", "Her pager went off at two.",
       "Her pager went off at three."},
      {"one two three", "one three", "one two three four", "one three four"},
      {"one two three four five", "one three four five", "one two three four five six",
       "one three four five six"},
      {"one two three", "zero one two three", "one two three four", "zero one two three four"},
      {"first\nand\nsecond", "first, or so\nand\nsecond", "first\nand\nsecond, or so",
       "first, or so\nand\nsecond, or so"},
      {"one two three", "one 2 three", "one zwei three", nullptr},
      {"one two three", "one two 3", "1 two three", "1 two 3"},
      {"one two", "one 2", "1 two", nullptr},
      {"one two", "one two three", "one two four", nullptr},
      {"one two", "one two three", "one 2", nullptr},
      {"one", "two", "three", nullptr},
      {"", "one", "two", nullptr},
      {"一二三", "一二三四", "零一二三", nullptr},
  };
  for (const Row& row : rows) {
    CAPTURE(row.base);
    const auto merged = merge_words(row.base, row.a, row.b);
    CHECK(merged.has_value() == (row.merged != nullptr));
    if (merged && row.merged != nullptr) CHECK(*merged == row.merged);
  }
}

TEST_CASE("merge_words: symmetric, idempotent, and no word is lost that one side changed") {
  int merges = 0;
  for (const std::uint64_t seed : seeds(2000)) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    Words base;
    const std::uint64_t size = 1 + dice.below(12);
    for (std::uint64_t i = 0; i < size; ++i)
      base.push_back("w" + std::to_string(seed % 2 == 0 ? i : dice.below(9)));
    const std::string text = text_of(base);
    const std::string a = text_of(changed(base, dice, "a"));
    const std::string b = text_of(changed(base, dice, "b"));
    const auto merged = merge_words(text, a, b);
    CHECK(merged == merge_words(text, b, a));
    CHECK(merge_words(text, a, a) == a);
    CHECK(merge_words(text, a, text) == a);
    CHECK(merge_words(text, text, text) == text);
    if (!merged || a == b) continue;
    ++merges;
    // Of two like words beside each other there is no saying which one went.
    if (seed % 2 == 0) CHECK(merge_words(text, *merged, a).value_or(*merged) == *merged);
    Words all = base;
    for (int i = 0; i < 4; ++i) {
      all.push_back("a" + std::to_string(i));
      all.push_back("b" + std::to_string(i));
    }
    // Of each word so many more, or fewer, as both changes made it together.
    for (const std::string& word : all) {
      CAPTURE(word);
      CHECK(count_of(*merged, word) - count_of(text, word) ==
            count_of(a, word) - count_of(text, word) + count_of(b, word) - count_of(text, word));
    }
  }
  if (std::getenv("QUIETROOM_SEED") == nullptr) CHECK(merges > 200);
}

TEST_CASE("merged_text: from the nearest common ancestor, whatever the order of the writes") {
  const Revision first = {device(1), 1};
  const Revision second = {device(1), 2};
  std::vector<Write> writes = {write(1, 1, "one two three four"),
                               write(1, 2, "one two three four five", {first}),
                               write(1, 3, "1 two three four five", {second}),
                               write(2, 4, "one two three four 5", {second})};
  CHECK(merged_text(writes) == "1 two three four 5");
  std::reverse(writes.begin(), writes.end());
  CHECK(merged_text(writes) == "1 two three four 5");
  writes.push_back(write(3, 9, "one two 3 four five", {second}));
  CHECK_MESSAGE(!merged_text(writes), "three stand side by side");
}

TEST_CASE("merged_text: nothing without an ancestor that is still there, and just one") {
  const Revision first = {device(1), 1};
  CHECK_FALSE(merged_text(std::vector{write(1, 1, "one two")}));
  CHECK_FALSE(merged_text(std::vector{write(1, 1, "one two"), write(2, 1, "one three")}));
  CHECK_FALSE_MESSAGE(merged_text(std::vector{write(1, 1, nullptr), write(1, 2, "1 two", {first}),
                                              write(2, 3, "one 2", {first})}),
                      "its words are purged");
  CHECK_FALSE_MESSAGE(
      merged_text(std::vector{write(1, 2, "1 two", {first}), write(2, 3, "one 2", {first})}),
      "it never came");
  const Revision other = {device(2), 2};
  CHECK_FALSE_MESSAGE(merged_text(std::vector{write(1, 1, "one two"), write(2, 2, "one two"),
                                              write(1, 3, "1 two", {first, other}),
                                              write(2, 4, "one 2", {first, other})}),
                      "two ancestors, neither of which is the other's");
}
