#include <array>
#include <optional>
#include <string>

#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"

// Logs Insights results: what `aws logs get-query-results` prints and what the console saves.
//
//     {"results": [[{"field": "@timestamp", "value": "2026-03-02 10:00:00.356"}, …], …]}
//     [{"@timestamp": "2026-03-02 10:00:00.356", "@message": …, "@log": "123456789012:/aws/…"}]
//
// A query without @message may still hold whole REPORT lines in its discovered fields; they
// are put together again as text, so that one tokenizer decides what they say.  Memory is
// given as MB times 1,000,000, whatever the documentation calls it.
//
// Source: CloudWatch Logs user guide, "Supported logs and discovered fields"; docs/FORMATS.md,
// C3.

namespace lambda_report::envelope {
namespace {

using F = JsonField;

constexpr std::array kRowMembers = {
    JsonMember{.key = "@timestamp", .field = F::kTimeMs},
    JsonMember{.key = "@message", .field = F::kMessage, .raw = true},
    JsonMember{.key = "@logStream", .field = F::kStream},
    JsonMember{.key = "@log", .field = F::kLog},
    JsonMember{.key = "@type", .field = F::kType},
    JsonMember{.key = "@requestId", .field = F::kRequestId},
    JsonMember{.key = "@duration", .field = F::kDuration},
    JsonMember{.key = "@billedDuration", .field = F::kBilledDuration},
    JsonMember{.key = "@memorySize", .field = F::kMemorySize},
    JsonMember{.key = "@maxMemoryUsed", .field = F::kMaxMemoryUsed},
    JsonMember{.key = "@initDuration", .field = F::kInitDuration},
    JsonMember{.key = "@xrayTraceId", .field = F::kTraceId},
    JsonMember{.key = "@xraySegmentId", .field = F::kSegmentId}};
constexpr std::uint8_t kClosesRow = kClosesOwn;
constexpr std::uint8_t kClosesCell = kClosesOwn + 1;
constexpr std::uint32_t kAll = ~std::uint32_t{0};

constexpr std::array kCellMembers = {JsonMember{.key = "field", .field = F::kKey},
                                     JsonMember{.key = "value", .field = F::kValue, .raw = true}};
constexpr JsonShape kCell{
    .members = kCellMembers, .closes = kClosesCell, .clears = bits(F::kKey, F::kValue)};
// A row of get-query-results is an array of cells; some tools make an object of it.
constexpr JsonShape kRow{.members = kRowMembers,
                         .element = &kCell,
                         .closes = kClosesRow,
                         .closes_array = kClosesRow,
                         .clears = kAll};
constexpr JsonShape kResults{.element = &kRow};
constexpr std::array kRootMembers = [] {
  std::array<JsonMember, kRowMembers.size() + 1> members{};
  for (std::size_t i = 0; i < kRowMembers.size(); ++i) members[i] = kRowMembers[i];
  members.back() = JsonMember{.key = "results", .shape = &kResults};
  return members;
}();
constexpr JsonShape kRoot{
    .members = kRootMembers, .element = &kRoot, .closes = kClosesRow, .clears = kAll};

// A decimal that may have an exponent ("1.28E8"), as what it is divided by 10^shift, without
// needless zeros: ("1.28E8", 6) is "128".  What is no such number comes back as it is, for
// the tokenizer to refuse.
std::string plain_decimal(std::string_view text, int shift) {
  const std::size_t e = text.find_first_of("eE");
  int exponent = 0;
  if (e != text.npos) {
    std::string_view digits = text.substr(e + 1);
    const bool minus = !digits.empty() && digits.front() == '-';
    if (minus || (!digits.empty() && digits.front() == '+')) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 2) return std::string(text);
    for (const char c : digits) {
      if (c < '0' || c > '9') return std::string(text);
      exponent = exponent * 10 + (c - '0');
    }
    if (minus) exponent = -exponent;
  }
  // All digits in a row, and where the point stands in them.
  std::string digits;
  std::optional<int> point;
  for (const char c : text.substr(0, e)) {
    if (c == '.' && !point) {
      point = static_cast<int>(digits.size());
    } else if (c >= '0' && c <= '9') {
      digits += c;
    } else {
      return std::string(text);
    }
  }
  if (digits.empty() || digits.size() > 40) return std::string(text);
  int at = point.value_or(static_cast<int>(digits.size())) + exponent - shift;
  if (at <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - at), '0');
    at = 1;
  }
  if (static_cast<std::size_t>(at) > digits.size())
    digits.append(static_cast<std::size_t>(at) - digits.size(), '0');
  const std::string_view all = digits;
  std::string_view whole = all.substr(0, static_cast<std::size_t>(at));
  std::string_view fraction = all.substr(static_cast<std::size_t>(at));
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  return std::string(whole) + (fraction.empty() ? "" : ".") + std::string(fraction);
}

