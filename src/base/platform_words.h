#ifndef LAMBDA_REPORT_SRC_BASE_PLATFORM_WORDS_H_
#define LAMBDA_REPORT_SRC_BASE_PLATFORM_WORDS_H_

#include <string_view>

#include "base/scan.h"

namespace lambda_report {

// Deciding by its first bytes that a message cannot be a platform line is what makes a log
// cheap to read: most lines are the application's own.  Envelopes use this to skip them
// before anything else is done; the tokenizer decides what the others are.

/// Begins with the words of a platform line ("START RequestId: ", "REPORT RequestId: ", …).
inline bool starts_with_platform_word(std::string_view message) noexcept {
  if (message.size() < 8) return false;
  switch (message[0]) {
    case 'S':
      return message.starts_with("START RequestId: ") || message.starts_with("START - ");
    case 'E':
      return message.starts_with("END RequestId: ") || message.starts_with("EXTENSION") ||
             message.starts_with("END - ");
    case 'R':
      return message.starts_with("REPORT RequestId: ") || message.starts_with("REPORT - ") || message.starts_with("RESTORE_") ||
             message.starts_with("RequestId: ");
    case 'I':
      return message.starts_with("INIT_") || message.starts_with("IMAGE\t");
    case 'X':
      return message.starts_with("XRAY TraceId: ");
    case 'T':
      return message.starts_with("TELEMETRY");
    case 'L':
      return message.starts_with("LOGS\t") || message.starts_with("LOGS_DROPPED ");
    case 'C':
      return message.starts_with("CWL CONTROL MESSAGE");
    default:
      return false;
  }
}

/// Length of the time stamp "2026-03-02T10:00:00.314Z" that runtimes put in front of a line.
inline constexpr std::size_t kRuntimeStampLength = 24;
/// Length of a request id.
inline constexpr std::size_t kRequestIdLength = 36;

/// A line that begins with a runtime's own time stamp and may report a failure: the platform's
/// "<time> <id> Task timed out …" or Node.js' "<time>\t<id>\tERROR\t…".
inline bool may_be_stamped_failure(std::string_view message) noexcept {
  constexpr std::size_t kAfterStamp = kRuntimeStampLength;
  if (message.size() < kAfterStamp + 16 || message[kAfterStamp - 1] != 'Z') return false;
  if (message[kAfterStamp] == ' ') return contains(message, "Task timed out after ");
  if (message[kAfterStamp] != '\t') return false;
  constexpr std::size_t kAfterId = kAfterStamp + 1 + kRequestIdLength;
  constexpr std::string_view kError = "\tERROR\t";
  return message.substr(kAfterId < message.size() ? kAfterId : message.size()).starts_with(kError);
}

/// Whether the tokenizer could make anything but OtherLine of a *text* message.  JSON
/// messages ('{') are the caller's business.
inline bool may_be_platform_text(std::string_view message) noexcept {
  if (message.empty()) return false;
  if (is_digit(message[0])) {
    return may_be_stamped_failure(message) || (message.size() > 40 && message[2] == ' ' &&
                                               contains(message.substr(0, 64), "(rapid) "));
  }
  if (message[0] == '[') return message.starts_with("[ERROR] ");
  return starts_with_platform_word(message);
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_PLATFORM_WORDS_H_
