// Whose an invocation is, and what the ledger and `records` say about it.

#include <gtest/gtest.h>

#include <map>

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

constexpr std::string_view kArn = "arn:aws:lambda:eu-west-1:123456789012:function:from-arn:live";
constexpr std::string_view kRuntimeArn = "arn:aws:lambda:ap-northeast-2::runtime:0abc";

struct NameCase {
  const char* what;
  void (*write)(Log&);
  std::string_view function, region, account, input;
};

TEST(FunctionName, FirstThatSpeaks) {
  const NameCase cases[] = {
      {"nothing", [](Log& l) { l.line(report(kIdA)); }, "", "", "", "a.log"},
      {"log group", [](Log& l) { l.group("/aws/lambda/from-group").line(report(kIdA)); },
       "from-group", "", "", ""},
      {"group and what the envelope says",
       [](Log& l) {
         l.group("/aws/lambda/f").region("us-west-2").account("123456789012").line(report(kIdA));
       },
       "f", "us-west-2", "123456789012", ""},
      {"custom-group stream before group",
       [](Log& l) {
         l.group("/aws/lambda/from-group").stream("2026/03/02/from-stream[7]0f6b");
         l.line(report(kIdA));
       },
       "from-stream", "", "", ""},
      {"functionArn of START, same stream",
       [](Log& l) {
         l.group("/aws/lambda/g").stream(std::string(kStream)).start(kIdB, "7", kArn);
         l.line(report(kIdA));
       },
       "from-arn", "eu-west-1", "123456789012", ""},
      {"functionArn of START, by request id, no streams",
       [](Log& l) {
         l.start(kIdA, "7", kArn)
             .start(kIdB, "7", "arn:aws:lambda:eu-west-1:123456789012:function:b");
         l.line(report(kIdA));
       },
       "from-arn", "eu-west-1", "123456789012", ""},
      {"the only function an input names",
       [](Log& l) { l.line(report(kIdA)).init_start("", "from-init"); }, "from-init", "", "", ""},
      {"two names, no streams, no START: cannot be told",
       [](Log& l) { l.init_start("", "a").init_start("", "b").line(report(kIdA)); }, "", "", "",
       "a.log"},
      {"functionName of INIT_START in the stream",
       [](Log& l) {
         l.stream(std::string(kStream)).init_start("", "from-init").line(report(kIdA));
       },
       "from-init", "", "", ""},
      {"Region by the runtime's ARN, seen later",
       [](Log& l) { l.group("/aws/lambda/f").line(report(kIdA)).init_start(kRuntimeArn); }, "f",
       "ap-northeast-2", "", ""},
      {"two Regions in one input: not known",
       [](Log& l) {
         l.group("/aws/lambda/f").line(report(kIdA)).init_start(kRuntimeArn);
         l.init_start("arn:aws:lambda:eu-west-1::runtime:0abc");
       },
       "f", "", "", ""},
      {"the Region of another function is not mine",
       [](Log& l) {
         l.group("/aws/lambda/g").init_start(kRuntimeArn).group("/aws/lambda/f").line(report(kIdA));
       },
       "f", "", "", ""},
      {"MicroVM groups name no function",
       [](Log& l) { l.group("/aws/lambda/microvms/image").line(report(kIdA)); }, "", "", "",
       "a.log"},
  };
  for (const NameCase& c : cases) {
    Log log;
    log.input("a.log");
    c.write(log);
    const AggregateResult result = log.finish();
    ASSERT_EQ(result.functions.size(), 1u) << c.what;
    const FunctionKey& key = result.functions[0].first;
    EXPECT_EQ(key.function, c.function) << c.what;
    EXPECT_EQ(key.region, c.region) << c.what;
    EXPECT_EQ(key.account, c.account) << c.what;
    EXPECT_EQ(key.input, c.input) << c.what;
  }
}

