// Which sizes are offered, what is said of each, and which one is chosen.

#include "advisor/sizing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "advisor/observed.h"
#include "advisor/rows.h"

namespace lambda_report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::int64_t> grid(std::int64_t current, std::optional<std::int64_t> floor,
                               const std::vector<std::int64_t>& seen, int threads = 1) {
  std::vector<ObservedSize> observed;
  for (const std::int64_t size : seen) {
    ObservedSize one;
    one.memory_size_mb = size;
    observed.push_back(one);
  }
  return advisor::candidate_sizes(current, floor, observed, threads);
}

TEST(CandidateSizes, StepsOf64FromTheFloor) {
  EXPECT_THAT(grid(256, 192, {256}),
              ElementsAre(192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 960, 1024,
                          1769));  // up to four times the current size
}

TEST(CandidateSizes, AboveOneCpuOnlyWhereItWasSeenOrThreadsAreTold) {
  EXPECT_EQ(grid(1024, 192, {1024}).back(), 1769);
  EXPECT_EQ(grid(1024, 192, {1024, 2048}).back(), 3008);
  EXPECT_EQ(grid(1024, 192, {1024}, 2).back(), 3008);
  EXPECT_EQ(grid(8192, 192, {8192}).back(), 8192);
}

TEST(CandidateSizes, SeenSizesBelongToItEvenBelowTheFloor) {
  EXPECT_THAT(grid(512, 448, {128, 512}), testing::Contains(128));
  EXPECT_THAT(grid(512, std::nullopt, {512}), testing::Contains(512));
}

