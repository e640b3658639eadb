#include "report/projection.h"

#include <cmath>
#include <limits>

#include "base/decimal_text.h"

namespace lambda_report::report {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kMaxDays = 36'500;

Error usage(std::string what, std::string where) {
  return Error{
      .code = ErrorCode::kUsage, .what = std::move(what), .where = std::move(where), .hint = {}};
}

// "10.95 d", "1.5 h": two decimals are enough to recognise a window.
std::string span_text(std::int64_t ms) {
  return ms < kDayMs ? quotient_text(ms, 3'600'000, 2) + " h" : quotient_text(ms, kDayMs, 2) + " d";
}

}  // namespace

Result<std::optional<Projection>> projection_of(const ReportOptions& options,
                                                const std::optional<Window>& window,
                                                std::uint64_t costed_invocations) {
  using None = std::optional<Projection>;
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  if (options.monthly_invocations) {
    const std::uint64_t monthly = *options.monthly_invocations;
    if (monthly == 0 || monthly > kMax)
      return usage("must be from 1 to " + std::to_string(kMax), "--monthly-invocations");
    if (costed_invocations == 0 || costed_invocations > kMax) return None();
    return None({static_cast<std::int64_t>(monthly), static_cast<std::int64_t>(costed_invocations),
                 "--monthly-invocations " + std::to_string(monthly)});
  }
  if (options.days) {
    const double days = *options.days;
    if (!(days * static_cast<double>(kDayMs) >= 1 && days <= kMaxDays))
      return usage("must be more than 0 and at most 36500", "--days");
    const std::int64_t ms = std::llround(days * static_cast<double>(kDayMs));
    if (costed_invocations == 0) return None();
    return None({kMonthMs, ms, "--days " + double_text(days, 6)});
  }
  if (!window || costed_invocations == 0) return None();
  const std::int64_t ms = window->last.ms - window->first.ms;
  if (ms < kMinWindowMs) return None();
  return None({kMonthMs, ms, "window " + span_text(ms)});
}

}  // namespace lambda_report::report
