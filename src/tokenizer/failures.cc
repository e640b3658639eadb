// Lines other than REPORT that tell of a failure.
//
// REPORT says nothing of an exception that the handler let escape, and until about 2024 not
// even of a timeout or a crash.  These lines do; they are joined to their REPORT by request
// id.  Only what a platform or a managed runtime itself writes counts: an application's own
// "ERROR" line is no failed invocation.

#include "base/platform_words.h"
#include "base/scan.h"
#include "tokenizer/text_lines.h"

namespace lambda_report::tokenizer {
namespace {

bool is_uuid(std::string_view id) noexcept {
  if (id.size() != kRequestIdLength) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? id[i] != '-' : !is_hex_digit(id[i])) return false;
  }
  return true;
}

// "2020-06-09T15:02:26.150Z <id> Task timed out after 3.00 seconds"
Record read_task_timed_out(std::string_view message) noexcept {
  Cursor c(message.substr(kRuntimeStampLength + 1));
  const std::string_view id = c.word();
  if (!is_uuid(id) || !c.eat(" Task timed out after ")) return OtherLine{};
  const std::string_view seconds = c.word();
  if (seconds.empty() || !is_digit(seconds[0]) || !c.eat(" seconds")) return OtherLine{};
  return FailureLine{.kind = FailureKind::kTimeout, .request_id = id};
}

// Node.js: "<time>\t<id>\tERROR\tInvoke Error \t{"errorType":"Error",…"
Record read_node_error(std::string_view message) noexcept {
  Cursor c(message.substr(kRuntimeStampLength + 1));
  const std::string_view id = c.until('\t');
  if (!is_uuid(id) || !c.eat("\tERROR\t")) return OtherLine{};
  const bool unhandled = c.eat("Invoke Error ") || c.eat("Uncaught Exception ") ||
                         c.eat("Unhandled Promise Rejection ");
  if (!unhandled) return OtherLine{};
  FailureLine failure{.kind = FailureKind::kHandlerError, .request_id = id};
  if (c.eat("\t{\"errorType\":\"")) failure.error_type = c.until('"');
  return failure;
}

// Python: "[ERROR] ValueError: …", without an id.  A logger's line has a tab after the
// bracket; a print of the application's own rarely names an exception class.
Record read_python_error(std::string_view message) noexcept {
  Cursor c(message);
  if (!c.eat("[ERROR] ")) return OtherLine{};
  const std::string_view type = c.word();
  std::string_view name = type;
  if (name.ends_with(':')) name.remove_suffix(1);
  for (const char ch : name) {
    const bool identifier = is_digit(ch) || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                            ch == '_' || ch == '.';
    if (!identifier) return OtherLine{};
  }
  if (!name.ends_with("Error") && !name.ends_with("Exception")) return OtherLine{};
  return FailureLine{.kind = FailureKind::kHandlerError, .request_id = {}, .error_type = name};
}

// "RequestId: <id> Error: Runtime exited with error: signal: killed\nRuntime.ExitError"
// "RequestId: <id> Process exited before completing request"
// "RequestId: <id>\tStatus: error\tErrorType: Runtime.InvalidEntrypoint"
Record read_fault(std::string_view message) noexcept {
  Cursor c(message);
  if (!c.eat("RequestId: ")) return OtherLine{};
  FailureLine failure{.kind = FailureKind::kRuntimeExit, .request_id = c.word()};
  if (!is_uuid(failure.request_id)) return OtherLine{};
  if (c.eat(" Process exited before completing request")) {
    failure.kind = FailureKind::kProcessExited;
    return failure;
  }
  if (c.eat(" Error: ")) {
    const std::string_view text = c.until('\n');
    if (text.starts_with("Task timed out")) failure.kind = FailureKind::kTimeout;
    if (contains(text, "signal: killed")) failure.kind = FailureKind::kKilled;
    if (c.eat('\n')) failure.error_type = c.word();
    return failure;
  }
  if (!c.eat("\tStatus: ")) return OtherLine{};
  const std::string_view status = c.word();
  if (status == "timeout") failure.kind = FailureKind::kTimeout;
  if (c.eat("\tErrorType: ")) failure.error_type = c.word();
  return failure;
}

}  // namespace

Record read_failure(std::string_view message) noexcept {
  if (message.empty()) return OtherLine{};
  if (message[0] == 'R') return read_fault(message);
  if (message[0] == '[') return read_python_error(message);
  if (!is_digit(message[0]) || !may_be_stamped_failure(message)) return OtherLine{};
  return message[kRuntimeStampLength] == ' ' ? read_task_timed_out(message)
                                             : read_node_error(message);
}

}  // namespace lambda_report::tokenizer