TEST(FunctionName, OptionsStandAtBothEnds) {
  AggregateOptions options;
  options.function = "from-option";
  Log log(options);
  InputInfo from_path;
  from_path.name = "p";
  from_path.function = "from-path";
  from_path.region = "sa-east-1";
  from_path.account = "999999999999";
  log.input(from_path).group("/aws/lambda/g").region("us-west-2").start(kIdA, "1", kArn);
  log.line(report(kIdA));
  log.input("q").group("").region("").line(report(kIdB));
  log.input("r").group("/aws/lambda/g").line(report(kIdC));
  const AggregateResult result = log.finish();
  ASSERT_EQ(result.functions.size(), 3u);
  EXPECT_EQ(result.functions[0].first.function, "from-option");
  EXPECT_EQ(result.functions[0].first.input, "");
  EXPECT_EQ(result.functions[1].first.function, "from-path");
  EXPECT_EQ(result.functions[1].first.region, "sa-east-1");
  EXPECT_EQ(result.functions[1].first.account, "999999999999");
  EXPECT_EQ(result.functions[2].first.function, "g");
}

TEST(FunctionName, InputsWithoutNamesStayApart) {
  Log log;
  log.input("a").line(report(kIdA)).input("b").line(report(kIdB));
  EXPECT_EQ(log.finish().functions.size(), 2u);
}

TEST(LogGroup, IsShownWhereItIsTheOnlyOne) {
  Log log;
  log.group("/aws/lambda/f").line(report(kIdA)).line(report(kIdB));
  EXPECT_EQ(log.finish().functions[0].first.log_group, "/aws/lambda/f");
  Log two;
  two.group("/aws/lambda/f").line(report(kIdA));
  two.group("/aws/lambda/us-east-1.f").line(report(kIdB));
  const AggregateResult result = two.finish();
  ASSERT_EQ(result.functions.size(), 1u);
  EXPECT_EQ(result.functions[0].first.log_group, "");
}

// ---- selection and ledger ---------------------------------------------------------------

void expect_balanced(const Ledger& ledger, std::uint64_t candidates) {
  EXPECT_EQ(ledger.candidates(), candidates);
}

TEST(Selection, UntilIsExclusiveAndNoTimeIsKept) {
  AggregateOptions options;
  options.since = Timestamp{kNoon};
  options.until = Timestamp{kNoon + 1000};
  Log log(options);
  log.at(kNoon - 1).line(report("1")).at(kNoon).line(report("2"));
  log.at(kNoon + 999).line(report("3")).at(kNoon + 1000).line(report("4")).at({}).line(report("5"));
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.ledger.reports, 3u);
  EXPECT_EQ(result.ledger.outside_window, 2u);
  EXPECT_EQ(result.ledger.without_time, 1u);
  EXPECT_EQ(result.first->ms, kNoon);
  EXPECT_EQ(result.last->ms, kNoon + 999);
  expect_balanced(result.ledger, 5);
}

