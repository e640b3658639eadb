#ifndef LAMBDA_REPORT_SRC_REPORT_PEAK_CONCURRENCY_H_
#define LAMBDA_REPORT_SRC_REPORT_PEAK_CONCURRENCY_H_

#include <cstdint>
#include <span>

#include "lambda_report/intervals.h"

namespace lambda_report::report {

/// The most invocations that ran at one time, of [start, end) in ms, in any order and any number
/// of lists: one that ends in the millisecond in which another starts does not overlap it.  One
/// of less than a millisecond counts while it lasts, beside those that are running.  0 when there
/// are none.
std::uint64_t peak_concurrency(std::span<const Intervals* const> lists);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_PEAK_CONCURRENCY_H_
