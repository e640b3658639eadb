#include "tokenizer/json_lines.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace lambda_report::tokenizer {
namespace {

std::string number(const char* name, std::optional<std::int64_t> value) {
  return value ? std::string(" ") + name + "=" + std::to_string(*value) : std::string();
}

std::string word(const char* name, std::string_view value) {
  return value.empty() ? std::string() : std::string(" ") + name + "=" + std::string(value);
}

// A record in one line: the fields that are there, in the units of record.h.
struct Show {
  std::string operator()(const OtherLine&) { return "other"; }
  std::string operator()(const StartLine& r) {
    return "start" + word("id", r.request_id) + word("version", r.version) +
           word("arn", r.function_arn) + word("tenant", r.tenant_id);
  }
  std::string operator()(const EndLine& r) { return "end" + word("id", r.request_id); }
  std::string operator()(const ReportLine& r) {
    return "report" + word("id", r.request_id) + number("us", r.duration_us) +
           number("billed", r.billed_ms) + number("size", r.memory_size_mb) +
           number("used", r.max_memory_used_mb) + number("init", r.init_duration_us) +
           number("restore", r.restore_duration_us) +
           number("billed_restore", r.billed_restore_ms) + word("status", r.status) +
           word("error", r.error_type) + word("xray", r.xray_trace_id) +
           word("tenant", r.tenant_id) + (r.is_json ? " json" : "");
  }
  std::string operator()(const InitStartLine& r) {
    return "init_start" + word("runtime", r.runtime_version) +
           word("runtime_arn", r.runtime_version_arn) + word("name", r.function_name) +
           word("version", r.function_version) + word("arn", r.function_arn) +
           word("type", r.initialization_type);
  }
  std::string operator()(const InitReportLine& r) {
    return "init_report" + number("us", r.init_duration_us) + word("phase", r.phase) +
           word("status", r.status) + word("error", r.error_type);
  }
  std::string operator()(const RestoreStartLine& r) {
    return "restore_start" + word("runtime", r.runtime_version) +
           word("runtime_arn", r.runtime_version_arn) + word("name", r.function_name) +
           word("version", r.function_version);
  }
  std::string operator()(const RestoreReportLine& r) {
    return "restore_report" + number("us", r.restore_duration_us) + word("status", r.status) +
           word("error", r.error_type);
  }
  std::string operator()(const FailureLine& r) {
    return "failure " + std::to_string(static_cast<int>(r.kind)) + word("id", r.request_id) +
           word("error", r.error_type);
  }
  std::string operator()(const XrayLine& r) { return "xray" + word("trace", r.trace_id); }
  std::string operator()(const PlatformLine& r) {
    return "platform " + std::to_string(static_cast<int>(r.kind)) +
           (r.dropped_records != 0 ? " dropped=" + std::to_string(r.dropped_records) : "");
  }
  std::string operator()(const Malformed& r) { return "malformed: " + std::string(r.reason); }
};

std::string show(std::string_view message) {
  return std::visit(Show{}, tokenize_json(message, false));
}

std::string platform(PlatformKind kind) {
  return "platform " + std::to_string(static_cast<int>(kind));
}

struct Case {
  std::string_view message;
  std::string_view record;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.message.substr(0, 120); }

class TokenizeJson : public testing::TestWithParam<Case> {};
TEST_P(TokenizeJson, Gives) { EXPECT_EQ(show(GetParam().message), GetParam().record); }

INSTANTIATE_TEST_SUITE_P(
    EventTypes, TokenizeJson,
    testing::Values(
        Case{
            R"({"time":"2026-03-02T10:00:00.000Z","type":"platform.initStart","record":{)"
            R"("initializationType":"on-demand","phase":"init","runtimeVersion":"nodejs:22.v53",)"
            R"("runtimeVersionArn":"arn:aws:lambda:eu-west-1::runtime:aa","functionName":"orders",)"
            R"("functionVersion":"$LATEST","functionArn":"arn:f","instanceMaxMemory":536870912}})",
            "init_start runtime=nodejs:22.v53 runtime_arn=arn:aws:lambda:eu-west-1::runtime:aa "
            "name=orders version=$LATEST arn=arn:f type=on-demand"},
        Case{R"({"time":"t","type":"platform.start","record":{"requestId":"r1",)"
             R"("functionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders",)"
             R"("version":"7","tenantId":"blue"}})",
             "start id=r1 version=7 arn=arn:aws:lambda:eu-west-1:123456789012:function:orders "
             "tenant=blue"},
        Case{R"({"time":"t","type":"platform.report","record":{"requestId":"r1","metrics":{)"
             R"("durationMs":1233.96,"billedDurationMs":1698,"memorySizeMB":512,)"
             R"("maxMemoryUsedMB":112,"initDurationMs":463.512},"status":"success"}})",
             "report id=r1 us=1233960 billed=1698 size=512 used=112 init=463512 status=success "
             "json"},
        // Spaces, keys in another order, `type` behind `record`.
        Case{R"( { "record" : { "status" : "error" , "metrics" : { "maxMemoryUsedMB" : 60 , )"
             R"("memorySizeMB" : 128 , "billedDurationMs" : 776 , "durationMs" : 775.02 } , )"
             R"("errorType" : "Runtime.ExitError" , "requestId" : "r1" } , )"
             R"("type" : "platform.report" } )",
             "report id=r1 us=775020 billed=776 size=128 used=60 status=error "
             "error=Runtime.ExitError json"},
        Case{R"({"time":"t","type":"platform.report","record":{"requestId":"r1","metrics":{)"
             R"("durationMs":147.156,"billedDurationMs":201,"memorySizeMB":512,)"
             R"("maxMemoryUsedMB":90,"restoreDurationMs":500.795,"billedRestoreDurationMs":53},)"
             R"("tenantId":"blue","spans":[{"name":"extensionOverhead","durationMs":2.5}],)"
             R"("tracing":{"spanId":"s","type":"X-Amzn-Trace-Id",)"
             R"("value":"Root=1-69a56020-5c1d2e3f4a5b6c7d8e9f0a1b;Parent=ab;Sampled=1"}}})",
             "report id=r1 us=147156 billed=201 size=512 used=90 restore=500795 billed_restore=53 "
             "xray=1-69a56020-5c1d2e3f4a5b6c7d8e9f0a1b tenant=blue json"},
        // Managed Instances: a duration and nothing else.
        Case{R"({"time":"t","type":"platform.report","record":{"requestId":"r1","metrics":{)"
             R"("durationMs":10.000},"status":"success","spans":[]}})",
             "report id=r1 us=10000 status=success json"},
        Case{R"({"type":"platform.end","record":{"requestId":"r1"}})", "end id=r1"},
        Case{R"({"type":"platform.initReport","record":{"initializationType":"on-demand",)"
             R"("phase":"invoke","status":"error","errorType":"Runtime.ImportModuleError",)"
             R"("metrics":{"durationMs":770.1}}})",
             "init_report us=770100 phase=invoke status=error error=Runtime.ImportModuleError"},
        Case{R"({"type":"platform.restoreStart","record":{"runtimeVersion":"java:17.v9",)"
             R"("runtimeVersionArn":"arn:r","functionName":"orders","functionVersion":"5"}})",
             "restore_start runtime=java:17.v9 runtime_arn=arn:r name=orders version=5"},
        Case{R"({"type":"platform.restoreReport","record":{"status":"success",)"
             R"("metrics":{"durationMs":244.38}}})",
             "restore_report us=244380 status=success"},
        Case{R"({"type":"platform.logsDropped","record":{"reason":"slow","droppedRecords":123,)"
             R"("droppedBytes":12345}})",
             "platform 7 dropped=123"}));

TEST(TokenizeJsonPlatform, LinesWithoutFigures) {
  const auto of = [](std::string_view type) {
    return show("{\"type\":\"platform." + std::string(type) + "\",\"record\":{\"name\":\"x\"}}");
  };
  EXPECT_EQ(of("extension"), platform(PlatformKind::kExtension));
  EXPECT_EQ(of("telemetrySubscription"), platform(PlatformKind::kTelemetry));
  EXPECT_EQ(of("logsSubscription"), platform(PlatformKind::kLogs));
  EXPECT_EQ(of("runtimeDone"), platform(PlatformKind::kRuntimeDone));
  EXPECT_EQ(of("initRuntimeDone"), platform(PlatformKind::kInitRuntimeDone));
  EXPECT_EQ(of("restoreRuntimeDone"), platform(PlatformKind::kRestoreRuntimeDone));
  EXPECT_EQ(of("somethingNew"), platform(PlatformKind::kUnknown));
  EXPECT_EQ(of("start"), platform(PlatformKind::kUnknown)) << "a start without an id";
}

// Emulators and shippers put the line of the text format where the object belongs.
INSTANTIATE_TEST_SUITE_P(
    TextRecords, TokenizeJson,
    testing::Values(
        Case{R"({"type":"platform.start","record":"RequestId: r1 Version: $LATEST"})",
             "start id=r1 version=$LATEST"},
        Case{R"({"type":"platform.end","record":"RequestId: r1"})", "end id=r1"},
        Case{R"({"type":"platform.fault","record":"RequestId: r1 Process exited before )"
             R"(completing request"})",
             "failure 3 id=r1"},
        Case{R"({"type":"platform.fault","record":"RequestId: r1 Error: Runtime exited with )"
             R"(error: signal: killed\nRuntime.ExitError\n"})",
             "failure 2 id=r1 error=Runtime.ExitError"},
        Case{R"({"type":"platform.fault","record":"RequestId: r1 Error: Runtime exited with )"
             R"(error: exit status 1\nRuntime.ExitError\n"})",
             "failure 1 id=r1 error=Runtime.ExitError"},
        Case{R"({"type":"platform.report","record":"REPORT RequestId: )"
             R"(bedd9333-6473-4c37-994f-d36f5fcb47aa\tDuration: 4.71 ms\tBilled Duration: 5 ms\t)"
             R"(Memory Size: 128 MB\tMax Memory Used: 52 MB\t"})",
             "report id=bedd9333-6473-4c37-994f-d36f5fcb47aa us=4710 billed=5 size=128 used=52"},
        Case{R"({"timestamp":1,"type":"platform.report","message":"REPORT RequestId: )"
             R"(bedd9333-6473-4c37-994f-d36f5fcb47aa\tDuration: 2.00 ms\tBilled Duration: 2 ms\t)"
             R"(Memory Size: 128 MB\tMax Memory Used: 52 MB\t\n"})",
             "report id=bedd9333-6473-4c37-994f-d36f5fcb47aa us=2000 billed=2 size=128 used=52"},
        Case{R"({"type":"platform.report","record":"hello"})",
             "malformed: platform.report whose record is no REPORT"}));

