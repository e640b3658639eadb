#ifndef LAMBDA_REPORT_SRC_REPORT_PROJECTION_H_
#define LAMBDA_REPORT_SRC_REPORT_PROJECTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/costing.h"
#include "report/provisioned.h"

namespace lambda_report::report {

/// A window shorter than this says nothing about a month.
inline constexpr std::int64_t kMinWindowMs = 3'600'000;

/// How the bill of the log becomes that of a month: × numerator / denominator.
struct Projection {
  std::int64_t numerator = 1, denominator = 1;
  std::string basis;  ///< "window 10.95 d", "--days 30", "--monthly-invocations 3000000"

  /// Everything grows with the invocations but provisioned concurrency, which stands all month.
  MonthlyFigures of(const CostFigures& cost) const {
    const Money grows = cost.total - cost.provisioned_concurrency.value_or(Money{});
    return {grows.scaled(numerator, denominator) + cost.provisioned_month, basis};
  }
  /// How many months the log stands for.
  double months() const noexcept {
    return static_cast<double>(denominator) / static_cast<double>(numerator);
  }
};

/// What --days says, in whole ms; nullopt where it does not, or makes no sense.
std::optional<std::int64_t> days_ms(const ReportOptions& options);

/// By --monthly-invocations, else --days, else the window; nullopt where the window is
/// missing or too short, or nothing was costed.  An Error where a flag makes no sense.
Result<std::optional<Projection>> projection_of(const ReportOptions& options,
                                                const std::optional<Window>& window,
                                                std::uint64_t costed_invocations);

/// What a month costs.
struct MonthlyBill {
  MonthlyFigures figures;
  std::optional<Bill> bill;  ///< nullopt: the run's cost, in proportion
};

/// The bill of a month for the whole run: `linear`, with what works on a month as a whole
/// where it matters: volume tiers, and the free tier if it was asked for.  `linear` is the
/// run's cost by the projection, at the rates of tier 1.
Result<MonthlyBill> monthly_bill(const Projection& projection, MonthlyFigures linear,
                                 const std::vector<const RateBook::Billed*>& billed,
                                 const PriceSheet& sheet, const ReportOptions& options);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_PROJECTION_H_
