#include "advisor/mixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lambda_report::advisor {
namespace {

/// `count` log-normal durations around `ms`, with `sigma` of the logarithm.
void add(QuantileSketch& us, int count, double ms, double sigma, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> log(std::log(ms * 1000), sigma);
  for (int i = 0; i < count; ++i) us.add(static_cast<std::int64_t>(std::exp(log(random))));
}

TEST(TwoGroups, OneBellIsOneGroup) {
  for (const double sigma : {0.02, 0.1, 0.3, 1.0})
    for (unsigned seed = 1; seed <= 50; ++seed) {
      QuantileSketch us;
      add(us, 400, 120, sigma, seed);
      EXPECT_FALSE(two_groups(us)) << sigma << " " << seed;
    }
}

TEST(TwoGroups, AFewSlowOnesAreATail) {
  QuantileSketch us;
  add(us, 960, 20, 0.1, 1);
  add(us, 40, 5'000, 0.1, 2);
  EXPECT_FALSE(two_groups(us));
}

TEST(TwoGroups, FoundWithTheirShares) {
  QuantileSketch us;
  add(us, 700, 20, 0.2, 1);
  add(us, 300, 400, 0.2, 2);
  const auto groups = two_groups(us);
  ASSERT_TRUE(groups);
  EXPECT_NEAR(groups->short_mean_ms, 20, 0.5);
  EXPECT_NEAR(groups->long_mean_ms, 400, 10);
  EXPECT_NEAR(groups->long_share, 0.3, 1e-9);
  EXPECT_GT(groups->explained, 0.9);
  EXPECT_GT(groups->split_ms, 40);
  EXPECT_LT(groups->split_ms, 220);
}

TEST(TwoGroups, OverlappingGroupsAreNotClaimed) {
  QuantileSketch us;
  add(us, 500, 100, 0.4, 1);
  add(us, 500, 200, 0.4, 2);
  EXPECT_FALSE(two_groups(us));
}

TEST(TwoGroups, NotWhereTheyHardlyDiffer) {
  QuantileSketch us;
  us.add(100'000, 500);
  us.add(149'000, 500);
  EXPECT_FALSE(two_groups(us));
  us = {};
  us.add(100'000, 500);
  us.add(155'000, 500);
  EXPECT_TRUE(two_groups(us));
}

TEST(TwoGroups, NotOnFewOrEqualValues) {
  QuantileSketch few;
  few.add(1'000, 24);
  few.add(900'000, 25);
  EXPECT_FALSE(two_groups(few));
  QuantileSketch equal;
  equal.add(5'000, 1'000);
  EXPECT_FALSE(two_groups(equal));
  few.add(900'000);
  EXPECT_TRUE(two_groups(few));
}

}  // namespace
}  // namespace lambda_report::advisor