// What an application prints is never a record.
INSTANTIATE_TEST_SUITE_P(
    Applications, TokenizeJson,
    testing::Values(
        Case{R"({"timestamp":"t","level":"INFO","requestId":"r1","message":"hello"})", "other"},
        Case{R"({"level":"INFO","message":"{\"type\":\"platform.report\",\"record\":{)"
             R"(\"requestId\":\"r1\",\"metrics\":{\"durationMs\":1.0}}}"})",
             "other"},
        Case{R"({"level":"INFO","message":{"type":"platform.report","record":{"requestId":"r1",)"
             R"("metrics":{"durationMs":1.0,"billedDurationMs":1}}}})",
             "other"},
        Case{R"({"type":"my.report","note":"platform.","record":{"requestId":"r1",)"
             R"("metrics":{"durationMs":1.0}}})",
             "other"},
        Case{R"({"type":"platform.start"})", "other"},
        Case{R"({"type":["platform.report"],"record":{}})", "other"},
        Case{R"({"message":"cut off, about platform.report)", "other"}, Case{"{", "other"},
        Case{"", "other"}));

constexpr std::string_view kNoNumber =
    "malformed: a metric of platform.report is no number in range";
constexpr std::string_view kBroken = "malformed: platform.report is broken JSON";

struct MetricCase {
  std::string_view raw;
  std::string_view outcome;  // of a report with this as billedDurationMs
};
void PrintTo(const MetricCase& c, std::ostream* out) { *out << c.raw.substr(0, 60); }

