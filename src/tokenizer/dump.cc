// One line that says what a record is: parser tests become one line each.

#include <fmt/format.h>

#include "lambda_report/record.h"

namespace lambda_report {
namespace {

// Thousandths with the zeros that carry nothing left out: 72510 → "72.51".
std::string milliseconds(std::int64_t us) {
  std::string text = fmt::format("{}.{:03}", us / 1000, us % 1000);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + "ms";
}

void word(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) fmt::format_to(std::back_inserter(out), " {}={}", name, value);
}

void duration(std::string& out, std::string_view name, std::optional<std::int64_t> us) {
  if (us) fmt::format_to(std::back_inserter(out), " {}={}", name, milliseconds(*us));
}

void flag(std::string& out, std::string_view name, bool set) {
  if (set) fmt::format_to(std::back_inserter(out), " {}", name);
}

std::string_view name_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::kTimeout:
      return "timeout";
    case FailureKind::kRuntimeExit:
      return "runtime-exit";
    case FailureKind::kKilled:
      return "killed";
    case FailureKind::kProcessExited:
      return "process-exited";
    case FailureKind::kHandlerError:
      return "handler-error";
  }
  return "?";
}

std::string_view name_of(PlatformKind kind) {
  switch (kind) {
    case PlatformKind::kExtension:
      return "extension";
    case PlatformKind::kTelemetry:
      return "telemetry";
    case PlatformKind::kLogs:
      return "logs";
    case PlatformKind::kImage:
      return "image";
    case PlatformKind::kRuntimeDone:
      return "runtime_done";
    case PlatformKind::kInitRuntimeDone:
      return "init_runtime_done";
    case PlatformKind::kRestoreRuntimeDone:
      return "restore_runtime_done";
    case PlatformKind::kLogsDropped:
      return "logs_dropped";
    case PlatformKind::kControlMessage:
      return "control_message";
    case PlatformKind::kEmulatorLine:
      return "emulator";
    case PlatformKind::kUnknown:
      return "platform";
  }
  return "?";
}

struct Dumper {
  std::string operator()(const OtherLine&) const { return "other"; }
  std::string operator()(const StartLine& r) const {
    std::string out = fmt::format("start {}", r.request_id);
    word(out, "version", r.version);
    word(out, "arn", r.function_arn);
    word(out, "tenant", r.tenant_id);
    return out;
  }
  std::string operator()(const EndLine& r) const { return fmt::format("end {}", r.request_id); }
  std::string operator()(const ReportLine& r) const {
    std::string out = fmt::format("report {}", r.request_id);
    if (r.duration_us) out += " " + milliseconds(*r.duration_us);
    if (r.billed_ms) fmt::format_to(std::back_inserter(out), " billed={}ms", *r.billed_ms);
    if (r.memory_size_mb) {
      fmt::format_to(std::back_inserter(out), " mem={}/{}MB", r.max_memory_used_mb.value_or(-1),
                     *r.memory_size_mb);
    }
    duration(out, "init", r.init_duration_us);
    duration(out, "restore", r.restore_duration_us);
    if (r.billed_restore_ms) {
      fmt::format_to(std::back_inserter(out), " billed_restore={}ms", *r.billed_restore_ms);
    }
    word(out, "status", r.status);
    word(out, "error", r.error_type);
    word(out, "xray", r.xray_trace_id);
    word(out, "tenant", r.tenant_id);
    flag(out, "emulator-order", r.init_before_duration);
    return out;
  }
  std::string operator()(const InitStartLine& r) const {
    std::string out = "init_start";
    word(out, "runtime", r.runtime_version);
    word(out, "arn", r.runtime_version_arn);
    word(out, "function", r.function_name);
    word(out, "version", r.function_version);
    word(out, "type", r.initialization_type);
    return out;
  }
  std::string operator()(const InitReportLine& r) const {
    std::string out = "init_report";
    duration(out, "init", r.init_duration_us);
    word(out, "phase", r.phase);
    word(out, "status", r.status);
    word(out, "error", r.error_type);
    return out;
  }
  std::string operator()(const RestoreStartLine& r) const {
    std::string out = "restore_start";
    word(out, "runtime", r.runtime_version);
    word(out, "arn", r.runtime_version_arn);
    return out;
  }
  std::string operator()(const RestoreReportLine& r) const {
    std::string out = "restore_report";
    duration(out, "restore", r.restore_duration_us);
    word(out, "status", r.status);
    word(out, "error", r.error_type);
    return out;
  }
  std::string operator()(const FailureLine& r) const {
    std::string out = fmt::format("failure {}", name_of(r.kind));
    word(out, "id", r.request_id);
    word(out, "error", r.error_type);
    return out;
  }
  std::string operator()(const XrayLine& r) const { return fmt::format("xray {}", r.trace_id); }
  std::string operator()(const PlatformLine& r) const {
    std::string out(name_of(r.kind));
    if (r.kind == PlatformKind::kLogsDropped) {
      fmt::format_to(std::back_inserter(out), " records={}", r.dropped_records);
    }
    return out;
  }
  std::string operator()(const Malformed& r) const {
    return fmt::format("malformed: {}", r.reason);
  }
};

}  // namespace

std::string dump(const Record& record) { return std::visit(Dumper{}, record); }

}  // namespace lambda_report
