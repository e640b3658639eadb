#include <array>
#include <string>

#include "base/base64.h"
#include "base/inflate.h"
#include "base/json_scan.h"
#include "envelope/base64_decoder.h"
#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"
#include "envelope/text_payload.h"

// What a CloudWatch Logs subscription delivers, plain or as the record of its carrier:
//
//     {"messageType":"DATA_MESSAGE","owner":…,"logGroup":…,"logStream":…,"logEvents":[…]}
//     {"awslogs":{"data":"H4sI…"}}                        to Lambda
//     {"Records":[{"kinesis":{"data":"H4sI…"}}]}          Kinesis to Lambda
//     {"Records":[{"Data":"H4sI…"}]}                      aws kinesis get-records
//     {"records":[{"data":"H4sI…"}]}                      Firehose
//     H4sI…                                               the base64 alone
//
// Payloads follow one another without a line end in Firehose's S3 objects.  Keys come in
// any order: the group may stand behind the events.  A carrier's own requestId, time and
// Region say nothing about the log, but for the Region of the stream it came through.
// Source: CloudWatch Logs user guide, "Subscription filters"; docs/FORMATS.md, C6.

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kGzip = "H4sI";  // how base64 of gzip begins
constexpr std::size_t kMaxPayload = std::size_t{64} << 20;

constexpr std::array kEventMembers = {
    JsonMember{.key = "id"}, JsonMember{.key = "timestamp", .field = JsonField::kTimeMs},
    JsonMember{.key = "message", .field = JsonField::kMessage, .raw = true}};
constexpr JsonShape kEvent{.members = kEventMembers,
                           .closes = kClosesInnerEvent,
                           .clears = bits(JsonField::kMessage, JsonField::kTimeMs)};
constexpr JsonShape kEvents{.element = &kEvent};

constexpr std::array kDataMembers = {JsonMember{.key = "data", .field = JsonField::kData}};
constexpr JsonShape kKinesis{.members = kDataMembers};
constexpr JsonShape kAwslogs{
    .members = kDataMembers, .closes = kClosesOwn, .clears = bits(JsonField::kData)};

constexpr std::array kRecordMembers = {
    JsonMember{.key = "kinesis", .shape = &kKinesis},
    JsonMember{.key = "Data", .field = JsonField::kData},
    JsonMember{.key = "data", .field = JsonField::kData},
    JsonMember{.key = "awsRegion", .field = JsonField::kCarrierRegion}};
constexpr JsonShape kRecord{.members = kRecordMembers,
                            .closes = kClosesOwn,
                            .clears = bits(JsonField::kData, JsonField::kCarrierRegion)};
constexpr JsonShape kRecords{.element = &kRecord};

constexpr std::array kRootMembers = {JsonMember{.key = "messageType"},
                                     JsonMember{.key = "owner", .field = JsonField::kAccount},
                                     JsonMember{.key = "logGroup", .field = JsonField::kGroup},
                                     JsonMember{.key = "logStream", .field = JsonField::kStream},
                                     JsonMember{.key = "subscriptionFilters"},
                                     JsonMember{.key = "logEvents", .shape = &kEvents},
                                     JsonMember{.key = "log_group", .field = JsonField::kGroup},
                                     JsonMember{.key = "log_stream", .field = JsonField::kStream},
                                     JsonMember{.key = "log_events", .shape = &kEvents},
                                     JsonMember{.key = "region", .field = JsonField::kRegion},
                                     JsonMember{.key = "awslogs", .shape = &kAwslogs},
                                     JsonMember{.key = "Records", .shape = &kRecords},
                                     JsonMember{.key = "records", .shape = &kRecords}};
constexpr JsonShape kRoot{.members = kRootMembers,
                          .element = &kRoot,
                          .closes = kClosesDocument,
                          .clears = ~std::uint32_t{0}};

void read_record(std::string_view base64, const OuterRecord& outer, LineSink& sink);

class SubscriptionEvents final : public JsonEvents {
 protected:
  void own(std::uint8_t, JsonFields& fields, std::uint64_t offset, LineSink& sink) override {
    if (!fields.has(JsonField::kData) || outer()) return;  // no carrier carries carriers
    const std::string_view region = fields.text(JsonField::kCarrierRegion);
    read_record(fields.text(JsonField::kData),
                {offset, region.empty() ? fields.text(JsonField::kRegion) : region}, sink);
  }
};

