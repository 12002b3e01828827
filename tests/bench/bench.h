// What the native benches share: results that must be good, and how long work takes.
#pragma once

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "platform/base/check.h"
#include "platform/base/result.h"

namespace quietroom::bench {

template <typename T>
T must(Result<T> result) {
  CHECK_THAT(result.ok(), result.error().context);
  return std::move(result).value();
}

inline void must(const Status& status) {
  CHECK_THAT(status.ok(), status.error().context);
}

/// Milliseconds of each of `rounds` calls of `work`, which is told their numbers from 0 on.
template <typename Work>
std::vector<double> times_of(int rounds, Work work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work(i);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    times.push_back(took.count());
  }
  return times;
}

/// `percent`: 0 to 100; 50 is the median, 100 the worst.
inline double percentile(std::vector<double> values, std::size_t percent) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

/// How long one call of `work` takes in the median, in milliseconds; as times_of().
template <typename Work>
double median_of(int rounds, Work work) {
  return percentile(times_of(rounds, std::move(work)), 50);
}

}  // namespace quietroom::bench
