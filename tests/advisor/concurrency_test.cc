#include "advisor/concurrency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advisor/rows.h"

namespace lambda_report::advisor {
namespace {

using testing::ElementsAre;

TEST(Concurrency, HowLongHowManyRan) {
  FunctionStats stats;
  stats.intervals = {{0, 100}, {20, 60}, {40, 80}, {80, 120}, {500, 1000}, {7, 7}};
  const auto concurrency = concurrency_of(stats);
  ASSERT_TRUE(concurrency);
  EXPECT_EQ(concurrency->window_ms, 1000);
  // one or more: 0..120 and 500..1000; two: 20..100; three: 40..60
  EXPECT_THAT(concurrency->busy_ms, ElementsAre(620, 80, 20));
}

TEST(Concurrency, EndBeforeStartInOneMillisecond) {
  FunctionStats stats;
  stats.intervals = {{0, 10}, {10, 20}};
  EXPECT_THAT(concurrency_of(stats)->busy_ms, ElementsAre(20));
}

TEST(Concurrency, UnknownWithoutAllTimes) {
  FunctionStats stats;
  EXPECT_FALSE(concurrency_of(stats));
  stats.intervals = {{0, 10}};
  stats.without_time = 1;
  EXPECT_FALSE(concurrency_of(stats));
  stats.without_time = 0;
  stats.intervals_dropped = true;
  EXPECT_FALSE(concurrency_of(stats));
}

TEST(Provisioned, UnitsAboveTheBreakEven) {
  // us-east-1: 0.0000041667 / (0.0000166667 - 0.0000097222) = 0.6
  const auto outcome = provisioned_outcome(
      {.window_ms = 1'000'000, .busy_ms = {900'000, 610'000, 590'000}}, 1024, test_rates());
  ASSERT_TRUE(outcome);
  EXPECT_NEAR(outcome->break_even, 0.6, 1e-4);
  EXPECT_EQ(outcome->paying_units, 2u);
  EXPECT_DOUBLE_EQ(outcome->first_share, 0.9);
  EXPECT_DOUBLE_EQ(outcome->last_share, 0.61);
  // (900 + 610) s x 0.0000069445 - 2 x 1000 s x 0.0000041667 = 0.002152795
  EXPECT_EQ(outcome->saved.str(), "0.002152795");
}

// In us-east-1 a unit pays off from a busy share of 0.6 on.
TEST(Provisioned, MayPayOffWhereEnoughRan) {
  FunctionStats stats;
  stats.intervals = {{0, 300'000}, {100'000, 395'000}, {999'999, 1'000'000}, {7, 7}};
  EXPECT_FALSE(may_pay_off(stats, test_rates()));  // 595,001 ms of 1,000,000
  stats.intervals.add(100'000, 110'000);
  EXPECT_TRUE(may_pay_off(stats, test_rates()));  // though not one after the other
  EXPECT_EQ(provisioned_outcome(*concurrency_of(stats), 1024, test_rates())->paying_units, 0u);
  stats.without_time = 1;
  EXPECT_FALSE(may_pay_off(stats, test_rates()));
  stats.without_time = 0;
  stats.intervals = {{7, 7}};
  EXPECT_FALSE(may_pay_off(stats, test_rates()));
}

TEST(Provisioned, NothingWithoutRates) {
  RateCard rates = test_rates();
  rates.provisioned_duration.reset();
  EXPECT_FALSE(provisioned_outcome({.window_ms = 10, .busy_ms = {10}}, 1024, rates));
  FunctionStats stats;
  stats.intervals = {{0, 10}};
  EXPECT_TRUE(may_pay_off(stats, test_rates()));
  EXPECT_FALSE(may_pay_off(stats, rates));
}

}  // namespace
}  // namespace lambda_report::advisor
