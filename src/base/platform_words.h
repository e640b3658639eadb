#ifndef LAMBDA_REPORT_SRC_BASE_PLATFORM_WORDS_H_
#define LAMBDA_REPORT_SRC_BASE_PLATFORM_WORDS_H_

#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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
      return message.starts_with("REPORT RequestId: ") || message.starts_with("REPORT - ") ||
             message.starts_with("RESTORE_") || message.starts_with("RequestId: ");
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

/// Whether the 36 bytes at `text` are visible ASCII with dashes where a UUID has them.
inline bool looks_like_request_id(const char* text) noexcept {
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
#if defined(__SSE2__)
  const auto visible = [](const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    // Signed compares: bytes from 0x80 on are negative, so they fail the first.
    const __m128i above = _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x20));
    const __m128i below = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x7f));
    return _mm_movemask_epi8(_mm_and_si128(above, below)) == 0xffff;
  };
  return visible(text) && visible(text + 16) && visible(text + kRequestIdLength - 16);
#else
  for (std::size_t i = 0; i < kRequestIdLength; ++i) {
    if (text[i] <= 0x20 || text[i] >= 0x7f) return false;
  }
  return true;
#endif
}

/// The request id that comes next: like `Cursor::word`, but the usual form is taken whole.
inline std::string_view read_request_id(Cursor& c) noexcept {
  const char* const at = c.at();
  if (c.left() > kRequestIdLength && looks_like_request_id(at)) {
    const char after = at[kRequestIdLength];
    if (after == '\t' || after == ' ' || after == '\n' || after == '\r') {
      c.skip(kRequestIdLength);
      return {at, kRequestIdLength};
    }
  } else if (c.left() == kRequestIdLength && looks_like_request_id(at)) {
    c.skip(kRequestIdLength);
    return {at, kRequestIdLength};
  }
  return c.word();
}

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
