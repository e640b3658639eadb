#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "envelope/json_payload.h"
#include "envelope/json_replay.h"

// Small inputs of each JSON envelope, whole.

namespace lambda_report::envelope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Collector read_as(std::string_view id, std::string_view input) {
  return replay(*envelope_by_id(id), input);
}

int score(std::string_view id, std::string_view input) {
  return envelope_by_id(id)->sniff(input, true);
}

// message|stream|group|account|region|time
std::vector<std::string> told(const Collector& seen) {
  std::vector<std::string> all;
  for (const SeenLine& line : seen.lines) {
    all.push_back(line.message + "|" + line.stream + "|" + line.group + "|" + line.account + "|" +
                  line.region + "|" + (line.time_ms ? std::to_string(*line.time_ms) : ""));
  }
  return all;
}

// ---- aws-cli-text --------------------------------------------------------------------------

// Values in the alphabetical order of their keys: event id, ingestion time, stream, message, time.
TEST(AwsCliText, Events) {
  const std::string events =
      "EVENTS\t39\t1772445603000\t2026/03/02/[$LATEST]0f6b0a6f\tSTART RequestId: a Version: 1\n"
      "\t1772445600356\n"
      "EVENTS\t40\t1772445603000\t2026/03/02/[$LATEST]0f6b0a6f\tmore\nlines\n\n\t1772445600357\n"
      "SEARCHEDLOGSTREAMS\tTrue\n"
      "EVENTS\t1772445603000\tREPORT RequestId: a\tDuration: 1.00 ms\t\n\t1772445600358\n"
      "EVENTS\t1772445603000\twithout its time";
  const std::vector<std::string> wanted = {
      "START RequestId: a Version: 1|2026/03/02/[$LATEST]0f6b0a6f||||1772445600356",
      "more\nlines|2026/03/02/[$LATEST]0f6b0a6f||||1772445600357",
      "REPORT RequestId: a\tDuration: 1.00 ms\t|||||1772445600358", "without its time|||||"};
  EXPECT_EQ(score("aws-logs-text", events), 90);
  EXPECT_EQ(score("aws-logs-text", "b/1\tf/2\n" + events), 90);
  EXPECT_EQ(score("aws-logs-text", "a\nb\n" + events), 0);
  EXPECT_EQ(told(read_as("aws-logs-text", events)), wanted);
  std::string windows;
  for (const char c : events) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  std::vector<std::string> same = told(read_as("aws-logs-text", windows));
  for (std::string& line : same)
    line.erase(std::remove(line.begin(), line.end(), '\r'), line.end());
  EXPECT_EQ(same, wanted);
}

// ---- aws-logs-json -------------------------------------------------------------------------

TEST(AwsLogsJson, DocumentsInEveryShape) {
  const std::string event =
      R"({"logStreamName":"s","timestamp":1772445600356,"message":"END RequestId: a\n"})";
  const std::string other = R"({ "message" : "b" , "timestamp" : 5 })";
  for (const std::string& input :
       {"{\"events\":[" + event + "," + other + "],\"searchedLogStreams\":[]}",
        "{\"searchedLogStreams\":[{\"x\":[\"]}\"]}],\n \"events\" : [\n" + event + " ,\n" + other +
            "\n]\n,\"nextToken\":null}",
        "{\"events\":[" + event + "]}{\"events\":[" + other + "]}",
        "\xEF\xBB\xBF{\"events\":[" + event + "]}\n\n{\"events\":[" + other + "]}\n",
        event + "\n" + other + "\n", event + other, "[" + event + "," + other + "]",
        "[{\"events\":[" + event + "]},{\"events\":[" + other + "]}]"}) {
    const Collector seen = read_as("aws-logs-json", input);
    EXPECT_THAT(seen.messages(), ElementsAre("END RequestId: a", "b")) << input;
    EXPECT_EQ(seen.lines.front().stream, "s") << input;
    EXPECT_EQ(seen.lines.front().time_ms, 1772445600356) << input;
    EXPECT_EQ(input.substr(seen.lines.front().offset, 4), event.substr(0, 4)) << input;
    EXPECT_THAT(seen.damages, IsEmpty()) << input;
    EXPECT_EQ(seen.rows, 2U) << input;
  }
}

