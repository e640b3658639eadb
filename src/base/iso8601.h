#ifndef LAMBDA_REPORT_SRC_BASE_ISO8601_H_
#define LAMBDA_REPORT_SRC_BASE_ISO8601_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/digit_words.h"
#include "lambda_report/units.h"

namespace lambda_report {

/// A time stamp found at the front of a text.
struct StampPrefix {
  std::optional<Timestamp> time;  ///< nullopt: shaped like a time, but no such time exists
  std::size_t length = 0;         ///< bytes of the stamp
};

/// Reads "2026-03-02T10:00:00.356Z" and its kin at the front of `text`: 'T' or one blank
/// between date and time, no or 1 to 9 fraction digits after '.' or ',', and "Z", "+01:00",
/// "+0100" or no zone, which means UTC.  Fractions below a millisecond are dropped.
/// nullopt: no such shape.  Never allocates.
std::optional<StampPrefix> read_stamp(std::string_view text) noexcept;

/// The same, where the whole text must be the time (or a date alone: its first instant).
std::optional<Timestamp> parse_iso8601(std::string_view text) noexcept;

/// Reads the form that CloudWatch exports write, "2026-03-02T10:00:00.356Z" (24 bytes),
/// remembering the minute of the last call: consecutive lines nearly always share it.
class StampReader {
 public:
  /// `text` has at least 24 bytes.  false: not that form (the time is then not set).
  bool read(const char* text, Timestamp& time) noexcept {
    if (load8(text) != minute_[0] || load8(text + 8) != minute_[1]) return read_anew(text, time);
    // ":SS.mmmZ": the marks as they must be, and the digits 0 to 9, the first of them to 5.
    constexpr std::uint64_t kMarks = 0xff00'0000'ff00'00ff, kAsMarks = 0x5a00'0000'2e00'003a;
    constexpr std::uint64_t kZeros = 0x0030'3030'0030'3000, kAbove = 0x0006'0606'0006'0a00;
    const std::uint64_t rest = load8(text + 16);
    const std::uint64_t digits = (rest & ~kMarks) ^ kZeros;
    const std::uint64_t wrong =
        ((rest & kMarks) ^ kAsMarks) | ((digits | (digits + kAbove)) & 0x00f0'f0f0'00f0'f000);
    if (wrong != 0) return read_anew(text, time);
    // "SSmmm" as one number.
    time.ms = minute_ms_ + value_of((digits >> 8 & 0xffff) | (digits >> 16 & 0xff'ffff'0000), 5);
    return true;
  }

 private:
  bool read_anew(const char* text, Timestamp& time) noexcept;

  static constexpr char kFirst[] = "1970-01-01T00:00";
  std::uint64_t minute_[2] = {load8(kFirst), load8(kFirst + 8)};  // that of the last call
  std::int64_t minute_ms_ = 0;
};

/// "2026-03-02T10:00:00.356Z".
std::string format_iso8601(Timestamp time);

/// Days from 1970-01-01 of a date of the proleptic Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_ISO8601_H_
