#ifndef LAMBDA_REPORT_SRC_COMPARE_METRICS_H_
#define LAMBDA_REPORT_SRC_COMPARE_METRICS_H_

#include <vector>

#include "lambda_report/compare.h"

namespace lambda_report::compare {

/// The metrics of one function on both sides, with p where there is a test; `judge` settles
/// the outcomes once all p are adjusted.  Both rows are of the same memory size.
std::vector<ComparedMetric> metrics_of(const ComparedRow& base, const ComparedRow& head,
                                       const CompareOptions& options);

/// The same where the memory size changed: durations are held against what `base`, the rows
/// of all other sizes, predict for it; memory is not compared.
std::vector<ComparedMetric> metrics_of_resized(const std::vector<const ComparedRow*>& base,
                                               const ComparedRow& nearest, const ComparedRow& head,
                                               const CompareOptions& options);

/// Adjusts every p over all of `metrics` and settles the outcomes.  Returns how many p.
std::uint64_t judge(const std::vector<ComparedMetric*>& metrics, const CompareOptions& options);

}  // namespace lambda_report::compare

#endif  // LAMBDA_REPORT_SRC_COMPARE_METRICS_H_
