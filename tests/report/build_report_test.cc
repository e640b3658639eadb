#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"
#include "report/runs.h"

namespace lambda_report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Report built(AggregateResult result, const ReportOptions& options) {
  Result<Report> report = build_report(std::move(result), options);
  EXPECT_TRUE(report.has_value()) << report.error().what;
  return report ? *std::move(report) : Report{};
}

std::vector<std::string> names(const Report& report) {
  std::vector<std::string> out;
  for (const Row& row : report.rows) {
    std::string name = row.key.function.empty() ? "(" + row.key.input + ")" : row.key.function;
    if (row.key.memory_size_mb) name += " " + std::to_string(*row.key.memory_size_mb);
    out.push_back(name);
  }
  return out;
}

TEST(BuildReport, CostsDurationAndRequestsExactly) {
  const PriceSheet prices = easy_prices();
  FunctionStats stats = invocations(3, 7, 128);  // 2,688 MB·ms
  stats.init_mb_ms = 500;
  stats.error_mb_ms = 896;
  stats.error_requests = 1;
  stats.retry_mb_ms = 1'792;
  stats.retry_requests = 2;
  stats.unbilled_init_mb_ms = 4'000;
  const Report report = built(run_of(std::pair(key("orders", 128), stats)), priced(prices));
  ASSERT_TRUE(report.totals.cost);
  const CostFigures& cost = *report.totals.cost;
  EXPECT_EQ(cost.duration.str(), "0.002688");
  EXPECT_EQ(cost.requests.str(), "0.03");
  EXPECT_EQ(cost.total.str(), "0.032688");
  EXPECT_EQ(cost.init.str(), "0.0005");
  EXPECT_EQ(cost.idle_memory.str(), "0.001344");  // half the memory: 21 ms × 64 MB
  EXPECT_EQ(cost.errors.str(), "0.010896");
  EXPECT_EQ(cost.retries.str(), "0.021792");
  EXPECT_EQ(cost.todays_init.str(), "0.004");
  EXPECT_EQ(cost.per_million()->str(), "10896");  // 0.032688 / 3 × 10^6
  EXPECT_FALSE(cost.ephemeral_storage);
  EXPECT_FALSE(cost.monthly);
  EXPECT_EQ(cost.currency, "USD");
  EXPECT_EQ(report.prices.as_of, "2026-01-01");
  EXPECT_EQ(report.prices.source, "easy");
}

TEST(BuildReport, TheBuiltInSheetPricesAwssOwnExample) {
  // AWS's pricing page: 7.44 M × 2 s at 1 GB; 248.000496 + 1.488 (examples.json).
  ReportOptions options;
  options.with_advice = false;
  const Report report =
      built(run_of(std::pair(key("telemetry", 1024), invocations(7'440'000, 2000, 1024))), options);
  EXPECT_EQ(report.totals.cost->total.str(), "249.488496");
}

TEST(BuildReport, EachConstituentIsPricedWhereItRan) {
  const PriceSheet prices = easy_prices();
  const Report report =
      built(run_of(std::pair(key("orders", 128, "eu-west-1"), invocations(1, 10, 128)),
                   std::pair(key("orders", 128, "us-east-1"), invocations(1, 10, 128)),
                   std::pair(key("orders", 256), invocations(1, 10, 256))),
            priced(prices));
  // 1,280 MB·ms twice as dear, once plain; 2,560 MB·ms in the assumed Region.
  EXPECT_THAT(names(report), ElementsAre("orders 128", "orders 256"));
  EXPECT_EQ(report.rows[0].metrics.cost->duration.str(), "0.00384");
  EXPECT_EQ(report.rows[0].region_basis, Basis::kMixed);
  EXPECT_EQ(report.rows[0].region, "");
  EXPECT_EQ(report.rows[1].region_basis, Basis::kAssumed);
  EXPECT_EQ(report.rows[1].region, "us-east-1");
  EXPECT_EQ(report.totals.cost->duration.str(), "0.0064");
  EXPECT_EQ(report.totals.invocations, 3U);
}

