#include <gtest/gtest.h>

#include "aggregator/aggregate_testing.h"
#include "lambda_report/aggregate.h"

namespace lambda_report {
namespace {

using testing::kIdA;
using testing::kIdB;
using testing::kIdC;
using testing::kNoon;
using testing::kStream;
using testing::Log;
using testing::report;
using testing::total;

// ---- sums -------------------------------------------------------------------------------

// 2.46 ms + init 413.61 ms, billed 417: init is billed, 414 ms of it.
TEST(Sums, BilledInit) {
  ReportLine r = report(kIdA);
  r.duration_us = 2'460;
  r.init_duration_us = 413'610;
  r.billed_ms = 417;
  Log log;
  const FunctionStats sum = total(log.line(r).finish());
  EXPECT_EQ(sum.init_billed, 1u);
  EXPECT_EQ(sum.init_not_billed, 0u);
  EXPECT_TRUE(sum.init_mb_ms == 414 * 128);
  EXPECT_TRUE(sum.unbilled_init_mb_ms == 0);
}

// 2.73 ms + init 177.11 ms, billed 3: today ⌈179.84⌉ = 180 would be billed, 177 more.
TEST(Sums, FreeInit) {
  ReportLine r = report(kIdA);
  r.duration_us = 2'730;
  r.init_duration_us = 177'110;
  r.billed_ms = 3;
  r.memory_size_mb = 1024;
  Log log;
  const FunctionStats sum = total(log.line(r).finish());
  EXPECT_EQ(sum.init_not_billed, 1u);
  EXPECT_EQ(sum.unbilled_init_ms, 177u);
  EXPECT_TRUE(sum.unbilled_init_mb_ms == 177 * 1024);
  EXPECT_TRUE(sum.init_mb_ms == 0);
}

TEST(Sums, BillsMemoryAndSquares) {
  Log log;
  log.line(report(kIdA, 10'000)).line(report(kIdB, 150'000)).line(report(kIdC, 72'510));
  const FunctionStats sum = total(log.finish());
  EXPECT_TRUE(sum.billed_ms == 10 + 150 + 73);
  EXPECT_TRUE(sum.billed_mb_ms == 233 * 128);
  EXPECT_TRUE(sum.idle_mb_ms == 233 * (128 - 60));
  EXPECT_TRUE(sum.warm_duration_squares ==
              100'000'000 + static_cast<Int128>(22'500'000'000) + 5'257'700'100);
  // 10, 150 and 73 ms: none, one and two of them are multiples of 100, 50 and 1 ms.
  EXPECT_EQ(sum.not_multiple_of, (std::array<std::uint64_t, 3>{3, 2, 0}));
  EXPECT_EQ(sum.memory.find({128, 60})->second, 3u);
  EXPECT_EQ(sum.costed_invocations, 3u);
}

TEST(Sums, MemoryAboveTheSizeIsNotIdle) {
  ReportLine r = report(kIdA);
  r.max_memory_used_mb = 130;
  Log log;
  const FunctionStats sum = total(log.line(r).finish());
  EXPECT_TRUE(sum.idle_mb_ms == 0);
  EXPECT_EQ(sum.memory.find({128, 130})->second, 1u);
}

TEST(Sums, OneHundredMillisecondSteps) {
  ReportLine r = report(kIdA);
  r.duration_us = 244'420;
  r.billed_ms = 300;
  Log log;
  const FunctionStats sum = total(log.line(r).finish());
  EXPECT_EQ(sum.rounding_slack, 1u);
  EXPECT_EQ(sum.not_multiple_of, (std::array<std::uint64_t, 3>{0, 0, 0}));
}

TEST(Sums, MissingIsMissing) {
  ReportLine bare;
  bare.request_id = kIdA;
  bare.billed_ms = 5;
  Log log;
  const AggregateResult result = log.line(bare).finish();
  const FunctionStats sum = total(result);
  EXPECT_EQ(sum.invocations, 1u);
  EXPECT_EQ(sum.costed_invocations, 0u);
  EXPECT_EQ(sum.managed_instances, 0u);
  EXPECT_EQ(sum.duration_us.count(), 0u);
  EXPECT_TRUE(sum.memory.empty());
  EXPECT_EQ(result.functions[0].first.memory_size_mb, std::nullopt);
}

TEST(Sums, FiguresOutOfRangeAreMissing) {
  ReportLine r = report(kIdA);
  r.duration_us = kMaxDurationUs + 1;
  r.billed_ms = std::numeric_limits<std::int64_t>::max();
  r.memory_size_mb = -1;
  r.max_memory_used_mb = kMaxMemoryMb + 1;
  Log log;
  const FunctionStats sum = total(log.at(-5).line(r).finish());
  EXPECT_EQ(sum.invocations, 1u);
  EXPECT_EQ(sum.without_time, 1u);
  EXPECT_EQ(sum.billed_ms_sketch.count(), 0u);
}

// Nothing is a figure like any other: no time at all, billed as none, is counted and not missing.
TEST(Sums, ZeroIsNotMissing) {
  ReportLine r = report(kIdA);
  r.duration_us = 0;
  r.billed_ms = 0;
  Log log;
  const FunctionStats sum = total(log.line(r).finish());
  EXPECT_EQ(sum.billed_ms_sketch.count(), 1u);
  EXPECT_EQ(sum.billed_ms_sketch.quantile(50, 100), 0);
  EXPECT_EQ(sum.warm_duration_us.count(), 1u);
  EXPECT_EQ(sum.warm_duration_us.quantile(50, 100), 0);
}

// The largest figures that are accepted, a hundred thousand times: 86,400,000 ms × 65,536 MB.
TEST(Sums, AreExactBeyond64Bits) {
  AggregateOptions options;
  options.dedupe = false;
  Log log(options);
  ReportLine r = report(kIdA);
  r.duration_us = kMaxDurationUs;
  r.billed_ms = kMaxDurationUs / 1000;
  r.memory_size_mb = kMaxMemoryMb;
  for (int i = 0; i < 100'000; ++i) log.line(r);
  const FunctionStats sum = total(log.finish());
  EXPECT_TRUE(sum.billed_mb_ms == static_cast<Int128>(5'662'310'400'000) * 100'000);
  EXPECT_TRUE(sum.warm_duration_squares ==
              static_cast<Int128>(kMaxDurationUs) * kMaxDurationUs * 100'000);
}

// ---- emulators, Managed Instances -------------------------------------------------------

ReportLine emulated(std::string_view id, bool init_first) {
  ReportLine r = report(id);
  r.max_memory_used_mb = 128;
  if (init_first) r.init_duration_us = 80;
  r.init_before_duration = init_first;
  return r;
}

TEST(Emulators, InitBeforeDurationShowsTheWholeInput) {
  Log log;
  log.input("rie").stream(std::string(kStream)).line(emulated(kIdB, false));
  log.line(emulated(kIdA, true)).line(report(kIdC));  // the last with a true peak
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.ledger.emulated, 2u);
  EXPECT_EQ(result.ledger.reports, 3u);
  const FunctionStats sum = total(result);
  EXPECT_EQ(sum.invocations, 3u);
  EXPECT_EQ(sum.emulated, 2u);
  EXPECT_EQ(sum.costed_invocations, 1u);
  EXPECT_TRUE(sum.billed_mb_ms == 10 * 128);
  EXPECT_EQ(sum.memory.size(), 1u);
  EXPECT_EQ(sum.memory.find({128, 60})->second, 1u);
  EXPECT_EQ(sum.cold_starts, 1u);
  EXPECT_EQ(sum.environments.begin()->second.max_memory_used_mb, 60);
}

TEST(Emulators, LocalStackIsToldByItsAccount) {
  Log log;
  log.input("export").group("/aws/lambda/f").account("000000000000").line(emulated(kIdA, false));
  log.line(report(kIdB));                                   // a true peak: not LocalStack's own
  log.account("123456789012").line(emulated(kIdC, false));  // all of its memory used, on AWS
  EXPECT_EQ(log.finish().ledger.emulated, 1u);
}

TEST(Emulators, RapidLinesShowIt) {
  for (const bool line_first : {true, false}) {
    Log log;
    if (line_first) log.line(PlatformLine{PlatformKind::kEmulatorLine, 0});
    log.line(emulated(kIdA, false));
    if (!line_first) log.line(PlatformLine{PlatformKind::kEmulatorLine, 0});
    EXPECT_EQ(log.finish().ledger.emulated, 1u);
  }
}

TEST(Emulators, AFullMemoryAloneIsNone) {
  Log log;
  const AggregateResult result = log.line(emulated(kIdA, false)).finish();
  EXPECT_EQ(result.ledger.emulated, 0u);
  EXPECT_EQ(result.functions.size(), 1u);
  EXPECT_EQ(total(result).costed_invocations, 1u);
}

TEST(Emulators, ALateFailureCostsNothing) {
  Log log;
  log.input("rie").line(emulated(kIdA, true)).line(emulated(kIdB, false));
  log.input("b").failure(FailureKind::kTimeout, kIdA).failure(FailureKind::kTimeout, kIdB);
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.timeouts, 2u);
  EXPECT_EQ(sum.error_requests, 0u);
  EXPECT_TRUE(sum.error_mb_ms == 0);
}

TEST(ManagedInstances, AreCountedAndNotPriced) {
  ReportLine r;
  r.request_id = kIdA;
  r.duration_us = 125'460;
  Log log;
  const AggregateResult result = log.line(r).finish();
  EXPECT_EQ(result.ledger.managed_instances, 1u);
  const FunctionStats sum = total(result);
  EXPECT_EQ(sum.managed_instances, 1u);
  EXPECT_EQ(sum.costed_invocations, 0u);
  EXPECT_EQ(sum.duration_us.max(), 125'460);
}

TEST(ManagedInstances, OfAnEmulatorAreEmulated) {
  ReportLine r;
  r.request_id = kIdA;
  r.duration_us = 125'460;
  Log log;
  const Ledger ledger =
      log.line(PlatformLine{PlatformKind::kEmulatorLine, 0}).line(r).finish().ledger;
  EXPECT_EQ(ledger.emulated, 1u);
  EXPECT_EQ(ledger.managed_instances, 0u);
}

// ---- environments, concurrency ----------------------------------------------------------

TEST(Environments, AreTheLogStreamsOfARow) {
  Log log;
  log.group("/aws/lambda/orders");
  for (int i = 0; i < 60; ++i) {
    const std::string id = "id-" + std::to_string(i);
    ReportLine r = report(id);
    r.max_memory_used_mb = 40 + i;
    log.stream("2026/03/02/[1]s" + std::to_string(i % 3)).at(kNoon + i).line(r);
  }
  const FunctionStats sum = total(log.finish());
  ASSERT_EQ(sum.environments.size(), 3u);
  std::int64_t largest = 0;
  for (const auto& [stream, seen] : sum.environments) {
    EXPECT_EQ(seen.invocations, 20u);
    largest = std::max(largest, seen.max_memory_used_mb);
  }
  EXPECT_EQ(largest, 99);
}

TEST(Environments, TheSameStreamInTwoInputsIsOne) {
  Log log;
  InputInfo s3;
  s3.name = "000000.gz";
  s3.log_stream = "2026-03-02-[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d";
  s3.function = "orders";
  log.input(s3).line(report(kIdA));
  log.input("cli.json").group("/aws/lambda/orders").stream(std::string(kStream)).line(report(kIdB));
  EXPECT_EQ(total(log.finish()).environments.size(), 1u);
}

TEST(Environments, NoneWithoutStreams) {
  Log log;
  EXPECT_TRUE(total(log.line(report(kIdA)).finish()).environments.empty());
}

// More streams than are remembered: all are counted all the same.
TEST(Environments, SeventyThousandStreams) {
  Log log;
  for (int i = 0; i < 70'000; ++i)
    log.stream("2026/03/02/[1]" + std::to_string(i)).line(report("id-" + std::to_string(i)));
  EXPECT_EQ(total(log.finish()).environments.size(), 70'000u);
}

TEST(Intervals, StartBeforeTheEventByDurationAndInit) {
  ReportLine cold = report(kIdA, 1'500'100);  // 1500.1 ms
  cold.init_duration_us = 200'000;
  Log log;
  log.at(kNoon).line(cold).at({}).line(report(kIdB));
  const FunctionStats sum = total(log.finish());
  ASSERT_EQ(sum.intervals.size(), 1u);
  EXPECT_EQ(sum.intervals, (Intervals{{kNoon - 1701, kNoon}}));
}

TEST(Intervals, AreDroppedEverywhereBeyondTheBudget) {
  for (const std::size_t budget : {3u, 2u}) {
    AggregateOptions options;
    options.max_intervals = budget;
    Log log(options);
    log.input("a").at(kNoon).group("/aws/lambda/a").line(report(kIdA));
    log.input("b").group("/aws/lambda/b").line(report(kIdB)).line(report(kIdC));
    const AggregateResult result = log.finish();
    for (const auto& [key, stats] : result.functions) {
      EXPECT_EQ(stats.intervals_dropped, budget == 2) << key.function;
      EXPECT_EQ(stats.intervals.empty(), budget == 2) << key.function;
    }
  }
}

}  // namespace
}  // namespace lambda_report
