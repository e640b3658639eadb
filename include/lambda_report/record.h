#ifndef LAMBDA_REPORT_RECORD_H_
#define LAMBDA_REPORT_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lambda_report/units.h"

namespace lambda_report {

// What one log message is.  All views point into the message given to `tokenize`
// (or, for a JSON message with escapes, into the tokenizer's scratch buffer).
// Numbers keep the log's meaning: durations in whole microseconds (digits past the
// third decimal of a millisecond are dropped), billed durations in whole milliseconds,
// memory in MB as Lambda prints it.

/// Anything that is not a platform line: what the function itself logged.
struct OtherLine {};

/// "START RequestId: … Version: …", `platform.start`.
struct StartLine {
  std::string_view request_id;
  std::string_view version;
  std::string_view function_arn;  ///< JSON only
  std::string_view tenant_id;     ///< JSON only
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
};

/// "END RequestId: …", `platform.end`.
struct EndLine {
  std::string_view request_id;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
};

/// "REPORT RequestId: …", `platform.report`: one invocation.
struct ReportLine {
  std::string_view request_id;
  std::optional<std::int64_t> duration_us;
  std::optional<std::int64_t> billed_ms;
  std::optional<std::int64_t> memory_size_mb;
  std::optional<std::int64_t> max_memory_used_mb;
  std::optional<std::int64_t> init_duration_us;
  std::optional<std::int64_t> restore_duration_us;
  std::optional<std::int64_t> billed_restore_ms;
  std::string_view
      status;  ///< as printed: "timeout", "error", "failure", "success"; empty: not printed
  std::string_view error_type;     ///< "Runtime.OutOfMemory", …
  std::string_view xray_trace_id;  ///< "1-8hex-24hex"
  std::string_view tenant_id;      ///< JSON only
  bool is_json = false;
  /// Init Duration printed before Duration: only emulators (RIE, `sam local`) do that.
  bool init_before_duration = false;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
  /// No billed duration and no memory: Lambda Managed Instances (or their emulator).
  bool is_managed_instance() const noexcept { return !billed_ms; }
};

/// "INIT_START Runtime Version: …", `platform.initStart`.
struct InitStartLine {
  std::string_view runtime_version;
  std::string_view runtime_version_arn;  ///< names the Region
  std::string_view function_name;        ///< JSON only
  std::string_view function_version;     ///< JSON only
  std::string_view function_arn;         ///< JSON only
  std::string_view initialization_type;  ///< JSON only: "on-demand", "lambda-managed-instances", …
  std::optional<Timestamp> time;         ///< JSON only: the event's own "time"
};

/// "INIT_REPORT Init Duration: …", `platform.initReport`.
struct InitReportLine {
  std::optional<std::int64_t> init_duration_us;
  std::string_view phase;   ///< "init" or "invoke"; empty: not printed
  std::string_view status;  ///< "error", "timeout", "success"; empty: not printed
  std::string_view error_type;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
  bool failed() const noexcept { return !status.empty() && status != "success"; }
};

/// "RESTORE_START …", `platform.restoreStart`.
struct RestoreStartLine {
  std::string_view runtime_version;
  std::string_view runtime_version_arn;
  std::string_view function_name;  ///< JSON only
  std::string_view function_version;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
};

/// "RESTORE_REPORT Restore Duration: …", `platform.restoreReport`.
struct RestoreReportLine {
  std::optional<std::int64_t> restore_duration_us;
  std::string_view status;
  std::string_view error_type;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
  bool failed() const noexcept { return !status.empty() && status != "success"; }
};

/// What went wrong, where a line other than REPORT says it.
enum class FailureKind : std::uint8_t {
  kTimeout,        ///< "Task timed out after 3.00 seconds"
  kRuntimeExit,    ///< "RequestId: … Error: Runtime exited …", a fault line
  kKilled,         ///< the same with "signal: killed"
  kProcessExited,  ///< "Process exited before completing request"
  kHandlerError,   ///< the managed runtime's record of an exception the handler let escape
};

/// A failure line.  `request_id` is empty where the runtime does not print it; then the
/// invocation running in the same stream is meant.
struct FailureLine {
  FailureKind kind = FailureKind::kTimeout;
  std::string_view request_id;
  std::string_view error_type;
  std::optional<Timestamp> time;  ///< JSON only: the event's own "time"
};

/// "XRAY TraceId: …" on a line of its own: belongs to the REPORT before it.
struct XrayLine {
  std::string_view trace_id;
};

/// Platform lines that carry no figure of an invocation.
enum class PlatformKind : std::uint8_t {
  kExtension,
  kTelemetry,
  kLogs,
  kImage,
  kRuntimeDone,
  kInitRuntimeDone,
  kRestoreRuntimeDone,
  kLogsDropped,
  kControlMessage,
  kEmulatorLine,  ///< "… (rapid) …": the runtime interface emulator names itself
  kUnknown,       ///< a `platform.*` type this version does not know
};

struct PlatformLine {
  PlatformKind kind = PlatformKind::kUnknown;
  std::int64_t dropped_records = 0;  ///< kLogsDropped only
  std::optional<Timestamp> time;     ///< JSON only: the event's own "time"
};

/// A REPORT that cannot be read.  `reason` is a static string.
struct Malformed {
  std::string_view reason;
};

/// Closed on purpose: a new kind makes the compiler name each place that must decide.
using Record = std::variant<OtherLine, StartLine, EndLine, ReportLine, InitStartLine,
                            InitReportLine, RestoreStartLine, RestoreReportLine, FailureLine,
                            XrayLine, PlatformLine, Malformed>;

/// Reads one message.  Never throws; never allocates for text messages.
///
/// A JSON message (first byte '{') is read with the scratch space of the calling thread;
/// `padded` promises 64 readable bytes after `message`, which saves a copy.  Views in the
/// result live until the next call on this thread, or as long as `message`.
///
/// Source: ../docs/FORMATS.md; AWS Lambda Developer Guide, "Lambda log formats".
[[nodiscard]] Record tokenize(std::string_view message, bool padded = false) noexcept;

/// One line that says what a record is, for tests and `-v`:
/// "report f1d3…bcf9 72.51ms billed=100ms mem=58/128MB init=2.04ms".
[[nodiscard]] std::string dump(const Record& record);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_RECORD_H_