TEST(BuildReport, RegionAndArchitectureComeFromTheBestSource) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.region = "eu-west-1";
  options.architecture = Architecture::kArm64;
  options.region = "us-east-1";
  options.functions["configured"].architecture = Architecture::kX86_64;
  options.functions["configured"].region = "eu-west-1";
  const Report report =
      built(run_of(std::pair(key("configured", 128), invocations(9, 10, 128)),
                   std::pair(key("given", 128), invocations(2, 10, 128)),
                   std::pair(key("logged", 128, "us-east-1"), invocations(1, 10, 128))),
            options);
  ASSERT_THAT(names(report), ElementsAre("configured 128", "given 128", "logged 128"));
  const auto basis = [&](std::size_t i) {
    const Row& row = report.rows[i];
    return row.region + " " + std::string(name_of(row.region_basis)) + ", " +
           std::string(name_of(row.architecture)) + " " +
           std::string(name_of(row.architecture_basis));
  };
  EXPECT_EQ(basis(0), "eu-west-1 config, x86_64 config");
  EXPECT_EQ(basis(1), "us-east-1 given, arm64 given");
  EXPECT_EQ(basis(2), "us-east-1 log, arm64 given");
}

TEST(BuildReport, LambdaAtEdgeHasItsOwnRates) {
  const PriceSheet prices = easy_prices();
  FunctionKey edge = key("headers", 128, "eu-west-1");
  edge.log_group = "/aws/lambda/us-east-1.headers";
  const Report report = built(run_of(std::pair(edge, invocations(1, 10, 128))), priced(prices));
  EXPECT_EQ(report.totals.cost->duration.str(), "0.0128");
  EXPECT_EQ(report.rows[0].region, "eu-west-1");
}

TEST(BuildReport, AnUnknownRegionIsAnErrorOnlyWhereItCostsSomething) {
  const PriceSheet prices = easy_prices();
  const Result<Report> report =
      build_report(run_of(std::pair(key("orders", 128, "mars-north-1"), invocations(1, 10, 128))),
                   priced(prices));
  ASSERT_FALSE(report.has_value());
  EXPECT_THAT(report.error().what + report.error().where, HasSubstr("mars-north-1"));

  FunctionStats emulated = invocations(1, 10, 128);
  emulated.costed_invocations = 0;
  emulated.emulated = 1;
  const Report fine =
      built(run_of(std::pair(key("orders", 128, "mars-north-1"), emulated)), priced(prices));
  EXPECT_FALSE(fine.totals.cost);
  EXPECT_FALSE(fine.totals.billed_mb_ms);
  EXPECT_EQ(fine.totals.invocations, 1U);
}

struct GroupCase {
  std::vector<GroupKey> keys;
  std::vector<std::string> rows;
};

TEST(BuildReport, RowsAreWhatWasAskedFor) {
  const PriceSheet prices = easy_prices();
  FunctionKey unnamed_a, unnamed_b;
  unnamed_a.input = "a.log";
  unnamed_b.input = "b.log";
  unnamed_a.memory_size_mb = unnamed_b.memory_size_mb = 128;
  using enum GroupKey;
  const std::vector<GroupCase> table = {
      {{kFunction, kMemory}, {"orders 256", "orders 128", "(a.log) 128", "(b.log) 128"}},
      {{kFunction}, {"orders", "(a.log) 128", "(b.log) 128"}},  // 128: all of that row are
      {{kMemory}, {"() 128", "orders 256"}},                    // three requests against one
      {{kInput}, {"orders", "(a.log) 128", "(b.log) 128"}},
      {{}, {"()"}},
  };
  for (const GroupCase& c : table) {
    ReportOptions options = priced(prices);
    options.group_by = c.keys;
    const Report report = built(run_of(std::pair(unnamed_a, invocations(1, 20, 128)),
                                       std::pair(unnamed_b, invocations(1, 10, 128)),
                                       std::pair(key("orders", 128), invocations(1, 30, 128)),
                                       std::pair(key("orders", 256), invocations(1, 40, 256))),
                                options);
    EXPECT_EQ(names(report), c.rows);
    EXPECT_EQ(report.rows_total, c.rows.size());
    EXPECT_EQ(report.totals.cost->duration.str(), "0.01792");  // 60 × 128 + 40 × 256 MB·ms
  }
}

