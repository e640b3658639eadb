#include "report/projection.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "report/runs.h"

namespace lambda_report::report {
namespace {

constexpr std::int64_t kHour = 3'600'000;

struct ProjectionCase {
  std::optional<std::uint64_t> monthly_invocations;
  std::optional<double> days;
  std::optional<std::int64_t> window_ms;
  std::string_view basis;  // "none", or the error's text
  std::string_view total;  // of 1 USD and 100 invocations
};

class ProjectionOf : public testing::TestWithParam<ProjectionCase> {};

TEST_P(ProjectionOf, ScalesAndNamesItsBasis) {
  const ProjectionCase& c = GetParam();
  ReportOptions options;
  options.monthly_invocations = c.monthly_invocations;
  options.days = c.days;
  std::optional<Window> window;
  if (c.window_ms) window = Window{{1'000}, {1'000 + *c.window_ms}};
  const auto projection = projection_of(options, window, 100);
  if (!projection) {
    EXPECT_EQ(projection.error().where + " " + projection.error().what, c.basis);
    return;
  }
  if (!*projection) {
    EXPECT_EQ(c.basis, "none");
    return;
  }
  CostFigures cost;
  cost.total = Money::of_count(1, *Rate::parse("1"));
  const MonthlyFigures monthly = (*projection)->of(cost);
  EXPECT_EQ(monthly.basis, c.basis);
  EXPECT_EQ(monthly.total.str(), c.total);
}

// A month is 730 h: 73 h are a tenth.
INSTANTIATE_TEST_SUITE_P(
    Table, ProjectionOf,
    testing::Values(
        ProjectionCase{{}, {}, 73 * kHour, "window 3.04 d", "10"},
        ProjectionCase{{}, {}, 946'326'353, "window 10.95 d", "2.77705465104"},
        ProjectionCase{{}, {}, kHour, "window 1 h", "730"},
        ProjectionCase{{}, {}, 90 * 60'000, "window 1.5 h", "486.666666666667"},
        ProjectionCase{{}, {}, kHour - 1, "none", ""}, ProjectionCase{{}, {}, {}, "none", ""},
        ProjectionCase{{}, 36.5, kHour, "--days 36.5", "0.833333333333"},  // 730 / 876
        ProjectionCase{{}, 0.5, {}, "--days 0.5", "60.833333333333"},
        ProjectionCase{{}, 0.0, {}, "--days must be more than 0 and at most 36500", ""},
        ProjectionCase{{}, -1.0, {}, "--days must be more than 0 and at most 36500", ""},
        ProjectionCase{{}, 1e300, {}, "--days must be more than 0 and at most 36500", ""},
        ProjectionCase{3'000'000, 1.0, kHour, "--monthly-invocations 3000000", "30000"},
        ProjectionCase{
            0, {}, {}, "--monthly-invocations must be from 1 to 9223372036854775807", ""}));

TEST(ProjectionOf, NothingCostedNothingProjected) {
  ReportOptions options;
  options.days = 30;
  EXPECT_FALSE(projection_of(options, std::nullopt, 0)->has_value());
}

TEST(ProjectionOf, NotANumberIsRefused) {
  ReportOptions options;
  options.days = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(projection_of(options, std::nullopt, 1).has_value());
}

TEST(MonthlyBill, DeductsTheFreeTierAsAwssExampleDoes) {
  // AWS's pricing page: 3 M × 120 ms at 1,536 MB is 2.333338 + 0.40 after the free tier
  // (examples.json, page-mobile-backend).  Here from a log of 1,000 invocations.
  ReportOptions options;
  options.with_advice = false;
  options.free_tier = true;
  options.monthly_invocations = 3'000'000;
  const Result<Report> report =
      build_report(run_of(std::pair(key("backend", 1536), invocations(1000, 120, 1536))), options);
  ASSERT_TRUE(report.has_value());
  const std::optional<MonthlyFigures>& monthly = report->totals.cost->monthly;
  EXPECT_EQ(monthly->total.str(), "2.733338");
  EXPECT_EQ(monthly->basis, "--monthly-invocations 3000000, free tier deducted");
  // The row is at plain rates: 540,000 GB-s × 0.0000166667 + 3 × 0.20.
  EXPECT_EQ(report->rows[0].metrics.cost->monthly->total.str(), "9.600018");
}

TEST(MonthlyBill, ReachesTheVolumeTiers) {
  // 10^10 invocations of 1 s at 1 GB: 6 × 10^9 GB-s at 0.0000166667 and 4 × 10^9 at 0.000015,
  // that is 100,000.2 + 60,000, and 10^10 requests at 0.0000002 are 2,000.
  ReportOptions options;
  options.with_advice = false;
  options.monthly_invocations = 10'000'000'000;
  const Result<Report> report =
      build_report(run_of(std::pair(key("large", 1024), invocations(10, 1000, 1024))), options);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->totals.cost->monthly->total.str(), "162000.2");
  EXPECT_EQ(report->totals.cost->monthly->basis, "--monthly-invocations 10000000000, volume tiers");
}

}  // namespace
}  // namespace lambda_report::report