class BilledDuration : public testing::TestWithParam<MetricCase> {};
TEST_P(BilledDuration, Is) {
  const std::string message =
      R"({"time":"t","type":"platform.report","record":{"requestId":"r","metrics":{)"
      R"("durationMs":1,"billedDurationMs":)" +
      std::string(GetParam().raw) + R"(,"memorySizeMB":1,"maxMemoryUsedMB":1}}})";
  EXPECT_EQ(show(message), GetParam().outcome);
}

const std::string kLongFraction = "73." + std::string(5000, '0');
const std::string kHugeExponent = "0." + std::string(5000, '9') + "e30";
const std::string kManyDigits(5000, '7');

INSTANTIATE_TEST_SUITE_P(
    Numbers, BilledDuration,
    testing::Values(
        MetricCase{"73", "report id=r us=1000 billed=73 size=1 used=1 json"},
        MetricCase{"73.0", "report id=r us=1000 billed=73 size=1 used=1 json"},
        MetricCase{kLongFraction, "report id=r us=1000 billed=73 size=1 used=1 json"},
        MetricCase{"0", "report id=r us=1000 billed=0 size=1 used=1 json"},
        MetricCase{"86400000", "report id=r us=1000 billed=86400000 size=1 used=1 json"},
        MetricCase{"86400001", kNoNumber}, MetricCase{"9223372036854775808", kNoNumber},
        MetricCase{"123456789012345678901234567890", kNoNumber}, MetricCase{kManyDigits, kNoNumber},
        MetricCase{"100.5", kNoNumber}, MetricCase{"-1", kNoNumber}, MetricCase{"-0", kNoNumber},
        MetricCase{"1e2", kNoNumber}, MetricCase{"1e400", kNoNumber},
        MetricCase{"1E+999", kNoNumber}, MetricCase{kHugeExponent, kNoNumber},
        MetricCase{"\"100\"", kNoNumber}, MetricCase{"\"\"", kNoNumber},
        MetricCase{"null", kNoNumber}, MetricCase{"true", kNoNumber},
        MetricCase{"[100]", kNoNumber}, MetricCase{"{\"v\":100}", kNoNumber},
        MetricCase{"NaN", kBroken}, MetricCase{"Infinity", kBroken},
        MetricCase{"-Infinity", kBroken}, MetricCase{"0x10", kBroken}, MetricCase{"01", kBroken},
        MetricCase{"+1", kBroken}, MetricCase{".5", kBroken}, MetricCase{"1.", kBroken},
        MetricCase{"'1'", kBroken}, MetricCase{"/*x*/1", kBroken}, MetricCase{"1//x", kBroken},
        MetricCase{"--1", kBroken}, MetricCase{"1e", kBroken}, MetricCase{"tru", kBroken},
        MetricCase{"", kBroken}));

