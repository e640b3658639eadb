// The sum of rows that come one after the other.

#include "report/total_of_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lambda_report::report {
namespace {

using Intervals = std::vector<std::pair<std::int64_t, std::int64_t>>;

FunctionStats row(std::int64_t from, std::int64_t count) {
  FunctionStats stats;
  stats.invocations = static_cast<std::uint64_t>(count);
  for (std::int64_t i = 0; i < count; ++i) stats.intervals.emplace_back(from + i, from + i + 5);
  return stats;
}

TEST(TotalOfRows, HasTheIntervalsOfAll) {
  TotalOfRows total;
  total.add(row(1000, 100));
  total.add(row(0, 3));
  total.add(row(5000, 64));
  total.add(row(500, 63));
  FunctionStats sum = total.take();
  EXPECT_EQ(sum.invocations, 230U);
  Intervals wanted;
  for (const auto& [from, count] : {std::pair{0, 3}, {500, 63}, {1000, 100}, {5000, 64}})
    for (std::int64_t i = from; i < from + count; ++i) wanted.emplace_back(i, i + 5);
  std::sort(sum.intervals.begin(), sum.intervals.end());
  EXPECT_EQ(sum.intervals, wanted);
}

TEST(TotalOfRows, HasNoneWhereARowDroppedThem) {
  TotalOfRows total;
  total.add(row(0, 100));
  FunctionStats dropped;
  dropped.invocations = 7;
  dropped.intervals_dropped = true;
  total.add(std::move(dropped));
  total.add(row(0, 2));
  const FunctionStats sum = total.take();
  EXPECT_EQ(sum.invocations, 109U);
  EXPECT_TRUE(sum.intervals_dropped);
  EXPECT_TRUE(sum.intervals.empty());
}

TEST(TotalOfRows, OfNoRowsIsNothing) { EXPECT_EQ(TotalOfRows().take().invocations, 0U); }

}  // namespace
}  // namespace lambda_report::report
