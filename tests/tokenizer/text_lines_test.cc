#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lambda_report/record.h"

namespace lambda_report {
namespace {

constexpr std::string_view kId = "3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6";

std::string with_id(std::string text) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@')) {
    text.replace(at, 1, kId);
  }
  return text;
}

struct LineCase {
  std::string line;  // '@' stands for the request id
  std::string dump;
};

class Lines : public testing::TestWithParam<LineCase> {};

TEST_P(Lines, AreReadAs) {
  EXPECT_EQ(dump(tokenize(with_id(GetParam().line))), with_id(GetParam().dump));
}

INSTANTIATE_TEST_SUITE_P(
    StartAndEnd, Lines,
    testing::Values(LineCase{"START RequestId: @ Version: $LATEST", "start @ version=$LATEST"},
                    LineCase{"START RequestId: @ Version: 13", "start @ version=13"},
                    LineCase{"START RequestId: @\tVersion: $LATEST", "start @ version=$LATEST"},
                    LineCase{"START RequestId of the wrong kind", "other"},
                    LineCase{"START RequestId: @", "other"},  // cut before the version
                    LineCase{"END RequestId: @", "end @"}, LineCase{"END RequestId: ", "other"},
                    LineCase{"END Duration: 44.19 ms (init: 307.11 ms) Memory Used: 83 MB",
                             "other"},
                    LineCase{std::string("\0\0END RequestId: @", 18), "end @"},
                    LineCase{"", "other"}, LineCase{"S", "other"}, LineCase{"hello", "other"}));

INSTANTIATE_TEST_SUITE_P(
    ReportsOfAllEras, Lines,
    testing::Values(
        // 2016–2019: a blank before the tab, steps of 100 ms.
        LineCase{"REPORT RequestId: @\tDuration: 0.50 ms\tBilled Duration: 100 ms \tMemory Size: "
                 "512 MB\tMax Memory Used: 15 MB\t",
                 "report @ 0.5ms billed=100ms mem=15/512MB"},
        LineCase{"REPORT RequestId: @\tDuration: 2.73 ms\tBilled Duration: 3 ms\tMemory Size: 1024 "
                 "MB\tMax Memory Used: 67 MB\tInit Duration: 177.11 ms\t",
                 "report @ 2.73ms billed=3ms mem=67/1024MB init=177.11ms"},
        LineCase{
            "REPORT RequestId: @\tDuration: 23.00 ms\tBilled Duration: 23 ms\tMemory Size: 128 "
            "MB\tMax Memory Used: 23 MB",
            "report @ 23ms billed=23ms mem=23/128MB"},
        LineCase{
            "REPORT RequestId: @\tDuration: 2338.66 ms\tBilled Duration: 2521 ms\tMemory Size: "
            "512 MB\tMax Memory Used: 173 MB\tRestore Duration: 398.97 ms\tBilled Restore "
            "Duration: 182 ms\t",
            "report @ 2338.66ms billed=2521ms mem=173/512MB restore=398.97ms "
            "billed_restore=182ms"},
        LineCase{
            "REPORT RequestId: @\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: "
            "512 MB\tMax Memory Used: 91 MB\tStatus: timeout",
            "report @ 3000ms billed=3000ms mem=91/512MB status=timeout"},
        LineCase{
            "REPORT RequestId: @\tDuration: 20.00 ms\tBilled Duration: 20 ms\tMemory Size: 128 "
            "MB\tMax Memory Used: 126 MB\tStatus: error\tError Type: Runtime.OutOfMemory",
            "report @ 20ms billed=20ms mem=126/128MB status=error error=Runtime.OutOfMemory"},
        // X-Ray on the same line, and on the next of the same event.
        LineCase{"REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 "
                 "MB\tMax Memory Used: 64 MB\tXRAY TraceId: 1-5e49756a-02b2\tSegmentId: 27a4 "
                 "Sampled: true",
                 "report @ 1ms billed=1ms mem=64/128MB xray=1-5e49756a-02b2"},
        LineCase{"REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 "
                 "MB\tMax Memory Used: 64 MB\t\nXRAY TraceId: 1-5e49756a-02b2\tSegmentId: 27a4\n",
                 "report @ 1ms billed=1ms mem=64/128MB xray=1-5e49756a-02b2"},
        // Tabs flattened to blanks; init without decimals.
        LineCase{"REPORT RequestId: @  Duration: 3.78 ms  Billed Duration: 100 ms Memory Size: 128 "
                 "MB Max Memory Used: 59 MB Init Duration: 1234 ms",
                 "report @ 3.78ms billed=100ms mem=59/128MB init=1234ms"},
        // Emulator: init printed first.
        LineCase{
            "REPORT RequestId: @\tInit Duration: 0.08 ms\tDuration: 49.74 ms\tBilled Duration: "
            "50 ms\tMemory Size: 3008 MB\tMax Memory Used: 3008 MB\t",
            "report @ 49.74ms billed=50ms mem=3008/3008MB init=0.08ms emulator-order"},
        // Managed Instances: a duration and nothing else.
        LineCase{"REPORT RequestId: @\tDuration: 125.46 ms", "report @ 125.46ms"},
        // Fields of the vendor between ours; "Runtime Duration" is not "Duration".
        LineCase{
            "REPORT RequestId: @ Duration: 100.00 ms Runtime Duration: 96.20 ms Post Runtime "
            "Duration: 3.80 ms Billed Duration: 128.00 ms Memory Size: 256 MB Max Memory Used: "
            "64 MB Init Duration: 27.50 ms",
            "report @ 100ms billed=128ms mem=64/256MB init=27.5ms"},
        // Other order, unknown fields, leading zeros, more digits than Lambda prints.
        LineCase{"REPORT RequestId: @\tMax Memory Used: 58 MB\tSome Future Field: 12.5 widgets\t"
                 "Memory Size: 128 MB\tExtension: name=x: y: z\tBilled Duration: 0073 ms\t"
                 "Duration: 72.519999 ms\t",
                 "report @ 72.519ms billed=73ms mem=58/128MB"}));

