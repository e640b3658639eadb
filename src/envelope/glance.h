#ifndef LAMBDA_REPORT_SRC_ENVELOPE_GLANCE_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_GLANCE_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "base/digit_words.h"
#include "base/platform_words.h"
#include "base/scan.h"

namespace lambda_report::envelope {

// Most lines of an export are an application's.  Which of them are is seen by a few bytes at
// known places; what is not seen at a glance goes the careful way, which decides.

/// "2026-03-02T10:00:00.356Z " by a few of its bytes, with at least five more behind it.
inline bool has_export_shape(std::string_view line) noexcept {
  return line.size() > 30 && line[24] == ' ' && line[23] == 'Z' && line[10] == 'T' &&
         line[4] == '-' && is_digit(line[0]);
}

/// First bytes of messages that need more than a glance: words of the platform, objects, what
/// tools write between time and message, and times, which runtimes put before failures.
inline constexpr std::array<bool, 256> kNeedsLook = [] {
  std::array<bool, 256> needs{};
  for (const char c : std::string_view("SERIXTLC[{-0123456789")) {
    needs[static_cast<unsigned char>(c)] = true;
  }
  return needs;
}();

/// Whether a message of an export is an application's, by a closer look.  REQUIRES: 5 bytes in it.
inline bool is_application(std::string_view message) noexcept {
  return message[0] != '{' && message[0] != '-' && message[4] != '/' &&
         !may_be_platform_text(message);
}

/// What a message of an export is, as far as a glance can tell.
enum class Glance : std::uint8_t { kApplication, kPlatform, kUnsure };

/// REQUIRES: 64 readable bytes behind `message`, of which the first is a line end, and 5 in it.
inline Glance glance_at(std::string_view message) noexcept {
  const char* const p = message.data();
  if (!kNeedsLook[static_cast<unsigned char>(p[0])]) {
    return p[4] == '/' ? Glance::kUnsure : Glance::kApplication;
  }
  if (is_digit(p[0])) {
    // "<time>\t<id>\tLEVEL\t…", a line of the Node.js runtime: only an ERROR may matter.
    constexpr std::size_t kLevel = kRuntimeStampLength + 1 + kRequestIdLength;
    if (message.size() < kLevel || p[4] != '-' || p[kRuntimeStampLength - 1] != 'Z' ||
        p[kRuntimeStampLength] != '\t' || p[2] == ' ') {
      return is_application(message) ? Glance::kApplication : Glance::kUnsure;
    }
    constexpr int kOneByte = 8;  // of the eight that are read, seven count
    const bool is_error = load8(p + kLevel) << kOneByte == load8("\tERROR\t") << kOneByte;
    return is_error ? Glance::kUnsure : Glance::kApplication;
  }
  // As literals that are there or not: a message that is shorter ends in a line feed.
  const bool usual = stands_at(p, "REPORT RequestId: ") || stands_at(p, "START RequestId: ") ||
                     stands_at(p, "END RequestId: ");
  if (usual) return Glance::kPlatform;
  return is_application(message) ? Glance::kApplication : Glance::kUnsure;  // "Received …"
}

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_GLANCE_H_
