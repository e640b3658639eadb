#include <array>
#include <string>

#include "base/platform_words.h"
#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"

// What `aws logs filter-log-events` and `get-log-events` print, and what people make of it:
//
//     {"events": [{"logStreamName": …, "timestamp": 1772445600356, "message": …}, …]}
//     {"logStreamName": …}\n{"logStreamName": …}      jq -c '.events[]', sam logs --output json
//     ["START …", "REPORT …"]                         --query 'events[].message'
//     [[1772445600356, "START …"], …]                 --query 'events[].[timestamp,message]'
//     {"timestamp": …, "message": …}                  jq -c '.events[] | {timestamp, message}'
//     "START …"\n"REPORT …"                           jq '.events[].message'
//
// Source: AWS CLI 2 reference; docs/FORMATS.md, C2 and C7.

namespace lambda_report::envelope {
namespace {

constexpr JsonMember kStream{.key = "logStreamName", .field = JsonField::kStream};
constexpr JsonMember kTime{.key = "timestamp", .field = JsonField::kTimeMs};
constexpr JsonMember kMessage{.key = "message", .field = JsonField::kMessage, .raw = true};
constexpr JsonMember kGroup{.key = "logGroupName", .field = JsonField::kGroup};

constexpr std::array kEventMembers = {
    kStream, kTime, kMessage, JsonMember{.key = "ingestionTime"}, JsonMember{.key = "eventId"},
    kGroup};
// Names are left standing: some scripts write them once, beside the events.
constexpr JsonShape kEvent{.members = kEventMembers,
                           .closes = kClosesEvent,
                           .clears = bits(JsonField::kMessage, JsonField::kTimeMs)};
constexpr JsonShape kEvents{.element = &kEvent};

constexpr std::array kRootMembers = {kStream,
                                     kTime,
                                     kMessage,
                                     JsonMember{.key = "ingestionTime"},
                                     JsonMember{.key = "eventId"},
                                     kGroup,
                                     JsonMember{.key = "events", .shape = &kEvents}};
constexpr JsonShape kRoot{.members = kRootMembers,
                          .element = &kRoot,
                          .element_text = JsonField::kMessage,
                          .first_number = JsonField::kTimeMs,
                          .closes = kClosesEvent,
                          .clears = ~std::uint32_t{0}};

// The id of a CloudWatch event: some 56 digits.
bool is_event_id(std::string_view value) {
  return value.size() > 50 && value.find_first_not_of("\"0123456789") == value.npos;
}

bool is_platform_text(std::string_view text) {
  return starts_with_platform_word(text) || text.starts_with("{\\\"time\\\":");
}

// Whether every line begins as JSON, printed in whatever way, does: an application's object
// may stand in front of a log of text.
bool is_all_json(std::string_view head) {
  while (!head.empty()) {
    if (std::string_view("{}[]\" \t\r\n,").find(head.front()) == std::string_view::npos)
      return false;
    const std::size_t feed = head.find('\n');
    head.remove_prefix(feed == head.npos ? head.size() : feed + 1);
  }
  return true;
}

// A message of Lambda's in any of the objects: the first may be an application's.
bool has_platform_message(std::string_view head) {
  for (const std::string_view key : {"\"message\":\"", "\"message\": \""}) {
    for (std::size_t at = head.find(key); at != head.npos; at = head.find(key, at + 1)) {
      const std::string_view text = head.substr(at + key.size());
      if (text.starts_with("START RequestId: ") || text.starts_with("REPORT RequestId: ") ||
          text.starts_with("{\\\"time\\\":"))
        return true;
    }
  }
  return false;
}

// The members that someone picked of an event.  Their names say little, so the message has
// to be one of Lambda's.
bool is_picked(const JsonHead& keys, std::string_view head) {
  if (!keys.has("message") || !keys.only({"message", "timestamp", "id"})) return false;
  const std::string_view message = keys.value("message");
  const bool first = is_platform_text(message.substr(message.empty() ? 0 : 1));
  const auto said = [&](std::string_view word) { return head.find(word) != head.npos; };
  return (first || has_platform_message(head)) && !said("\"type\":\"platform.") &&
         !said("\"type\": \"platform.") && is_all_json(head);
}

// Texts without anything around them.
bool is_texts(std::string_view head) {
  return head.starts_with('"') && is_platform_text(head.substr(1)) && is_all_json(head);
}

class AwsLogsJson final : public Envelope {
 public:
  std::string_view id() const override { return "aws-logs-json"; }
  std::string_view help() const override {
    return "JSON of aws logs filter-log-events and get-log-events, sam logs --output json";
  }
  int sniff(std::string_view head, bool) const override {
    const JsonHead keys(head);
    if (keys.has_any({"events[].message", "events[].timestamp", "events[].eventId"})) return 90;
    if (keys.has("events") && keys.has_any({"searchedLogStreams", "nextForwardToken"})) return 90;
    if (keys.has("message") && keys.has("timestamp") && !keys.is_application_line()) {
      // `jq -c '.logEvents[]'` leaves an id, but so do shippers, beside names of their own.
      const bool is_shipped =
          keys.has_any({"aws", "logGroup", "logStream", "log_group", "log_stream"});
      const bool is_event = keys.has_any({"ingestionTime", "logStreamName", "eventId"}) ||
                            (is_event_id(keys.value("id")) && !is_shipped);
      if (is_event) return 90;
    }
    if (keys.is_array() && !keys.value("").empty()) return 70;  // texts
    if (is_picked(keys, head) || is_texts(head)) return 70;
    return 0;
  }
  std::string why(std::string_view head) const override {
    const JsonHead keys(head);
    const std::string_view key =
        keys.first_of({"events[].message", "events[].timestamp", "searchedLogStreams",
                       "nextForwardToken", "ingestionTime", "logStreamName", "eventId"});
    if (!key.empty()) return "JSON with the key " + std::string(key);
    if (keys.is_array()) return "a JSON array of texts";
    if (head.starts_with('"')) return "JSON texts, the first of them a line of Lambda's";
    return "JSON objects of a message, one of them a line of Lambda's";
  }
  std::unique_ptr<Decoder> make(std::string_view) const override {
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<JsonEvents>());
  }
};

}  // namespace

const Envelope& aws_logs_json_envelope() {
  static const AwsLogsJson envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
