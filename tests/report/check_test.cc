#include "lambda_report/check.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

constexpr Int128 kOne = 1'000'000'000'000;  // limits count in 1e-12

Limit limit_of(const std::string& text, bool is_max = true) {
  Result<Limit> limit = parse_limit(text, is_max);
  EXPECT_TRUE(limit) << text << ": " << limit.error().what;
  return limit ? *std::move(limit) : Limit{};
}

struct ValueCase {
  const char* text;
  Int128 value_e12;
};
class LimitValues : public testing::TestWithParam<ValueCase> {};
TEST_P(LimitValues, AreExact) {
  EXPECT_EQ(limit_of(GetParam().text).value_e12, GetParam().value_e12) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(
    Table, LimitValues,
    testing::Values(ValueCase{"p99=3000", 3000 * kOne}, ValueCase{"p99=3000ms", 3000 * kOne},
                    ValueCase{"p99=3s", 3000 * kOne}, ValueCase{"max=1.5min", 90'000 * kOne},
                    ValueCase{"max=2m", 120'000 * kOne}, ValueCase{"p50=250us", kOne / 4},
                    ValueCase{"cold-start-rate=5%", kOne / 20},
                    ValueCase{"error_rate=0.05", kOne / 20},
                    ValueCase{"error-rate=0.1 %", kOne / 1000},
                    ValueCase{"cost-per-million=$2.50", 5 * kOne / 2},
                    ValueCase{"total-cost=2.000000000001", 2 * kOne + 1},
                    ValueCase{"max-memory-used=1GB", 1024 * kOne},
                    ValueCase{"findings.warning=0", 0}, ValueCase{"oom=0", 0},
                    ValueCase{"p99 = 3 s", 3000 * kOne}));

TEST(ParseLimit, NamesFunctionsByAGlob) {
  EXPECT_EQ(limit_of("orders-*:p99=3s").glob, "orders-*");
  EXPECT_EQ(limit_of("a:b:p99=3s").glob, "a:b");
  EXPECT_TRUE(limit_of("@total:cost=5").of_total);
  EXPECT_TRUE(limit_of("malformed-share=1%").of_total);
}

TEST(ParseLimit, KnowsTheNamesOfColumns) {
  EXPECT_EQ(limit_of("duration-p99=1").metric, "p99");
  EXPECT_EQ(limit_of("duration_ms_p99=1").metric, "p99");
  EXPECT_EQ(limit_of("init_duration_ms_p95=1").metric, "init-p95");
  EXPECT_EQ(limit_of("cost_per_million_invocations=1").metric, "cost-per-million");
}

struct RefusalCase {
  const char* text;
  const char* says;
};
class RefusedLimits : public testing::TestWithParam<RefusalCase> {};
TEST_P(RefusedLimits, SayWhatIsWrong) {
  const Result<Limit> limit = parse_limit(GetParam().text, true);
  ASSERT_FALSE(limit);
  EXPECT_EQ(limit.error().what + " / " + limit.error().hint, GetParam().says);
}
INSTANTIATE_TEST_SUITE_P(
    Table, RefusedLimits,
    testing::Values(
        RefusalCase{"p99", "is no METRIC=VALUE: p99 / such as p99=3000 or 'orders-*:p99=3s'"},
        RefusalCase{"cold-strat-rate=5%",
                    "unknown metric cold-strat-rate / did you mean cold-start-rate?"},
        RefusalCase{"p99=3h", "is no limit for p99: 3h / a duration such as 3000, 3000ms or 3s"},
        RefusalCase{"p99=-1", "is no limit for p99: -1 / a duration such as 3000, 3000ms or 3s"},
        RefusalCase{"p99=", "is no limit for p99:  / a duration such as 3000, 3000ms or 3s"},
        RefusalCase{"p99=1e3", "is no limit for p99: 1e3 / a duration such as 3000, 3000ms or 3s"},
        RefusalCase{"error-rate=5", "is no limit for error-rate: 5 / a share such as 5% or 0.05"},
        RefusalCase{"errors=1.5", "is no limit for errors: 1.5 / a whole number such as 0"},
        RefusalCase{"cost=5s", "is no limit for cost: 5s / an amount such as 2.50 or $2.50"},
        RefusalCase{"cost=0.0000000000001",
                    "is no limit for cost: 0.0000000000001 / an amount such as 2.50 or $2.50"},
        RefusalCase{"a*:malformed-share=1%",
                    "malformed-share is of the whole log, not of a function: "
                    "a*:malformed-share=1% / leave out a*:"}));

// ---- judging --------------------------------------------------------------------------

bool same_or_star(std::string_view glob, std::string_view name) noexcept {
  return glob == "*" || glob == name ||
         (glob.ends_with('*') && name.starts_with(glob.substr(0, glob.size() - 1)));
}

/// One function of `invocations` with every duration quantile at `p_us`.
Row row_of(const std::string& function, std::uint64_t invocations, std::int64_t p_us) {
  Row row;
  row.key.function = function;
  row.metrics.invocations = invocations;
  DurationFigures figures;
  figures.count = invocations;
  figures.min_us = figures.max_us = figures.p50_us = figures.p90_us = figures.p95_us =
      figures.p99_us = p_us;
  figures.sum_us = static_cast<Int128>(p_us) * static_cast<Int128>(invocations);
  row.metrics.duration = figures;
  return row;
}

Report report_of(std::vector<Row> rows) {
  Report report;
  for (const Row& row : rows) report.totals.invocations += row.metrics.invocations;
  report.rows = std::move(rows);
  return report;
}

CheckResult checked(const Report& report, std::vector<Limit> limits,
                    OnInsufficient then = OnInsufficient::kWarn) {
  CheckOptions options;
  options.limits = std::move(limits);
  options.on_insufficient = then;
  options.matches = same_or_star;
  return check_report(report, options);
}

TEST(CheckReport, TheLimitItselfIsKept) {
  const Report report = report_of({row_of("a", 1000, 3'000'000)});
  EXPECT_FALSE(checked(report, {limit_of("p99=3000")}).fails());
  EXPECT_TRUE(checked(report, {limit_of("p99=2999.999999999999")}).fails());
  EXPECT_FALSE(checked(report, {limit_of("p99=3000", false)}).fails());
  EXPECT_TRUE(checked(report, {limit_of("p99=3000.000000000001", false)}).fails());
}

TEST(CheckReport, MoneyIsComparedUnrounded) {
  // 2.5 and the least unit there is, 1e-27, above it: prints as 2.5, and is over 2.50.
  Report report = report_of({row_of("a", 1, 1)});
  CostFigures cost;
  Int128 units = 25;
  for (int i = 0; i < 26; ++i) units *= 10;
  cost.total = Money::from_units(units + 1);
  cost.currency = "USD";
  cost.costed_invocations = 1;
  report.rows.edit(0, [&](Row& row) { row.metrics.cost = cost; });
  EXPECT_TRUE(checked(report, {limit_of("cost=$2.50")}).fails());
  report.rows.edit(0, [&](Row& row) { row.metrics.cost->total = Money::from_units(units); });
  EXPECT_FALSE(checked(report, {limit_of("cost=$2.50")}).fails());
  EXPECT_FALSE(checked(report, {limit_of("cost=999999999999")}).fails());
}

TEST(CheckReport, RatesAreComparedAsFractions) {
  Report report = report_of({row_of("a", 3, 1)});
  report.rows.edit(0, [](Row& row) { row.metrics.errors = 1; });  // 0.333333333333… of 1/3
  EXPECT_TRUE(checked(report, {limit_of("error-rate=0.333333333333")}).fails());
  EXPECT_FALSE(checked(report, {limit_of("error-rate=0.333333333334")}).fails());
  EXPECT_EQ(checked(report, {limit_of("error-rate=30%")}).verdicts[0].measured, "0.333333");
}

TEST(CheckReport, SaysHowFar) {
  const Report report = report_of({row_of("a", 1000, 5'200'500)});
  const CheckVerdict verdict = checked(report, {limit_of("p99=3s")}).verdicts.at(0);
  EXPECT_EQ(verdict.measured, "5200.5");
  EXPECT_EQ(verdict.distance, "2200.5");
  EXPECT_EQ(verdict.outcome, Outcome::kBroken);
  EXPECT_EQ(verdict.samples, 1000U);
  EXPECT_EQ(verdict.samples_needed, 1000U);
}

struct FewCase {
  std::uint64_t invocations;
  const char* limit;
  OnInsufficient then;
  Outcome outcome;
  bool fails;
};
class FewInvocations : public testing::TestWithParam<FewCase> {};
TEST_P(FewInvocations, AreJudgedAsAsked) {
  const FewCase& c = GetParam();
  const Report report = report_of({row_of("a", c.invocations, 2'000'000)});
  const CheckVerdict verdict = checked(report, {limit_of(c.limit)}, c.then).verdicts.at(0);
  EXPECT_EQ(verdict.outcome, c.outcome);
  EXPECT_EQ(verdict.fails, c.fails);
}
INSTANTIATE_TEST_SUITE_P(
    Table, FewInvocations,
    testing::Values(
        FewCase{1000, "p99=3s", OnInsufficient::kFail, Outcome::kPassed, false},
        FewCase{999, "p99=3s", OnInsufficient::kFail, Outcome::kNotEnoughData, true},
        FewCase{999, "p99=3s", OnInsufficient::kPass, Outcome::kNotEnoughData, false},
        FewCase{999, "p99=3s", OnInsufficient::kWarn, Outcome::kNotEnoughData, false},
        FewCase{999, "p99=1s", OnInsufficient::kWarn, Outcome::kBroken, true},
        FewCase{999, "p99=1s", OnInsufficient::kPass, Outcome::kNotEnoughData, false},
        FewCase{200, "p95=3s", OnInsufficient::kFail, Outcome::kPassed, false},
        FewCase{199, "p95=3s", OnInsufficient::kFail, Outcome::kNotEnoughData, true},
        FewCase{100, "p90=3s", OnInsufficient::kFail, Outcome::kPassed, false},
        FewCase{20, "p50=3s", OnInsufficient::kFail, Outcome::kPassed, false},
        FewCase{19, "p50=3s", OnInsufficient::kFail, Outcome::kNotEnoughData, true},
        FewCase{1, "max=3s", OnInsufficient::kFail, Outcome::kPassed, false},
        // No cold start: nothing there that could be too slow.
        FewCase{1000, "init-p95=1s", OnInsufficient::kWarn, Outcome::kNotEnoughData, false},
        FewCase{1000, "init-p95=1s", OnInsufficient::kFail, Outcome::kNotEnoughData, true},
        // No projection: nothing to judge by, so it fails unless asked not to.
        FewCase{1000, "monthly-cost=1", OnInsufficient::kWarn, Outcome::kNotMeasured, true},
        FewCase{1000, "monthly-cost=1", OnInsufficient::kPass, Outcome::kNotMeasured, false}));

TEST(CheckReport, OneLimitCountsForAFunction) {
  const Report report = report_of({row_of("a", 1000, 2'000'000), row_of("b", 1000, 2'000'000)});
  // The one with a name before the one for all, in any order.
  EXPECT_FALSE(checked(report, {limit_of("*:p99=3s"), limit_of("p99=1s")}).fails());
  // Of the same kind, the last.
  EXPECT_TRUE(checked(report, {limit_of("p99=3s"), limit_of("p99=1s")}).fails());
  // A flag overrides the file, though the file names the function.
  Limit flag = limit_of("p99=1s");
  flag.layer = 1;
  EXPECT_TRUE(checked(report, {flag, limit_of("*:p99=3s")}).fails());
  // max and min do not touch each other.
  EXPECT_EQ(checked(report, {limit_of("p99=3s"), limit_of("p99=1s", false)}).verdicts.size(), 4U);
}

TEST(CheckReport, FailsClosed) {
  EXPECT_EQ(checked(report_of({}), {limit_of("p99=3s")}).problems,
            std::vector<std::string>{"no invocation found"});
  const Report report = report_of({row_of("orders", 1000, 1)});
  Limit limit = limit_of("ordes:p99=3s");
  limit.origin = "--max ordes:p99=3s";
  EXPECT_EQ(checked(report, {limit}).problems,
            std::vector<std::string>{"--max ordes:p99=3s: no function is called like ordes; did "
                                     "you mean orders?"});
  limit.is_optional = true;
  EXPECT_FALSE(checked(report, {limit}).fails());
}

TEST(CheckReport, WhatFailsComesFirst) {
  const Report report = report_of({row_of("a", 1000, 1'000), row_of("b", 1000, 9'000'000)});
  const CheckResult result = checked(report, {limit_of("p99=3s")});
  EXPECT_EQ(result.verdicts[0].subject, "b");
  EXPECT_EQ(result.verdicts[1].subject, "a");
}

TEST(CheckReport, CountsFindingsAtOrAboveASeverity) {
  Report report = report_of({row_of("a", 1000, 1)});
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    Finding finding;
    finding.function = "a";
    finding.severity = severity;
    report.findings.push_back(finding);
  }
  report.findings.push_back(report.findings[2]);
  report.findings.edit(3, [](Finding& finding) { finding.function = "b"; });
  const auto measured = [&](const char* limit) {
    return *checked(report, {limit_of(limit)}).verdicts.at(0).measured;
  };
  EXPECT_EQ(measured("findings=0"), "3");
  EXPECT_EQ(measured("findings.warning=0"), "2");
  EXPECT_EQ(measured("findings-error=0"), "1");
  EXPECT_EQ(measured("@total:findings-error=0"), "2");
}

}  // namespace
}  // namespace lambda_report
