#include "lambda_report/intervals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "lambda_report/packed_list.h"

namespace lambda_report {
namespace {

using Interval = Intervals::Interval;

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
// 21 bits of length and 43 of the end are held in 8 bytes: the last that fit, and one more.
constexpr std::int64_t kLongest = (std::int64_t{1} << 21) - 1;
constexpr std::int64_t kLatest = (std::int64_t{1} << 43) - 1;

const std::vector<Interval> kOdd = {{0, 0},
                                    {0, 1},
                                    {-5, 3},
                                    {5, 5 + kLongest},
                                    {5, 6 + kLongest},
                                    {kLatest - 1, kLatest},
                                    {kLatest, kLatest + 1},
                                    {kLatest + 1, kLatest + 1},
                                    {-7, -3},
                                    {9, 3},
                                    {kFirst, kLast},
                                    {kFirst, kFirst},
                                    {kLast, kLast}};

Intervals of(const std::vector<Interval>& list) {
  Intervals intervals;
  for (const auto& [start, end] : list) intervals.add(start, end);
  return intervals;
}

std::vector<Interval> sorted(std::vector<Interval> list) {
  std::sort(list.begin(), list.end());
  return list;
}

TEST(Intervals, AreWhatWasAdded) {
  const Intervals intervals = of(kOdd);
  EXPECT_EQ(intervals.size(), kOdd.size());
  EXPECT_EQ(intervals.sorted(), sorted(kOdd));
  EXPECT_FALSE(intervals.empty());
  EXPECT_TRUE(Intervals().empty());
}

TEST(Intervals, ManyAndThoseOfOthers) {
  std::vector<Interval> model;
  Intervals all;
  for (const std::int64_t count : {0, 1, 3, 4095, 4096, 4097, 20'000}) {
    std::vector<Interval> some = count % 2 == 0 ? kOdd : std::vector<Interval>();
    for (std::int64_t i = 0; i < count; ++i) some.emplace_back(i * 97 % 10'007, i * 97 + count);
    all.append(of(some));
    model.insert(model.end(), some.begin(), some.end());
    EXPECT_EQ(all.size(), model.size());
    EXPECT_EQ(all.sorted(), sorted(model)) << count;
  }
  const Intervals copy = all;
  all.add(1, 2);
  EXPECT_EQ(copy.size() + 1, all.size());
  EXPECT_FALSE(copy == all);
}

TEST(Intervals, DoNotAskInWhatOrder) {
  EXPECT_EQ((Intervals{{1, 2}, {3, 4}}), (Intervals{{3, 4}, {1, 2}}));
  EXPECT_FALSE((Intervals{{1, 2}, {1, 2}}) == (Intervals{{1, 2}}));
}

TEST(Intervals, ComeBackFromAPackedList) {
  Intervals many = of(kOdd);
  for (std::int64_t i = 0; i < 9000; ++i) many.add(i, i + i % 400);
  const PackedList<Intervals> list = {of(kOdd), Intervals(), many};
  EXPECT_EQ(list[0], of(kOdd));
  EXPECT_TRUE(list[1].empty());
  EXPECT_EQ(list[2], many);
  Intervals more = list.at(2);
  more.add(7, 8);
  EXPECT_EQ(more.size(), many.size() + 1);
}

}  // namespace
}  // namespace lambda_report