TEST(BuildReport, NamesThatRunIntoEachOtherStayApart) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.group_by = {GroupKey::kFunction, GroupKey::kTenant};
  FunctionKey a = key("a:1", 128), b = key("a", 128);
  a.tenant = "b";
  b.tenant = "1:b";
  const Report report =
      built(run_of(std::pair(a, invocations(1, 10, 128)), std::pair(b, invocations(1, 10, 128))),
            options);
  EXPECT_EQ(report.rows.size(), 2U);
}

TEST(BuildReport, GroupsByArchitectureAndRegionAsBilled) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.functions["a"].architecture = Architecture::kArm64;
  options.group_by = {GroupKey::kArch};
  const Report report = built(run_of(std::pair(key("a", 128), invocations(1, 10, 128)),
                                     std::pair(key("b", 128), invocations(1, 10, 128)),
                                     std::pair(key("c", 128), invocations(1, 10, 128))),
                              options);
  ASSERT_EQ(report.rows.size(), 2U);
  EXPECT_EQ(report.rows[0].architecture, Architecture::kX86_64);
  EXPECT_EQ(report.rows[0].metrics.invocations, 2U);
  EXPECT_EQ(report.rows[1].architecture, Architecture::kArm64);

  options.group_by = {GroupKey::kRegion};
  // A Region that the log names and the same one assumed are one Region.
  const Report by_region =
      built(run_of(std::pair(key("a", 128), invocations(1, 10, 128)),
                   std::pair(key("b", 128, "us-east-1"), invocations(1, 10, 128))),
            options);
  ASSERT_EQ(by_region.rows.size(), 1U);
  EXPECT_EQ(by_region.rows[0].region, "us-east-1");
  EXPECT_EQ(by_region.rows[0].region_basis, Basis::kAssumed);
  EXPECT_EQ(by_region.rows[0].architecture_basis, Basis::kMixed);
}

TEST(BuildReport, SortsByCostThenFunctionThenMemory) {
  const PriceSheet prices = easy_prices();
  FunctionStats free = invocations(5, 10, 128);
  free.costed_invocations = 0;
  const Report report = built(run_of(std::pair(key("a-emulated", 128), free),
                                     std::pair(key("b", 128), invocations(2, 10, 128)),
                                     std::pair(key("b", 256), invocations(2, 5, 256)),
                                     std::pair(key("c", 128), invocations(3, 10, 128)),
                                     std::pair(key("a", 128), invocations(2, 10, 128))),
                              priced(prices));
  EXPECT_THAT(names(report), ElementsAre("c 128", "a 128", "b 128", "b 256", "a-emulated 128"));
}

TEST(BuildReport, TheDiscountIsOnDurationOnly) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.discount_e4 = 170'000;  // 17 %
  FunctionStats stats = invocations(1, 100, 1000);
  stats.error_mb_ms = 100'000;
  stats.error_requests = 1;
  const Report report = built(run_of(std::pair(key("orders", 1000), stats)), options);
  EXPECT_EQ(report.totals.cost->duration.str(), "0.083");
  EXPECT_EQ(report.totals.cost->requests.str(), "0.01");
  EXPECT_EQ(report.totals.cost->errors.str(), "0.093");
  options.discount_e4 = 1'000'001;
  EXPECT_FALSE(build_report(run_of(std::pair(key("orders", 1000), stats)), options).has_value());
}

