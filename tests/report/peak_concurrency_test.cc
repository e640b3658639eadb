#include "report/peak_concurrency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace lambda_report::report {
namespace {

std::uint64_t peak_of(const Intervals& intervals) {
  const Intervals* const list = &intervals;
  return peak_concurrency({&list, 1});
}

struct PeakCase {
  Intervals intervals;
  std::uint64_t peak;
};

class Peak : public testing::TestWithParam<PeakCase> {};

TEST_P(Peak, CountsWhatRunsAtOnce) { EXPECT_EQ(peak_of(GetParam().intervals), GetParam().peak); }

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

INSTANTIATE_TEST_SUITE_P(
    Table, Peak,
    testing::Values(PeakCase{{}, 0}, PeakCase{{{0, 10}}, 1},
                    PeakCase{{{0, 10}, {10, 20}}, 1},  // one environment, back to back
                    PeakCase{{{0, 11}, {10, 20}}, 2},
                    PeakCase{{{10, 20}, {0, 30}, {5, 15}}, 3},  // any order
                    PeakCase{{{0, 10}, {0, 10}, {0, 10}, {10, 20}}, 3},
                    PeakCase{{{5, 5}}, 1},             // under a millisecond
                    PeakCase{{{5, 5}, {5, 5}}, 1},     // may well be one after the other
                    PeakCase{{{0, 10}, {5, 5}}, 2},    // beside a long one
                    PeakCase{{{0, 10}, {10, 10}}, 1},  // after it
                    PeakCase{{{0, 10}, {0, 0}}, 1},    // before it
                    PeakCase{{{-5, 12}, {9, 8'000'000'000}, {7'999'999'999, 8'000'000'001}}, 2},
                    PeakCase{{{0, 10}, {20, 30}, {25, 25}}, 2},
                    PeakCase{{{kFirst, kLast}, {-1, 0}, {kLast - 1, kLast}, {kFirst, kFirst}}, 2},
                    PeakCase{{{9, 3}}, 1}));  // an end before its start is taken as an instant

// By its definition: what runs when one starts, and beside an instant.
std::uint64_t peak_by_definition(const std::vector<Intervals::Interval>& intervals) {
  std::uint64_t peak = 0;
  for (const auto& [now, end] : intervals) {
    const bool is_instant = end <= now;
    std::uint64_t running = is_instant ? 1 : 0;
    for (const auto& [other_start, other_end] : intervals)
      if (other_end > other_start && other_end > now &&
          (is_instant ? other_start < now : other_start <= now))
        ++running;
    peak = std::max(peak, running);
  }
  return peak;
}

TEST(PeakConcurrency, IsWhatItIsDefinedAs) {
  std::mt19937_64 random(1);
  for (int run = 0; run < 400; ++run) {
    // Dense and sparse, one crowd or a few, much of it at the same milliseconds or nothing.
    const std::size_t count = 1 + random() % 600;
    const std::uint64_t window = std::uint64_t{1} << random() % 24;
    const std::uint64_t longest = std::uint64_t{1} << random() % 16;
    const std::uint64_t crowds = 1 + random() % 4;
    std::vector<Intervals::Interval> intervals(count);
    for (auto& [start, end] : intervals) {
      start = static_cast<std::int64_t>(random() % crowds * window * 3 + random() % window) - 1'000;
      end = start + static_cast<std::int64_t>(random() % longest);
    }
    const std::uint64_t peak = peak_by_definition(intervals);
    Intervals one;
    std::vector<Intervals> several(1 + random() % 5);
    for (const auto& [start, end] : intervals) {
      one.add(start, end);
      several[random() % several.size()].add(start, end);
    }
    ASSERT_EQ(peak_of(one), peak) << run;
    std::vector<const Intervals*> lists;
    for (const Intervals& list : several) lists.push_back(&list);
    ASSERT_EQ(peak_concurrency(lists), peak) << run;
  }
}

// Many stretches of time: one crowd among them, and everywhere else one at a time.
TEST(PeakConcurrency, FindsOneCrowdAmongMany) {
  Intervals intervals;
  for (std::int64_t i = 0; i < 200'000; ++i) intervals.add(i * 100, i * 100 + 100);
  EXPECT_EQ(peak_of(intervals), 1U);
  for (const std::int64_t at : {0, 7'654'321, 19'999'990}) {
    Intervals crowded = intervals;
    crowded.add(at, at + 2);
    crowded.add(at + 1, at + 3);
    EXPECT_EQ(peak_of(crowded), 3U) << at;
    crowded.add(at + 1, at + 1);
    EXPECT_EQ(peak_of(crowded), 3U) << at;
    crowded.add(at + 2, at + 2);
    EXPECT_EQ(peak_of(crowded), 3U) << at;
  }
}

}  // namespace
}  // namespace lambda_report::report
