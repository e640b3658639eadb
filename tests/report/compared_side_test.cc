#include <gtest/gtest.h>

#include <cmath>

#include "lambda_report/compare.h"
#include "report/runs.h"

namespace lambda_report {
namespace {

std::optional<double> billed_error(std::initializer_list<std::int64_t> billed_ms) {
  const PriceSheet prices = easy_prices();
  FunctionStats stats = invocations(billed_ms.size(), 0, 128);
  stats.billed_ms_sketch = {};
  for (const std::int64_t ms : billed_ms) stats.billed_ms_sketch.add(ms);
  Result<ComparedSide> side =
      compared_side("base", run_of(std::pair(key("orders", 128), stats)), priced(prices));
  EXPECT_TRUE(side);
  return side && side->rows.size() == 1 ? side->rows[0].billed_error : std::nullopt;
}

TEST(ComparedSide, ErrorOfTheMeanBilledDuration) {
  // Mean 20, standard deviation 10, of three: 10 / √3 / 20.
  EXPECT_NEAR(billed_error({10, 20, 30}).value_or(-1), 0.28867513459481287, 1e-12);
  EXPECT_EQ(billed_error({20, 20}), 0.0);
  // One alone does not tell how much they differ, and none has no mean.
  EXPECT_EQ(billed_error({20}), std::nullopt);
  EXPECT_EQ(billed_error({0, 0}), std::nullopt);
  EXPECT_EQ(billed_error({}), std::nullopt);
}

}  // namespace
}  // namespace lambda_report
