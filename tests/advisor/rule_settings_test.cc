// What the configuration makes of the rules.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "advisor/rows.h"

namespace lambda_report {
namespace {

using testing::HasSubstr;

/// 1,000 warm calls at 512 MB, of which 460 MB (90 %) are used.
RowBuilder nearly_full() {
  RowBuilder row("orders", 512);
  row.warm(1'000, 100, 461).environments(80, 461).window_hours(48);
  return row;
}

TEST(RuleSettings, ThresholdsMove) {
  const RowBuilder row = nearly_full();
  AdviceOptions options;
  ASSERT_TRUE(find(advise(row.input(), options), "out-of-memory-risk"));
  EXPECT_EQ(find(advise(row.input(), options), "out-of-memory-risk")->severity, Severity::kWarning);
  options.rules.thresholds["out-of-memory-risk"]["error_share"] = 0.9;
  EXPECT_EQ(find(advise(row.input(), options), "out-of-memory-risk")->severity, Severity::kError);
  options.rules.thresholds["out-of-memory-risk"] = {{"warning_share", 0.95}};
  EXPECT_FALSE(find(advise(row.input(), options), "out-of-memory-risk"));
}

TEST(RuleSettings, ARuleCanBeTurnedOff) {
  const RowBuilder row = nearly_full();
  AdviceOptions options;
  options.rules.disabled.insert("out-of-memory-risk");
  EXPECT_FALSE(find(advise(row.input(), options), "out-of-memory-risk"));
}

TEST(RuleSettings, ASuppressedFindingIsNotLost) {
  const RowBuilder row = nearly_full();
  AdviceOptions options;
  options.rules.suppressions.push_back({"out-of-memory-risk", "ord*",
                                        [](std::string_view name) { return name == "orders"; },
                                        "sized by hand"});
  std::vector<SuppressedFinding> suppressed;
  EXPECT_FALSE(find(advise(row.input(), options, &suppressed), "out-of-memory-risk"));
  ASSERT_EQ(suppressed.size(), 1u);
  EXPECT_EQ(suppressed[0].finding.rule, "out-of-memory-risk");
  EXPECT_EQ(suppressed[0].reason, "sized by hand");
  options.rules.suppressions[0].covers = [](std::string_view name) { return name == "other"; };
  EXPECT_TRUE(find(advise(row.input(), options), "out-of-memory-risk"));
}

TEST(RuleSettings, WhatDoesNotExistIsAnError) {
  AdviceOptions options;
  options.rules.disabled.insert("cold-hevy");
  EXPECT_THAT(check_options(options).error().hint, HasSubstr("cold-heavy"));
  options = {};
  options.rules.thresholds["cold-heavy"]["cost_shar"] = 1;
  EXPECT_THAT(check_options(options).error().hint, HasSubstr("cost_share"));
  options = {};
  options.rules.thresholds["cold-heavy"]["cost_share"] = -1;
  EXPECT_FALSE(check_options(options));
  options = {};
  options.rules.suppressions.push_back({"cold-heavy", "*", {}, ""});
  EXPECT_THAT(check_options(options).error().what, HasSubstr("reason"));
  EXPECT_TRUE(check_options({}));
}

TEST(RuleSettings, EveryThresholdHasANameAValueAndAReason) {
  for (const Rule* rule : all_rules()) {
    std::set<std::string_view> names;
    for (const Threshold& one : rule->thresholds()) {
      EXPECT_TRUE(names.insert(one.name).second) << rule->id();
      EXPECT_FALSE(one.unit.empty()) << rule->id() << " " << one.name;
      EXPECT_GE(one.why.size(), 20u) << rule->id() << " " << one.name;
      EXPECT_EQ(RuleThresholds(*rule, {})[one.name], one.value);
    }
  }
}

/// Invocations of one environment, one a second, whose Max Memory Used is `used_mb(i)`.
template <class Used>
EnvironmentStats environment(int invocations, Used used_mb) {
  EnvironmentStats made;
  for (int i = 0; i < invocations; ++i) {
    const auto used = static_cast<std::int32_t>(used_mb(i));
    ++made.invocations;
    made.max_memory_used_mb = std::max<std::int64_t>(made.max_memory_used_mb, used);
    made.used.add(1'700'000'000'000 + i * 1'000, used);
  }
  return made;
}

RowBuilder growing(int environments, int rising) {
  RowBuilder row("orders", 1024);
  row.warm(800, 100, 200).window_hours(48);
  for (int i = 0; i < environments; ++i)
    row.stats().environments[static_cast<std::uint64_t>(i)] =
        i < rising ? environment(100, [](int k) { return 101 + k; })
                   : environment(100, [](int k) { return k == 0 ? 101 : 200; });
  return row;
}

TEST(MemoryGrowth, ExtrapolatesToTwiceTheLongest) {
  const RowBuilder row = growing(5, 5);
  const FunctionAdvice advice = advise_function(row.input());
  ASSERT_TRUE(advice.growth);
  EXPECT_EQ(advice.growth->streams, 5u);
  EXPECT_EQ(advice.growth->rising, 5u);
  // 1 MB an invocation, 200 MB at most, 100 invocations more: 300 MB, beyond 1.25 x 200
  EXPECT_NEAR(advice.growth->mb_per_1000, 1000, 1e-6);
  EXPECT_EQ(advice.growth->extrapolated_mb, 300);
  EXPECT_EQ(advice.floor_mb, 320);  // without it 256
  const Finding* finding = find(advice.findings, "memory-growth");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message, HasSubstr("find what grows, or plan for 300 MB: memory rises in 5 "
                                          "of 5 environments, by 1000.0 MB in 1,000 invocations"));
}

TEST(MemoryGrowth, FillingUpOnceIsNone) {
  EXPECT_FALSE(advise_function(growing(5, 0).input()).growth);
}

TEST(MemoryGrowth, NeedsFourOfFive) {
  EXPECT_TRUE(advise_function(growing(5, 4).input()).growth);
  EXPECT_FALSE(advise_function(growing(5, 3).input()).growth);
}

TEST(MemoryGrowth, SlowerThanTheHeadRoomIsNone) {
  RowBuilder row("orders", 1024);
  row.warm(800, 100, 200).window_hours(48);
  // 0.1 MB an invocation: 10 MB more in 100 invocations, which 25 % cover.
  row.stats().environments[1] = environment(100, [](int k) { return 190 + k / 10; });
  EXPECT_FALSE(advise_function(row.input()).growth);
}

TEST(Timeout, IsSuspectedWhereTheTwoLongestEndAtTheSameSecond) {
  RowBuilder row("orders", 512);
  row.warm(998, 100, 100).environments(80, 100).window_hours(48);
  row.warm(1, 3'000.4, 100).warm(1, 3'003.1, 100);
  const Finding* finding = nullptr;
  const auto findings = advise(row.input());
  ASSERT_TRUE(finding = find(findings, "timeout"));
  EXPECT_EQ(finding->severity, Severity::kWarning);
  EXPECT_EQ(finding->action, "check whether the timeout is 3 s");
  AdviceInput input = row.input();
  input.timeout_ms = 30'000;  // then it is not that
  EXPECT_FALSE(find(advise(input), "timeout"));
}

TEST(Timeout, IsNotSuspectedWhereMostTakeAsLong) {
  RowBuilder row("poller", 512);
  row.warm(1'000, 20'001, 100).environments(80, 100).window_hours(48);
  EXPECT_FALSE(find(advise(row.input()), "timeout"));
}

TEST(OverProvisioned, LittleMoneyIsAnInfo) {
  // Waiting code at two sizes: half of the memory costs half.
  RowBuilder now("orders", 1024), before("orders", 512);
  for (RowBuilder* row : {&now, &before}) {
    row->warm(500, 290, 100).warm(500, 310, 100).environments(40, 100).window_hours(72);
    row->stats().not_multiple_of = {1, 1, 0};
  }
  AdviceInput input = now.input();
  input.same_function.emplace_back(&before.key(), &before.stats());
  input.rates = test_rates();
  input.months_of_window = 1;  // 1,000 calls a month: far below a dollar
  const auto findings = advise(input);
  const Finding* finding = find(findings, "over-provisioned");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, Severity::kInfo);
  input.months_of_window = 1e-4;  // 10 million calls a month
  const auto dear = advise(input);
  ASSERT_TRUE(find(dear, "over-provisioned"));
  EXPECT_EQ(find(dear, "over-provisioned")->severity, Severity::kWarning);
  AdviceOptions options;
  options.rules.thresholds["over-provisioned"]["least_monthly_savings"] = 1e6;
  EXPECT_FALSE(find(advise(input, options), "over-provisioned"));
}

}  // namespace
}  // namespace lambda_report
