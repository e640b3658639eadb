// Documents that are no log: JSON of another kind, HTML, XML.
//
// Read as lines they would give "no REPORT lines" and exit 0, as if the log had been empty.
// The line between such a document and an application's log in JSON: a log has one object a
// line, or names a message, a level or a time; a document is one value and has none of them.

#include <array>

#include "base/json_scan.h"
#include "envelope/envelope.h"
#include "envelope/json_head.h"

namespace lambda_report::envelope {
namespace {

bool begins_in_any_case(std::string_view text, std::string_view lower) noexcept {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != lower[i]) return false;
  }
  return true;
}

std::string_view markup(std::string_view head) noexcept {
  if (begins_in_any_case(head, "<!doctype html") || begins_in_any_case(head, "<html"))
    return "an HTML page, not a log";
  if (head.starts_with("<?xml")) return "an XML document, not a log";
  return {};
}

// JSON values from the front of the text on.
struct Values {
  bool nothing_else = true;  // all of the text, as far as it is known
  int count = 0;             // up to two
  bool first_is_line = false;
};

// Whether the bracket at the front can be JSON's: "[INFO]" and "[2026-03-02" are not.
bool begins_as_json(const char* p, const char* end) {
  const bool is_object = *p == '{';
  p = json::skip_blanks(p + 1, end);
  if (p == end) return true;
  if (*p == '"' || *p == (is_object ? '}' : ']')) return true;
  if (is_object) return false;
  if (*p == '{' || *p == '[') return true;
  const char* const after = json::skip_value(p, end);
  if (after == nullptr) return false;
  const char* const next = json::skip_blanks(after, end);
  return next != end && (*next == ',' || *next == ']');
}

Values values_of(std::string_view head) {
  Values values;
  const char* const end = head.data() + head.size();
  const char* p = head.data();
  while (p != end && values.count < 2) {
    if ((*p != '{' && *p != '[') || !begins_as_json(p, end)) {
      values.nothing_else = false;
      return values;
    }
    const char* const after = json::skip_value(p, end);
    ++values.count;
    if (after == nullptr) {
      // Cut.  One line that is longer than the head may be the first of many.
      const std::string_view first(p, static_cast<std::size_t>(end - p));
      if (values.count == 1 && first.find('\n') == first.npos) values.nothing_else = false;
      return values;
    }
    if (values.count == 1) {
      const std::string_view first(p, static_cast<std::size_t>(after - p));
      values.first_is_line = *p == '{' && first.find('\n') == first.npos;
    }
    p = json::skip_blanks(after, end);
  }
  return values;
}

bool is_log_line(const JsonHead& keys) {
  return keys.has_any({"message", "msg", "log", "level", "log_level", "severity", "timestamp",
                       "time", "ts", "@timestamp", "@message", "_aws", "event", "body", "logger",
                       "requestId", "AWSRequestId", "errorType", "errorMessage"});
}

// What the AWS CLI and others print when there are no events.
bool is_empty(const JsonHead& keys, std::string_view head) {
  for (const std::string_view list : {"events", "results", "logEvents", "Records", "records"}) {
    if (keys.is_empty_list(list)) return true;
  }
  return head.find_first_not_of("[]{}, \t\r\n") == head.npos;
}

std::string_view kind_of(const JsonHead& keys) {
  if (keys.has("Functions[].FunctionName") || keys.has("FunctionName"))
    return "configuration of functions, not a log; give it with --functions";
  if (keys.value("kind").starts_with("\"lambda-report."))
    return "a report of lambda-report, not a log";
  if (keys.has("offerCode")) return "a price list, not a log; give it with --prices";
  if (keys.has("logStreams[].logStreamName") || keys.has("logGroups[].logGroupName"))
    return "a list of log streams or groups, not their events; use aws logs filter-log-events";
  return "a JSON document without log events";
}

std::string_view refusal(std::string_view head) {
  if (head.empty()) return {};
  if (head.front() == '<') return markup(head);
  if (head.front() != '{' && head.front() != '[') return {};
  const Values values = values_of(head);
  if (!values.nothing_else || (values.first_is_line && values.count > 1)) return {};
  const JsonHead keys(head);
  if (is_empty(keys, head) || is_log_line(keys)) return {};
  return kind_of(keys);
}

class Refuser final : public Decoder {
 public:
  explicit Refuser(std::string_view head) : reason_(refusal(head)) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool, LineSink& sink) override {
    if (!said_) sink.damaged(offset, reason_);
    said_ = true;
    return bytes.size();
  }
  bool finished() const override { return said_; }

 private:
  std::string_view reason_;
  bool said_ = false;
};

class RefusedDocumentEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "refused-document"; }
  std::string_view help() const override {
    return "JSON, HTML and XML that hold no log: recognised and refused by name";
  }
  // More than lines of text, less than everything that knows what it reads.
  int sniff(std::string_view head, bool) const override { return refusal(head).empty() ? 0 : 35; }
  std::string why(std::string_view head) const override { return std::string(refusal(head)); }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    return std::make_unique<Refuser>(head);
  }
};

}  // namespace

const Envelope& refused_document_envelope() {
  static const RefusedDocumentEnvelope envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
