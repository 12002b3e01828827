#include "app/model/hlc.h"

#include <doctest/doctest.h>

#include <limits>

using namespace quietroom::model;

TEST_CASE("hlc_next: follows the clock, and goes on when the clock stands or jumps back") {
  Hlc now = hlc_next({}, 1000);
  CHECK(now.wall_ms() == 1000);
  CHECK(now.count() == 0);
  now = hlc_next(now, 1000);
  CHECK(now.wall_ms() == 1000);
  CHECK(now.count() == 1);
  now = hlc_next(now, 5);
  CHECK(now.wall_ms() == 1000);
  CHECK(now.count() == 2);
  now = hlc_next(now, 2000);
  CHECK(now.wall_ms() == 2000);
  CHECK(now.count() == 0);
}

TEST_CASE("hlc_next: 70,000 changes in one millisecond keep their order") {
  Hlc now = hlc_next({}, 1000);
  for (int i = 0; i < 70000; ++i) {
    const Hlc next = hlc_next(now, 1000);
    REQUIRE(next > now);
    now = next;
  }
  CHECK(now.wall_ms() == 1001);
}

TEST_CASE("hlc: clocks that are out of their mind do no harm") {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  CHECK(hlc_next({}, kMin).packed == 1);
  CHECK(hlc_next({}, kMax).packed < (std::uint64_t{1} << 63));
  CHECK(hlc_merge({}, {5}, kMin).packed == 0);
  CHECK(hlc_merge({}, {~std::uint64_t{0}}, kMax).packed < (std::uint64_t{1} << 63));
  CHECK_FALSE(hlc_is_ahead({5}, kMax));
  CHECK(hlc_is_ahead(hlc_next({}, 1000), kMin));
}

TEST_CASE("hlc_merge: takes a later time over, but not more than five minutes ahead") {
  const Hlc ours = hlc_next({}, 1000000);
  const Hlc a_bit = hlc_next({}, 1000000 + 1000);
  const Hlc far = hlc_next({}, 1000000 + kHlcAheadMaxMs + 1);
  CHECK(hlc_merge(ours, a_bit, 1000000) == a_bit);
  CHECK(hlc_merge(a_bit, ours, 1000000) == a_bit);
  CHECK(hlc_merge(ours, far, 1000000).wall_ms() == 1000000 + kHlcAheadMaxMs);
  CHECK(hlc_is_ahead(far, 1000000));
  CHECK_FALSE(hlc_is_ahead(a_bit, 1000000));
}