bool is_payload_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.find('{') &&
         (text.find("\"logEvents\"") != text.npos || text.find("\"log_events\"") != text.npos);
}

// The content of one record: a payload, or (where Firehose takes the messages out) the
// messages alone.
void read_payload(std::string text, const OuterRecord& outer, LineSink& sink) {
  if (!is_payload_text(text)) {
    LogLine like;
    like.offset = outer.offset;
    like.region = outer.region;
    deliver_lines(text, like, sink);
    return;
  }
  auto events = std::make_unique<SubscriptionEvents>();
  events->set_outer(outer);
  JsonDecoder decoder(kRoot, std::move(events));
  const std::size_t size = text.size();
  text.append(kPadding, '\0');
  decoder.decode(std::string_view(text).substr(0, size), outer.offset, true, sink);
}

void read_record(std::string_view base64, const OuterRecord& outer, LineSink& sink) {
  std::string bytes;
  if (!decode_base64(base64, bytes)) {
    sink.damaged(outer.offset, "record is no base64");
    return;
  }
  for (int layers = 0; layers < 2 && is_gzip(bytes); ++layers) {
    Result<std::string> text = inflate_payload(bytes, kMaxPayload);
    if (!text) {
      sink.damaged(outer.offset, "record is broken gzip");
      return;
    }
    bytes = std::move(text).value();
  }
  read_payload(std::move(bytes), outer, sink);
}

/// How the first payload begins, up to the value of its first member.  All are written by one
/// program; within a text the quotes would be escaped, and events have no such members.
std::string_view payload_start(std::string_view head) {
  constexpr std::array kFirst = {"messageType", "message_type", "owner",     "logGroup",
                                 "log_group",   "logStream",    "log_stream"};
  const char* const end = head.data() + head.size();
  const auto after = [end](const char* p, std::string_view token) -> const char* {
    p = json::skip_blanks(p, end);
    const bool is_there = std::string_view(p, end).starts_with(token);
    return is_there ? p + token.size() : nullptr;
  };
  if (!head.starts_with('{')) return {};
  const char* const key = after(head.data() + 1, "\"");
  if (key == nullptr) return {};
  for (const std::string_view name : kFirst) {
    if (!std::string_view(key, end).starts_with(name)) continue;
    const char* p = after(key + name.size(), "\"");
    if (p != nullptr) p = after(p, ":");
    if (p != nullptr) p = after(p, "\"");
    return p != nullptr ? std::string_view(head.data(), p) : std::string_view{};
  }
  return {};
}

class Subscription final : public Envelope {
 public:
  std::string_view id() const override { return "subscription"; }
  std::string_view help() const override {
    return "CloudWatch Logs subscriptions: payloads, Kinesis, Firehose and Lambda events";
  }
  int sniff(std::string_view head, bool) const override {
    const std::string_view text = head.substr(head.starts_with('"') ? 1 : 0);
    if (text.starts_with(kGzip) && is_base64_text(head)) return 90;
    // The group's name may fill the head, so that the events cannot be seen.
    if (head.starts_with("{\"messageType\":\"DATA_MESSAGE\"")) return 90;
    const JsonHead keys(head);
    const bool is_payload =
        keys.has_any({"messageType", "message_type", "logGroup", "log_group"}) &&
        keys.has_any({"logEvents", "log_events"});
    const bool is_carrier = keys.has_any(
        {"awslogs.data", "Records[].kinesis.data", "Records[].Data", "records[].data"});
    return is_payload || is_carrier ? 90 : 0;
  }
  std::string why(std::string_view head) const override {
    if (is_base64_text(head)) return "base64 that begins as gzip does: " + std::string(kGzip);
    const JsonHead keys(head);
    return "JSON with the key " +
           std::string(keys.first_of({"awslogs.data", "Records[].kinesis.data", "Records[].Data",
                                      "records[].data", "logEvents", "log_events", "messageType"}));
  }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    if (is_base64_text(head)) {
      return std::make_unique<Base64Decoder>(
          kGzip, [](std::string_view base64, std::uint64_t offset, LineSink& sink) {
            read_record(base64, {offset, {}}, sink);
          });
    }
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<SubscriptionEvents>());
  }
  std::string_view document_start(std::string_view head) const override {
    return payload_start(head);
  }
};

}  // namespace

const Envelope& subscription_envelope() {
  static const Subscription envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