TEST(BuildReport, StorageAbove512MbIsBilledOverBilledTime) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.functions["large"].ephemeral_storage_mb = 1512;  // 1,000 MB × 20 ms
  options.functions["small"].ephemeral_storage_mb = 512;
  const Report report = built(run_of(std::pair(key("large", 128), invocations(2, 10, 128)),
                                     std::pair(key("small", 128), invocations(1, 10, 128)),
                                     std::pair(key("unknown", 128), invocations(1, 1, 128))),
                              options);
  ASSERT_THAT(names(report), ElementsAre("large 128", "small 128", "unknown 128"));
  EXPECT_EQ(report.rows[0].metrics.cost->ephemeral_storage->str(), "0.02");
  EXPECT_EQ(report.rows[0].metrics.cost->total.str(), "0.04256");  // + 0.00256 + 0.02
  EXPECT_EQ(report.rows[1].metrics.cost->ephemeral_storage->str(), "0");
  EXPECT_FALSE(report.rows[2].metrics.cost->ephemeral_storage);
  EXPECT_EQ(report.totals.cost->ephemeral_storage->str(), "0.02");
}

TEST(BuildReport, CurrenciesAreNeverAdded) {
  const PriceSheet prices = easy_prices();
  const Report report =
      built(run_of(std::pair(key("a", 128, "cn-north-1"), invocations(1, 10, 128)),
                   std::pair(key("b", 128, "us-east-1"), invocations(1, 10, 128)),
                   std::pair(key("c", 128, "us-east-1"), invocations(1, 10, 128))),
            priced(prices));
  EXPECT_FALSE(report.totals.cost);
  EXPECT_EQ(report.rows[0].metrics.cost->currency, "CNY");
  EXPECT_EQ(report.rows[1].metrics.cost->currency, "USD");
  EXPECT_EQ(report.prices.currency, "CNY/USD");
  EXPECT_THAT(report.assumptions,
              testing::Contains("no total cost: the Regions bill in different currencies"));
}

TEST(BuildReport, ASumOutOfRangeIsAnError) {
  const PriceSheet prices = easy_prices();
  FunctionStats stats = invocations(1, 10, 128);
  stats.billed_mb_ms = static_cast<Int128>(1) << 120;
  const Result<Report> report =
      build_report(run_of(std::pair(key("orders", 128), stats)), priced(prices));
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kOverflow);
  EXPECT_EQ(report.error().what, "the cost left the range of exact arithmetic");
}

TEST(BuildReport, SaysWhatWasAssumed) {
  const PriceSheet prices = easy_prices();
  FunctionStats stats = invocations(4, 100, 128);
  stats.not_multiple_of = {0, 0, 0};
  stats.rounding_slack = 4;
  stats.init_not_billed = 1;
  stats.emulated = 1;
  stats.invocations = 5;
  AggregateResult result = run_of(std::pair(key("orders", 128), stats));
  result.ledger.logs_dropped = 2;
  EXPECT_THAT(
      built(std::move(result), priced(prices)).assumptions,
      ElementsAre(
          "Region us-east-1 assumed (--region)",
          "architecture x86_64 assumed (--arch, --functions)",
          "prices of 2026-01-01 (easy), whenever the invocations ran",
          "init was not billed for 1 cold start; since 2025-08-01 Lambda bills it for every "
          "on-demand function",
          "billed in steps of 100 ms; Lambda has billed by the millisecond since December 2020",
          "1 emulated invocation left out of cost and advice",
          "no monthly cost without event times (--days, --monthly-invocations)",
          "Lambda dropped 2 log records: every count is a lower bound"));
}

TEST(BuildReport, AFailedInputMakesItPartial) {
  AggregateResult result;
  result.ledger.inputs_failed = {{"b.gz", "truncated gzip"}};
  const PriceSheet prices = easy_prices();
  const Report report = built(std::move(result), priced(prices));
  EXPECT_FALSE(report.complete);
  EXPECT_TRUE(report.rows.empty());
  EXPECT_FALSE(report.totals.cost);
  EXPECT_FALSE(report.window);
}