std::string report_with(std::string_view metrics, std::string_view more = "") {
  return R"({"type":"platform.report","record":{"requestId":"r")" + std::string(more) +
         R"(,"metrics":{)" + std::string(metrics) + "}}}";
}

TEST(TokenizeJsonReport, DurationsAreWholeMicroseconds) {
  EXPECT_EQ(show(report_with(R"("durationMs":0.0019)")), "report id=r us=1 json");
  EXPECT_EQ(show(report_with(R"("durationMs":72.51)")), "report id=r us=72510 json");
  EXPECT_EQ(show(report_with(R"("durationMs":15)")), "report id=r us=15000 json");
  EXPECT_EQ(show(report_with(R"("durationMs":86400000.000)")), "report id=r us=86400000000 json");
  EXPECT_EQ(show(report_with(R"("durationMs":86400000.001)")), kNoNumber);
  EXPECT_EQ(show(report_with(R"("durationMs":1,"initDurationMs":null)")), kNoNumber);
}

TEST(TokenizeJsonReport, MemoryHasALimit) {
  const auto of = [](std::string_view size) {
    return show(report_with(R"("durationMs":1,"billedDurationMs":1,"maxMemoryUsedMB":1,)"
                            R"("memorySizeMB":)" +
                            std::string(size)));
  };
  EXPECT_EQ(of("65536"), "report id=r us=1000 billed=1 size=65536 used=1 json");
  EXPECT_EQ(of("65537"), kNoNumber);
}

TEST(TokenizeJsonReport, WhatIsMissing) {
  EXPECT_EQ(show(R"({"type":"platform.report","record":{"metrics":{"durationMs":1}}})"),
            "malformed: platform.report without requestId");
  EXPECT_EQ(show(R"({"type":"platform.report","record":{"requestId":7,"metrics":{}}})"),
            "malformed: platform.report without requestId");
  EXPECT_EQ(show(R"({"type":"platform.report","record":{"requestId":"r"}})"),
            "malformed: platform.report without metrics");
  EXPECT_EQ(show(R"({"type":"platform.report","record":{"requestId":"r","metrics":3}})"),
            "malformed: platform.report without metrics");
  EXPECT_EQ(show(R"({"type":"platform.report"})"), "malformed: platform.report without record");
  EXPECT_EQ(show(R"({"type":"platform.report","record":[]})"),
            "malformed: platform.report whose record is no REPORT");
  EXPECT_EQ(show(report_with(R"("billedDurationMs":1)")),
            "malformed: platform.report without durationMs");
  EXPECT_EQ(show(report_with(R"("durationMs":1,"billedDurationMs":1,"memorySizeMB":128)")),
            "malformed: platform.report lacks a metric");
}

