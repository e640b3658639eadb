#include "tokenizer/json_lines.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>

#include "base/iso8601.h"
#include "base/json_scan.h"
#include "tokenizer/json_event.h"
#include "tokenizer/text_lines.h"

namespace lambda_report::tokenizer {
namespace {

// Where strings go whose escapes had to be taken out; one per thread, so that reading
// allocates nothing once it has grown.
class Scratch {
 public:
  void reset(std::size_t room) noexcept {
    used_ = 0;
    wanted_ = room;
  }

  // What is in the quotes of `value`; empty unless it is a string.
  std::string_view text(std::string_view value) noexcept {
    const std::string_view raw = json::string_inside(value);
    if (raw.empty()) return {};
    if (std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
    if (!grow()) return raw;
    char* const out = bytes_.get() + used_;
    const std::size_t size = json::unescape(raw, out);
    used_ += size;
    return {out, size};
  }

 private:
  // Unescaping never lengthens, so the size of the message is room enough for all its
  // strings, and no view moves while the message is read.
  bool grow() noexcept {
    if (room_ >= wanted_) return true;
    const std::size_t room = std::max(wanted_, std::size_t{4096});
    bytes_.reset(new (std::nothrow) char[room]);
    room_ = bytes_ ? room : 0;
    return bytes_ != nullptr;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t room_ = 0;
  std::size_t wanted_ = 0;
  std::size_t used_ = 0;
};

// "12.345" times 10^places, further digits dropped; nullopt unless `raw` is digits with an
// optional fraction, at most `limit` when scaled.  By text: a double would not be exact.
std::optional<std::int64_t> scaled_decimal(std::string_view raw, int places,
                                           std::int64_t limit) noexcept {
  std::int64_t value = 0;
  int fraction_digits = -1;  // -1: no point yet
  for (const char c : raw) {
    if (c == '.') {
      if (fraction_digits >= 0) return std::nullopt;
      fraction_digits = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;  // sign, exponent, quote, bracket, null
    if (fraction_digits >= 0 && fraction_digits++ >= places) continue;
    value = value * 10 + (c - '0');
    if (value > limit) return std::nullopt;
  }
  if (raw.empty()) return std::nullopt;
  for (int i = fraction_digits < 0 ? 0 : fraction_digits; i < places; ++i) {
    value *= 10;
    if (value > limit) return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> microseconds(std::string_view raw) noexcept {
  return scaled_decimal(raw, 3, kMaxDurationUs);
}

// A whole number, "128" or "128.0".
std::optional<std::int64_t> whole(std::string_view raw, std::int64_t limit) noexcept {
  const std::size_t point = raw.find('.');
  if (point != std::string_view::npos &&
      raw.find_first_not_of('0', point + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return scaled_decimal(raw, 0, limit);
}

// The trace id in "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=…;Sampled=1".
std::string_view trace_root(std::string_view value) noexcept {
  constexpr std::string_view kRoot = "Root=";
  const std::size_t at = value.find(kRoot);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = value.substr(at + kRoot.size());
  return rest.substr(0, rest.find(';'));
}

// The word behind `label` in a record that is text; empty if it is not there.
std::string_view word_after(std::string_view text, std::string_view label) noexcept {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + label.size());
  return rest.substr(0, rest.find_first_of(" \t\r\n"));
}

// "RequestId: … Process exited before completing request",
// "RequestId: … Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n".
Record fault(std::string_view text) noexcept {
  FailureLine line;
  line.request_id = word_after(text, "RequestId: ");
  const auto says = [&](std::string_view what) { return text.find(what) != text.npos; };
  if (says("Task timed out after")) {
    line.kind = FailureKind::kTimeout;
  } else if (says("signal: killed")) {
    line.kind = FailureKind::kKilled;
  } else if (says("Process exited before completing request")) {
    line.kind = FailureKind::kProcessExited;
  } else {
    line.kind = FailureKind::kRuntimeExit;
  }
  const std::size_t feed = text.find('\n');
  if (feed != text.npos) {
    const std::string_view type = text.substr(feed + 1, text.find('\n', feed + 1) - feed - 1);
    if (type.find_first_of(" \t") == type.npos) line.error_type = type;
  }
  return line;
}

// One metric of a report: absent is fine, present and unreadable is not.
bool read_metric(std::string_view raw, std::optional<std::int64_t>& out,
                 std::optional<std::int64_t> value) noexcept {
  if (raw.empty()) return true;
  out = value;
  return value.has_value();
}

Record report(const JsonEvent& event, Scratch& scratch) noexcept {
  const auto raw = [&](Slot slot) { return event.slots[slot]; };
  ReportLine line;
  line.is_json = true;
  line.request_id = scratch.text(raw(kRequestId));
  if (line.request_id.empty()) return Malformed{"platform.report without requestId"};
  if (!event.has_metrics) return Malformed{"platform.report without metrics"};
  if (raw(kDuration).empty()) return Malformed{"platform.report without durationMs"};
  const std::int64_t day_ms = kMaxDurationUs / 1000;
  const bool readable =
      read_metric(raw(kDuration), line.duration_us, microseconds(raw(kDuration))) &&
      read_metric(raw(kBilledDuration), line.billed_ms, whole(raw(kBilledDuration), day_ms)) &&
      read_metric(raw(kMemorySize), line.memory_size_mb, whole(raw(kMemorySize), kMaxMemoryMb)) &&
      read_metric(raw(kMaxMemoryUsed), line.max_memory_used_mb,
                  whole(raw(kMaxMemoryUsed), kMaxMemoryMb)) &&
      read_metric(raw(kInitDuration), line.init_duration_us, microseconds(raw(kInitDuration))) &&
      read_metric(raw(kRestoreDuration), line.restore_duration_us,
                  microseconds(raw(kRestoreDuration))) &&
      read_metric(raw(kBilledRestoreDuration), line.billed_restore_ms,
                  whole(raw(kBilledRestoreDuration), day_ms));
  if (!readable) return Malformed{"a metric of platform.report is no number in range"};
  // On Managed Instances nothing is billed per invocation and no memory is measured; a
  // report with a part of the three is a damaged one.
  if (line.billed_ms.has_value() != line.memory_size_mb.has_value() ||
      line.billed_ms.has_value() != line.max_memory_used_mb.has_value()) {
    return Malformed{"platform.report lacks a metric"};
  }
  line.status = scratch.text(raw(kStatus));
  line.error_type = scratch.text(raw(kErrorType));
  line.tenant_id = scratch.text(raw(kTenantId));
  line.xray_trace_id = trace_root(scratch.text(raw(kTraceValue)));
  return line;
}

// A report whose record (or, from some shippers, message) is the line of the text format.
Record text_report(std::string_view text) noexcept {
  Record record = tokenize_text(text);
  if (std::holds_alternative<ReportLine>(record) || std::holds_alternative<Malformed>(record)) {
    return record;
  }
  return Malformed{"platform.report whose record is no REPORT"};
}

Record report_event(const JsonEvent& event, Scratch& scratch) noexcept {
  if (event.record_is_object) return report(event, scratch);
  if (!event.record.empty()) return text_report(scratch.text(event.record));
  if (!event.message.empty()) return text_report(scratch.text(event.message));
  return Malformed{"platform.report without record"};
}

Record start(const JsonEvent& event, Scratch& scratch) noexcept {
  StartLine line;
  if (event.record_is_object) {
    line.request_id = scratch.text(event.slots[kRequestId]);
    line.version = scratch.text(event.slots[kVersion]);
    line.function_arn = scratch.text(event.slots[kFunctionArn]);
    line.tenant_id = scratch.text(event.slots[kTenantId]);
  } else {
    const std::string_view text = scratch.text(event.record);
    line.request_id = word_after(text, "RequestId: ");
    line.version = word_after(text, "Version: ");
  }
  if (line.request_id.empty()) return PlatformLine{};
  return line;
}

Record end_of_invocation(const JsonEvent& event, Scratch& scratch) noexcept {
  EndLine line;
  line.request_id = event.record_is_object ? scratch.text(event.slots[kRequestId])
                                           : word_after(scratch.text(event.record), "RequestId: ");
  if (line.request_id.empty()) return PlatformLine{};
  return line;
}

Record init_start(const JsonEvent& event, Scratch& scratch) noexcept {
  InitStartLine line;
  line.runtime_version = scratch.text(event.slots[kRuntimeVersion]);
  line.runtime_version_arn = scratch.text(event.slots[kRuntimeVersionArn]);
  line.function_name = scratch.text(event.slots[kFunctionName]);
  line.function_version = scratch.text(event.slots[kFunctionVersion]);
  line.function_arn = scratch.text(event.slots[kFunctionArn]);
  line.initialization_type = scratch.text(event.slots[kInitializationType]);
  return line;
}

Record init_report(const JsonEvent& event, Scratch& scratch) noexcept {
  InitReportLine line;
  line.init_duration_us = microseconds(event.slots[kDuration]);
  line.phase = scratch.text(event.slots[kPhase]);
  line.status = scratch.text(event.slots[kStatus]);
  line.error_type = scratch.text(event.slots[kErrorType]);
  return line;
}

Record restore_start(const JsonEvent& event, Scratch& scratch) noexcept {
  RestoreStartLine line;
  line.runtime_version = scratch.text(event.slots[kRuntimeVersion]);
  line.runtime_version_arn = scratch.text(event.slots[kRuntimeVersionArn]);
  line.function_name = scratch.text(event.slots[kFunctionName]);
  line.function_version = scratch.text(event.slots[kFunctionVersion]);
  return line;
}

Record restore_report(const JsonEvent& event, Scratch& scratch) noexcept {
  RestoreReportLine line;
  line.restore_duration_us = microseconds(event.slots[kDuration]);
  line.status = scratch.text(event.slots[kStatus]);
  line.error_type = scratch.text(event.slots[kErrorType]);
  return line;
}

Record logs_dropped(const JsonEvent& event, Scratch&) noexcept {
  constexpr std::int64_t kMany = 1'000'000'000'000;
  return PlatformLine{PlatformKind::kLogsDropped,
                      whole(event.slots[kDroppedRecords], kMany).value_or(0)};
}

Record fault_event(const JsonEvent& event, Scratch& scratch) noexcept {
  if (event.record_is_object) return PlatformLine{};
  return fault(scratch.text(event.record));
}

template <PlatformKind kKind>
Record plain_platform(const JsonEvent&, Scratch&) noexcept {
  return PlatformLine{kKind, 0};
}

struct EventType {
  std::string_view name;  // behind "platform."
  Record (*read)(const JsonEvent&, Scratch&) noexcept;
};

constexpr std::array kEventTypes = {
    EventType{"report", report_event},
    EventType{"start", start},
    EventType{"end", end_of_invocation},
    EventType{"runtimeDone", plain_platform<PlatformKind::kRuntimeDone>},
    EventType{"initStart", init_start},
    EventType{"initReport", init_report},
    EventType{"initRuntimeDone", plain_platform<PlatformKind::kInitRuntimeDone>},
    EventType{"restoreStart", restore_start},
    EventType{"restoreReport", restore_report},
    EventType{"restoreRuntimeDone", plain_platform<PlatformKind::kRestoreRuntimeDone>},
    EventType{"extension", plain_platform<PlatformKind::kExtension>},
    EventType{"telemetrySubscription", plain_platform<PlatformKind::kTelemetry>},
    EventType{"logsSubscription", plain_platform<PlatformKind::kLogs>},
    EventType{"logsDropped", logs_dropped},
    EventType{"fault", fault_event},
};

// A message that is no JSON after all.  In an application's string the quotes of
// "platform.report" would be escaped, so with bare quotes it was meant as the type.
Record broken_event(const JsonEvent& event, std::string_view message) noexcept {
  if (event.is_report ||
      (event.type.empty() && message.find("\"platform.report\"") != message.npos))
    return Malformed{"platform.report is broken JSON"};
  if (event.type.substr(0, kPlatformPrefix.size()) == kPlatformPrefix) return PlatformLine{};
  return OtherLine{};
}

Record read_record(const JsonEvent& event, std::string_view message) noexcept {
  if (!event.complete) return broken_event(event, message);
  if (event.is_report && event.repeated) return Malformed{"platform.report gives a field twice"};
  if (event.type.substr(0, kPlatformPrefix.size()) != kPlatformPrefix) return OtherLine{};

  thread_local Scratch scratch;
  scratch.reset(message.size());
  if (event.is_report) return report_event(event, scratch);
  if (!event.record_is_object && event.record.empty()) return OtherLine{};
  if (event.repeated) return PlatformLine{};  // two readers would not agree what it says
  const std::string_view name = event.type.substr(kPlatformPrefix.size());
  for (const EventType& type : kEventTypes) {
    if (type.name == name) return type.read(event, scratch);
  }
  return PlatformLine{};
}

// ISO 8601 text, or milliseconds since 1970 as some shippers write them.
std::optional<Timestamp> time_of(std::string_view raw) noexcept {
  if (!raw.empty() && raw[0] == '"') {
    const std::string_view text = json::string_inside(raw);
    if (const std::optional<Timestamp> time = parse_iso8601(text)) return time;
    raw = text;
  }
  const std::optional<std::int64_t> ms = whole(raw, kMaxTimestampMs - 1);
  return ms ? std::optional(Timestamp{*ms}) : std::nullopt;
}

// Gives a record the time that the event itself carries.
struct SetTime {
  std::optional<Timestamp> time;
  template <class R>
  void operator()(R& record) const noexcept {
    if constexpr (requires { record.time; }) record.time = time;
  }
};

}  // namespace

Record tokenize_json(std::string_view message, bool /*padded*/) noexcept {
  if (!mentions_platform(message)) return OtherLine{};
  const JsonEvent event = read_event(message);
  Record record = read_record(event, message);
  std::visit(SetTime{time_of(event.time)}, record);
  return record;
}

}  // namespace lambda_report::tokenizer
