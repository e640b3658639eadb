// What the advisor is given, and the order in which its findings come out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/runs.h"

namespace lambda_report {
namespace {

using testing::HasSubstr;

/// Waiting code: the same duration whatever the memory.
FunctionStats waiting(std::int64_t memory_mb) {
  FunctionStats stats = invocations(500, 300, memory_mb);
  stats.memory.clear();
  stats.memory[{memory_mb, 100}] = 500;
  stats.warm_duration_squares = static_cast<Int128>(500) * 300'000 * 300'000;
  for (std::uint64_t i = 0; i < 40; ++i) stats.environments[i].invocations = 1;
  stats.first = Timestamp{1'772'323'200'000};
  stats.last = Timestamp{stats.first->ms + 3 * 86'400'000};
  return stats;
}

ReportOptions advised(const PriceSheet& prices) {
  ReportOptions options = priced(prices);
  options.with_advice = true;
  options.days = 3;
  return options;
}

Report built(AggregateResult run, const ReportOptions& options) {
  Result<Report> report = build_report(std::move(run), options);
  EXPECT_TRUE(report) << (report ? "" : report.error().what);
  return report ? *std::move(report) : Report();
}

TEST(Advising, WhatFailsThenWhatSavesThenTheRest) {
  const PriceSheet prices = easy_prices();
  FunctionStats killed = waiting(128);
  killed.out_of_memory = killed.errors = 3;
  FunctionStats retried = waiting(2048);  // the dearest row
  retried.retries = retried.retry_requests = 5;
  const Report report = built(
      run_of(std::pair(key("retried", 2048), retried), std::pair(key("idle", 1024), waiting(1024)),
             std::pair(key("idle", 512), waiting(512)), std::pair(key("killed", 128), killed)),
      advised(prices));
  ASSERT_GE(report.findings.size(), 3u);
  EXPECT_EQ(report.findings[0].rule, "out-of-memory");
  EXPECT_EQ(report.findings[1].rule, "over-provisioned");
  EXPECT_EQ(report.findings[1].function, "idle");
  EXPECT_EQ(report.findings[1].memory_size_mb, 1024);
  EXPECT_THAT(report.findings,
              testing::Contains(testing::Field(&Finding::rule, testing::Eq("retries"))));
}

TEST(Advising, InFullOnlyWhereAskedFor) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = advised(prices);
  const auto run = [] {
    return run_of(std::pair(key("a", 128), waiting(128)), std::pair(key("b", 1024), waiting(1024)));
  };
  const Report brief = built(run(), options);
  EXPECT_TRUE(brief.advice.empty());
  options.full_advice = true;
  const Report full = built(run(), options);
  ASSERT_EQ(full.advice.size(), 2u);
  EXPECT_EQ(full.advice[0].key.function, "b");  // as the rows: by cost
  EXPECT_EQ(full.advice[0].region, "us-east-1");
  EXPECT_TRUE(full.advice[0].monthly_cost);
  // 0.512 of 1.024 a GB-second at 0.91 of the duration, requests at 0.01 each: billed 500 x 273 ms
  // at 1 GB, 69.888 and 5, over 500 x 300 ms, 153.6 and 5: 74.888 / 158.6 - 1 = -0.528
  ASSERT_TRUE(full.advice[0].other_architecture);
  EXPECT_NEAR(full.advice[0].other_architecture->cost_change.expected, -0.528, 0.002);
  ASSERT_EQ(brief.findings.size(), full.findings.size());
  for (std::size_t i = 0; i < brief.findings.size(); ++i)
    EXPECT_EQ(brief.findings[i].message, full.findings[i].message);
}

TEST(Advising, EvidenceHasToSayWhoseItIs) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = advised(prices);
  options.full_advice = true;
  options.evidence = {{"", "tuned.json", {{512, 300}}}};
  const Report one = built(run_of(std::pair(key("a", 1024), waiting(1024))), options);
  EXPECT_EQ(one.advice[0].observed.size(), 2u);
  const auto two = build_report(
      run_of(std::pair(key("a", 1024), waiting(1024)), std::pair(key("b", 1024), waiting(1024))),
      options);
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().code, ErrorCode::kUsage);
  EXPECT_THAT(two.error().what, HasSubstr("the log holds 2 functions"));
  options.evidence[0].function = "c";
  const Report other = built(run_of(std::pair(key("a", 1024), waiting(1024))), options);
  EXPECT_EQ(other.advice[0].observed.size(), 1u);
  EXPECT_THAT(other.assumptions, testing::Contains(HasSubstr("the evidence for c was not used")));
}

TEST(Advising, ConfigurationReachesTheRules) {
  const PriceSheet prices = easy_prices();
  ReportOptions options = advised(prices);
  FunctionStats cold = waiting(512);
  cold.cold_starts = 50;
  cold.init_us.add(4'000'000, 50);
  FunctionConfig config;
  config.runtime = "java21";
  options.functions["a"] = config;
  const auto rules = [&] {
    std::vector<std::string> ids;
    for (const Finding& finding : built(run_of(std::pair(key("a", 512), cold)), options).findings)
      ids.push_back(finding.rule);
    return ids;
  };
  EXPECT_THAT(rules(), testing::Contains("snapstart-hint"));
  options.functions["a"].snapstart = true;
  EXPECT_THAT(rules(), testing::Not(testing::Contains("snapstart-hint")));
}

// More rows than are made at a time, some of them in families of two, on more threads than there
// are cores.
TEST(Advising, ThreadsDoNotShow) {
  const PriceSheet prices = easy_prices();
  const auto findings_with = [&prices](unsigned jobs) {
    std::vector<std::pair<FunctionKey, FunctionStats>> functions;
    for (int i = 0; i < 400; ++i) {
      const std::string name = "function-" + std::to_string(1000 + i);
      FunctionStats stats = waiting(1024);
      stats.retries = stats.retry_requests = static_cast<std::uint64_t>(i % 7);
      functions.emplace_back(key(name, 1024), stats);
      if (i % 3 == 0) functions.emplace_back(key(name, 2048), waiting(2048));
    }
    AggregateResult run;
    run.functions = functions;
    ReportOptions options = advised(prices);
    options.jobs = jobs;
    options.full_advice = true;
    const Report report = built(std::move(run), options);
    std::string all;
    for (const Row& row : report.rows)
      all += row.key.function + ' ' + std::to_string(row.metrics.duration->p99_us) + '\n';
    for (const Finding& finding : report.findings)
      all += finding.function + ' ' + finding.rule + ' ' + finding.message + '\n';
    for (const FunctionAdvice& advice : report.advice)
      all += advice.key.function + ' ' + std::to_string(advice.recommended_memory_mb.value_or(0)) +
             ' ' + std::to_string(advice.candidates.size()) + '\n';
    return all;
  };
  const std::string alone = findings_with(1);
  EXPECT_THAT(alone, HasSubstr("function-1399 over-provisioned"));
  EXPECT_THAT(alone, HasSubstr("function-1001 retries"));
  EXPECT_EQ(findings_with(2), alone);
  EXPECT_EQ(findings_with(9), alone);
}

}  // namespace
}  // namespace lambda_report
