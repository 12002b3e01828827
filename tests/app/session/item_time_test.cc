#include "app/session/item_time.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "platform/fake/random_fake.h"

using namespace quietroom;
using session::minutes_at_item;

namespace {

constexpr std::int64_t kStart = 1'700'000'000'000;

std::int64_t minute(std::int64_t number) {
  return kStart + number * 60 * 1000;
}

model::Line line(std::int64_t at, std::string item) {
  model::Line made;
  made.at_ms = minute(at);
  made.item_id = std::move(item);
  return made;
}

}  // namespace

TEST_CASE("item time: it goes to the item of the line that ends it, and then to the chosen one") {
  const std::vector<model::Line> lines = {line(3, "role"), line(4, "role"), line(10, "learned")};
  CHECK(minutes_at_item(lines, "role", "learned", kStart, minute(12)) == 4);
  CHECK(minutes_at_item(lines, "learned", "learned", kStart, minute(12)) == 8);
  CHECK(minutes_at_item(lines, "role", "role", kStart, minute(12)) == 6);
  CHECK(minutes_at_item(lines, "", "", kStart, minute(12)) == 2);
}

TEST_CASE("item time: before the first line it is the chosen item's, and none before the start") {
  CHECK(minutes_at_item({}, "role", "role", kStart, minute(5)) == 5);
  CHECK(minutes_at_item({}, "role", "learned", kStart, minute(5)) == 0);
  CHECK(minutes_at_item({}, "role", "role", kStart, kStart) == 0);
  CHECK(minutes_at_item({}, "role", "role", kStart, minute(-5)) == 0);
}

TEST_CASE("item time: lines with times of their own take no more than what there was") {
  const std::vector<model::Line> lines = {line(-300, "role"), line(9000, "learned"),
                                          line(2, "role")};
  CHECK(minutes_at_item(lines, "role", "other", kStart, minute(10)) == 2);
  CHECK(minutes_at_item(lines, "learned", "other", kStart, minute(10)) == 8);
  CHECK(minutes_at_item(lines, "other", "other", kStart, minute(10)) == 0);
}

TEST_CASE("item time: all items together have the whole time, but for started minutes") {
  const std::vector<std::string> items = {"", "role", "learned", "better"};
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    std::vector<model::Line> lines;
    for (std::uint64_t count = dice.below(40); count > 0; --count) {
      const auto at = static_cast<std::int64_t>(dice.below(80)) - 10;
      lines.push_back(line(at, items[dice.below(items.size())]));
    }
    int sum = 0;
    for (const std::string& item : items)
      sum += minutes_at_item(lines, item, "better", kStart, minute(60));
    CHECK(sum == 60);
  }
}
