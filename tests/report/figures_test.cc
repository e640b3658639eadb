#include "report/figures.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace lambda_report::report {
namespace {

TEST(FiguresOf, MemoryIsExact) {
  FunctionStats stats;
  stats.memory[{128, 50}] = 98;
  stats.memory[{128, 64}] = 1;
  stats.memory[{256, 128}] = 1;
  const Metrics metrics = figures_of(stats);
  const MemoryFigures& used = *metrics.max_memory_used;
  EXPECT_EQ(used.count, 100U);
  EXPECT_EQ(used.min_mb, 50);
  EXPECT_EQ(used.p50_mb, 50);
  EXPECT_EQ(used.p95_mb, 50);
  EXPECT_EQ(used.p99_mb, 64);  // rank 99 of 100
  EXPECT_EQ(used.max_mb, 128);
  EXPECT_EQ(used.sum_mb, 98 * 50 + 64 + 128);
  EXPECT_DOUBLE_EQ(used.mean_mb(), 50.92);
  EXPECT_DOUBLE_EQ(metrics.memory_utilization->p50, 50.0 / 128);
  EXPECT_DOUBLE_EQ(metrics.memory_utilization->p99, 0.5);  // 64 of 128, then 128 of 256
  EXPECT_DOUBLE_EQ(metrics.memory_utilization->max, 0.5);
}

TEST(FiguresOf, MeansOfNothing) {
  EXPECT_EQ(DurationFigures{}.mean_ms(), 0.0);
  EXPECT_EQ(MemoryFigures{}.mean_mb(), 0.0);
}

TEST(FiguresOf, RateOfColdStarts) {
  Metrics metrics;
  EXPECT_EQ(metrics.cold_start_rate(), 0.0);
  metrics.invocations = metrics.cold_starts = 1;
  EXPECT_EQ(metrics.cold_start_rate(), 1.0);
  metrics.invocations = 4;
  EXPECT_EQ(metrics.cold_start_rate(), 0.25);
}

TEST(FiguresOf, RanksOfMoreThanAHundred) {
  FunctionStats stats;
  stats.memory[{128, 50}] = 981;  // 99 % of 990 is rank 980.1, the 981st
  stats.memory[{128, 64}] = 9;
  EXPECT_EQ(figures_of(stats).max_memory_used->p99_mb, 50);
  stats.memory[{128, 64}] = 10;  // of 991: 981.09, the 982nd
  EXPECT_EQ(figures_of(stats).max_memory_used->p99_mb, 64);
}

TEST(FiguresOf, DurationsKeepTheirUnits) {
  FunctionStats stats;
  for (const std::int64_t us : {10, 20, 30}) stats.duration_us.add(us);
  stats.billed_ms_sketch.add(7);
  const Metrics metrics = figures_of(stats);
  EXPECT_EQ(metrics.duration->min_us, 10);
  EXPECT_EQ(metrics.duration->p50_us, 20);  // small values are exact
  EXPECT_EQ(metrics.duration->p90_us, 30);
  EXPECT_EQ(metrics.duration->max_us, 30);
  EXPECT_DOUBLE_EQ(metrics.duration->mean_ms(), 0.02);
  EXPECT_EQ(metrics.billed_duration->p50_us, 7'000);
  EXPECT_EQ(metrics.billed_duration->sum_us, 7'000);
}

TEST(FiguresOf, QuantilesLieBetweenTheExtremes) {
  FunctionStats stats;
  stats.duration_us.add(1'000'003, 5);
  const Metrics metrics = figures_of(stats);
  EXPECT_EQ(metrics.duration->p50_us, 1'000'003);
  EXPECT_EQ(metrics.duration->p99_us, 1'000'003);
}

TEST(FiguresOf, MissingIsMissing) {
  const Metrics metrics = figures_of(FunctionStats{});
  EXPECT_FALSE(metrics.duration);
  EXPECT_FALSE(metrics.warm_duration);
  EXPECT_FALSE(metrics.cold_duration);
  EXPECT_FALSE(metrics.billed_duration);
  EXPECT_FALSE(metrics.init_duration);
  EXPECT_FALSE(metrics.restore_duration);
  EXPECT_FALSE(metrics.max_memory_used);
  EXPECT_FALSE(metrics.memory_utilization);
  EXPECT_FALSE(metrics.peak_concurrency);
  EXPECT_FALSE(metrics.billing_step_ms);
  EXPECT_FALSE(metrics.init_billed);
  EXPECT_FALSE(metrics.billed_mb_ms);
  EXPECT_FALSE(metrics.cost);
}

TEST(FiguresOf, PeakConcurrencyNeedsEveryTime) {
  FunctionStats stats;
  stats.intervals = {{0, 10}, {5, 15}};
  EXPECT_EQ(figures_of(stats).peak_concurrency, 2U);
  stats.without_time = 1;
  EXPECT_FALSE(figures_of(stats).peak_concurrency);
  stats.without_time = 0;
  stats.intervals_dropped = true;
  EXPECT_FALSE(figures_of(stats).peak_concurrency);
}

struct BillingCase {
  std::array<std::uint64_t, 3> not_multiple_of;
  std::uint64_t rounding_slack;
  int step;
};

TEST(FiguresOf, TheStepIsCoarseOnlyWithProof) {
  for (const BillingCase& c : {BillingCase{{0, 0, 0}, 1, 100}, BillingCase{{1, 0, 0}, 1, 50},
                               BillingCase{{0, 0, 0}, 0, 1}, BillingCase{{1, 1, 0}, 1, 1}}) {
    FunctionStats stats;
    stats.billed_ms_sketch.add(100);
    stats.not_multiple_of = c.not_multiple_of;
    stats.rounding_slack = c.rounding_slack;
    EXPECT_EQ(figures_of(stats).billing_step_ms, c.step);
  }
}

TEST(FiguresOf, InitBilledSaysAllNoneOrSome) {
  FunctionStats stats;
  stats.init_billed = 2;
  EXPECT_EQ(figures_of(stats).init_billed, "all");
  stats.init_not_billed = 1;
  EXPECT_EQ(figures_of(stats).init_billed, "some");
  stats.init_billed = 0;
  EXPECT_EQ(figures_of(stats).init_billed, "none");
}

}  // namespace
}  // namespace lambda_report::report