TEST(BuildReport, ManyConstituentsAddUpAsFewDo) {
  const PriceSheet prices = easy_prices();
  for (const int count : {1, 2, 3, 7, 64, 1001}) {
    AggregateResult result;
    for (int i = 0; i < count; ++i) {
      FunctionKey k = key("orders", 128, "us-east-1");
      k.version = std::to_string(i);
      result.functions.push_back({k, invocations(1, 10 + i, 128)});
    }
    const Report report = built(std::move(result), priced(prices));
    const Int128 ms =
        static_cast<Int128>(count) * 10 + static_cast<Int128>(count) * (count - 1) / 2;
    ASSERT_EQ(report.rows.size(), 1U);
    EXPECT_EQ(*report.rows[0].metrics.billed_mb_ms, ms * 128);
    EXPECT_EQ(*report.totals.billed_mb_ms, ms * 128);
    EXPECT_EQ(report.totals.billed_duration->sum_us, ms * 1000);
    EXPECT_EQ(report.totals.max_memory_used->count, static_cast<std::uint64_t>(count));
  }
}

// Rows are looked at 256 at a time; all of them ran at once, whichever thread looks.
TEST(BuildReport, WhatRanAtOnceIsThatOfAllRows) {
  const PriceSheet prices = easy_prices();
  for (const int count : {1, 255, 256, 257, 700}) {
    for (const unsigned jobs : {1U, 4U}) {
      for (const int without_time : {-1, 0, count - 1}) {
        AggregateResult result;
        for (int i = 0; i < count; ++i) {
          FunctionStats stats = invocations(1, 10, 128);
          stats.intervals.add(1000 - i, 2000 + i);
          if (i == without_time) stats.without_time = 1;
          result.functions.push_back({key("f" + std::to_string(i), 128, "us-east-1"), stats});
        }
        ReportOptions options = priced(prices);
        options.jobs = jobs;
        const Report report = built(std::move(result), options);
        const auto wanted =
            without_time < 0 ? std::optional(static_cast<std::uint64_t>(count)) : std::nullopt;
        EXPECT_EQ(report.totals.peak_concurrency, wanted) << count << " rows, " << jobs;
      }
    }
  }
}

TEST(BuildReport, WhatHasNoRateIsNamedAndInNoTotal) {
  const PriceSheet sheet = [] {
    PriceSheetData data;
    RateCard card = easy_card("us-east-1", Architecture::kX86_64, "1.024");
    card.ephemeral_storage.reset();
    data.cards[{card.region, card.architecture}] = card;
    return PriceSheet(data);
  }();
  ReportOptions options = priced(sheet);
  options.functions["orders"].ephemeral_storage_mb = 1536;
  options.functions["orders"].runtime = "python3.12";
  FunctionStats stats = invocations(1, 1000, 128);
  stats.restores = 2;
  const Report report = built(run_of(std::pair(key("orders", 128), stats)), options);
  EXPECT_FALSE(report.totals.cost->ephemeral_storage);
  EXPECT_FALSE(report.totals.cost->snapstart_restore);
  EXPECT_EQ(report.totals.cost->total.str(), "0.138");
  EXPECT_THAT(
      report.not_in_cost,
      testing::IsSupersetOf({"1 GB-seconds of /tmp in us-east-1: no rate is known (--prices)",
                             "2 SnapStart restores in us-east-1: no rate is known (--prices)"}));
}

TEST(BuildReport, FindingsComeBySeverityThenMoney) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = priced(prices);
  options.with_advice = true;
  FunctionStats killed = invocations(200, 10, 128);
  killed.out_of_memory = killed.errors = 3;
  FunctionStats failing = invocations(200, 10, 128);
  failing.timeouts = 2;
  const Report report =
      built(run_of(std::pair(key("a", 128), invocations(2, 10, 128)),
                   std::pair(key("b", 128), failing), std::pair(key("z", 128), killed)),
            options);
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings.front().severity, Severity::kError);
  const std::vector<Finding> findings(report.findings.begin(), report.findings.end());
  EXPECT_TRUE(
      std::is_sorted(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; }));
  options.with_advice = false;
  EXPECT_TRUE(built(run_of(std::pair(key("z", 128), killed)), options).findings.empty());
}

}  // namespace
}  // namespace lambda_report
