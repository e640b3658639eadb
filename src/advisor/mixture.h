#ifndef LAMBDA_REPORT_SRC_ADVISOR_MIXTURE_H_
#define LAMBDA_REPORT_SRC_ADVISOR_MIXTURE_H_

#include <optional>

#include "lambda_report/sketch.h"

namespace lambda_report::advisor {

/// Two groups of durations with hardly anything between them.
struct TwoGroups {
  double split_ms = 0;
  double short_mean_ms = 0, long_mean_ms = 0;  ///< geometric means
  double long_share = 0;                       ///< of the calls
  double explained = 0;                        ///< share of the variance of log durations
};

/// The split of log durations that explains most of their variance, if it explains over
/// 60 %, each side holds 5 % of the calls, the sides are 1.5 times apart, and fewer than one
/// in twenty of the smaller side lies within 10 % of the split.  The last condition is what tells
/// two groups from one: cutting a single bell in its middle explains 64 % too.
std::optional<TwoGroups> two_groups(const QuantileSketch& us);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_MIXTURE_H_