INSTANTIATE_TEST_SUITE_P(
    Malformed, Lines,
    testing::Values(
        LineCase{"REPORT RequestId: ", "malformed: REPORT without a request id"},
        LineCase{"REPORT RequestId: @", "malformed: REPORT without Duration"},
        LineCase{"REPORT RequestId: @\tDurat", "malformed: REPORT without Duration"},
        // Cut after the first field: the tab tells it from a Managed Instance.
        LineCase{"REPORT RequestId: @\tDuration: 1.00 ms\t",
                 "malformed: REPORT without Billed Duration"},
        LineCase{"REPORT RequestId: @\tDuration: 1.00 ms\tBilled Dur",
                 "malformed: REPORT without Billed Duration"},
        LineCase{"REPORT RequestId: not-a-uuid Duration: banana ms",
                 "malformed: Duration of REPORT cannot be read"},
        LineCase{"REPORT RequestId: @ Runtime Duration: 200.00 ms Task failed: RuntimeError",
                 "malformed: REPORT without Duration"},
        // Copied out of source code.
        LineCase{"REPORT RequestId: @ Duration: 1.00 ms Billed Duration: 1 ms Memory Size: 128 MB "
                 "Max Memory Used: 64 MB Status: timeout\",",
                 "malformed: Status of REPORT cannot be read"},
        LineCase{
            "REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMax Memory Used: 1 "
            "MB\t",
            "malformed: REPORT without Memory Size"},
        LineCase{"REPORT RequestId: @\tDuration: 86400000.01 ms\tBilled Duration: 1 ms\tMemory "
                 "Size: 128 MB\tMax Memory Used: 1 MB\t",
                 "malformed: a duration in REPORT is over 24 hours"},
        LineCase{
            "REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 65537 "
            "MB\tMax Memory Used: 1 MB\t",
            "malformed: a memory size in REPORT is over 65536 MB"},
        LineCase{"REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 "
                 "MB\tMax Memory Used: 1 MB\tBilled Duration: 900000 ms\t",
                 "malformed: Billed Duration of REPORT cannot be read"}));

// What a number may look like, put in the place of Billed Duration.
struct NumberCase {
  std::string_view text;
  bool accepted;
};

class BilledDurationText : public testing::TestWithParam<NumberCase> {};

