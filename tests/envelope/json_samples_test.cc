#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/inflate.h"
#include "envelope/json_replay.h"

// The samples that came from outside the repository, against the records that each is
// known to hold.

namespace lambda_report::envelope {
namespace {

using nlohmann::json;

const std::string kSamples = LAMBDA_REPORT_SOURCE_DIR "/../shared/formats/samples/";

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

// Content of a sample, out of its gzip.
std::optional<std::string> sample(const std::string& name) {
  std::optional<std::string> bytes = read_file(kSamples + name);
  while (bytes && is_gzip(*bytes)) {
    Result<std::string> inner = inflate_payload(*bytes, std::size_t{1} << 20);
    if (!inner) return std::nullopt;
    bytes = std::move(inner).value();
  }
  return bytes;
}

const Envelope* best_of_json(std::string_view head) {
  const Envelope* best = nullptr;
  int best_score = 0;
  for (const char* id : {"aws-logs-json", "insights-json", "subscription", "ndjson",
                         "telemetry-json", "invoke-log"}) {
    const Envelope* const envelope = envelope_by_id(id);
    const int score = envelope->sniff(head, true);
    EXPECT_TRUE(score == 0 || best_score == 0)
        << id << " and " << best->id() << " claim the same input";
    if (score > best_score) {
      best = envelope;
      best_score = score;
    }
  }
  return best;
}

struct SampleCase {
  std::string name;
  std::string id;
};
void PrintTo(const SampleCase& c, std::ostream* out) { *out << c.name; }

const std::vector<SampleCase> kCases = {
    {"envelopes/aws-cli/filter-log-events.json", "aws-logs-json"},
    {"envelopes/aws-cli/filter-log-events_json_messages.json", "aws-logs-json"},
    {"envelopes/aws-cli/filter-log-events_minified_jq_lines.ndjson", "aws-logs-json"},
    {"envelopes/aws-cli/filter-log-events_query_message.json", "aws-logs-json"},
    {"envelopes/aws-cli/get-log-events.json", "aws-logs-json"},
    {"envelopes/aws-cli/lambda_invoke_log_type_tail.json", "invoke-log"},
    {"envelopes/aws-cli/lambda_invoke_logresult_base64_only.txt", "invoke-log"},
    {"envelopes/other-cli/sam-logs_json.ndjson", "aws-logs-json"},
    {"envelopes/duplicates/export_part1.json", "aws-logs-json"},
    {"envelopes/duplicates/export_part2_overlaps.json", "aws-logs-json"},
    {"envelopes/insights/get-query-results.json", "insights-json"},
    {"envelopes/insights/get-query-results_discovered_fields_only.json", "insights-json"},
    {"envelopes/insights/logs-insights-results.json", "insights-json"},
    {"envelopes/shippers/datadog_forwarder.ndjson", "ndjson"},
    {"envelopes/shippers/double_escaped_messages.json", "aws-logs-json"},
    {"envelopes/shippers/elastic_serverless_forwarder.ndjson", "ndjson"},
    {"envelopes/shippers/fluent_bit_date_log.ndjson", "ndjson"},
    {"envelopes/shippers/newrelic_aws_log_ingestion.ndjson", "ndjson"},
    {"envelopes/shippers/otlp_json_awscloudwatch_receiver.json", "ndjson"},
    {"envelopes/shippers/sumologic_lambda.ndjson", "ndjson"},
    {"envelopes/shippers/vector_firehose_flattened.ndjson", "ndjson"},
    {"envelopes/shippers/vector_parse_aws_cloudwatch_log_subscription_message.ndjson",
     "subscription"},
    {"envelopes/subscription/aws_kinesis_get_records.json", "subscription"},
    {"envelopes/subscription/awslogs_data_base64_only.txt", "subscription"},
    {"envelopes/subscription/control_message_kinesis.json.gz", "subscription"},
    {"envelopes/subscription/data_message.json", "subscription"},
    {"envelopes/subscription/data_message.json.gz", "subscription"},
    {"envelopes/subscription/data_message_extracted_fields.json", "subscription"},
    {"envelopes/subscription/firehose_decompressed_newline_delimited.json", "subscription"},
    {"envelopes/subscription/firehose_http_endpoint_request.json", "subscription"},
    {"envelopes/subscription/firehose_s3_object_concatenated_json", "subscription"},
    {"envelopes/subscription/firehose_s3_object_double_gzip.gz", "subscription"},
    {"envelopes/subscription/firehose_transformation_lambda_event.json", "subscription"},
    {"envelopes/subscription/infrequent_access_group_suffix.json", "subscription"},
    {"envelopes/subscription/lambda_edge_group.json", "subscription"},
    {"envelopes/subscription/lambda_event_awslogs_data.json", "subscription"},
    {"envelopes/subscription/non_lambda_group.json", "subscription"},
    {"json/08_logs_api_2020_batch_array.json", "telemetry-json"},
};

class JsonSample : public testing::TestWithParam<SampleCase> {
 protected:
  void SetUp() override {
    content_ = sample(GetParam().name);
    if (!content_) GTEST_SKIP() << "no ../shared/formats/samples/" << GetParam().name;
  }
  std::optional<std::string> content_;
};
INSTANTIATE_TEST_SUITE_P(Files, JsonSample, testing::ValuesIn(kCases));

bool is_report(const std::string& message) {
  return message.rfind("REPORT RequestId: ", 0) == 0 ||
         (message.rfind("{", 0) == 0 && message.find("platform.report") != message.npos);
}

std::string text_or_empty(const json& record, const char* key) {
  return record.contains(key) && record[key].is_string() ? record[key].get<std::string>() : "";
}

TEST_P(JsonSample, IsRecognised) {
  const Envelope* const best = best_of_json(*content_);
  ASSERT_NE(best, nullptr);
  EXPECT_EQ(best->id(), GetParam().id);
}

TEST_P(JsonSample, GivesTheExpectedRecords) {
  const Collector seen = replay(*envelope_by_id(GetParam().id), *content_);
  EXPECT_EQ(seen.damages, std::vector<std::string>{});
  EXPECT_EQ(seen.malformed, 0);

  const json expected = json::parse(*read_file(kSamples + "EXPECTED.json"));
  const json& records = expected["files"][GetParam().name]["records"];
  std::vector<SeenLine> reports;
  for (const SeenLine& line : seen.lines) {
    if (is_report(line.message)) reports.push_back(line);
  }
  ASSERT_EQ(reports.size(), records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const json& record = records[i];
    SCOPED_TRACE(record["request_id"].get<std::string>());
    EXPECT_NE(reports[i].message.find(record["request_id"].get<std::string>()), std::string::npos);
    if (record["timestamp_ms"].is_number()) {
      EXPECT_EQ(reports[i].time_ms, record["timestamp_ms"].get<std::int64_t>());
    }
    EXPECT_EQ(reports[i].stream, text_or_empty(record, "log_stream"));
    EXPECT_EQ(reports[i].group, text_or_empty(record, "log_group"));
    EXPECT_EQ(reports[i].account, text_or_empty(record, "account"));
    EXPECT_EQ(reports[i].region, text_or_empty(record, "region"));
  }
}

TEST_P(JsonSample, DoesNotDependOnBlocks) {
  const Envelope& envelope = *envelope_by_id(GetParam().id);
  const Collector whole = replay(envelope, *content_);
  for (const std::size_t step : {1UL, 2UL, 3UL, 7UL, 64UL, 4096UL}) {
    const Collector pieces = replay(envelope, *content_, step);
    EXPECT_EQ(pieces.calls, whole.calls) << "blocks of " << step;
    EXPECT_EQ(pieces.rows, whole.rows) << "blocks of " << step;
  }
}

// Every prefix is survived, whatever it gives, and says that something is missing unless it
// ends between two documents.
TEST_P(JsonSample, EveryPrefixIsSurvived) {
  const Envelope& envelope = *envelope_by_id(GetParam().id);
  const std::size_t all = replay(envelope, *content_).lines.size();
  for (std::size_t size = 0; size < content_->size(); size += 5) {
    const Collector cut = replay(envelope, std::string_view(*content_).substr(0, size));
    EXPECT_LE(cut.lines.size(), all + 1);
  }
}

// What looks like JSON events but belongs to the plain envelope.
TEST(JsonSniff, LeavesTheJsonLogFormatAlone) {
  for (const char* name :
       {"json/01_alc_ndjson_cold_warm.log", "json/03_snapstart_restore.log",
        "json/05_lambda_managed_instances.log", "json/10_record_as_text_string.log",
        "json/13_application_json_and_adversarial.log",
        "json/16_lmi_capacity_provider_system_log.log", "json/18_init_error_debug_level.log",
        "json/19_system_level_warn_no_reports.log", "json/12_python_repr_single_quotes.log",
        "envelopes/boto3/python_repr_events.txt"}) {
    const std::optional<std::string> content = sample(name);
    if (!content) GTEST_SKIP() << "no ../shared/formats/samples/" << name;
    EXPECT_EQ(best_of_json(*content), nullptr) << name;
  }
}

}  // namespace
}  // namespace lambda_report::envelope
