#include "report/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "report/runs.h"

namespace lambda_report {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;

/// "FIGURE: ARITHMETIC = VALUE UNIT" of each step.
std::vector<std::string> steps(const Explanation& explanation) {
  std::vector<std::string> texts;
  for (const ExplainedStep& step : explanation.steps)
    texts.push_back(step.figure + ": " + step.arithmetic + " = " + step.value + " " + step.unit);
  return texts;
}

ReportOptions explaining(const PriceSheet& prices) {
  ReportOptions options = priced(prices);
  options.explains = [](std::string_view name) { return name == "orders"; };
  return options;
}

Report built(AggregateResult result, const ReportOptions& options) {
  Result<Report> report = build_report(std::move(result), options);
  EXPECT_TRUE(report.has_value()) << report.error().what;
  return report ? *std::move(report) : Report{};
}

TEST(Explain, EveryStepOfOneRow) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = explaining(prices);
  options.discount_e4 = 170'000;
  options.functions["orders"].ephemeral_storage_mb = 1536;
  FunctionStats stats = invocations(2, 500, 1024);  // 1,024,000 MB·ms: one GB-second
  stats.unbilled_init_mb_ms = 102'400;
  stats.init_not_billed = 1;
  const Report report = built(run_of(std::pair(key("orders", 1024), stats)), options);
  ASSERT_EQ(report.explanations.size(), 1U);  // one row is the total
  EXPECT_THAT(
      steps(report.explanations[0]),
      ElementsAre(
          "billed_mb_ms: 1000 ms billed × 1024 MB = 1024000 MB·ms",
          "gb_seconds: 1024000 MB·ms / 1024000 = 1 GB-second",
          "cost.duration: 1 GB-second × 1.024 × 0.83 (discount) = 0.84992 USD",
          "cost.requests: 2 requests × 0.01 = 0.02 USD",
          "cost.ephemeral_storage: 1000 ms billed × (1536 − 512) MB of /tmp / 1024000 = 1 "
          "GB-second × 1.024 = 1.024 USD",
          "cost.total: 0.84992 + 0.02 + 1.024 = 1.89392 USD",
          "cost.per_million_invocations: 1.89392 × 1000000 / 2 = 946960 USD",
          "cost.idle_memory: 512000 MB·ms of billed ms × (size − used) / 1024000 = 0.5 GB-second "
          "× 1.024 × 0.83 (discount) = 0.42496 USD",
          "cost.todays_init.added: 102400 MB·ms of init that was free / 1024000 = 0.1 GB-second × "
          "1.024 × 0.83 (discount) = 0.084992 USD",
          "cost.todays_init.duration: 0.84992 + 0.084992 = 0.934912 USD",
          "cost.todays_init.total: 1.89392 + 0.084992 = 1.978912 USD"));
  const ExplainedStep& duration = report.explanations[0].steps[2];
  ASSERT_TRUE(duration.rate);
  EXPECT_EQ(duration.rate->rate.str(), "1.024");
  EXPECT_EQ(duration.rate->source, "test");
  EXPECT_EQ(duration.rate_unit, "GB-second");
}

TEST(Explain, ARowOfSeveralRatesAddsThemUp) {
  const PriceSheet prices = easy_prices();
  const Report report =
      built(run_of(std::pair(key("orders", 1024, "eu-west-1"), invocations(1, 1000, 1024)),
                   std::pair(key("orders", 1024, "us-east-1"), invocations(1, 1000, 1024)),
                   std::pair(key("other", 1024, "us-east-1"), invocations(1, 1000, 1024))),
            explaining(prices));
  ASSERT_EQ(report.explanations.size(), 2U);
  EXPECT_THAT(steps(report.explanations[0]),
              IsSupersetOf({": eu-west-1 x86_64, 1024 MB: 1 GB-second × 2.048 = 2.048 USD",
                            ": us-east-1 x86_64, 1024 MB: 1 GB-second × 1.024 = 1.024 USD",
                            "cost.duration: 2.048 + 1.024 = 3.072 USD"}));
  EXPECT_TRUE(report.explanations[1].is_total);
  EXPECT_THAT(steps(report.explanations[1]),
              IsSupersetOf({"billed_mb_ms: sum of billed duration × memory size = 3072000 MB·ms",
                            ": us-east-1 x86_64: 2 GB-second × 1.024 = 2.048 USD",
                            "cost.total: 4.096 + 0.03 = 4.126 USD"}));
}

TEST(Explain, TheMonthsTiersAreLinesOfTheTotal) {
  // 10^10 GB-seconds, as in MonthlyBill.ReachesTheVolumeTiers.
  ReportOptions options;
  options.with_advice = false;
  options.monthly_invocations = 10'000'000'000;
  options.explains = [](std::string_view) { return true; };
  const Report report =
      built(run_of(std::pair(key("large", 1024), invocations(10, 1000, 1024))), options);
  ASSERT_EQ(report.explanations.size(), 2U);
  EXPECT_THAT(
      steps(report.explanations[1]),
      IsSupersetOf(
          {"cost.monthly.duration: duration, tier 1: 6144000000000000 MB·ms / 1024000 = 6000000000 "
           "GB-second × 0.0000166667 = 100000.2 USD",
           "cost.monthly.duration: duration, tier 2: 4096000000000000 MB·ms / 1024000 = 4000000000 "
           "GB-second × 0.000015 = 60000 USD",
           "cost.monthly.total: sum of these, --monthly-invocations 10000000000 = 162000.2 USD"}));
  EXPECT_EQ(report.rate_sources.count("PL-2026-09-19"), 1U);
}

TEST(Explain, NothingUnlessAskedFor) {
  const PriceSheet prices = easy_prices();
  const Report report =
      built(run_of(std::pair(key("others", 128), invocations(1, 10, 128))), explaining(prices));
  EXPECT_TRUE(report.explanations.empty());
  EXPECT_TRUE(report.rate_sources.empty());
}

}  // namespace
}  // namespace lambda_report
