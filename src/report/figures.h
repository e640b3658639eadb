#ifndef LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
#define LAMBDA_REPORT_SRC_REPORT_FIGURES_H_

#include <cstdint>

#include "lambda_report/report.h"

namespace lambda_report::report {

/// Everything in Metrics but the cost.
Metrics figures_of(const FunctionStats& stats);
/// The same where it is known already how many ran at once; 0: it cannot be known.
Metrics figures_of(const FunctionStats& stats, std::uint64_t peak);
/// Whether its intervals tell how many ran at once: with some missing they would tell too few.
bool knows_all_times(const FunctionStats& stats) noexcept;

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_FIGURES_H_
