#ifndef LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
#define LAMBDA_REPORT_SRC_REPORT_FIGURES_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::report {

/// Everything in Metrics but the cost.
Metrics figures_of(const FunctionStats& stats);

/// The most invocations that ran at one time, of [start, end) in ms: one that ends in the
/// millisecond in which another starts does not overlap it.  One of less than a millisecond
/// counts while it lasts, beside those that are running.  0 when there are none.
std::uint64_t peak_concurrency(const std::vector<std::pair<std::int64_t, std::int64_t>>& intervals);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
