#include "app/tool/stretches.h"

#include <doctest/doctest.h>

namespace quietroom::tool {

TEST_CASE("gaps_in: what is missing between, before and behind, in any order and overlapping") {
  using Stretches = std::vector<Stretch>;
  CHECK(gaps_in({}, 0).empty());
  CHECK(gaps_in({}, 3) == Stretches{{1, 3}});
  CHECK(gaps_in({{1, 1}, {2, 2}, {3, 3}}, 0).empty());
  CHECK(gaps_in({{3, 4}, {9, 9}, {1, 1}}, 0) == Stretches{{2, 2}, {5, 8}});
  CHECK(gaps_in({{1, 64}, {3, 3}, {65, 65}}, 66) == Stretches{{66, 66}});
  CHECK(gaps_in({{1, 10}}, 5).empty());
}

TEST_CASE("is_covered: by one, by several, not by nearly all") {
  CHECK(is_covered({3, 5}, {{1, 8}}));
  CHECK(is_covered({3, 5}, {{5, 9}, {1, 4}}));
  CHECK_FALSE(is_covered({3, 5}, {{1, 4}}));
  CHECK_FALSE(is_covered({3, 5}, {{1, 3}, {5, 5}}));
  CHECK_FALSE(is_covered({1, 1}, {}));
}

TEST_CASE("text_of: one segment or several") {
  CHECK(text_of({4, 4}) == "segment 4");
  CHECK(text_of({4, 6}) == "segments 4 to 6");
}

}  // namespace quietroom::tool