// Of two durations, 0 and 100 ms: mean 50, deviation 70.71, error 70.71 / √2 = 50, so 1.
TEST(RelativeStandardError, IsOneAtMost) {
  FunctionStats stats;
  stats.warm_duration_us.add(0);
  stats.warm_duration_us.add(100'000);
  stats.warm_duration_squares = Int128{100'000} * 100'000;
  EXPECT_DOUBLE_EQ(*advisor::relative_standard_error(stats), 1);
  // Squares that no such durations have, as a state made by hand may say.
  stats.warm_duration_squares *= 1'000'000;
  EXPECT_DOUBLE_EQ(*advisor::relative_standard_error(stats), 1);
  // 90 and 110 ms: mean 100, deviation 14.14, error 10.
  FunctionStats usual;
  usual.warm_duration_us.add(90'000);
  usual.warm_duration_us.add(110'000);
  usual.warm_duration_squares = Int128{90'000} * 90'000 + Int128{110'000} * 110'000;
  EXPECT_DOUBLE_EQ(*advisor::relative_standard_error(usual), 0.1);
}

TEST(Confidence, ByTheWidthOfTheRange) {
  EXPECT_EQ(advisor::confidence_of({-0.1, 0, 0.17}), Confidence::kHigh);    // 1.17 / 0.9 = 1.3
  EXPECT_EQ(advisor::confidence_of({-0.1, 0, 0.8}), Confidence::kMedium);   // 2.0
  EXPECT_EQ(advisor::confidence_of({-0.5, 0, 1.0}), Confidence::kLow);      // 4.0
  EXPECT_EQ(advisor::confidence_of({-0.5, 0, 1.1}), Confidence::kUnknown);  // 4.2
  EXPECT_EQ(advisor::confidence_of({-1, 0, 1}), Confidence::kUnknown);
}

/// 1,000 calls with a spread of 10 %, 40 environments, three days.
RowBuilder row_of(std::int64_t size, double mean_ms, std::int64_t used_mb) {
  RowBuilder row("checkout-api", size);
  row.warm(500, mean_ms * 0.9, used_mb).warm(500, mean_ms * 1.1, used_mb);
  row.environments(40, used_mb).window_hours(72);
  row.stats().not_multiple_of = {1, 1, 0};
  return row;
}

AdviceInput priced(const RowBuilder& row) {
  AdviceInput input = row.input();
  input.rates = test_rates();
  input.months_of_window = 0.1;
  return input;
}

/// `row` with the rows of other sizes beside it.
AdviceInput beside(const RowBuilder& row, const std::vector<const RowBuilder*>& others) {
  AdviceInput input = priced(row);
  for (const RowBuilder* other : others)
    input.same_function.emplace_back(&other->key(), &const_cast<RowBuilder*>(other)->stats());
  return input;
}

Verdict verdict_at(const FunctionAdvice& advice, std::int64_t size) {
  const Candidate* candidate = advice.candidate(size);
  EXPECT_TRUE(candidate) << size;
  return candidate ? candidate->verdict : Verdict::kCurrent;
}

TEST(AdviseFunction, OneSizeBelowOneCpuIsNotEnoughToMove) {
  const RowBuilder row = row_of(1024, 300, 212);
  const FunctionAdvice advice = advise_function(priced(row));
  EXPECT_EQ(advice.floor_mb, 320);
  EXPECT_EQ(advice.max_memory_used_mb, 212);
  EXPECT_FALSE(advice.recommended_memory_mb);
  // The reference model: 300 ms at 1024 MB is 296.6 .. 670.6 ms at 512 MB.
  const Candidate* half = advice.candidate(512);
  ASSERT_TRUE(half);
  EXPECT_NEAR(half->duration_ms.low, 296.6, 2.5);
  EXPECT_NEAR(half->duration_ms.high, 670.6, 5);
  EXPECT_EQ(half->verdict, Verdict::kFeasible);
  EXPECT_EQ(half->confidence, Confidence::kLow);
  EXPECT_THAT(advice.decision, HasSubstr("keep 1024 MB for now and try 320 MB"));
  ASSERT_TRUE(advice.next_experiment);
  EXPECT_EQ(advice.next_experiment->memory_size_mb, 320);
  EXPECT_TRUE(find(advice.findings, "cpu-unknown"));
  EXPECT_TRUE(find(advice.findings, "maybe-over-provisioned"));
  EXPECT_EQ(advice.coverage, "90 % on public benchmarks, 76–98 % by source");
}

TEST(AdviseFunction, TheCurrentSizeIsTheYardstick) {
  const RowBuilder row = row_of(1024, 300, 212);
  const FunctionAdvice advice = advise_function(priced(row));
  const Candidate* now = advice.candidate(1024);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->verdict, Verdict::kCurrent);
  EXPECT_EQ(now->cost_change.low, 0);
  EXPECT_EQ(now->cost_change.high, 0);
  EXPECT_NEAR(now->duration_ms.expected, 300, 1e-6);
  // 1,000 calls of 300 ms at 1 GB: 300 GB-s x 0.0000166667 + 0.0002 = 0.00520001; a tenth of a
  // month
  ASSERT_TRUE(now->monthly_cost);
  EXPECT_EQ(now->monthly_cost->expected.str(), "0.0520001");
}

TEST(AdviseFunction, TwoSizesOfWaitingCodeGoDown) {
  // 300 ms at 1024, 308 at 512: it waits.  512 costs half and is measured.
  const RowBuilder now = row_of(1024, 300, 212), before = row_of(512, 308, 212);
  AdviceInput input = beside(now, {&before});
  const FunctionAdvice advice = advise_function(input);
  ASSERT_TRUE(advice.recommended_memory_mb);
  EXPECT_LT(*advice.recommended_memory_mb, 512 + 1);
  const Candidate* half = advice.candidate(512);
  EXPECT_TRUE(half->observed);
  // 154 GB-s against 300, and the fees in both: (0.0025667 + 0.0002) / (0.005 + 0.0002) - 1
  EXPECT_NEAR(half->cost_change.expected, -0.468, 0.002);
  EXPECT_LT(half->cost_change.low, half->cost_change.expected);  // means of samples, both
  EXPECT_LT(half->cost_change.expected, half->cost_change.high);
  const Finding* finding = find(advice.findings, "over-provisioned");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->recommended_memory_mb, advice.recommended_memory_mb);
  ASSERT_TRUE(finding->monthly_savings);
  EXPECT_LT(finding->monthly_savings->low, finding->monthly_savings->expected);
  EXPECT_LT(finding->monthly_savings->expected, finding->monthly_savings->high);
  EXPECT_THAT(finding->message, HasSubstr("2 sizes seen"));
  EXPECT_FALSE(find(advice.findings, "cpu-unknown"));
  EXPECT_FALSE(find(advice.findings, "maybe-over-provisioned"));
  EXPECT_THAT(advice.power_tuning_link, HasSubstr("lambda-power-tuning.show/#AAIABA==;"));
}

TEST(AdviseFunction, TwoSizesOfComputingCodeGoUpForFree) {
  const RowBuilder now = row_of(256, 1200, 90), before = row_of(512, 600, 90);
  const FunctionAdvice advice = advise_function(beside(now, {&before}));
  ASSERT_TRUE(advice.free_speed_memory_mb);
  EXPECT_GE(*advice.free_speed_memory_mb, 512);
  EXPECT_FALSE(advice.recommended_memory_mb);  // `safe` wants it cheaper
  const Finding* finding = find(advice.findings, "under-provisioned");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->recommended_memory_mb, advice.free_speed_memory_mb);
}

TEST(AdviseFunction, FullMemoryComesFirst) {
  const RowBuilder row = row_of(512, 300, 500);
  const FunctionAdvice advice = advise_function(priced(row));
  EXPECT_TRUE(advice.need_unknown);
  EXPECT_EQ(advice.recommended_memory_mb, 768);
  EXPECT_EQ(verdict_at(advice, 768), Verdict::kRecommended);
  for (const Candidate& candidate : advice.candidates) {
    if (candidate.memory_size_mb >= 512) continue;
    EXPECT_EQ(candidate.verdict, Verdict::kBelowFloor) << candidate.memory_size_mb;
  }
  EXPECT_FALSE(advice.next_experiment);
  EXPECT_THAT(advice.decision, HasSubstr("raise 512 MB to 768 MB and measure again"));
}

TEST(AdviseFunction, KillsAtASizeRuleOutThatSizeAndAllBelow) {
  const RowBuilder now = row_of(1024, 300, 212);
  RowBuilder before = row_of(512, 300, 200);
  before.stats().out_of_memory = 1;
  const FunctionAdvice advice = advise_function(beside(now, {&before}));
  EXPECT_EQ(advice.floor_mb, 576);
  EXPECT_EQ(verdict_at(advice, 512), Verdict::kBelowFloor);
}

TEST(AdviseFunction, TheLargestNeedOfAllSizesCounts) {
  const RowBuilder now = row_of(1024, 300, 212), before = row_of(2048, 300, 400);
  const FunctionAdvice advice = advise_function(beside(now, {&before}));
  EXPECT_EQ(advice.floor_mb, 512);  // 1.25 x 400 = 500
  EXPECT_EQ(advice.max_memory_used_mb, 400);
}

TEST(AdviseFunction, TooFewCallsDoNotGoDown) {
  RowBuilder row("checkout-api", 2048);
  row.warm(19, 300, 100);
  const FunctionAdvice advice = advise_function(priced(row));
  EXPECT_FALSE(advice.recommended_memory_mb);
  EXPECT_FALSE(advice.next_experiment);
  EXPECT_EQ(verdict_at(advice, 1024), Verdict::kNotEnoughData);
  EXPECT_EQ(advice.decision, "keep 2048 MB for now: 19 warm invocations are too few to advise on");
}

TEST(AdviseFunction, NothingToCompareWithoutAWarmCall) {
  RowBuilder row("checkout-api", 1024);
  row.cold(30, 300, 500, 100);
  const FunctionAdvice advice = advise_function(priced(row));
  EXPECT_TRUE(advice.candidates.empty());
  EXPECT_EQ(advice.decision, "keep 1024 MB: no warm invocation to compare with");
}

TEST(AdviseFunction, TheTimeoutBlocksSlowerSizes) {
  const RowBuilder row = row_of(1024, 300, 100);
  AdviceInput input = priced(row);
  input.timeout_ms = 1'000;
  const FunctionAdvice advice = advise_function(input);
  EXPECT_EQ(verdict_at(advice, 192), Verdict::kTimeoutRisk);
  EXPECT_EQ(verdict_at(advice, 960), Verdict::kFeasible);
  EXPECT_TRUE(find(advice.findings, "timeout-risk"));
  ASSERT_TRUE(advice.next_experiment);
  EXPECT_LE(advice.next_experiment->abort_if_p95_above_ms, 800);
}

TEST(AdviseFunction, SeenTimeoutsTellTheTimeout) {
  RowBuilder row = row_of(1024, 300, 100);
  row.warm(3, 3'000.4, 100);
  EXPECT_FALSE(advisor::timeout_ms_of(row.input()));
  row.stats().timeouts = 3;
  EXPECT_EQ(advisor::timeout_ms_of(row.input()), 3'000);
}

TEST(AdviseFunction, ASizeNoLongerInUseIsLeftAlone) {
  const RowBuilder old = row_of(2048, 300, 100);
  RowBuilder now = row_of(1024, 310, 100);
  now.stats().first = Timestamp{old.input().stats->last->ms + 1};
  now.stats().last = Timestamp{now.stats().first->ms + 86'400'000};
  const FunctionAdvice advice = advise_function(beside(old, {&now}));
  EXPECT_TRUE(advice.superseded);
  EXPECT_FALSE(advice.recommended_memory_mb);
  for (const char* rule : {"over-provisioned", "maybe-over-provisioned", "cpu-unknown"})
    EXPECT_FALSE(find(advice.findings, rule)) << rule;
  EXPECT_THAT(advice.decision, HasSubstr("no longer in use"));
  EXPECT_FALSE(advise_function(beside(now, {&old})).superseded);
}

TEST(AdviseFunction, SizesOfDifferentWeeksAreComparedWithMoreCare) {
  const RowBuilder now = row_of(1024, 300, 212);
  RowBuilder before = row_of(512, 308, 212);
  const double narrow = advise_function(beside(now, {&before})).candidate(512)->cost_change.high;
  before.stats().first->ms -= 8 * 86'400'000LL;
  before.stats().last->ms -= 8 * 86'400'000LL;
  const FunctionAdvice advice = advise_function(beside(now, {&before}));
  // each mean is good to 5 % more: exp(1.645 x sqrt(2) x 0.05) = 1.12
  EXPECT_GT(1 + advice.candidate(512)->cost_change.high, (1 + narrow) * 1.10);
  EXPECT_THAT(find(advice.findings, "mixed-workload")->message,
              HasSubstr("2 memory sizes were seen in different weeks"));
}

TEST(AdviseFunction, OtherVersionsCountWithALargerError) {
  const RowBuilder now = row_of(1024, 300, 212);
  RowBuilder other = row_of(512, 308, 212);
  const FunctionAdvice same = advise_function(beside(now, {&other}));
  other.key().version = "7";
  const FunctionAdvice advice = advise_function(beside(now, {&other}));
  ASSERT_EQ(advice.observed.size(), 2u);
  EXPECT_EQ(advice.observed[0].from, "version 7");
  EXPECT_EQ(same.observed[0].from, "");
  EXPECT_NEAR(advice.candidate(512)->duration_ms.expected, 308, 1e-6);
  // exp(1.645 x 0.10) = 1.179
  EXPECT_GT(1 + advice.candidate(512)->cost_change.high,
            (1 + same.candidate(512)->cost_change.high) * 1.10);
}

TEST(AdviseFunction, OtherPlacesCountForTheShapeOnly) {
  // The function waits: in the other account, with larger inputs, 512 MB is as fast as 1024.
  const RowBuilder now = row_of(1024, 300, 212);
  RowBuilder elsewhere = row_of(512, 620, 212);
  elsewhere.key().account = "222222222222";
  // Alone, its level says nothing about this account.
  EXPECT_EQ(advise_function(beside(now, {&elsewhere})).observed.size(), 1u);
  RowBuilder base = row_of(1024, 600, 212);
  base.key().account = "222222222222";
  const FunctionAdvice advice = advise_function(beside(now, {&elsewhere, &base}));
  ASSERT_EQ(advice.observed.size(), 2u);
  EXPECT_EQ(advice.observed[0].from, "account 222222222222");
  EXPECT_NEAR(advice.candidate(512)->duration_ms.expected, 620.0 * 300 / 600, 1e-6);
}

TEST(AdviseFunction, OfTwoVersionsTheBetterMeasuredCounts) {
  const RowBuilder now = row_of(1024, 300, 212);
  RowBuilder much = row_of(512, 308, 212), little("orders", 512);
  little.warm(25, 900, 212);
  much.key().version = "7";
  little.key().version = "6";
  for (const auto& order : {std::vector<const RowBuilder*>{&much, &little},
                            std::vector<const RowBuilder*>{&little, &much}}) {
    const FunctionAdvice advice = advise_function(beside(now, order));
    EXPECT_NEAR(advice.candidate(512)->duration_ms.expected, 308, 1e-6);
  }
}

TEST(AdviseFunction, PowerTuningCountsWhereTheLogHasNothing) {
  const RowBuilder row = row_of(1024, 300, 212);
  AdviceInput input = priced(row);
  input.measured = {{512, 320.0}, {1024, 999.0}};  // the log knows 1024 better
  const FunctionAdvice advice = advise_function(input);
  ASSERT_EQ(advice.observed.size(), 2u);
  EXPECT_TRUE(advice.observed[0].outside_log);
  EXPECT_TRUE(advice.candidate(512)->observed);
  EXPECT_NEAR(advice.candidate(512)->duration_ms.expected, 320, 1e-6);
  EXPECT_EQ(advice.candidate(512)->duration_ms.low, advice.candidate(512)->duration_ms.high);
  // A run is only good to 5 %: exp(1.645 x 0.05) = 1.086, less what request fees take off.
  const Range cost = advice.candidate(512)->cost_change;
  EXPECT_LT(1 + cost.low, (1 + cost.expected) / 1.07);
  EXPECT_NEAR(advice.candidate(1024)->duration_ms.expected, 300, 1e-6);
}

TEST(AdviseFunction, ArmIsALineOfItsOwn) {
  const RowBuilder row = row_of(1024, 300, 212);
  AdviceInput input = priced(row);
  EXPECT_FALSE(advise_function(input).other_architecture);
  input.other_architecture_rates = test_rates();
  input.other_architecture_rates->architecture = Architecture::kArm64;
  input.other_architecture_rates->duration->rate = *Rate::parse("0.0000133334");
  const auto option = advise_function(input).other_architecture;
  ASSERT_TRUE(option);
  // 273.5 ms billed (0.91 x 270, 0.91 x 330, each rounded up: 246 and 301) at 0.0000133334
  // and 0.0002 of fees: 0.00384668 against 0.00520001; the sketch knows durations to 0.8 %
  EXPECT_NEAR(option->cost_change.expected, -0.2603, 0.004);
  EXPECT_LT(option->cost_change.low, -0.35);
  EXPECT_LT(option->cost_change.high, 0);
  ASSERT_TRUE(option->monthly_savings);
  EXPECT_GT(option->monthly_savings->low, Money());
}

TEST(AdviseFunction, SnippetsOnlyForNamesThatNeedNoQuoting) {
  RowBuilder row = row_of(1024, 300, 212);
  const auto change = advise_function(priced(row)).change;
  ASSERT_TRUE(change);
  EXPECT_EQ(change->aws_cli,
            "aws lambda update-function-configuration --function-name checkout-api --memory-size "
            "320 --region us-east-1");
  EXPECT_EQ(change->sam, "MemorySize: 320");
  EXPECT_EQ(change->terraform, "memory_size = 320");
  for (const char* name : {"a; rm -rf ~", "$(id)", "-x", "", "a b", "caf\xc3\xa9"}) {
    row.key().function = name;
    EXPECT_FALSE(advise_function(priced(row)).change) << name;
  }
}

TEST(AdviseFunction, TheExperimentSaysItsPrice) {
  const RowBuilder row = row_of(1024, 300, 212);
  const auto experiment = advise_function(priced(row)).next_experiment;
  ASSERT_TRUE(experiment && experiment->price);
  EXPECT_LT(experiment->price->low, experiment->price->expected);
  EXPECT_LT(experiment->price->expected, experiment->price->high);
  // 50 calls of 1.1 s at 320 MB: 17 GB-s, 0.0003 USD
  EXPECT_NEAR(experiment->price->high.approx(), 0.0003, 0.00003);
  EXPECT_NEAR(experiment->abort_if_p95_above_ms, 330 * 1095 / 300, 40);
  EXPECT_THAT(experiment->power_tuning_input, HasSubstr("\"powerValues\": ["));
}

}  // namespace
}  // namespace lambda_report