TEST(Selection, DeselectedFunctionsAreNoCandidates) {
  AggregateOptions options;
  options.selects = [](std::string_view name) { return name == "wanted"; };
  Log log(options);
  log.input("a").group("/aws/lambda/wanted").line(report("1")).line(report("1", 20'000));
  log.group("/aws/lambda/other").line(report("2")).line(report("2"));
  // Named only at the end of its input.
  log.input("b").group("").line(report("3")).line(report("3", 5'000)).init_start("", "other");
  log.input("c").line(report("4")).init_start("", "wanted");
  log.input("d").line(report("5"));
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.ledger.reports, 3u);
  EXPECT_EQ(result.ledger.deselected, 5u);
  EXPECT_EQ(total(result).invocations, 3u);
  expect_balanced(result.ledger, 3);
}

TEST(LedgerTest, EveryCandidateLandsInOneBucket) {
  Log log;
  log.input("a").at(kNoon).line(report(kIdA)).line(report(kIdA)).line(report(kIdB));
  log.line(Malformed{"REPORT is cut short"}, "REPORT RequestId: x");
  log.line(OtherLine{}, "user text\nREPORT RequestId: forged\nREPORT RequestId: again");
  log.line(report(kIdC), "REPORT …\nXRAY TraceId: 1-2");
  log.aggregate().reject(RejectKind::kSuspicious, "REPORT", 7, "no time stamp");
  log.aggregate().reject(RejectKind::kMalformed, "{", 9, "broken");
  const Ledger ledger = log.finish().ledger;
  EXPECT_EQ(ledger.reports, 3u);
  EXPECT_EQ(ledger.duplicates, 1u);
  EXPECT_EQ(ledger.malformed, 2u);
  EXPECT_EQ(ledger.suspicious, 3u);
  EXPECT_EQ(ledger.kinds.at("report"), 4u);
  EXPECT_EQ(ledger.kinds.at("malformed"), 1u);
  EXPECT_EQ(ledger.kinds.at("other"), 1u);
  EXPECT_EQ(ledger.kinds.at("init_start"), 0u);
  EXPECT_EQ(ledger.inputs, 1u);
  EXPECT_EQ(ledger.bytes, 10u);
  ASSERT_EQ(ledger.rejected.size(), 5u);
  EXPECT_EQ(ledger.rejected[0].reason, "REPORT is cut short");
  EXPECT_EQ(ledger.rejected[0].excerpt, "REPORT RequestId: x");
  EXPECT_EQ(ledger.rejected[1].reason, "REPORT after a line feed inside a message");
  EXPECT_EQ(ledger.rejected[2].excerpt, "REPORT RequestId: again");
  EXPECT_EQ(ledger.rejected[3].offset, 7u);
  expect_balanced(ledger, 9);
}

TEST(LedgerTest, KeepsTwentySamplesOfEachReason) {
  Log log;
  const std::string raw(1000, 'r');
  for (int i = 0; i < 50; ++i) {
    log.line(Malformed{"one"}, raw);
    log.line(Malformed{"two"}, raw);
  }
  const Ledger ledger = log.finish().ledger;
  EXPECT_EQ(ledger.malformed, 100u);
  ASSERT_EQ(ledger.rejected.size(), 40u);
  EXPECT_EQ(ledger.rejected[0].excerpt, std::string(160, 'r'));
}

TEST(LedgerTest, CountsEveryKind) {
  struct Case {
    Record record;
    const char* kind;
  };
  const Case cases[] = {
      {StartLine{}, "start"},
      {EndLine{}, "end"},
      {ReportLine{}, "report"},
      {InitStartLine{}, "init_start"},
      {InitReportLine{}, "init_report"},
      {RestoreStartLine{}, "restore_start"},
      {RestoreReportLine{}, "restore_report"},
      {FailureLine{FailureKind::kKilled, {}, {}}, "failure"},
      {FailureLine{FailureKind::kTimeout, {}, {}}, "timeout"},
      {XrayLine{}, "xray"},
      {PlatformLine{PlatformKind::kExtension, 0}, "extension"},
      {PlatformLine{PlatformKind::kTelemetry, 0}, "telemetry"},
      {PlatformLine{PlatformKind::kLogs, 0}, "logs"},
      {PlatformLine{PlatformKind::kImage, 0}, "image"},
      {PlatformLine{PlatformKind::kRuntimeDone, 0}, "runtime_done"},
      {PlatformLine{PlatformKind::kInitRuntimeDone, 0}, "init_runtime_done"},
      {PlatformLine{PlatformKind::kRestoreRuntimeDone, 0}, "restore_runtime_done"},
      {PlatformLine{PlatformKind::kLogsDropped, 9}, "logs_dropped"},
      {PlatformLine{PlatformKind::kControlMessage, 0}, "control_message"},
      {PlatformLine{PlatformKind::kEmulatorLine, 0}, "emulator"},
      {PlatformLine{PlatformKind::kUnknown, 0}, "platform"},
      {OtherLine{}, "other"},
      {Malformed{"x"}, "malformed"}};
  for (const Case& c : cases) {
    Log log;
    const Ledger ledger = log.line(c.record).finish().ledger;
    EXPECT_EQ(ledger.kinds.size(), 23u);
    for (const auto& [kind, count] : ledger.kinds)
      EXPECT_EQ(count, kind == c.kind ? 1u : 0u) << kind << " of " << c.kind;
    EXPECT_EQ(ledger.logs_dropped, std::string_view(c.kind) == "logs_dropped" ? 9u : 0u);
  }
}

TEST(LedgerTest, BrokenInputsAreListedOnce) {
  Log log;
  log.input("a").line(report(kIdA));
  log.aggregate().input_failed("truncated gzip");
  log.aggregate().input_failed("no newline at the end");
  log.input("b").line(report(kIdB));
  log.aggregate().input_failed("Input/output error");
  log.aggregate().lines_read(3);
  log.aggregate().overlong_line(5);
  const Ledger ledger = log.finish().ledger;
  ASSERT_EQ(ledger.inputs_failed.size(), 2u);
  EXPECT_EQ(ledger.inputs_failed[0].reason, "truncated gzip");
  EXPECT_EQ(ledger.inputs_failed[1].input, "b");
  EXPECT_EQ(ledger.lines, 3u);
  EXPECT_EQ(ledger.overlong_lines, 1u);
}

TEST(Window, SpansAllPlatformEventsAndNoOthers) {
  Log log;
  log.at(kNoon - 50).line(OtherLine{}).at(kNoon).init_start("").at(kNoon + 90).line(report(kIdA));
  log.at(kNoon + 95).line(OtherLine{}).at(kMaxTimestampMs + 1).end_line(kIdA);
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.first->ms, kNoon);
  EXPECT_EQ(result.last->ms, kNoon + 90);
  EXPECT_EQ(result.functions[0].second.first->ms, kNoon + 90);
  Log empty;
  EXPECT_EQ(empty.finish().first, std::nullopt);
}

// ---- records ----------------------------------------------------------------------------

struct SeenRow {
  std::string request_id, function, version, stream, trace, input, region;
  bool cold = false, costed = false;
  std::optional<bool> init_billed;
  std::uint64_t offset = 0;
};

AggregateOptions collecting(std::vector<SeenRow>& rows) {
  AggregateOptions options;
  options.on_invocation = [&rows](const InvocationRow& row) {
    rows.push_back(
        {std::string(row.report.request_id), std::string(row.function), std::string(row.version),
         std::string(row.log_stream), std::string(row.report.xray_trace_id), std::string(row.input),
         std::string(row.region), row.cold_start, row.costed, row.init_billed, row.offset});
  };
  return options;
}

TEST(Records, InInputOrderWithWhatOtherLinesSay) {
  std::vector<SeenRow> rows;
  Log log(collecting(rows));
  log.input("a").group("/aws/lambda/f").at(kNoon);
  log.init_start(kRuntimeArn).start("first", "7").line(report("first"));
  log.line(XrayLine{"1-5e6f7081-0123456789abcdef01234567"});
  ReportLine second = report("second");
  second.xray_trace_id = "1-own";
  second.init_duration_us = 200'000;
  log.stream("2026/03/02/[8]aa").line(second).line(XrayLine{"1-not-mine"});
  log.line(second);  // a duplicate
  log.input("b").line(report("third"));
  log.line(OtherLine{}).line(XrayLine{"1-too-late"});
  log.finish();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].request_id, "first");
  EXPECT_EQ(rows[0].version, "7");
  EXPECT_EQ(rows[0].function, "f");
  EXPECT_EQ(rows[0].region, "ap-northeast-2");
  EXPECT_EQ(rows[0].trace, "1-5e6f7081-0123456789abcdef01234567");
  EXPECT_EQ(rows[0].init_billed, std::nullopt);
  EXPECT_TRUE(rows[0].costed);
  EXPECT_EQ(rows[0].offset, 2u);
  EXPECT_EQ(rows[1].trace, "1-own");
  EXPECT_EQ(rows[1].version, "8");
  EXPECT_TRUE(rows[1].cold);
  EXPECT_EQ(rows[1].init_billed, false);  // 10 ms + init 200 ms, billed 10
  EXPECT_EQ(rows[2].trace, "");
  EXPECT_EQ(rows[2].input, "b");
  EXPECT_EQ(rows[2].stream, "2026/03/02/[8]aa");
}

TEST(Records, CountTheSameAsWithout) {
  std::vector<SeenRow> rows;
  Log with(collecting(rows)), without;
  for (Log* log : {&with, &without})
    for (int i = 0; i < 100; ++i)
      log->at(kNoon + i % 7).line(report("id-" + std::to_string(i % 60), 1000 + i % 40));
  const AggregateResult a = with.finish(), b = without.finish();
  EXPECT_EQ(a.ledger.reports, b.ledger.reports);
  EXPECT_EQ(a.ledger.duplicates, b.ledger.duplicates);
  EXPECT_EQ(rows.size(), a.ledger.reports);
  EXPECT_EQ(total(a).retries, total(b).retries);
}

}  // namespace
}  // namespace lambda_report
