#ifndef LAMBDA_REPORT_SRC_ADVISOR_CANDIDATE_COST_H_
#define LAMBDA_REPORT_SRC_ADVISOR_CANDIDATE_COST_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

/// What the row's own invocations would be billed if they took longer or shorter.
///
/// Every line is rescaled and rounded up to the millisecond on its own, so that the
/// rounding and the mix of short and long calls stay.  Init is billed as it was seen, also
/// where the log comes from a time or a runtime that did not bill it: that is what the
/// next month costs.
class CandidateCost {
 public:
  explicit CandidateCost(const FunctionStats& stats);

  /// Billed milliseconds of all lines with warm durations × `warm` and those of first
  /// calls × `first`.  At 1 and 1 it is what was measured where the log is billed by the
  /// millisecond, init included.
  double billed_ms(double warm, double first) const;

  /// The same as money at `memory_mb`, request fees included.  REQUIRES: both rates.
  Money cost(double billed_ms, std::int64_t memory_mb, const RateCard& rates) const;

  std::uint64_t invocations() const noexcept { return invocations_; }

 private:
  /// Durations that fell into one bucket of a sketch, taken to be spread evenly over it.
  struct Bucket {
    double low_ms, high_ms, count;
  };
  static std::vector<Bucket> spread(const QuantileSketch& us);
  static double sum(const std::vector<Bucket>& buckets, double factor);

  std::vector<Bucket> warm_, first_;
  std::uint64_t invocations_ = 0;
  double init_ms_ = 0;
  double rest_ms_ = 0;  ///< what was billed beyond the model: restores, lines without figures
};

/// The mean of ⌈x⌉ for x spread evenly over [low, high].  REQUIRES: 0 <= low <= high.
double mean_rounded_up(double low, double high);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_CANDIDATE_COST_H_
