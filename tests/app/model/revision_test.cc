#include "app/model/revision.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "platform/fake/random_fake.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

Id device(std::uint8_t number) {
  Id id;
  id.bytes.fill(number);
  return id;
}

Write write(std::uint8_t by, std::uint64_t counter, std::uint64_t hlc, const char* text,
            std::vector<Revision> replaces = {}) {
  return {{device(by), counter}, {hlc}, Value::text(text), std::move(replaces)};
}

std::vector<std::string> texts(const std::vector<Write>& writes) {
  std::vector<std::string> all;
  for (const Write& one : writes) all.push_back(*one.value.as_text());
  return all;
}

/// Devices that see some of each other's writes and write now and then.
std::vector<Write> random_history(FakeRandom& random, int count) {
  std::vector<Write> all;
  std::vector<std::vector<Write>> seen(3);
  for (int i = 0; i < count; ++i) {
    const auto who = static_cast<std::size_t>(random.below(3));
    if (!all.empty() && random.below(2) == 0) {
      seen[who].push_back(all[static_cast<std::size_t>(random.below(all.size()))]);
    }
    Write one = write(static_cast<std::uint8_t>(who + 1), static_cast<std::uint64_t>(i + 1),
                      random.below(20), std::to_string(i).c_str());
    for (const Write& current : current_writes(seen[who])) one.replaces.push_back(current.revision);
    seen[who].push_back(one);
    all.push_back(one);
  }
  return all;
}

}  // namespace

TEST_CASE("register: an edit takes the place of what it names") {
  const std::vector<Write> writes = {write(1, 1, 10, "a"), write(1, 2, 20, "b", {{device(1), 1}})};
  CHECK(texts(current_writes(writes)) == std::vector<std::string>{"b"});
}

TEST_CASE("register: edits that did not know of each other both stay, the later one first") {
  const std::vector<Write> writes = {write(1, 1, 10, "a"),
                                     write(1, 2, 20, "mine", {{device(1), 1}}),
                                     write(2, 1, 30, "theirs", {{device(1), 1}})};
  CHECK(texts(current_writes(writes)) == std::vector<std::string>{"theirs", "mine"});
}

TEST_CASE("register: at the same time the higher revision is shown first") {
  const std::vector<Write> writes = {write(1, 5, 10, "low"), write(2, 1, 10, "high"),
                                     write(2, 2, 10, "higher")};
  CHECK(texts(current_writes(writes)) == std::vector<std::string>{"higher", "high", "low"});
}

TEST_CASE("register: a write that settles a conflict names both") {
  const std::vector<Write> writes = {write(1, 1, 10, "a"), write(2, 1, 11, "b"),
                                     write(1, 2, 5, "both", {{device(1), 1}, {device(2), 1}})};
  CHECK(texts(current_writes(writes)) == std::vector<std::string>{"both"});
}

TEST_CASE("register: the order and repetition of delivery do not matter") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    FakeRandom random(seed);
    const std::vector<Write> history = random_history(random, 20);
    std::vector<Write> delivered = history;
    for (int i = 0; i < 10; ++i)
      delivered.push_back(history[static_cast<std::size_t>(random.below(history.size()))]);
    for (std::size_t i = delivered.size(); i > 1; --i)
      std::swap(delivered[i - 1], delivered[static_cast<std::size_t>(random.below(i))]);
    const auto expected = current_writes(history);
    CHECK_FALSE(expected.empty());
    CHECK(texts(current_writes(delivered)) == texts(expected));
  }
}
