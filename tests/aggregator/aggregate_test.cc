#include "lambda_report/aggregate.h"

#include <gtest/gtest.h>

#include "aggregator/aggregate_testing.h"

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

// ---- duplicates and retries -------------------------------------------------------------

struct TwiceCase {
  const char* what;
  std::optional<std::int64_t> first_time, second_time;
  std::int64_t second_duration_us;
  bool other_input;
  std::uint64_t reports, duplicates, retries;
};

// The same request id twice; the first record lasts 10 ms.
TEST(Duplicates, Table) {
  const TwiceCase cases[] = {
      {"same record, same input", kNoon, kNoon, 10'000, false, 1, 1, 0},
      {"same record, other input", kNoon, kNoon, 10'000, true, 1, 1, 0},
      {"ten minutes later", kNoon, kNoon + 600'000, 10'000, false, 2, 0, 1},
      {"ten minutes later, other input", kNoon, kNoon + 600'000, 10'000, true, 2, 0, 1},
      {"other figures, same time", kNoon, kNoon, 20'000, false, 2, 0, 1},
      {"no times, same input: an attempt", {}, {}, 10'000, false, 2, 0, 1},
      {"no times, other input", {}, {}, 10'000, true, 1, 1, 0},
      {"no times, other figures", {}, {}, 20'000, true, 2, 0, 1},
      {"text export of a stamped one", kNoon, {}, 10'000, true, 1, 1, 0},
      {"one without time, same input", kNoon, {}, 10'000, false, 2, 0, 1},
  };
  for (const TwiceCase& c : cases) {
    Log log;
    log.input("a").at(c.first_time).line(report(kIdA));
    if (c.other_input) log.input("b");
    log.at(c.second_time).line(report(kIdA, c.second_duration_us));
    const AggregateResult result = log.finish();
    EXPECT_EQ(result.ledger.reports, c.reports) << c.what;
    EXPECT_EQ(result.ledger.duplicates, c.duplicates) << c.what;
    EXPECT_EQ(total(result).retries, c.retries) << c.what;
    EXPECT_EQ(total(result).invocations, c.reports) << c.what;
  }
}

TEST(Duplicates, IdsAreComparedAsUuids) {
  Log log;
  log.at(kNoon).line(report("79104eff-5ebf-4d43-9a1b-2a3c4d5e6f70"));
  log.line(report("79104EFF-5EBF-4D43-9A1B-2A3C4D5E6F70"));
  log.line(report("79104eff5ebf4d439a1b2a3c4d5e6f70"));
  log.line(report("abc123")).line(report("ABC123"));  // no UUIDs: by their text
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.ledger.reports, 3u);
  EXPECT_EQ(result.ledger.duplicates, 2u);
}

TEST(Duplicates, WhatALineSaysBesidesFiguresDoesNotMatter) {
  Log log;
  ReportLine json = report(kIdA);
  json.is_json = true;
  json.status = "success";
  json.xray_trace_id = "1-5e6f7081-0123456789abcdef01234567";
  log.at(kNoon).line(report(kIdA)).line(json);
  EXPECT_EQ(log.finish().ledger.duplicates, 1u);
}

TEST(Duplicates, AreKeptWithoutDedupe) {
  AggregateOptions options;
  options.dedupe = false;
  Log log(options);
  log.at(kNoon).line(report(kIdA)).line(report(kIdA)).at(kNoon + 5).line(report(kIdA));
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.ledger.reports, 3u);
  EXPECT_EQ(result.ledger.duplicates, 0u);
  EXPECT_EQ(total(result).retries, 1u);  // only the one with another time
}

// Three attempts of one asynchronous event, as in real logs: the durations 567.23,
// 786.97 and 557.15 ms are billed 568, 787 and 558 ms.
TEST(Retries, CostIsShownApart) {
  Log log;
  log.at(kNoon).line(report(kIdA, 567'230));
  log.at(kNoon + 57'000).line(report(kIdA, 786'970));
  log.at(kNoon + 192'000).line(report(kIdA, 557'150));
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.invocations, 3u);
  EXPECT_EQ(sum.retries, 2u);
  EXPECT_EQ(sum.retry_requests, 2u);
  EXPECT_TRUE(sum.billed_mb_ms == (568 + 787 + 558) * 128);
  EXPECT_TRUE(sum.retry_mb_ms == (787 + 558) * 128);
}

TEST(Retries, NewestFirstIsTheSame) {
  Log log;
  log.at(kNoon + 192'000).line(report(kIdA, 557'150));
  log.at(kNoon).line(report(kIdA, 567'230));
  log.at(kNoon + 57'000).line(report(kIdA, 786'970));
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.retries, 2u);
  EXPECT_TRUE(sum.retry_mb_ms == (787 + 558) * 128);
}

// ---- failures ---------------------------------------------------------------------------

struct FailureCase {
  const char* what;
  void (*write)(Log&);
  std::uint64_t errors, timeouts, out_of_memory, suspected;
};

ReportLine used(std::string_view id, std::int64_t used_mb, std::string_view status = {},
                std::string_view type = {}) {
  ReportLine r = report(id);
  r.max_memory_used_mb = used_mb;
  r.status = status;
  r.error_type = type;
  return r;
}

TEST(Failures, Table) {
  constexpr FailureKind kTimeout = FailureKind::kTimeout;
  const FailureCase cases[] = {
      {"no status: success", [](Log& l) { l.line(report(kIdA)); }, 0, 0, 0, 0},
      {"status success", [](Log& l) { l.line(used(kIdA, 60, "success")); }, 0, 0, 0, 0},
      {"status timeout", [](Log& l) { l.line(used(kIdA, 60, "timeout")); }, 0, 1, 0, 0},
      {"status error", [](Log& l) { l.line(used(kIdA, 60, "error", "Runtime.ExitError")); }, 1, 0,
       0, 0},
      {"status failure", [](Log& l) { l.line(used(kIdA, 60, "failure", "Sandbox.Failure")); }, 1, 0,
       0, 0},
      {"out of memory, peak below the size",
       [](Log& l) { l.line(used(kIdA, 126, "error", "Runtime.OutOfMemory")); }, 1, 0, 1, 0},
      {"timeout with 98 % of the memory used (126 of 128)",
       [](Log& l) { l.line(used(kIdA, 126, "timeout")); }, 0, 1, 0, 1},
      {"timeout with 97 % (125 of 128)", [](Log& l) { l.line(used(kIdA, 125, "timeout")); }, 0, 1,
       0, 0},
      {"2020: message after REPORT",
       [](Log& l) {
         l.start(kIdA).end_line(kIdA).line(report(kIdA)).failure(FailureKind::kTimeout, kIdA);
       },
       0, 1, 0, 0},
      {"2023: message before END and REPORT",
       [](Log& l) {
         l.start(kIdA).failure(FailureKind::kTimeout, kIdA).end_line(kIdA).line(report(kIdA));
       },
       0, 1, 0, 0},
      {"message before REPORT, no START",
       [](Log& l) { l.failure(FailureKind::kTimeout, kIdA).line(report(kIdA)); }, 0, 1, 0, 0},
      {"message and status: once",
       [](Log& l) {
         l.start(kIdA).failure(FailureKind::kTimeout, kIdA).line(used(kIdA, 60, "timeout"));
         l.failure(FailureKind::kTimeout, kIdA);
       },
       0, 1, 0, 0},
      {"a timeout is not an error too",
       [](Log& l) {
         l.start(kIdA).line(used(kIdA, 60, "error")).failure(FailureKind::kTimeout, kIdA);
       },
       0, 1, 0, 0},
      {"killed with 95 % of the memory used (122 of 128)",
       [](Log& l) { l.start(kIdA).failure(FailureKind::kKilled, kIdA).line(used(kIdA, 122)); }, 1,
       0, 1, 0},
      {"the same, after REPORT",
       [](Log& l) { l.line(used(kIdA, 122)).failure(FailureKind::kKilled, kIdA); }, 1, 0, 1, 0},
      {"killed with 94 % (121 of 128)",
       [](Log& l) { l.line(used(kIdA, 121)).failure(FailureKind::kKilled, kIdA); }, 1, 0, 0, 0},
      {"suspected becomes known",
       [](Log& l) {
         l.line(used(kIdA, 128, "timeout"));
         l.failure(FailureKind::kRuntimeExit, kIdA, "Runtime.OutOfMemory");
       },
       0, 1, 1, 0},
      {"process exited, after REPORT",
       [](Log& l) { l.line(report(kIdA)).failure(FailureKind::kProcessExited, kIdA); }, 1, 0, 0, 0},
      {"handler error without id: the invocation that is running",
       [](Log& l) { l.start(kIdA).failure(FailureKind::kHandlerError).line(report(kIdA)); }, 1, 0,
       0, 0},
      {"handler error without id, nothing running",
       [](Log& l) { l.start(kIdA).line(report(kIdA)).failure(FailureKind::kHandlerError); }, 0, 0,
       0, 0},
      {"of another invocation",
       [](Log& l) { l.line(report(kIdA)).failure(FailureKind::kRuntimeExit, kIdB); }, 0, 0, 0, 0},
      {"interleaved without streams",
       [](Log& l) {
         l.start(kIdA).failure(FailureKind::kTimeout, kIdA).start(kIdB);
         l.line(report(kIdB)).line(report(kIdA));
       },
       0, 1, 0, 0},
      {"the second attempt failed",
       [](Log& l) {
         l.start(kIdA).at(kNoon).line(report(kIdA)).start(kIdA);
         l.failure(FailureKind::kTimeout, kIdA).at(kNoon + 60'000).line(used(kIdA, 128));
       },
       0, 1, 0, 1},
  };
  static_cast<void>(kTimeout);
  for (const bool dedupe : {true, false}) {
    for (const FailureCase& c : cases) {
      AggregateOptions options;
      options.dedupe = dedupe;
      Log log(options);
      c.write(log);
      const FunctionStats sum = total(log.finish());
      EXPECT_EQ(sum.errors, c.errors) << c.what;
      EXPECT_EQ(sum.timeouts, c.timeouts) << c.what;
      EXPECT_EQ(sum.out_of_memory, c.out_of_memory) << c.what;
      EXPECT_EQ(sum.suspected_out_of_memory, c.suspected) << c.what;
      EXPECT_TRUE(sum.error_mb_ms == static_cast<Int128>(c.errors + c.timeouts) * 10 * 128)
          << c.what;
      EXPECT_EQ(sum.error_requests, c.errors + c.timeouts) << c.what;
    }
  }
}

TEST(Failures, FindTheirReportAcrossInputsAndStreams) {
  Log log;
  log.input("a").stream("s1").line(report(kIdA)).start(kIdB).failure(FailureKind::kTimeout, kIdB);
  log.input("b").stream("s2").failure(FailureKind::kRuntimeExit, kIdA).line(report(kIdB));
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.errors, 1u);
  EXPECT_EQ(sum.timeouts, 1u);
}

TEST(Failures, ACopyOfTheLogCountsNothingTwice) {
  Log log;
  for (const char* name : {"a", "b"}) {
    log.input(name).at(kNoon).start(kIdA).failure(FailureKind::kTimeout, kIdA).line(report(kIdA));
    log.failure(FailureKind::kTimeout, kIdA);
  }
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.invocations, 1u);
  EXPECT_EQ(sum.timeouts, 1u);
  EXPECT_EQ(sum.error_requests, 1u);
}

// ---- cold starts ------------------------------------------------------------------------

TEST(ColdStarts, Table) {
  ReportLine with_init = report(kIdA);
  with_init.init_duration_us = 150'000;
  ReportLine with_restore = report(kIdA);
  with_restore.restore_duration_us = 398'970;
  with_restore.billed_restore_ms = 182;

  struct Case {
    const char* what;
    std::vector<Record> lines;
    std::uint64_t cold, reports;
  };
  InitReportLine failed, timed_out, fine;
  failed.status = "error";
  timed_out.status = "timeout";
  RestoreReportLine failed_restore;
  failed_restore.status = "error";
  const ReportLine a = report(kIdA), b = report(kIdB);
  const Case cases[] = {
      {"plain", {a}, 0, 1},
      {"Init Duration", {with_init}, 1, 1},
      {"Restore Duration", {with_restore}, 1, 1},
      {"INIT_START alone", {InitStartLine{}, a}, 0, 1},
      {"a successful INIT_REPORT", {fine, a}, 0, 1},
      {"failed init, once", {failed, a, b}, 1, 2},
      {"init failed twice, one caller waited", {failed, StartLine{}, timed_out, a, b}, 1, 2},
      {"failed restore", {failed_restore, a}, 1, 1},
  };
  for (const Case& c : cases) {
    Log log;
    for (const Record& line : c.lines) log.line(line);
    const FunctionStats sum = total(log.finish());
    EXPECT_EQ(sum.cold_starts, c.cold) << c.what;
    EXPECT_EQ(sum.invocations, c.reports) << c.what;
    EXPECT_EQ(sum.cold_duration_us.count(), c.cold) << c.what;
    EXPECT_EQ(sum.warm_duration_us.count(), c.reports - c.cold) << c.what;
    EXPECT_EQ(sum.duration_us.count(), c.reports) << c.what;
  }
}

TEST(ColdStarts, AFailedInitBelongsToItsStream) {
  Log log;
  log.stream("s1").init_report("error").stream("s2").line(report(kIdA));
  log.stream("s1").line(report(kIdB)).line(report(kIdC));
  EXPECT_EQ(total(log.finish()).cold_starts, 1u);
}

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
    ReportLine r = report("id-" + std::to_string(i));
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
  EXPECT_EQ(sum.intervals[0], (std::pair<std::int64_t, std::int64_t>{kNoon - 1701, kNoon}));
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