bool has_control(const JsonFields& row) {
  for (const F field : {F::kRequestId, F::kDuration, F::kBilledDuration, F::kMemorySize,
                        F::kMaxMemoryUsed, F::kInitDuration, F::kTraceId, F::kSegmentId}) {
    for (const char c : row.text(field)) {
      if (static_cast<unsigned char>(c) < 0x20) return true;
    }
  }
  return false;
}

// The REPORT line that the discovered fields of a row were taken from.
std::string report_line(const JsonFields& row) {
  struct Part {
    std::string_view label;
    F field;
    int shift;
    std::string_view unit;
  };
  constexpr std::array kParts = {Part{"Duration: ", F::kDuration, 0, " ms"},
                                 Part{"Billed Duration: ", F::kBilledDuration, 0, " ms"},
                                 Part{"Memory Size: ", F::kMemorySize, 6, " MB"},
                                 Part{"Max Memory Used: ", F::kMaxMemoryUsed, 6, " MB"},
                                 Part{"Init Duration: ", F::kInitDuration, 0, " ms"}};
  std::string line = "REPORT RequestId: ";
  line += row.text(F::kRequestId);
  for (const Part& part : kParts) {
    if (row.text(part.field).empty()) continue;
    line += '\t';
    line += part.label;
    line += plain_decimal(row.text(part.field), part.shift);
    line += part.unit;
  }
  if (row.has(F::kTraceId)) {
    line += "\t\nXRAY TraceId: ";
    line += row.text(F::kTraceId);
    line += "\tSegmentId: ";
    line += row.text(F::kSegmentId);
  }
  return line;
}

class InsightsEvents final : public JsonEvents {
 protected:
  void own(std::uint8_t closes, JsonFields& fields, std::uint64_t offset, LineSink& sink) override {
    if (closes == kClosesCell) {
      take_cell(fields);
    } else {
      take_row(fields, offset, sink);
    }
  }

 private:
  static void take_cell(JsonFields& fields) {
    if (!fields.has(F::kValue)) return;
    for (const JsonMember& member : kRowMembers) {
      if (member.key == fields.text(F::kKey))
        fields.set_copy(member.field, fields.text(F::kValue), fields.kind(F::kValue));
    }
  }

  void take_row(JsonFields& row, std::uint64_t offset, LineSink& sink) {
    const bool has_figures =
        row.has(F::kRequestId) || row.has(F::kDuration) || row.has(F::kBilledDuration);
    if (!row.has(F::kMessage) && !row.has(F::kTimeMs) && !has_figures) return;
    count_rows(1);
    if (!row.has(F::kMessage) && has_figures && is_report(row)) {
      const std::string line = report_line(row);
      // A line end in a field would begin a line that nobody logged.
      if (has_control(row)) {
        sink.reject(RejectKind::kMalformed, std::string_view(line).substr(0, 128), offset,
                    "control character in a field of a REPORT row");
        return;
      }
      row.set_copy(F::kMessage, line, '"');
    }
    deliver(row, offset, sink);
  }

  // Rows of another type may carry figures as well (of the invocation they belong to).
  static bool is_report(const JsonFields& row) {
    if (row.has(F::kType)) return row.text(F::kType) == "REPORT";
    return row.has(F::kBilledDuration);
  }
};

class InsightsJson final : public Envelope {
 public:
  std::string_view id() const override { return "insights-json"; }
  std::string_view help() const override {
    return "Logs Insights: aws logs get-query-results, or JSON saved from the console";
  }
  int sniff(std::string_view head, bool) const override {
    const JsonHead keys(head);
    if (keys.has("results[][].field")) return 90;
    if (keys.has("results") && keys.has("statistics")) return 90;
    if (keys.has("@message") || (keys.has("@requestId") && keys.has("@duration"))) return 90;
    const bool is_row = keys.has("@timestamp") &&
                        keys.has_any({"@log", "@logStream", "@ptr", "@type", "@requestId"});
    return is_row ? 90 : 0;
  }
  std::string why(std::string_view head) const override {
    const JsonHead keys(head);
    return "JSON with the key " +
           std::string(keys.first_of(
               {"results[][].field", "results", "@message", "@requestId", "@timestamp"}));
  }
  std::unique_ptr<Decoder> make(std::string_view) const override {
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<InsightsEvents>());
  }
};

}  // namespace

const Envelope& insights_json_envelope() {
  static const InsightsJson envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
