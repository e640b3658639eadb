#include "advisor/smoothed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lambda_report::advisor {
namespace {

double normal(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double at(const Smoothed& smoothed, double q) {
  return smoothed.quantile(q, smoothed.low(), smoothed.high());
}

// 1.6448536 standard deviations hold 95 %, 3.0902323 hold 99.9 % (any table of the normal
// distribution).
TEST(Smoothed, OnePointIsANormalDistribution) {
  const double point[] = {3.25}, weight[] = {7};
  for (const double sd : {0.03, 0.2, 2.0}) {
    const Smoothed smoothed(point, weight, sd);
    EXPECT_NEAR(at(smoothed, 0.5), 3.25, 2e-5);
    EXPECT_NEAR(at(smoothed, 0.95), 3.25 + 1.6448536 * sd, 2e-5);
    EXPECT_NEAR(at(smoothed, 0.05), 3.25 - 1.6448536 * sd, 2e-5);
    EXPECT_NEAR(at(smoothed, 0.999), 3.25 + 3.0902323 * sd, 1e-3 * sd);
  }
}

// Far apart, the quantiles of two points are those of each: the median of the left one is the
// quarter of both.
TEST(Smoothed, PointsFarApartKeepTheirOwnQuantiles) {
  const double points[] = {-4, 9}, weights[] = {1, 1};
  const Smoothed smoothed(points, weights, 0.1);
  EXPECT_NEAR(at(smoothed, 0.25), -4, 1e-4);
  EXPECT_NEAR(at(smoothed, 0.75), 9, 1e-4);
  EXPECT_NEAR(at(smoothed, 0.475), -4 + 0.1 * 1.6448536, 1e-4);
}

TEST(Smoothed, AgreesWithTheSumOverAllPoints) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> some(0, 1);
  for (int round = 0; round < 200; ++round) {
    const double sd = 0.03 + 0.2 * some(random), range = 3 * some(random);
    std::vector<double> points, weights;
    double total = 0;
    for (int i = 0; i < 170; ++i) {
      points.push_back(5 + range * some(random));
      weights.push_back(std::exp(-8 * some(random)));
      total += weights.back();
    }
    const Smoothed smoothed(points, weights, sd);
    for (const double q : {0.05, 0.5, 0.95}) {
      const double x = at(smoothed, q);
      double sum = 0;
      for (std::size_t i = 0; i < points.size(); ++i)
        sum += weights[i] / total * normal((x - points[i]) / sd);
      // Sharing between bins of a quarter of sd adds up to 1/64 of the variance: 0.8 % of sd, and
      // at 95 % so many times 1.645 times the density there, 0.103.
      EXPECT_NEAR(sum, q, 0.0014) << "round " << round << " sd " << sd << " range " << range;
    }
  }
}

TEST(NormalTable, AgreesWithTheFunctionBetweenItsRows) {
  const NormalTable& table = NormalTable::get();
  for (std::size_t k = 0; k < NormalTable::kRow; ++k) {
    std::vector<double> bins(NormalTable::kRow);
    bins[k] = 1;
    for (double part = 0; part < 1; part += 0.0037) {
      const double z = (23 - static_cast<double>(k) + part) / 4;
      ASSERT_NEAR(table.dot(bins.data(), part), normal(z), 5e-7) << z;
    }
  }
}

}  // namespace
}  // namespace lambda_report::advisor
