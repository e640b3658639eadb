#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_TIME_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_TIME_H_

#include <optional>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report::envelope {

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
