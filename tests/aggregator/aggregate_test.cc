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

}  // namespace
}  // namespace lambda_report
