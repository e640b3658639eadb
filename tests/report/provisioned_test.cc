#include "report/provisioned.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "report/runs.h"

namespace lambda_report {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t kHour = 3'600'000;

/// Easy prices with provisioned concurrency: 1.024 a GB-second configured is 0.001 for
/// 1,000 MB·ms, and what runs on it costs half of what it does on demand.
PriceSheet provisioned_prices() {
  PriceSheetData data;
  data.as_of = "2026-01-01";
  data.source = "easy";
  for (RateCard card : {easy_card("us-east-1", Architecture::kX86_64, "1.024"),
                        easy_card("eu-west-1", Architecture::kX86_64, "2.048")}) {
    card.provisioned_concurrency = SourcedRate{*Rate::parse("0.000001024")};
    card.provisioned_duration = SourcedRate{*Rate::parse("0.512")};
    data.cards[{card.region, card.architecture}] = card;
  }
  return PriceSheet(data);
}

AggregateResult run_of_hours(std::int64_t hours, AggregateResult result) {
  result.first = Timestamp{0};
  result.last = Timestamp{hours * kHour};
  return result;
}

Report built(AggregateResult result, const ReportOptions& options) {
  Result<Report> report = build_report(std::move(result), options);
  EXPECT_TRUE(report.has_value()) << report.error().what;
  return report ? *std::move(report) : Report{};
}

TEST(Provisioned, StandsOnceWhereMostInvocationsAre) {
  const PriceSheet prices = provisioned_prices();
  ReportOptions options = priced(prices);
  options.provisioned["api"].units = 3;
  const Report report =
      built(run_of_hours(2, run_of(std::pair(key("api", 100, "us-east-1"), invocations(1, 10, 100)),
                                   std::pair(key("api", 200, "us-east-1"), invocations(2, 10, 200)),
                                   std::pair(key("api", 100, "eu-west-1"), invocations(5, 10, 100)),
                                   std::pair(key("job", 100), invocations(1, 10, 100)))),
            options);
  // us-east-1: 3 × 200 MB × 7,200,000 ms = 4.32e9 MB·ms at 1e-12 each are 0.00432; eu-west-1:
  // 3 × 100 MB, 0.00216.
  EXPECT_EQ(report.totals.cost->provisioned_concurrency->str(), "0.00648");
  // A month of 730 hours is 365 times as long.
  EXPECT_EQ(report.totals.cost->provisioned_month.str(), "2.3652");
  for (const Row& row : report.rows) {
    const CostFigures& cost = *row.metrics.cost;
    if (row.key.function == "job") {
      EXPECT_EQ(cost.duration.str(), "0.001");  // on demand
      EXPECT_FALSE(cost.provisioned_concurrency);
    } else if (row.key.memory_size_mb == 200) {
      EXPECT_EQ(cost.duration.str(), "0.002");  // 4,000 MB·ms at half the rate
      EXPECT_EQ(cost.provisioned_concurrency->str(), "0.00432");
    } else {
      EXPECT_EQ(cost.provisioned_concurrency->str(), "0.00216");  // of eu-west-1
    }
  }
}

TEST(Provisioned, APartOfTheMonthIsThatPartOfTheLog) {
  const PriceSheet prices = provisioned_prices();
  ReportOptions options = priced(prices);
  options.provisioned["api"] = {.units = 1, .seconds_a_month = 73 * 3600};  // a tenth
  const Report report = built(
      run_of_hours(10, run_of(std::pair(key("api", 1000), invocations(1, 10, 1000)))), options);
  // An hour of 10, and 73 of the month: 3.6e9 and 262.8e9 MB·ms.
  EXPECT_EQ(report.totals.cost->provisioned_concurrency->str(), "0.0036");
  EXPECT_EQ(report.totals.cost->provisioned_month.str(), "0.2628");
}

TEST(Provisioned, IsRoundedUpToFiveMinutes) {
  const PriceSheet prices = provisioned_prices();
  ReportOptions options = priced(prices);
  options.provisioned["api"].units = 1;
  AggregateResult result = run_of(std::pair(key("api", 1000), invocations(1, 10, 1000)));
  result.first = Timestamp{0};
  result.last = Timestamp{300'001};
  // 600 s × 1,000 MB = 6e8 MB·ms.
  EXPECT_EQ(built(std::move(result), options).totals.cost->provisioned_concurrency->str(),
            "0.0006");
}

TEST(Provisioned, WithoutTimesOnlyTheMonthIsKnown) {
  const PriceSheet prices = provisioned_prices();
  ReportOptions options = priced(prices);
  options.provisioned["api"].units = 1;
  options.monthly_invocations = 10;
  const Report report =
      built(run_of(std::pair(key("api", 1000), invocations(1, 10, 1000))), options);
  const CostFigures& cost = *report.totals.cost;
  EXPECT_FALSE(cost.provisioned_concurrency);
  EXPECT_EQ(cost.total.str(), "0.015");  // 10,000 MB·ms at half the rate, a request of 0.01
  EXPECT_EQ(cost.monthly->total.str(), "2.778");  // ten times that, and 2.628
}

TEST(Provisioned, WhatMakesNoSenseIsAnError) {
  const PriceSheet prices = easy_prices();  // without such rates
  ReportOptions options = priced(prices);
  options.provisioned["api"].units = 1;
  const auto failed = [&](const char* function) {
    Result<Report> report =
        build_report(run_of(std::pair(key(function, 128), invocations(1, 10, 128))), options);
    return report ? std::string() : report.error().what;
  };
  EXPECT_THAT(failed("api"),
              HasSubstr("no rate of provisioned concurrency is known for us-east-1"));
  EXPECT_EQ(failed("job"), "");
  options.provisioned["api"].units = 0;
  EXPECT_THAT(failed("api"), HasSubstr("must be from 1"));
}

TEST(Provisioned, SaysWhatItTook) {
  const PriceSheet prices = provisioned_prices();
  ReportOptions options = priced(prices);
  options.provisioned["api"].units = 2;
  options.provisioned["gone"].units = 1;
  const Report report = built(run_of(std::pair(key("api", 128), invocations(1, 10, 128))), options);
  EXPECT_THAT(report.assumptions,
              Contains("every invocation of api ran on its provisioned concurrency of 2 "
                       "(--provisioned)"));
  EXPECT_THAT(report.assumptions,
              Contains("no invocation of gone: its provisioned concurrency is not in the cost"));
  EXPECT_THAT(report.not_in_cost,
              Contains("inits of provisioned concurrency, and spill-over above it"));
}

}  // namespace
}  // namespace lambda_report
