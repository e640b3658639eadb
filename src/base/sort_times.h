#ifndef LAMBDA_REPORT_SRC_BASE_SORT_TIMES_H_
#define LAMBDA_REPORT_SRC_BASE_SORT_TIMES_H_

#include <cstdint>
#include <utility>
#include <vector>

namespace lambda_report {

/// Sorts numbers ascending.  Meant for the times of one log: many, within a small range, and
/// often in order already.  Takes as much memory again while it works.
void sort_times(std::vector<std::int64_t>& times);
void sort_times(std::vector<std::uint32_t>& times);
/// The same for pairs of times, by the first and then the second.
void sort_intervals(std::vector<std::pair<std::int64_t, std::int64_t>>& intervals);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_SORT_TIMES_H_
