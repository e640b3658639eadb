// The sum of rows that come one after the other.

#include "report/total_of_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lambda_report::report {
namespace {

FunctionStats row(std::int64_t from, std::int64_t count) {
  FunctionStats stats;
  stats.invocations = static_cast<std::uint64_t>(count);
  for (std::int64_t i = 0; i < count; ++i) stats.intervals.add(from + i, from + i + 5);
  return stats;
}

TEST(TotalOfRows, HasTheIntervalsOfAll) {
  TotalOfRows total;
  total.add(row(1000, 100));
  total.add(row(0, 3));
  total.add(row(5000, 64));
  total.add(row(500, 63));
  Intervals wanted;
  for (const auto& [from, count] : {std::pair{0, 3}, {500, 63}, {1000, 100}, {5000, 64}})
    for (std::int64_t i = from; i < from + count; ++i) wanted.add(i, i + 5);
  Intervals all;
  for (const Intervals* const some : total.intervals()) all.append(*some);
  EXPECT_EQ(all, wanted);
  EXPECT_EQ(total.take().invocations, 230U);
}

TEST(TotalOfRows, OfNoRowsIsNothing) { EXPECT_EQ(TotalOfRows().take().invocations, 0U); }

}  // namespace
}  // namespace lambda_report::report