TEST_P(BilledDurationText, IsPlainDecimalOrMalformed) {
  const std::string line = with_id("REPORT RequestId: @\tDuration: 1.00 ms\tBilled Duration: ") +
                           std::string(GetParam().text) +
                           "\tMemory Size: 128 MB\tMax Memory Used: 1 MB\t";
  const Record record = tokenize(line);
  EXPECT_EQ(std::holds_alternative<ReportLine>(record), GetParam().accepted) << dump(record);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BilledDurationText,
    testing::Values(
        NumberCase{"73 ms", true}, NumberCase{"0 ms", true}, NumberCase{"128.00 ms", true},
        NumberCase{"128.5 ms", false}, NumberCase{"-73 ms", false}, NumberCase{"-0 ms", false},
        NumberCase{"+100 ms", false}, NumberCase{"1e3 ms", false}, NumberCase{"0x64 ms", false},
        NumberCase{"nan ms", false}, NumberCase{"inf ms", false}, NumberCase{"1_000 ms", false},
        NumberCase{"1,000 ms", false}, NumberCase{"100. ms", false}, NumberCase{".5 ms", false},
        NumberCase{" ms", false}, NumberCase{"ms", false}, NumberCase{"1 00 ms", false},
        NumberCase{"100.5.5 ms", false}, NumberCase{"100", false}, NumberCase{"100 msx", false},
        NumberCase{"100ms", false}, NumberCase{"1 min", false},
        NumberCase{"\xD9\xA1\xD9\xA0 ms", false},  // Arabic digits
        NumberCase{"86400000 ms", true}, NumberCase{"86400001 ms", false},
        NumberCase{"9223372036854775807 ms", false}, NumberCase{"18446744073709551616 ms", false},
        NumberCase{std::string_view("7\0003 ms", 6), false}));

INSTANTIATE_TEST_SUITE_P(
    InitAndRestore, Lines,
    testing::Values(
        LineCase{"INIT_START Runtime Version: python:3.13.v75\tRuntime Version ARN: "
                 "arn:aws:lambda:eu-west-1::runtime:aa66",
                 "init_start runtime=python:3.13.v75 arn=arn:aws:lambda:eu-west-1::runtime:aa66"},
        LineCase{"INIT_START Runtime Version: python:3.12.v80 Runtime Version ARN: arn:x",
                 "init_start runtime=python:3.12.v80 arn=arn:x"},
        LineCase{"INIT_REPORT Init Duration: 315.56 ms\tPhase: init\tStatus: error\tError Type: "
                 "Runtime.ImportModuleError",
                 "init_report init=315.56ms phase=init status=error "
                 "error=Runtime.ImportModuleError"},
        LineCase{"INIT_REPORT Init Duration: 9999.56 ms\tPhase: init\tStatus: timeout",
                 "init_report init=9999.56ms phase=init status=timeout"},
        LineCase{"INIT_REPORT Init Duration: 2137.34 ms", "init_report init=2137.34ms"},
        LineCase{"INIT_REPORT Initialization Type: on-demand Phase: init Status: success Duration: "
                 "120.50 ms",
                 "init_report init=120.5ms phase=init status=success"},
        LineCase{"RESTORE_START Runtime Version: java:17.v9\tRuntime Version ARN: arn:y",
                 "restore_start runtime=java:17.v9 arn=arn:y"},
        LineCase{"RESTORE_REPORT Restore Duration: 244.38 ms", "restore_report restore=244.38ms"},
        LineCase{"RESTORE_REPORT Restore Duration: 1236.04 ms\tStatus: error\tError Type: "
                 "Runtime.ExitError",
                 "restore_report restore=1236.04ms status=error error=Runtime.ExitError"}));

INSTANTIATE_TEST_SUITE_P(
    OtherPlatformLines, Lines,
    testing::Values(
        LineCase{"EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE, SHUTDOWN]", "extension"},
        LineCase{"EXTENSION Name: collector State: Ready Events: []", "extension"},
        LineCase{"EXTENSIONS are great", "other"},
        LineCase{"TELEMETRY\tName: agent\tState: Subscribed\tTypes: [Platform]", "telemetry"},
        LineCase{"LOGS\tName: agent\tState: Subscribed\tTypes: [Platform]", "logs"},
        LineCase{"LOGS_DROPPED DroppedRecords: 40 DroppedBytes: 12000 Reason: x",
                 "logs_dropped records=40"},
        LineCase{"IMAGE\tLaunch error: exec: \"app\"\tEntrypoint: /e.sh\tCmd: [a]", "image"},
        LineCase{"XRAY TraceId: 1-64b97ef1-4b6f25919a\tSegmentId: e59d2074b31af47b\tSampled: true",
                 "xray 1-64b97ef1-4b6f25919a"},
        LineCase{"CWL CONTROL MESSAGE: Checking health of destination Firehose.",
                 "control_message"},
        LineCase{"04 Dec 2025 14:21:06,156 [INFO] (rapid) exec '/var/runtime/bootstrap' (cwd=/v)",
                 "emulator"}));

