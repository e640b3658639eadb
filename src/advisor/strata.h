#ifndef LAMBDA_REPORT_SRC_ADVISOR_STRATA_H_
#define LAMBDA_REPORT_SRC_ADVISOR_STRATA_H_

#include <optional>
#include <vector>

#include "advisor/duration_model.h"
#include "lambda_report/advice.h"

namespace lambda_report::advisor {

// Which rows may be compared, and what each memory size measured.
//
// Durations are only comparable within a stratum: the same function, Region, account, tenant
// and architecture, and warm calls apart from first calls.  Sizes of the same version count
// as they are, those of another version with a larger error, those of another place only
// for how the duration changes with memory.

/// Warm or first calls at the sizes that were seen.
struct Stratum {
  std::vector<DurationPoint> points;  ///< by memory size; the row's own is among them
  double standard_error = 0;          ///< of the worst-known mean, as a fraction
  double own_mean_ms = 0;

  /// Standard error of the point at `memory_mb`; REQUIRES: there is one.
  double error_at(std::int64_t memory_mb) const;
  std::vector<double> errors;  ///< of each point
};

struct Strata {
  std::vector<ObservedSize> observed;            ///< by memory size
  std::optional<Stratum> warm, first;            ///< nullopt: the row has no such call
  std::vector<const FunctionStats*> comparable;  ///< the rows behind it, own one included
  std::vector<std::int64_t> comparable_sizes;    ///< their memory sizes
  bool superseded = false;
  bool other_weeks = false;  ///< another size was seen at least a week before or after
};

/// REQUIRES: the row's memory size is `memory_size_mb`.
Strata strata_of(const AdviceInput& input, std::int64_t memory_size_mb);

/// Standard error of the mean of a sketch, as a fraction of the mean; a single value is
/// taken to be known to 30 %.
double relative_error(const QuantileSketch& us);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_STRATA_H_
