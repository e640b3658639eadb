#include "advisor/candidate_cost.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "advisor/rows.h"

namespace lambda_report::advisor {
namespace {

TEST(MeanRoundedUp, IsTheMeanOfTheCeiling) {
  EXPECT_DOUBLE_EQ(mean_rounded_up(2, 2), 2);
  EXPECT_DOUBLE_EQ(mean_rounded_up(2.25, 2.25), 3);
  EXPECT_DOUBLE_EQ(mean_rounded_up(2, 3), 3);
  EXPECT_DOUBLE_EQ(mean_rounded_up(0.25, 0.75), 1);
  EXPECT_DOUBLE_EQ(mean_rounded_up(0.5, 1.5), 1.5);  // half 1, half 2
  EXPECT_DOUBLE_EQ(mean_rounded_up(0, 4), 2.5);      // (1 + 2 + 3 + 4) / 4
  EXPECT_DOUBLE_EQ(mean_rounded_up(1000, 1100), 1050.5);
}

TEST(CandidateCost, NowIsWhatWasBilled) {
  RowBuilder row("f", 512);
  std::mt19937 random(7);
  std::lognormal_distribution<double> ms(std::log(40.0), 0.8);
  for (int i = 0; i < 5'000; ++i) row.warm(1, ms(random), 100);
  row.cold(30, 80.5, 300, 100).cold(20, 80.5, 300, 100, 0, /*init_billed=*/false);
  row.stats().not_multiple_of = {5'000, 4'900, 0};
  const CandidateCost cost(row.stats());
  const double billed = static_cast<double>(row.stats().billed_ms);
  // 20 inits of 300 ms that were free are not, from now on
  row.stats().unbilled_init_ms = 6'000;
  EXPECT_NEAR(CandidateCost(row.stats()).billed_ms(1, 1), billed + 6'000, 1e-6 * billed);
  EXPECT_NEAR(cost.billed_ms(1, 1), billed, 1e-6 * billed);
}

TEST(CandidateCost, RescalesEachLineAndRoundsItUp) {
  // The same 5,000 calls at 1.7 times the duration, each rounded up on its own.
  RowBuilder row("f", 512);
  std::mt19937 random(7);
  std::lognormal_distribution<double> ms(std::log(3.0), 0.5);
  double expected = 0;
  for (int i = 0; i < 5'000; ++i) {
    const double one = ms(random);
    row.warm(1, one, 100);
    expected += std::ceil(one * 1.7);
  }
  EXPECT_NEAR(CandidateCost(row.stats()).billed_ms(1.7, 1), expected, 0.005 * expected);
}

TEST(CandidateCost, InitDoesNotScale) {
  RowBuilder row("f", 512);
  row.cold(10, 100, 400, 100);
  const CandidateCost cost(row.stats());
  EXPECT_NEAR(cost.billed_ms(1, 1), 10 * (100 + 400), 1);
  EXPECT_NEAR(cost.billed_ms(1, 2), 10 * (200 + 400), 10);  // at most 1 ms of rounding each
}

TEST(CandidateCost, OldSteppedBillingIsNotCarriedOn) {
  RowBuilder row("f", 512);
  row.warm(100, 12, 100);
  row.stats().billed_ms = 100 * 100;  // billed in steps of 100 ms
  row.stats().not_multiple_of = {0, 0, 0};
  EXPECT_NEAR(CandidateCost(row.stats()).billed_ms(1, 1), 1'200, 1e-6);
}

TEST(CandidateCost, MoneyHoldsTheFees) {
  RowBuilder row("f", 1024);
  row.warm(1'000, 100, 100);
  const CandidateCost cost(row.stats());
  // 1,000 x 100 ms at 1 GB = 100 GB-s x 0.0000166667 + 1,000 x 0.0000002 = 0.00186667
  EXPECT_EQ(cost.cost(100'000, 1024, test_rates()).str(), "0.00186667");
  EXPECT_EQ(cost.cost(100'000, 512, test_rates()).str(), "0.001033335");
}

}  // namespace
}  // namespace lambda_report::advisor
