#include <string>

#include "base/json_scan.h"
#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"

// Events of Lambda's JSON log format that are not one to a line: what the Telemetry API and
// the older Logs API deliver to an extension (arrays), and objects that were pretty-printed
// or glued together on the way.
//
//     [{"time": "2026-03-02T10:00:00.356Z", "type": "platform.start", "record": {…}}, …]
//
// Each object is delivered as it stands; the tokenizer reads it.
// Source: Lambda Telemetry API event schema reference; docs/FORMATS.md, B.

namespace lambda_report::envelope {
namespace {

constexpr JsonShape kRoot{.element = &kRoot,
                          .whole_object = JsonField::kMessage,
                          .closes = kClosesOwn,
                          .clears = bits(JsonField::kMessage, JsonField::kTimeMs)};

class TelemetryEvents final : public JsonEvents {
 protected:
  void own(std::uint8_t, JsonFields& fields, std::uint64_t offset, LineSink& sink) override {
    json::Object event(fields.text(JsonField::kMessage));
    while (event.next()) {
      if (event.key() != "time" && event.key() != "timestamp") continue;
      const std::string_view value = event.value();
      const bool is_text = !value.empty() && value.front() == '"';
      fields.set_copy(JsonField::kTimeMs, is_text ? json::string_inside(value) : value,
                      is_text ? '"' : '0');
    }
    count_rows(1);
    deliver(fields, offset, sink);
  }
};

bool is_event_type(std::string_view value) {
  return value.substr(0, 10) == "\"platform." || value == "\"function\"" ||
         value == "\"extension\"";
}

// The first object spans lines, or the next begins in its line.
bool is_pretty_or_glued(std::string_view head) {
  const char* const end = head.data() + head.size();
  const char* const after = json::skip_value(head.data(), end);
  if (after == nullptr) return false;
  if (head.substr(0, static_cast<std::size_t>(after - head.data())).find('\n') != head.npos) {
    const char* const next = json::skip_blanks(after, end);
    return next == end || *next == '{' || *next == '[';
  }
  return after != end && *after == '{';
}

class TelemetryJson final : public Envelope {
 public:
  std::string_view id() const override { return "telemetry-json"; }
  std::string_view help() const override {
    return "batches of the Telemetry API or Logs API; platform events, indented or glued";
  }
  int sniff(std::string_view head, bool) const override {
    const JsonHead keys(head);
    if (!is_event_type(keys.value("type")) || !keys.has("record")) return 0;
    return keys.is_array() || is_pretty_or_glued(head) ? 90 : 0;
  }
  std::string why(std::string_view head) const override {
    const JsonHead keys(head);
    return "events of the type " + std::string(keys.value("type")) +
           (keys.is_array() ? " in a JSON array" : ", indented or glued");
  }
  std::unique_ptr<Decoder> make(std::string_view) const override {
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<TelemetryEvents>());
  }
};

}  // namespace

const Envelope& telemetry_json_envelope() {
  static const TelemetryJson envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
