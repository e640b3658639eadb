#ifndef LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
#define LAMBDA_REPORT_SRC_REPORT_FIGURES_H_

#include <span>

#include "lambda_report/report.h"
#include "report/peak_concurrency.h"

namespace lambda_report::report {

/// Everything in Metrics but the cost.
Metrics figures_of(const FunctionStats& stats);
/// The same with intervals that are kept apart from the sums.
Metrics figures_of(const FunctionStats& stats, std::span<const Intervals> intervals);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