INSTANTIATE_TEST_SUITE_P(
    Failures, Lines,
    testing::Values(
        LineCase{"2020-06-09T15:02:26.150Z @ Task timed out after 3.00 seconds",
                 "failure timeout id=@"},
        LineCase{"2020-06-09T15:02:26.150Z @ Task timed out after 99 bottles", "other"},
        LineCase{"2020-06-09T15:02:26.150Z somebody's Task timed out after 3.00 seconds", "other"},
        LineCase{"Task timed out after 3.00 seconds", "other"},
        LineCase{"RequestId: @ Error: Runtime exited with error: signal: killed",
                 "failure killed id=@"},
        LineCase{"RequestId: @ Error: Runtime exited without providing a reason\nRuntime.ExitError",
                 "failure runtime-exit id=@ error=Runtime.ExitError"},
        LineCase{"RequestId: @ Process exited before completing request",
                 "failure process-exited id=@"},
        LineCase{"RequestId: @\tStatus: timeout", "failure timeout id=@"},
        LineCase{"RequestId: @\tStatus: error\tErrorType: Runtime.InvalidEntrypoint",
                 "failure runtime-exit id=@ error=Runtime.InvalidEntrypoint"},
        LineCase{"RequestId: x Error: not an id", "other"},
        LineCase{"2026-03-02T10:00:00.314Z\t@\tERROR\tInvoke Error \t{\"errorType\":\"Error\",",
                 "failure handler-error id=@ error=Error"},
        LineCase{"2026-03-02T10:00:00.314Z\t@\tERROR\tcould not copy", "other"},  // a logger's
        LineCase{"2026-03-02T10:00:00.315Z\tundefined\tERROR\tUncaught Exception \t{}", "other"},
        LineCase{"2026-03-02T10:00:00.314Z\t@\tINFO\tTask timed out after 3.00 seconds", "other"},
        LineCase{"[ERROR] ValueError: boom", "failure handler-error error=ValueError"},
        LineCase{"[ERROR] Runtime.ImportModuleError: Unable to import",
                 "failure handler-error error=Runtime.ImportModuleError"},
        LineCase{"[ERROR]\t2026-03-02T10:00:00.312Z\t@\tFailed to copy", "other"},
        LineCase{"[ERROR] db: failed", "other"}));

INSTANTIATE_TEST_SUITE_P(NearMissesOfTheMarker, Lines,
                         testing::Values(LineCase{"report RequestId: @", "other"},
                                         LineCase{"REPORTS RequestId: @", "other"},
                                         LineCase{"REPORT  RequestId: @", "other"},
                                         LineCase{"REPORT RequestID: @", "other"},
                                         LineCase{"XREPORT RequestId: @", "other"},
                                         LineCase{"REPORT\tRequestId: @", "other"},
                                         LineCase{"\"REPORT RequestId: @", "other"},
                                         LineCase{"REPORT of the day: all good", "other"},
                                         LineCase{" REPORT RequestId: @", "other"}));

TEST(Report, OfMegabytesIsMalformedNotRead) {
  const std::string line =
      with_id("REPORT RequestId: @\tDuration: 1.00 ms\t") + std::string(100'000, '9');
  EXPECT_EQ(dump(tokenize(line)), "malformed: REPORT is longer than any that Lambda writes");
}

TEST(Report, SurvivesEveryPrefixOfItself) {
  const std::string line = with_id(
      "REPORT RequestId: @\tDuration: 2.73 ms\tBilled Duration: 3 ms\tMemory Size: 1024 MB\tMax "
      "Memory Used: 67 MB\tInit Duration: 177.11 ms\t");
  int whole = 0;
  for (std::size_t n = 0; n <= line.size(); ++n) {
    const std::string prefix = line.substr(0, n);  // a copy, so that sanitizers see the end
    whole += std::holds_alternative<ReportLine>(tokenize(prefix)) ? 1 : 0;
  }
  // Complete with "MB" of the memory used and with the tab after it, while the words "Init
  // Duration" (13 letters) grow and could be a remark, with "ms" of init and the last tab;
  // and where it reads like a Managed Instance, right after "Duration: 2.73 ms".
  EXPECT_EQ(whole, 2 + 13 + 2 + 1);
}

}  // namespace
}  // namespace lambda_report
