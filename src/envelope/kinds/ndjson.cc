#include <array>
#include <string>

#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"

// What log shippers and log stores make of an event: an object of their own (mostly one a
// line) that holds the message and says where it came from.  They agree on nothing, but
// their keys do not collide either, so one shape reads them all.
//
// Keys that lie are left out on purpose: the forwarder's own ARN and version (Datadog), the
// time of forwarding (Elastic), Firehose's request id (Vector), request ids that stick to
// the last one seen (New Relic, Sumo Logic), the forwarder as source (Splunk).
//
// Source: the shippers' own sources and fixtures; docs/FORMATS.md, C10.

namespace lambda_report::envelope {
namespace {

using F = JsonField;
constexpr std::uint32_t kEventFields =
    bits(F::kMessage, F::kTimeMs, F::kTimeSeconds, F::kTimeNanos, F::kTimeWeak);

// {"logGroup": …, "logStream": …, "owner": …}, in camel or snake case
constexpr std::array kNameMembers = {JsonMember{.key = "logGroup", .field = F::kGroup},
                                     JsonMember{.key = "logStream", .field = F::kStream},
                                     JsonMember{.key = "owner", .field = F::kAccount},
                                     JsonMember{.key = "log_group", .field = F::kGroup},
                                     JsonMember{.key = "log_stream", .field = F::kStream}};
constexpr JsonShape kNames{.members = kNameMembers};

constexpr std::array kIdMembers = {JsonMember{.key = "id", .field = F::kAccount}};
constexpr JsonShape kAccountId{.members = kIdMembers};
constexpr std::array kCloudMembers = {JsonMember{.key = "region", .field = F::kRegion},
                                      JsonMember{.key = "account", .shape = &kAccountId}};
constexpr JsonShape kCloud{.members = kCloudMembers};
constexpr std::array kArnMembers = {JsonMember{.key = "arn", .field = F::kArn}};
constexpr JsonShape kLambda{.members = kArnMembers};

// Datadog aws.awslogs, Elastic aws.cloudwatch, New Relic aws itself
constexpr std::array kAwsMembers = {JsonMember{.key = "awslogs", .shape = &kNames},
                                    JsonMember{.key = "cloudwatch", .shape = &kNames},
                                    JsonMember{.key = "logGroup", .field = F::kGroup},
                                    JsonMember{.key = "logStream", .field = F::kStream}};
constexpr JsonShape kAws{.members = kAwsMembers};

// Elastic: {"fields": {"message": …, "aws": …, "cloud": …}, "meta": {"event_timestamp": …}}
constexpr std::array kFieldsMembers = {
    JsonMember{.key = "message", .field = F::kMessage, .raw = true},
    JsonMember{.key = "aws", .shape = &kAws}, JsonMember{.key = "cloud", .shape = &kCloud}};
constexpr JsonShape kFields{.members = kFieldsMembers};
constexpr std::array kMetaMembers = {JsonMember{.key = "event_timestamp", .field = F::kTimeMs}};
constexpr JsonShape kMeta{.members = kMetaMembers};

// New Relic: [{"common": {"attributes": {"aws": …}}, "logs": [{"message": …}]}]
constexpr std::array kAttributesMembers = {JsonMember{.key = "aws", .shape = &kAws}};
constexpr JsonShape kAttributes{.members = kAttributesMembers};
constexpr std::array kCommonMembers = {JsonMember{.key = "attributes", .shape = &kAttributes}};
constexpr JsonShape kCommon{.members = kCommonMembers};
constexpr std::array kLogMembers = {JsonMember{.key = "message", .field = F::kMessage, .raw = true},
                                    JsonMember{.key = "timestamp", .field = F::kTimeMs}};
constexpr JsonShape kLog{
    .members = kLogMembers, .closes = kClosesInnerEvent, .clears = kEventFields};
constexpr JsonShape kLogs{.element = &kLog};

// Splunk HEC: {"time": 1772445600.356, "event": {"message": …}} or {"event": "…"}
constexpr std::array kHecMembers = {JsonMember{.key = "message", .field = F::kMessage, .raw = true},
                                    JsonMember{.key = "timestamp", .field = F::kTimeMs},
                                    JsonMember{.key = "logGroup", .field = F::kGroup},
                                    JsonMember{.key = "logStream", .field = F::kStream},
                                    JsonMember{.key = "owner", .field = F::kAccount}};
constexpr JsonShape kHecEvent{.members = kHecMembers};

// OTLP: {"resourceLogs": [{"resource": {"attributes": [{"key": …, "value": {"stringValue": …}}]},
//                          "scopeLogs": [{"logRecords": [{"timeUnixNano": …, "body": …}]}]}]}
constexpr std::uint8_t kClosesAttribute = kClosesOwn;
constexpr std::array kStringValueMembers = {JsonMember{.key = "stringValue", .field = F::kValue}};
constexpr JsonShape kStringValue{.members = kStringValueMembers};
constexpr std::array kAttributeMembers = {JsonMember{.key = "key", .field = F::kKey},
                                          JsonMember{.key = "value", .shape = &kStringValue}};
constexpr JsonShape kAttribute{
    .members = kAttributeMembers, .closes = kClosesAttribute, .clears = bits(F::kKey, F::kValue)};
constexpr JsonShape kAttributeList{.element = &kAttribute};
constexpr std::array kResourceMembers = {JsonMember{.key = "attributes", .shape = &kAttributeList}};
constexpr JsonShape kResource{.members = kResourceMembers};
constexpr std::array kBodyMembers = {JsonMember{.key = "stringValue", .field = F::kMessage}};
constexpr JsonShape kBody{.members = kBodyMembers};
constexpr std::array kRecordMembers = {JsonMember{.key = "timeUnixNano", .field = F::kTimeNanos},
                                       JsonMember{.key = "body", .shape = &kBody}};
constexpr JsonShape kRecord{
    .members = kRecordMembers, .closes = kClosesInnerEvent, .clears = kEventFields};
constexpr JsonShape kRecords{.element = &kRecord};
constexpr std::array kScopeMembers = {JsonMember{.key = "logRecords", .shape = &kRecords}};
constexpr JsonShape kScope{.members = kScopeMembers};
constexpr JsonShape kScopes{.element = &kScope};
constexpr std::array kResourceLogMembers = {JsonMember{.key = "resource", .shape = &kResource},
                                            JsonMember{.key = "scopeLogs", .shape = &kScopes}};
constexpr JsonShape kResourceLog{
    .members = kResourceLogMembers, .closes = kClosesDocument, .clears = ~std::uint32_t{0}};
constexpr JsonShape kResourceLogs{.element = &kResourceLog};

constexpr std::array kRootMembers = {
    JsonMember{.key = "message", .field = F::kMessage, .raw = true},
    JsonMember{.key = "timestamp", .field = F::kTimeMs},
    JsonMember{.key = "logStream", .field = F::kStream},  // Sumo Logic
    JsonMember{.key = "logGroup", .field = F::kGroup},
    JsonMember{.key = "id"},
    JsonMember{.key = "log_group", .field = F::kGroup},  // Vector
    JsonMember{.key = "log_stream", .field = F::kStream},
    JsonMember{.key = "owner", .field = F::kAccount},
    JsonMember{.key = "source_arn", .field = F::kArn},
    JsonMember{.key = "aws", .shape = &kAws},  // Datadog
    JsonMember{.key = "lambda", .shape = &kLambda},
    JsonMember{.key = "@timestamp", .field = F::kTimeWeak},  // Elastic
    JsonMember{.key = "fields", .shape = &kFields},
    JsonMember{.key = "meta", .shape = &kMeta},
    JsonMember{.key = "awscloudwatch", .shape = &kNames},
    JsonMember{.key = "cloud", .shape = &kCloud},
    JsonMember{.key = "date", .field = F::kTimeSeconds},  // fluent-bit
    JsonMember{.key = "log", .field = F::kMessage, .raw = true},
    JsonMember{.key = "time", .field = F::kTimeSeconds},  // docker, Splunk
    JsonMember{.key = "event", .field = F::kMessage, .shape = &kHecEvent},
    JsonMember{.key = "common", .shape = &kCommon},  // New Relic
    JsonMember{.key = "logs", .shape = &kLogs},
    JsonMember{.key = "resourceLogs", .shape = &kResourceLogs}};
constexpr JsonShape kRoot{.members = kRootMembers,
                          .element = &kRoot,
                          .closes = kClosesEvent,
                          .clears = ~std::uint32_t{0}};

class ShipperEvents final : public JsonEvents {
 protected:
  // One attribute of an OTLP resource.
  void own(std::uint8_t, JsonFields& fields, std::uint64_t, LineSink&) override {
    struct Attribute {
      std::string_view key;
      JsonField field;
    };
    constexpr std::array kAttributeFields = {Attribute{"cloudwatch.log.group.name", F::kGroup},
                                             Attribute{"cloudwatch.log.stream", F::kStream},
                                             Attribute{"cloudwatch.log.stream.name", F::kStream},
                                             Attribute{"aws.region", F::kRegion},
                                             Attribute{"cloud.region", F::kRegion},
                                             Attribute{"cloud.account.id", F::kAccount}};
    if (!fields.has(F::kValue)) return;
    for (const Attribute& attribute : kAttributeFields) {
      if (attribute.key == fields.text(F::kKey))
        fields.set_copy(attribute.field, fields.text(F::kValue), fields.kind(F::kValue));
    }
  }
};

bool is_shipped_event(const JsonHead& keys) {
  if (keys.has("message")) {
    return keys.has_any({"aws.awslogs.logGroup", "aws.awslogs.logStream", "log_group", "log_stream",
                         "logGroup", "logStream", "awscloudwatch.log_group",
                         "aws.cloudwatch.log_group"});
  }
  if (keys.has("fields.message"))
    return keys.has_any({"fields.aws.cloudwatch.log_group", "meta.event_timestamp"});
  if (keys.has("log")) return keys.has_any({"date", "time", "@timestamp", "stream"});
  if (keys.has("event")) return keys.has_any({"source", "sourcetype", "host"}) && keys.has("time");
  return (keys.has("common.attributes") && keys.has("logs")) ||
         keys.has_any({"resourceLogs[].scopeLogs", "resourceLogs[].resource"});
}

class Ndjson final : public Envelope {
 public:
  std::string_view id() const override { return "ndjson"; }
  std::string_view help() const override {
    return "log shippers: Datadog, Elastic, Vector, New Relic, Sumo Logic, Splunk, fluent-bit, "
           "docker, OTLP";
  }
  int sniff(std::string_view head, bool) const override {
    const JsonHead keys(head);
    return is_shipped_event(keys) && !keys.is_application_line() ? 90 : 0;
  }
  std::string why(std::string_view head) const override {
    const JsonHead keys(head);
    const std::string_view message = keys.first_of(
        {"message", "fields.message", "log", "event", "logs[].message", "resourceLogs"});
    const std::string_view source = keys.first_of(
        {"aws.awslogs.logGroup", "aws.awslogs.logStream", "log_group", "log_stream", "logGroup",
         "logStream", "awscloudwatch.log_group", "aws.cloudwatch.log_group",
         "fields.aws.cloudwatch.log_group", "meta.event_timestamp", "date", "time", "@timestamp",
         "stream", "source", "common.attributes", "resourceLogs[].resource"});
    return "JSON with the keys " + std::string(message) + " and " + std::string(source);
  }
  std::unique_ptr<Decoder> make(std::string_view) const override {
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<ShipperEvents>());
  }
};

}  // namespace

const Envelope& ndjson_envelope() {
  static const Ndjson envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
