#ifndef LAMBDA_REPORT_UNITS_H_
#define LAMBDA_REPORT_UNITS_H_

#include <compare>
#include <cstdint>
#include <limits>

namespace lambda_report {

/// A 128-bit integer: wide enough for MB·ms sums and for money in 1e-27 of the currency.
__extension__ using Int128 = __int128;

/// Milliseconds since 1970-01-01T00:00:00Z, as CloudWatch stamps its events.
/// Missing times are `std::optional<Timestamp>`, never 0.
struct Timestamp {
  std::int64_t ms = 0;
  auto operator<=>(const Timestamp&) const = default;
};

/// The range the program accepts for an event's time: 1970 up to the year 2200.
/// A time outside it is treated as unknown, so that arithmetic on times cannot overflow.
inline constexpr std::int64_t kMaxTimestampMs = 7'258'118'400'000;

/// Largest duration that a record may claim: 24 hours.  Lambda allows 15 minutes
/// (90 on Managed Instances); the slack keeps every product far from overflow.
inline constexpr std::int64_t kMaxDurationUs = 86'400'000'000;

/// Largest memory size that a record may claim, in MB.
inline constexpr std::int64_t kMaxMemoryMb = 65'536;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_UNITS_H_