// First-wins and last-wins readers would see two totals.
TEST(TokenizeJsonReport, KeysGivenTwice) {
  constexpr std::string_view kTwice = "malformed: platform.report gives a field twice";
  EXPECT_EQ(show(report_with(R"("durationMs":1,"durationMs":2)")), kTwice);
  EXPECT_EQ(show(report_with(R"("durationMs":1)", R"(,"requestId":"other")")), kTwice);
  EXPECT_EQ(show(report_with(R"("durationMs":1)", R"(,"metrics":{})")), kTwice);
  EXPECT_EQ(show(R"({"type":"platform.report","type":"platform.start","record":{}})"), kTwice);
  EXPECT_EQ(show(R"({"type":"platform.start","type":"platform.report","record":{}})"), kTwice);
  EXPECT_EQ(show(R"({"type":"platform.report","record":{},"record":{}})"), kTwice);
}

TEST(TokenizeJsonReport, BrokenText) {
  const std::string good = report_with(R"("durationMs":1)");
  ASSERT_EQ(show(good), "report id=r us=1000 json");
  for (std::size_t size = 30; size < good.size(); ++size)
    EXPECT_EQ(show(std::string_view(good).substr(0, size)), kBroken) << size;
  EXPECT_EQ(show(good + "x"), kBroken);
  EXPECT_EQ(show(good + good), kBroken);
  EXPECT_EQ(show(good + " \n"), "report id=r us=1000 json");
  EXPECT_EQ(show(R"({oops,"type":"platform.report","record":{}})"), kBroken);
  EXPECT_EQ(show(R"({"type":"platform.report","record":{"requestId":"a\qb"}})"), kBroken);
}

TEST(TokenizeJsonReport, DeepNestingIsNoStackOverflow) {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "{\"a\":";
  deep += "1" + std::string(50'000, '}');
  EXPECT_EQ(show(report_with(R"("durationMs":1)", ",\"x\":" + deep)), kBroken);
  EXPECT_EQ(show("{\"platform.\":" + std::string(1'000'000, '[')), "other");
}

TEST(TokenizeJsonReport, EscapesAreTakenOut) {
  EXPECT_EQ(show(report_with(R"("durationMs":1)",
                             R"(,"status":"a\/b\u00e9\ud83d\ude00","errorType":"x\ud800y")")),
            "report id=r us=1000 status=a/b\u00e9\U0001F600 error=x\uFFFDy json");
}

// ---- the samples that came from outside the repository ---------------------------------

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream in(LAMBDA_REPORT_SOURCE_DIR "/../shared/formats/samples/json/" + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Kinds in order, one word each, of a file with one JSON message a line.
std::string kinds(const std::string& name) {
  std::string all;
  for (const std::string& line : lines_of(name)) {
    const std::string text = show(line);
    all += (all.empty() ? "" : " ") + text.substr(0, text.find(' '));
  }
  return all;
}

struct FileCase {
  std::string name;
  std::string kinds;
};
class JsonSamples : public testing::TestWithParam<FileCase> {};
TEST_P(JsonSamples, Kinds) {
  if (lines_of(GetParam().name).empty()) GTEST_SKIP() << "no ../shared with " << GetParam().name;
  EXPECT_EQ(kinds(GetParam().name), GetParam().kinds);
}
INSTANTIATE_TEST_SUITE_P(
    Files, JsonSamples,
    testing::Values(
        FileCase{"01_alc_ndjson_cold_warm.log", "init_start start other report start report"},
        FileCase{"03_snapstart_restore.log", "restore_start platform restore_report start report"},
        FileCase{"04_status_error_timeout_failure.log",
                 "start report start report start report start report"},
        FileCase{"05_lambda_managed_instances.log",
                 "init_start init_report start start other report report"},
        FileCase{"06_tenant_isolation.log", "init_start start other report start report"},
        FileCase{"10_record_as_text_string.log", "start end report failure report"},
        FileCase{"13_application_json_and_adversarial.log",
                 "start other other other other other other other other other other report"},
        FileCase{"16_lmi_capacity_provider_system_log.log", "other"},
        FileCase{"17_durable_function_one_execution_two_invocations.log",
                 "init_start start other report start other report"},
        FileCase{"18_init_error_debug_level.log",
                 "init_start platform init_report init_start init_report start platform report"},
        FileCase{"19_system_level_warn_no_reports.log", "other other"}));

}  // namespace
}  // namespace lambda_report::tokenizer
