// The usual REPORT line, without a branch that its figures decide.
//
// Reading digit by digit, the processor guesses wrong at the end of every number, which costs
// more than all the rest.  So eight bytes are looked at at once: how many of them are digits
// is a bit count, and their value three multiplications.  Numbers of more than seven digits,
// other units, other fields: someone else's work.

#include "tokenizer/usual_report.h"

#include <bit>
#include <cstring>

#include "base/platform_words.h"
#include "lambda_report/units.h"

namespace lambda_report::tokenizer {
namespace {

std::uint64_t load8(const char* p) noexcept {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

// Whether `literal`, of at least 8 bytes, stands at `p`: words that overlap, compared without
// a branch between them.
template <std::size_t N>
bool stands_at(const char* p, const char (&literal)[N]) noexcept {
  constexpr std::size_t kSize = N - 1;
  static_assert(kSize >= 8);
  std::uint64_t differs = 0;
#pragma GCC unroll 4
  for (std::size_t i = 0; i + 8 <= kSize; i += 8) differs |= load8(p + i) ^ load8(literal + i);
  differs |= load8(p + kSize - 8) ^ load8(literal + kSize - 8);
  return differs == 0;
}

constexpr std::uint64_t each(std::uint64_t byte) { return byte * 0x0101010101010101u; }

// How many of the bytes at the front are digits; 8: all, or more.
unsigned digits_in(std::uint64_t text) noexcept {
  const std::uint64_t t = text ^ each('0');
  const std::uint64_t others = (t | (t + each(6))) & each(0xf0);
  return static_cast<unsigned>(std::countr_zero(others)) / 8;  // 64 zeros: 8
}

// The number that the first `count` bytes are, 1 <= count <= 8.
std::uint32_t value_of(std::uint64_t text, unsigned count) noexcept {
  std::uint64_t v = (text << (64 - 8 * count)) & each(0x0f);
  v = (v * (10 * 0x100 + 1)) >> 8 & 0x00ff00ff00ff00ffu;
  v = (v * (100 * 0x10000 + 1)) >> 16 & 0x0000ffff0000ffffu;
  return static_cast<std::uint32_t>((v * ((10000ull << 32) + 1)) >> 32);
}

// A whole number of at most seven digits; moves `p` past it.
bool whole(const char*& p, std::int32_t& out) noexcept {
  const std::uint64_t text = load8(p);
  const unsigned count = digits_in(text);
  if (count - 1 > 6) return false;
  out = static_cast<std::int32_t>(value_of(text, count));
  p += count;
  return true;
}

// "72.51" as 72510, with one to seven decimals, those past the third dropped; or "72".
bool thousandths(const char*& p, std::int64_t& out) noexcept {
  std::int32_t before = 0;
  if (!whole(p, before)) return false;
  out = std::int64_t{before} * 1000;
  if (*p != '.') return true;
  const std::uint64_t text = load8(p + 1);
  const unsigned count = digits_in(text);
  if (count - 1 > 6) return false;
  const std::uint64_t kept = text & ~(~std::uint64_t{0} << (8 * count)) & each(0x0f);
  out += static_cast<std::int64_t>((kept & 0xff) * 100 + (kept >> 8 & 0xff) * 10 +
                                   (kept >> 16 & 0xff));
  p += count + 1;
  return true;
}

// " ms" or " MB" and what follows, as one literal, or the end of the message with it.
constexpr std::size_t kUnit = 3;

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
  if (!looks_like_request_id(p)) return false;
  report.request_id = {p, kRequestIdLength};
  p += kRequestIdLength;
  if (!stands_at(p, "\tDuration: ")) return false;
  p += sizeof("\tDuration: ") - 1;
  // Seven digits, a point and eight more bytes at most: with what is compared behind them,
  // every figure is read within 64 bytes of the one before, and ends before `end` or fails.
  if (!thousandths(p, report.duration_us) || !stands_at(p, " ms\tBilled Duration: ")) return false;
  p += sizeof(" ms\tBilled Duration: ") - 1;
  if (p >= end || !whole(p, report.billed_ms) || !stands_at(p, " ms\tMemory Size: ")) return false;
  p += sizeof(" ms\tMemory Size: ") - 1;
  if (p >= end || !whole(p, report.memory_mb) || !stands_at(p, " MB\tMax Memory Used: "))
    return false;
  p += sizeof(" MB\tMax Memory Used: ") - 1;
  if (p >= end || !whole(p, report.used_mb) || end - p < 3 || std::memcmp(p, " MB", kUnit) != 0)
    return false;
  p += kUnit;
  report.init_us = -1;
  if (!ends(p, end)) {
    if (end - p < 20 || !stands_at(p, "\tInit Duration: ")) return false;
    p += sizeof("\tInit Duration: ") - 1;
    if (!thousandths(p, report.init_us) || end - p < 3 || std::memcmp(p, " ms", kUnit) != 0)
      return false;
    if (!ends(p + kUnit, end) || report.init_us > kMaxDurationUs) return false;
  }
  return report.duration_us <= kMaxDurationUs && report.billed_ms <= kMaxDurationUs / 1000 &&
         report.memory_mb <= kMaxMemoryMb && report.used_mb <= kMaxMemoryMb;
}

std::string_view usual_start(std::string_view message) noexcept {
  constexpr std::size_t kMarker = sizeof("START RequestId: ") - 1;
  constexpr std::size_t kAfterId = kMarker + kRequestIdLength;
  constexpr std::size_t kVersion = kAfterId + sizeof(" Version: ") - 1;
  const char* const p = message.data();
  if (message.size() <= kVersion || !stands_at(p, "START RequestId: ") ||
      !looks_like_request_id(p + kMarker) || !stands_at(p + kAfterId, " Version: "))
    return {};
  // One word: a tail such as a second line is for the careful reader.
  for (std::size_t i = kVersion; i < message.size(); ++i) {
    if (message[i] <= ' ') return {};
  }
  return message.substr(kMarker, kRequestIdLength);
}

std::string_view usual_end(std::string_view message) noexcept {
  constexpr std::size_t kMarker = sizeof("END RequestId: ") - 1;
  if (message.size() != kMarker + kRequestIdLength || !stands_at(message.data(), "END RequestId: "))
    return {};
  const std::string_view id = message.substr(kMarker);
  return looks_like_request_id(id.data()) ? id : std::string_view{};
}

}  // namespace lambda_report::tokenizer
