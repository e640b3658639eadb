#include "compare/proportion.h"

#include <gtest/gtest.h>

#include <vector>

namespace lambda_report::compare {
namespace {

struct SharesCase {
  Proportion a, b;
  double p;  // scipy 1.17.1, fisher_exact
};

class CompareShares : public testing::TestWithParam<SharesCase> {};

TEST_P(CompareShares, IsFishersTest) {
  const SharesCase& c = GetParam();
  EXPECT_NEAR(compare_shares(c.a, c.b), c.p, c.p * 1e-6);
  EXPECT_NEAR(compare_shares(c.b, c.a), c.p, c.p * 1e-6);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CompareShares,
    testing::Values(SharesCase{{3, 50}, {12, 60}, 0.04910292051872377},
                    SharesCase{{0, 200}, {9, 180}, 0.0010779407159609454},
                    SharesCase{{40, 400}, {42, 410}, 1.0},
                    SharesCase{{1, 10}, {9, 11}, 0.0019052155275065491},
                    SharesCase{{500, 100'000}, {650, 100'000}, 1.0227546615823198e-05},
                    SharesCase{{0, 100}, {0, 100}, 1.0}, SharesCase{{100, 100}, {50, 50}, 1.0}));

TEST(CompareShares, VeryManyByTheNormalTest) {
  // z = 0.001 / √(0.4505 × 0.5495 × 2 / 10^6) = 1.42124…; p = 0.1552.
  EXPECT_NEAR(compare_shares({450'000, 1'000'000}, {451'000, 1'000'000}), 0.15525, 1e-4);
}

// Newcombe 1998, table II (56/70 against 48/80), method 10: 0.0524 to 0.3339.
TEST(DifferenceInterval, TextbookCase) {
  const auto [low, high] = difference_interval({48, 80}, {56, 70});
  EXPECT_NEAR(low, 0.0524, 5e-5);
  EXPECT_NEAR(high, 0.3339, 5e-5);
}

// Newcombe's interval from Wilson's, by hand: 0 of 80 is 0 to z²/(n + z²) = 0.0458181, 8 of 80 is
// 0.0515476 to 0.1851069; 0.1 - √(0.0484524² + 0.0458181²) and 0.1 + 0.0851069.
TEST(DifferenceInterval, NoneOnOneSide) {
  const auto [low, high] = difference_interval({0, 80}, {8, 80});
  EXPECT_NEAR(low, 0.0333147, 1e-6);
  EXPECT_NEAR(high, 0.1851069, 1e-6);
  // The same for what did not happen, 80 of 80 and 72 of 80.
  const auto [other_low, other_high] = difference_interval({80, 80}, {72, 80});
  EXPECT_NEAR(other_low, -0.1851069, 1e-6);
  EXPECT_NEAR(other_high, -0.0333147, 1e-6);
}

// C(30, 4) / C(70, 4): the four largest of 40 + 30 are all among the 30.
TEST(ChanceOfAllNew, Counted) {
  EXPECT_NEAR(chance_of_all_new(4, 40, 30), 0.029888918578463184, 1e-12);
  EXPECT_EQ(chance_of_all_new(0, 40, 30), 1);
  EXPECT_NEAR(chance_of_all_new(1, 1, 1), 0.5, 1e-12);
  EXPECT_EQ(chance_of_all_new(5, 40, 3), 0);
}

// scipy 1.17.1, false_discovery_control(method='bh').
TEST(Adjust, BenjaminiHochberg) {
  std::vector<double> p = {0.001, 0.2, 0.03, 0.04, 0.9, 0.0005};
  adjust(p);
  const std::vector<double> expected = {0.003, 0.24, 0.06, 0.06, 0.9, 0.003};
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(p[i], expected[i], 1e-12);
  std::vector<double> none;
  adjust(none);
}

TEST(Adjust, EqualOnesStayAsTheyAre) {
  std::vector<double> p(1'000, 0.25);
  adjust(p);
  EXPECT_EQ(p, std::vector<double>(1'000, 0.25));
}

}  // namespace
}  // namespace lambda_report::compare
