#include "tokenizer/usual_report.h"

#include <cstring>

#include "base/digit_words.h"
#include "base/platform_words.h"
#include "lambda_report/units.h"

namespace lambda_report::tokenizer {
namespace {

// " ms" or " MB" and what follows, as one literal, or the end of the message with it.
constexpr std::size_t kUnit = 3;

/// "72.51" in thousandths, as FrontDigits::values; moves `p` past it.  Only of at most five digits
/// before the point, and one to three behind it: of two minutes, to the microsecond.
inline bool front_short_thousandths(const char*& p, std::uint64_t& values) noexcept {
  const FrontDigits whole = front_digits(load8(p));
  const char* const point = p + whole.bits / 8;
  const FrontDigits part = front_digits(load8(point + 1));
  if (*point != '.' || whole.bits - 8 > 32 || part.bits - 8 > 16) return false;
  values = whole.values >> 24 | part.values >> (24 - part.bits);
  p = point + 1 + part.bits / 8;
  return true;
}

bool ends(const char* p, const char* end) noexcept {
  return p == end || (p + 1 == end && *p == '\t');
}

constexpr std::size_t kReportMarker = sizeof("REPORT RequestId: ") - 1;
// The shortest, so that what is compared in front of the figures lies inside the message.
constexpr std::size_t kShortest =
    sizeof(
        "REPORT RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\tDuration: 1 ms\tBilled "
        "Duration: 1 ms\tMemory Size: 1 MB\tMax Memory Used: 1 MB") -
    1;

}  // namespace

bool read_usual_report(std::string_view message, UsualReport& report) noexcept {
  const char* p = message.data();
  const char* const end = p + message.size();
  if (message.size() < kShortest || !stands_at(p, "REPORT RequestId: ")) return false;
  p += kReportMarker;
  report.has_uuid = read_dashed_uuid(p, report.uuid);
  if (!report.has_uuid && !looks_like_request_id(p)) return false;
  report.request_id = {p, kRequestIdLength};
  p += kRequestIdLength;
  if (!stands_at(p, "\tDuration: ")) return false;
  p += sizeof("\tDuration: ") - 1;
  // Seven digits, a point and eight more bytes at most: with what is compared behind them,
  // every figure is read within 64 bytes of the one before, and ends before `end` or fails.
  std::uint64_t duration = 0;
  const bool is_short = front_short_thousandths(p, duration);
  if (!is_short && !read_short_thousandths(p, report.duration_us)) return false;
  if (!stands_at(p, " ms\tBilled Duration: ")) return false;
  p += sizeof(" ms\tBilled Duration: ") - 1;
  const FrontDigits billed = front_digits(load8(p));
  p += billed.bits / 8;
  if (p >= end || billed.bits == 0 || !stands_at(p, " ms\tMemory Size: ")) return false;
  p += sizeof(" ms\tMemory Size: ") - 1;
  const FrontDigits memory = front_digits(load8(p));
  p += memory.bits / 8;
  if (p >= end || memory.bits == 0 || !stands_at(p, " MB\tMax Memory Used: ")) return false;
  p += sizeof(" MB\tMax Memory Used: ") - 1;
  const FrontDigits used = front_digits(load8(p));
  p += used.bits / 8;
  if (used.bits == 0 || end - p < 3 || std::memcmp(p, " MB", kUnit) != 0) return false;
  p += kUnit;
  const auto figures = values_of(duration, billed.values, memory.values, used.values);
  if (is_short) report.duration_us = figures[0];
  report.billed_ms = static_cast<std::int32_t>(figures[1]);
  report.memory_mb = static_cast<std::int32_t>(figures[2]);
  report.used_mb = static_cast<std::int32_t>(figures[3]);
  report.init_us = -1;
  if (!ends(p, end)) {
    if (end - p < 20 || !stands_at(p, "\tInit Duration: ")) return false;
    p += sizeof("\tInit Duration: ") - 1;
    if (!read_short_thousandths(p, report.init_us) || end - p < 3 ||
        std::memcmp(p, " ms", kUnit) != 0)
      return false;
    if (!ends(p + kUnit, end)) return false;
  }
  // Durations of seven digits are below the largest there may be.
  static_assert(9'999'999 < kMaxDurationUs / 1000);
  return report.memory_mb <= kMaxMemoryMb && report.used_mb <= kMaxMemoryMb;
}

std::string_view usual_start(std::string_view message) noexcept {
  constexpr std::size_t kMarker = sizeof("START RequestId: ") - 1;
  constexpr std::size_t kAfterId = kMarker + kRequestIdLength;
  constexpr std::size_t kVersion = kAfterId + sizeof(" Version: ") - 1;
  const char* const p = message.data();
  if (message.size() <= kVersion || !stands_at(p, "START RequestId: ") ||
      !looks_like_request_id(p + kMarker) || !stands_at(p + kAfterId, " Version: "))
    return {};
  const std::string_view id = message.substr(kMarker, kRequestIdLength);
  constexpr std::size_t kLatest = kVersion + sizeof("$LATEST") - 1;
  if (message.size() == kLatest && stands_at(p + kVersion - 1, " $LATEST")) return id;
  // One word: a tail such as a second line is for the careful reader.
  for (std::size_t i = kVersion; i < message.size(); ++i) {
    if (message[i] <= ' ') return {};
  }
  return id;
}

std::string_view usual_end(std::string_view message) noexcept {
  constexpr std::size_t kMarker = sizeof("END RequestId: ") - 1;
  if (message.size() != kMarker + kRequestIdLength || !stands_at(message.data(), "END RequestId: "))
    return {};
  const std::string_view id = message.substr(kMarker);
  return looks_like_request_id(id.data()) ? id : std::string_view{};
}

}  // namespace lambda_report::tokenizer
