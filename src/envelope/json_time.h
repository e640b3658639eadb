#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_TIME_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_TIME_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/digit_words.h"
#include "lambda_report/units.h"

namespace lambda_report::envelope {

/// Milliseconds in 13 digits, as CloudWatch writes those of our time; -1: not that, or later
/// than kMaxTimestampMs.
inline std::int64_t usual_epoch_ms(std::string_view number) noexcept {
  if (number.size() != 13) return -1;
  const std::uint64_t front = load8(number.data()), back = load8(number.data() + 5);
  if (digits_in(front) != 8 || digits_in(back) != 8) return -1;
  const std::int64_t ms = std::int64_t{value_of(front, 5)} * 100'000'000 + value_of(back, 8);
  return ms <= kMaxTimestampMs ? ms : -1;
}

/// A plain decimal number of seconds, milliseconds or nanoseconds since 1970: `scale` is how
/// many digits its unit lies above (3: seconds) or below (-6: nanoseconds) a millisecond.
/// Digits below a millisecond are dropped.  nullopt for a sign, an exponent, anything that
/// is no number, and times outside 1970 to kMaxTimestampMs.
std::optional<Timestamp> epoch_time(std::string_view number, int scale) noexcept;

/// "2026-03-02T10:00:00.356Z", "2026-03-02 10:00:00", "2026-03-02T11:00:00.356123456+01:00".
/// No zone means UTC.  nullopt for anything else and for times outside the same range.
std::optional<Timestamp> iso_time(std::string_view text) noexcept;

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_TIME_H_
