#include "advisor/statistics.h"

#include <gtest/gtest.h>

namespace lambda_report::advisor {
namespace {

struct WilsonCase {
  std::uint64_t hits, trials;
  double low, high;
};

class Wilson : public testing::TestWithParam<WilsonCase> {};

TEST_P(Wilson, Interval) {
  const WilsonCase& c = GetParam();
  const Share share = wilson(c.hits, c.trials);
  EXPECT_NEAR(share.low, c.low, 5e-5);
  EXPECT_NEAR(share.high, c.high, 5e-5);
  EXPECT_LE(share.low, share.observed);
  EXPECT_LE(share.observed, share.high);
}

// By a few lines of Python from the formula, to four decimals.
INSTANTIATE_TEST_SUITE_P(Table, Wilson,
                         testing::Values(WilsonCase{0, 10, 0.0, 0.2775},
                                         WilsonCase{10, 10, 0.7225, 1.0},
                                         WilsonCase{1, 20, 0.0089, 0.2361},
                                         WilsonCase{15, 148, 0.0624, 0.1605},
                                         WilsonCase{50, 1000, 0.0381, 0.0653}));

TEST(RuleOfThree, IsAboutThreeOverN) {
  EXPECT_EQ(rule_of_three(0), 1);
  EXPECT_NEAR(rule_of_three(1), 0.95, 1e-12);
  EXPECT_NEAR(rule_of_three(50), 0.0582, 1e-4);  // 1 - 0.05^(1/50)
  EXPECT_NEAR(rule_of_three(1000), 0.0030, 1e-4);
}

}  // namespace
}  // namespace lambda_report::advisor