TEST(AwsLogsJson, Sniff) {
  EXPECT_EQ(score("aws-logs-json", R"({"events":[{"message":"a)"), 90) << "cut head";
  EXPECT_EQ(score("aws-logs-json", R"({"events":[],"searchedLogStreams":[]})"), 90);
  EXPECT_EQ(score("aws-logs-json", R"(["START RequestId: a"])"), 70);
  const std::string first = "{\"timestamp\":5,\"message\":\"app: {\\\"level\\\":\\\"info\\\"}\"}\n";
  EXPECT_EQ(score("aws-logs-json", first), 0);
  EXPECT_EQ(score("aws-logs-json", first + R"({"timestamp":6,"message":"REPORT RequestId: a"})"),
            70);
  EXPECT_EQ(
      score("aws-logs-json",
            first + R"({"timestamp":6,"message":"{\"time\":\"x\",\"type\":\"platform.report\"}"})"),
      70);
  EXPECT_EQ(score("aws-logs-json", R"({"events":[{"name":"Ready"}]})"), 0);
  EXPECT_EQ(score("aws-logs-json", R"({"timestamp":"t","level":"INFO","requestId":"r",)"
                                   R"("message":"\"events\":[{\"message\""})"),
            0);
  EXPECT_EQ(score("aws-logs-json", "START RequestId: a"), 0);
  EXPECT_EQ(score("aws-logs-json", ""), 0);
  EXPECT_EQ(score("aws-logs-json", "{"), 0);
  EXPECT_EQ(score("aws-logs-json", std::string(60'000, '[')), 0);
}

TEST(AwsLogsJson, MessagesThatAreOdd) {
  const Collector seen = read_as(
      "aws-logs-json",
      R"({"events":[{"message":"ok"},{"message":""},{"message":null},{"message":5},)"
      R"({"message":["REPORT RequestId: x"]},{"message":{"type":"x"}},{"timestamp":1},{},null,7,)"
      R"("REPORT",[],true,{"message":"last"}],"nextToken":null})");
  EXPECT_THAT(seen.messages(), ElementsAre("ok", "", R"({"type":"x"})", "last"));
  EXPECT_THAT(seen.damages, IsEmpty());
  EXPECT_EQ(seen.malformed, 0);
}

TEST(AwsLogsJson, TimesThatAreOdd) {
  const auto time_of = [](std::string_view raw) {
    const Collector seen = read_as("aws-logs-json",
                                   "{\"events\":[{\"message\":\"m\","
                                   "\"timestamp\":" +
                                       std::string(raw) + "}]}");
    EXPECT_EQ(seen.lines.size(), 1U) << raw;
    return seen.lines.empty() ? std::nullopt : seen.lines.front().time_ms;
  };
  EXPECT_EQ(time_of("1709251200000"), 1709251200000);
  EXPECT_EQ(time_of("\"1709251200000\""), 1709251200000);
  EXPECT_EQ(time_of("\"2024-03-01T00:00:00Z\""), 1709251200000);
  EXPECT_EQ(time_of("1.5"), 1);
  for (const std::string_view none :
       {"1709251200000000", "-1", "null", "1000000000000000000000000000000", "9223372036854775808",
        "-9223372036854775808", "1e12", "true", "\"x\"", "{}", "[1]"}) {
    EXPECT_EQ(time_of(none), std::nullopt) << none;
  }
}

// What `--query 'events[].[timestamp,message]'` leaves: the number that begins a row is its time.
TEST(AwsLogsJson, RowsOfTimeAndMessage) {
  const Collector seen =
      read_as("aws-logs-json",
              R"([[1709251200000,"START RequestId: a"],["END RequestId: a",1709251200001],)"
              R"([1709251200002,1709251200003,"REPORT RequestId: a"]])");
  EXPECT_THAT(seen.messages(),
              ElementsAre("START RequestId: a", "END RequestId: a", "REPORT RequestId: a"));
  ASSERT_EQ(seen.lines.size(), 3U);
  EXPECT_EQ(seen.lines[0].time_ms, 1709251200000);
  EXPECT_EQ(seen.lines[1].time_ms, std::nullopt);
  EXPECT_EQ(seen.lines[2].time_ms, 1709251200002);
}

TEST(AwsLogsJson, EscapesInNamesAndMessages) {
  const Collector seen =
      read_as("aws-logs-json",
              R"([{"logStreamName":"a\u0000b\ud800","message":"x\u001b[0m\ud83d\ude00\/\n\r\n",)"
              R"("timestamp":1}])");
  ASSERT_EQ(seen.lines.size(), 1U);
  EXPECT_EQ(seen.lines[0].stream, std::string("a\0b\uFFFD", 6));
  EXPECT_EQ(seen.lines[0].message, "x\x1b[0m\U0001F600/");
}

TEST(AwsLogsJson, InnerLinesStayInTheMessage) {
  const Collector seen = read_as(
      "aws-logs-json",
      R"({"events":[{"message":"REPORT RequestId: a\tDuration: 1.00 ms\t\nXRAY TraceId: 1-a\t\n"},)"
      R"({"message":"hi\nREPORT RequestId: b"}]})");
  EXPECT_THAT(seen.messages(),
              ElementsAre("REPORT RequestId: a\tDuration: 1.00 ms\t\nXRAY TraceId: 1-a\t",
                          "hi\nREPORT RequestId: b"));
}

TEST(AwsLogsJson, DoubleEscapesOfPlatformLinesAreTakenOut) {
  const Collector seen =
      read_as("aws-logs-json", R"(["REPORT RequestId: a\\tDuration: 1.00 ms\\t\\n","app says \\t",)"
                               R"("{\"type\":\"platform.start\"}\\n"])");
  EXPECT_THAT(seen.messages(), ElementsAre("REPORT RequestId: a\tDuration: 1.00 ms\t",
                                           "app says \\t", R"({"type":"platform.start"})"));
}

TEST(AwsLogsJson, InvalidUtf8IsPassedOn) {
  const Collector seen = read_as("aws-logs-json", "[{\"message\":\"a\xff\xfe\",\"timestamp\":1}]");
  EXPECT_THAT(seen.messages(), ElementsAre("a\xff\xfe"));
  EXPECT_THAT(seen.damages, IsEmpty());
}

// ---- insights-json -------------------------------------------------------------------------

TEST(InsightsJson, RowsOfCellsAndFlatRows) {
  for (const std::string_view input :
       {R"({"results":[[{"field":"@timestamp","value":"2026-03-02 10:00:00.356"},)"
        R"({"field":"@message","value":"END RequestId: a\n"},)"
        R"({"field":"@log","value":"123456789012:/aws/lambda/orders"},)"
        R"({"value":"s","field":"@logStream"},{"field":"@ptr","value":"xyz"}]],)"
        R"("status":"Complete"})",
        R"([{"@timestamp":"2026-03-02 10:00:00.356","@message":"END RequestId: a\n",)"
        R"("@log":"123456789012:/aws/lambda/orders","@logStream":"s"}])"}) {
    EXPECT_EQ(score("insights-json", input), 90);
    const Collector seen = read_as("insights-json", input);
    EXPECT_THAT(told(seen),
                ElementsAre("END RequestId: a|s|/aws/lambda/orders|123456789012||1772445600356"));
    EXPECT_EQ(seen.rows, 1U);
  }
}

TEST(InsightsJson, AMessageMayBeAnObject) {
  const Collector seen = read_as(
      "insights-json", R"([{"@message":{"type":"platform.end","record":{"requestId":"a"}}}])");
  EXPECT_THAT(seen.messages(),
              ElementsAre(R"({"type":"platform.end","record":{"requestId":"a"}})"));
}

TEST(InsightsJson, DiscoveredFieldsAreAReportAgain) {
  const auto report = [](std::string_view fields) {
    const Collector seen =
        read_as("insights-json", "[{\"@requestId\":\"a\"," + std::string(fields) + "}]");
    return seen.lines.empty() ? "" : seen.lines[0].message;
  };
  EXPECT_EQ(
      report(R"("@type":"REPORT","@duration":"44.19","@billedDuration":"352.0",)"
             R"("@memorySize":"5.12E8","@maxMemoryUsed":"8.3E7","@initDuration":"307.11",)"
             R"("@xrayTraceId":"1-a","@xraySegmentId":"b")"),
      "REPORT RequestId: a\tDuration: 44.19 ms\tBilled Duration: 352 ms\tMemory Size: 512 MB"
      "\tMax Memory Used: 83 MB\tInit Duration: 307.11 ms\t\nXRAY TraceId: 1-a\tSegmentId: b");
  // Numbers instead of texts, no @type, no exponent.
  EXPECT_EQ(report(R"("@duration":3000,"@billedDuration":3000,"@memorySize":128000000,)"
                   R"("@maxMemoryUsed":67000000)"),
            "REPORT RequestId: a\tDuration: 3000 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB"
            "\tMax Memory Used: 67 MB");
  // What is no such number is left for the tokenizer to refuse.
  EXPECT_EQ(report(R"("@type":"REPORT","@duration":"-1","@memorySize":"134217728")"),
            "REPORT RequestId: a\tDuration: -1 ms\tMemory Size: 134.217728 MB");
  EXPECT_EQ(report(R"("@type":"END","@initDuration":"307.11","@duration":"1")"), "");
  EXPECT_EQ(report(R"("@type":"START")"), "");
}

TEST(InsightsJson, AFieldCannotForgeALine) {
  const Collector seen =
      read_as("insights-json",
              R"([{"@type":"REPORT","@requestId":"a\nREPORT RequestId: b","@duration":"1"},)"
              R"({"@type":"REPORT","@requestId":"a","@duration":"1\n"}])");
  EXPECT_THAT(seen.lines, IsEmpty());
  EXPECT_EQ(seen.malformed, 2);
}

TEST(InsightsJson, StatisticsAreNoEvents) {
  const Collector seen = read_as(
      "insights-json",
      R"({"results":[[{"field":"@type","value":"REPORT"},{"field":"count","value":"7"}]]})");
  EXPECT_THAT(seen.calls, IsEmpty());
}

// ---- subscription --------------------------------------------------------------------------

const std::string kPayload =
    R"({"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/lambda/f",)"
    R"("logStream":"s","subscriptionFilters":["x"],"logEvents":[{"id":"1","timestamp":7,)"
    R"("message":"END RequestId: a\n"}]})";
constexpr std::string_view kTold = "END RequestId: a|s|/aws/lambda/f|123456789012||7";
constexpr std::string_view kToldWithRegion =
    "END RequestId: a|s|/aws/lambda/f|123456789012|eu-west-1|7";

TEST(Subscription, NamesMayComeLast) {
  EXPECT_THAT(told(read_as("subscription", kPayload)), ElementsAre(kTold));
  for (const std::string_view input :
       {R"({"logEvents":[{"message":"END RequestId: a","timestamp":7}],"logGroup":"/aws/lambda/f",)"
        R"("owner":"123456789012","logStream":"s"})",
        R"({"logStream":"s","logEvents":[{"message":"END RequestId: a","timestamp":7}],)"
        R"("owner":"123456789012","logGroup":"/aws/lambda/f"})",
        R"({"log_events":[{"message":"END RequestId: a","timestamp":"1970-01-01T00:00:00.007Z"}],)"
        R"("owner":"123456789012","log_group":"/aws/lambda/f","log_stream":"s"})"}) {
    EXPECT_THAT(told(read_as("subscription", input)), ElementsAre(kTold)) << input;
  }
}

TEST(Subscription, NamesDoNotLeakIntoTheNextPayload) {
  const Collector seen =
      read_as("subscription", kPayload +
                                  R"({"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs",)"
                                  R"("logGroup":"","logStream":"","logEvents":[{"id":"",)"
                                  R"("timestamp":1,"message":"CWL CONTROL MESSAGE: hi"}]})" +
                                  R"({"logEvents":[{"message":"b"}]})");
  EXPECT_THAT(told(seen), ElementsAre(kTold, "CWL CONTROL MESSAGE: hi|||||1", "b|||||"));
}

TEST(Subscription, Carriers) {
  const std::string data = base64_of(gzip_of(kPayload));
  const std::string twice = base64_of(gzip_of(gzip_of(kPayload)));
  EXPECT_THAT(told(read_as("subscription", "{\"awslogs\":{\"data\":\"" + data + "\"}}")),
              ElementsAre(kTold));
  EXPECT_THAT(told(read_as("subscription", "{\"Records\":[{\"kinesis\":{\"data\":\"" + data +
                                               "\"},\"awsRegion\":\"eu-west-1\"}]}")),
              ElementsAre(kToldWithRegion));
  EXPECT_THAT(told(read_as("subscription", "{\"Records\":[{\"Data\":\"" + twice + "\"}]}")),
              ElementsAre(kTold));
  EXPECT_THAT(
      told(read_as("subscription",
                   "{\"requestId\":\"x\",\"region\":\"eu-west-1\","
                   "\"records\":[{\"data\":\"" +
                       data + "\"},{\"data\":\"" + base64_of(kPayload + kPayload) + "\"}]}")),
      ElementsAre(kToldWithRegion, kToldWithRegion, kToldWithRegion));
  EXPECT_THAT(told(read_as("subscription", data + "\n" + data + "\n")), ElementsAre(kTold, kTold));
  EXPECT_THAT(
      told(read_as("subscription", data.substr(0, 76) + "\r\n" + data.substr(76) + "\r\n" + data)),
      ElementsAre(kTold, kTold))
      << "wrapped";
}

TEST(Subscription, FirehoseMayHaveTakenTheMessagesOut) {
  const std::string data = base64_of(
      "START RequestId: a Version: 1\nEND RequestId: a\n"
      "{\"type\":\"x\"}{\"type\":\"y\"}\n");
  EXPECT_THAT(read_as("subscription", "{\"records\":[{\"data\":\"" + data + "\"}]}").messages(),
              ElementsAre("START RequestId: a Version: 1", "END RequestId: a", R"({"type":"x"})",
                          R"({"type":"y"})"));
}

TEST(Subscription, DamagedRecordsAreSaid) {
  const std::string gz = gzip_of(kPayload);
  const auto damage = [](const std::string& data) {
    return read_as("subscription", "{\"awslogs\":{\"data\":\"" + data + "\"}}").damages;
  };
  EXPECT_THAT(damage("H4sI!"), ElementsAre("11 record is no base64"));
  EXPECT_THAT(damage(base64_of(gz.substr(0, gz.size() - 9))),
              ElementsAre("11 record is broken gzip"));
  const std::string cut = kPayload.substr(0, kPayload.size() - 10);
  EXPECT_EQ(damage(base64_of(gzip_of(cut))).size(), 1U);
}

TEST(Subscription, CarriersDoNotNest) {
  std::string input = kPayload;
  for (int i = 0; i < 20; ++i)
    input = "{\"logEvents\":[],\"awslogs\":{\"data\":\"" + base64_of(input) + "\"}}";
  EXPECT_THAT(read_as("subscription", input).lines, IsEmpty());
}

TEST(Subscription, Sniff) {
  EXPECT_EQ(score("subscription", kPayload), 90);
  EXPECT_EQ(score("subscription", R"({"logEvents":[],"logGroup":"x"})"), 90);
  EXPECT_EQ(score("subscription", "H4sIAAAAAAAA/61Sy27b"), 90);
  EXPECT_EQ(score("subscription", "H4sI is not base64"), 0);
  EXPECT_EQ(score("subscription", R"({"records":[{"name":"x"}]})"), 0);
  EXPECT_EQ(score("subscription", R"({"message":"logEvents"})"), 0);
}

// ---- ndjson --------------------------------------------------------------------------------

struct ShipperCase {
  std::string_view input;
  std::string_view told;
};

TEST(Ndjson, EachShipper) {
  for (const ShipperCase& c : {
           // Splunk HEC, event as object and as text; source is the forwarder.
           ShipperCase{R"({"time":1772445600.356,"host":"h","source":"lambda:forwarder",)"
                       R"("event":{"message":"m","logGroup":"g","logStream":"s"}})",
                       "m|s|g|||1772445600356"},
           ShipperCase{R"({"time":"1772445600.356","source":"lambda:forwarder","event":"m"})",
                       "m|||||1772445600356"},
           // docker json-file: `stream` is stderr, not a log stream.
           ShipperCase{R"({"log":"m\n","stream":"stderr","time":"2026-03-02T10:00:00.356789Z"})",
                       "m|||||1772445600356"},
           ShipperCase{R"({"date":1772445600.356,"log":"m"})", "m|||||1772445600356"},
           ShipperCase{R"({"@timestamp":"2026-03-02T10:00:09Z","message":"m","awscloudwatch":)"
                       R"({"log_group":"g","log_stream":"s"},"cloud":{"region":"eu-west-1",)"
                       R"("account":{"id":"123456789012"}}})",
                       "m|s|g|123456789012|eu-west-1|1772445609000"},
           ShipperCase{R"({"timestamp":1772445600356,"message":{"type":"x"},"logGroup":"g",)"
                       R"("logStream":"s","requestID":"sticky"})",
                       R"({"type":"x"}|s|g|||1772445600356)"},
           // New Relic with the names behind the events.
           ShipperCase{R"([{"logs":[{"message":"m","timestamp":1}],"common":{"attributes":)"
                       R"({"aws":{"logGroup":"g","logStream":"s"}}}}])",
                       "m|s|g|||1"},
       }) {
    EXPECT_EQ(score("ndjson", c.input), 90) << c.input;
    EXPECT_THAT(told(read_as("ndjson", c.input)), ElementsAre(c.told)) << c.input;
  }
}

TEST(Ndjson, NamesDoNotLeakIntoTheNextLine) {
  const Collector seen =
      read_as("ndjson",
              "{\"message\":\"a\",\"log_group\":\"g\",\"timestamp\":1}\n{\"message\":"
              "\"b\"}\n");
  EXPECT_THAT(told(seen), ElementsAre("a||g|||1", "b|||||"));
}

TEST(Ndjson, AnApplicationLineIsNoShippedEvent) {
  EXPECT_EQ(score("ndjson", R"({"timestamp":"t","level":"INFO","requestId":"r","message":"m"})"),
            0);
  EXPECT_EQ(score("ndjson", R"({"level":"INFO","requestId":"r","message":"m","logGroup":"g"})"), 0);
  EXPECT_EQ(score("ndjson", R"({"time":"t","type":"platform.start","record":{}})"), 0);
  EXPECT_EQ(score("ndjson", R"({"event":"order placed","time":"t"})"), 0);
}

// ---- telemetry-json and invoke-log ---------------------------------------------------------

TEST(TelemetryJson, ObjectsAsTheyStand) {
  const std::string start = R"({"time":"2026-03-02T10:00:00.356Z","type":"platform.start",)"
                            "\n\"record\":{\"requestId\":\"a\"}}";
  const std::string end = R"({"type":"platform.end","record":{"requestId":"a"}})";
  for (const std::string& input : {"[" + start + "," + end + "]", start + "\n" + end, start + end,
                                   "[" + start + "]\n[" + end + "]\n"}) {
    EXPECT_EQ(score("telemetry-json", input), 90) << input;
    const Collector seen = read_as("telemetry-json", input);
    EXPECT_THAT(told(seen), ElementsAre(start + "|||||1772445600356", end + "|||||")) << input;
    EXPECT_EQ(seen.rows, 2U);
  }
  EXPECT_EQ(score("telemetry-json", end + "\n" + end + "\n"), 0) << "one to a line: plain";
  EXPECT_EQ(score("telemetry-json", start + "\nand text\n"), 0);
}

TEST(InvokeLog, LinesOfTheTail) {
  const std::string text =
      "ut\nSTART RequestId: a Version: 1\n\nREPORT RequestId: a\tx\t\n"
      "XRAY TraceId: 1-a\n{\"type\":\"x\"}{\"t\":1} {\"a\":\"cut}{\"b\":2}\n";
  const std::string json =
      R"({"StatusCode":200,"LogResult":")" + base64_of(text) + R"(","ExecutedVersion":"1"})";
  EXPECT_EQ(score("invoke-log", json), 90);
  EXPECT_EQ(score("invoke-log", base64_of(text)), 90) << "no START in front";
  for (const std::string& input : {json, base64_of(text) + "\n"}) {
    EXPECT_THAT(read_as("invoke-log", input).messages(),
                ElementsAre("ut", "START RequestId: a Version: 1", "REPORT RequestId: a\tx\t",
                            "XRAY TraceId: 1-a", R"({"type":"x"})", R"({"t":1})", R"({"a":"cut})",
                            R"({"b":2})"));
  }
  EXPECT_EQ(score("invoke-log", base64_of("nothing of the kind, only text")), 0);
}

}  // namespace
}  // namespace lambda_report::envelope
