#ifndef LAMBDA_REPORT_SRC_TOKENIZER_JSON_EVENT_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_JSON_EVENT_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace lambda_report::tokenizer {

inline constexpr std::string_view kPlatformPrefix = "platform.";

/// What `record` and `record.metrics` may hold that means something to us.
enum Slot : std::uint8_t {
  kRequestId,
  kStatus,
  kErrorType,
  kVersion,
  kFunctionArn,
  kTenantId,
  kRuntimeVersion,
  kRuntimeVersionArn,
  kFunctionName,
  kFunctionVersion,
  kInitializationType,
  kPhase,
  kDroppedRecords,
  kTraceValue,  // tracing.value
  kDuration,    // the rest: metrics
  kBilledDuration,
  kMemorySize,
  kMaxMemoryUsed,
  kInitDuration,
  kRestoreDuration,
  kBilledRestoreDuration,
  kSlots,
};

/// One event of the JSON log format as it stands in the message: raw values with their
/// quotes, empty where absent.
struct JsonEvent {
  std::string_view type;     ///< without quotes
  std::string_view record;   ///< the whole value, unless it is an object
  std::string_view time;     ///< text in its quotes, or a number
  std::string_view message;  ///< some shippers keep the text here and have no record
  std::array<std::string_view, kSlots> slots;
  bool record_is_object = false;
  bool has_metrics = false;
  bool repeated = false;   ///< a key that matters came twice
  bool is_report = false;  ///< a `type` says platform.report
  bool complete = false;   ///< good JSON to its end
};

/// Reads a message once, front to back: the members that any event type knows go to slots,
/// whatever the type turns out to be, because `type` may stand behind `record`.
JsonEvent read_event(std::string_view message) noexcept;

/// Whether "platform." occurs.  Most JSON messages are the application's and are done after
/// this question.
bool mentions_platform(std::string_view message) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_JSON_EVENT_H_
