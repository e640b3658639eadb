#include "compare/rank_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lambda_report/sketch.h"

namespace lambda_report::compare {
namespace {

const ValueCounts kOld = {{100, 3}, {105, 10}, {110, 20}, {120, 15}, {150, 2}};
const ValueCounts kNew = {{100, 1}, {108, 9}, {110, 12}, {121, 22}, {150, 5}, {300, 1}};

// scipy 1.17.1, mannwhitneyu(new, old, method='asymptotic'): U 1745.5 of 50 × 50.
TEST(MannWhitney, WithTies) {
  const RankTest test = mann_whitney(kOld, kNew);
  EXPECT_NEAR(test.p, 0.00046710855268627206, 1e-12);
  EXPECT_NEAR(test.delta, 2 * 1745.5 / 2500 - 1, 1e-12);
  const RankTest back = mann_whitney(kNew, kOld);
  EXPECT_NEAR(back.p, test.p, 1e-12);
  EXPECT_NEAR(back.delta, -test.delta, 1e-12);
}

TEST(MannWhitney, NothingToTell) {
  EXPECT_EQ(mann_whitney(kOld, kOld).delta, 0);
  EXPECT_EQ(mann_whitney(kOld, kOld).p, 1);
  EXPECT_EQ(mann_whitney({{5, 60}}, {{5, 70}}).p, 1);  // all equal: no spread at all
  EXPECT_EQ(mann_whitney({{5, 60}}, {{6, 70}}).delta, 1);
  EXPECT_LT(mann_whitney({{5, 60}}, {{6, 70}}).p, 1e-20);
}

// numpy: exp(median of all 2500 differences of logs) − 1.
TEST(HodgesLehmann, MedianOfAllPairs) {
  const Shift shift = hodges_lehmann(kOld, kNew);
  EXPECT_NEAR(shift.change, 0.028571428571429136, 1e-9);
  EXPECT_LE(shift.low, shift.change);
  EXPECT_GE(shift.high, shift.change);
  EXPECT_NEAR(hodges_lehmann({{100, 60}}, {{110, 60}}).change, 0.10, 1e-9);
  EXPECT_EQ(hodges_lehmann({{0, 60}}, {{0, 60}}).change, 0);
  EXPECT_EQ(hodges_lehmann({{7, 60}}, {{7, 60}}).low, 0);
}

TEST(Quantiles, NearestRank) {
  EXPECT_EQ(quantile_of(kOld, 0.5), 110);   // rank 25 of 50
  EXPECT_EQ(quantile_of(kOld, 0.95), 120);  // rank 48 of 50
  EXPECT_EQ(quantile_of(kOld, 1.0), 150);
  EXPECT_EQ(quantile_of({{7, 1}}, 0.5), 7);
}

TEST(Quantiles, OfHeavierTail) {
  const ValueCounts heavy = {{100, 170}, {200, 30}};
  const ValueCounts light = {{100, 198}, {200, 2}};
  const QuantileTest test = compare_p95(light, heavy);
  EXPECT_EQ(test.old_value, 100);
  EXPECT_EQ(test.new_value, 200);
  EXPECT_LT(test.p, 1e-5);
  EXPECT_NEAR(test.shift.change, 1.0, 1e-9);
  EXPECT_EQ(compare_p95(heavy, heavy).p, 1);
}

/// Values that look log-normal and are the same on every machine.
std::vector<std::int64_t> durations(std::uint64_t seed, int count, double factor) {
  std::vector<std::int64_t> values;
  std::uint64_t state = seed * 2 + 1;
  const auto uniform = [&state] {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (static_cast<double>(state >> 11) + 0.5) / 9007199254740992.0;
  };
  for (int i = 0; i < count; ++i) {
    double sum = -6;
    for (int k = 0; k < 12; ++k) sum += uniform();  // nearly normal
    values.push_back(static_cast<std::int64_t>(60'000 * std::exp(0.4 * sum) * factor));
  }
  return values;
}

ValueCounts raw(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  ValueCounts counts;
  for (const std::int64_t value : values) {
    if (counts.empty() || counts.back().first != value) counts.emplace_back(value, 0);
    ++counts.back().second;
  }
  return counts;
}

ValueCounts bucketed(const std::vector<std::int64_t>& values) {
  QuantileSketch sketch;
  for (const std::int64_t value : values) sketch.add(value);
  return sketch.buckets();
}

// By hand over all pairs of the raw values, against what the sketch's buckets give.
TEST(Buckets, AreAsGoodAsTheRawValues) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto a = durations(seed, 200, 1.0), b = durations(seed + 1000, 150, 1.10);
    std::vector<double> differences;
    double wins = 0;
    for (const std::int64_t x : a)
      for (const std::int64_t y : b) {
        differences.push_back(std::log(static_cast<double>(y)) - std::log(static_cast<double>(x)));
        wins += y > x ? 1 : y == x ? 0.5 : 0;
      }
    std::sort(differences.begin(), differences.end());
    const std::size_t half = differences.size() / 2;
    const double median = std::expm1((differences[half - 1] + differences[half]) / 2);
    const double delta = 2 * wins / static_cast<double>(differences.size()) - 1;

    EXPECT_NEAR(hodges_lehmann(raw(a), raw(b)).change, median, 1e-9) << seed;
    EXPECT_NEAR(mann_whitney(raw(a), raw(b)).delta, delta, 1e-9) << seed;
    EXPECT_NEAR(hodges_lehmann(bucketed(a), bucketed(b)).change, median, 0.006) << seed;
    EXPECT_NEAR(mann_whitney(bucketed(a), bucketed(b)).delta, delta, 0.006) << seed;
  }
}

}  // namespace
}  // namespace lambda_report::compare
