#ifndef LAMBDA_REPORT_SRC_ADVISOR_MEMORY_GROWTH_H_
#define LAMBDA_REPORT_SRC_ADVISOR_MEMORY_GROWTH_H_

#include <optional>

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

/// How Max Memory Used rises while environments live; nullopt: it does not, or the log gives
/// no streams or no times.  `max_used_mb` is what was used at most.
///
/// Looks at environments of at least `least_invocations`; says growth where at least
/// `rising_share` of them rise (the median of the slopes between their spans is above 0).
std::optional<MemoryGrowth> memory_growth(const FunctionStats& stats, std::int64_t max_used_mb,
                                          double least_invocations, double rising_share);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_MEMORY_GROWTH_H_
