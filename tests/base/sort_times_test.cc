#include "base/sort_times.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace lambda_report {
namespace {

TEST(SortTimes, LikeTheStandardLibrary) {
  std::mt19937_64 random(1);
  for (const std::size_t size : {0U, 1U, 2U, 511U, 512U, 5000U}) {
    // Around what one digit, two and three can tell apart, and all there is.
    for (const std::uint64_t range :
         {std::uint64_t{1}, std::uint64_t{4096}, std::uint64_t{4097}, std::uint64_t{1} << 24,
          (std::uint64_t{1} << 24) + 1, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
      std::vector<std::int64_t> times(size);
      for (std::int64_t& time : times) time = static_cast<std::int64_t>(random() % range) - 1'000;
      std::vector<std::int64_t> expected = times;
      std::sort(expected.begin(), expected.end());
      sort_times(times);
      EXPECT_EQ(times, expected) << size << " within " << range;
      sort_times(times);
      EXPECT_EQ(times, expected);
    }
  }
}

TEST(SortIntervals, LikeTheStandardLibrary) {
  std::mt19937_64 random(1);
  for (const std::size_t size : {0U, 1U, 2U, 511U, 512U, 5000U}) {
    for (const std::uint64_t range :
         {std::uint64_t{1}, std::uint64_t{50}, std::uint64_t{1} << 33}) {
      std::vector<std::pair<std::int64_t, std::int64_t>> intervals(size);
      for (auto& [start, end] : intervals) {
        start = static_cast<std::int64_t>(random() % range) - 1'000;
        end = start + static_cast<std::int64_t>(random() % 100);
      }
      auto expected = intervals;
      std::sort(expected.begin(), expected.end());
      sort_intervals(intervals);
      EXPECT_EQ(intervals, expected) << size << " within " << range;
    }
  }
}

TEST(SortTimes, TheWholeRange) {
  std::vector<std::int64_t> times(1000, 0);
  times[0] = std::numeric_limits<std::int64_t>::max();
  times[999] = std::numeric_limits<std::int64_t>::min();
  sort_times(times);
  EXPECT_EQ(times.front(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(times.back(), std::numeric_limits<std::int64_t>::max());
}

}  // namespace
}  // namespace lambda_report
