#include "sync/format/padme.h"

#include <doctest/doctest.h>

#include "platform/fake/random_fake.h"

namespace quietroom::format {

TEST_CASE("padme: the sizes of the paper's rule") {
  struct Row {
    std::uint64_t size, padded;
  };
  // By hand from docs/format.md section 8.
  const Row rows[] = {{0, 0},
                      {1, 1},
                      {2, 2},
                      {3, 3},
                      {8, 8},
                      {9, 10},
                      {10, 10},
                      {11, 12},
                      {100, 104},
                      {512, 512},
                      {513, 544},
                      {1000, 1024},
                      {1023, 1024},
                      {1024, 1024},
                      {1025, 1088},
                      {4097, 4352},
                      {65537, 67584},
                      {70000, 71680},
                      {1u << 20, 1u << 20}};
  for (const Row& row : rows) {
    CAPTURE(row.size);
    CHECK(padme(row.size) == row.padded);
  }
}

TEST_CASE("padme: never shorter, at most 12 % longer, and a padded size stays") {
  const auto check = [](std::uint64_t size) {
    CAPTURE(size);
    const std::uint64_t padded = padme(size);
    REQUIRE(padded >= size);
    REQUIRE(static_cast<double>(padded - size) <= 0.12 * static_cast<double>(size));
    REQUIRE(padme(padded) == padded);
    REQUIRE(padme(size + 1) >= padded);
  };
  for (std::uint64_t size = 0; size < 70000; ++size) check(size);
  FakeRandom random(1);
  for (int i = 0; i < 20000; ++i) check(random.next() >> (2 + random.below(50)));
  check(std::uint64_t{1} << 61);
}

TEST_CASE("padme: few sizes are left to be seen") {
  int kinds = 0;
  std::uint64_t last = 0;
  for (std::uint64_t size = 1; size <= 1u << 20; ++size) {
    if (padme(size) != last) ++kinds;
    last = padme(size);
  }
  CHECK(kinds < 400);
}

}  // namespace quietroom::format
