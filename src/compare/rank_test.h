#ifndef LAMBDA_REPORT_SRC_COMPARE_RANK_TEST_H_
#define LAMBDA_REPORT_SRC_COMPARE_RANK_TEST_H_

#include "lambda_report/compare.h"

namespace lambda_report::compare {

// Tests on values with counts, ascending: exact for what the buckets hold, ties and all.
// Time: the number of distinct values, not of lines.

struct RankTest {
  double p = 1;      ///< two-sided Mann–Whitney: normal, corrected for ties and continuity
  double delta = 0;  ///< Cliff's delta, P(b > a) − P(b < a)
};
/// REQUIRES: neither is empty.
RankTest mann_whitney(const ValueCounts& a, const ValueCounts& b);

/// b / a − 1 with its 95 % interval.
struct Shift {
  double change = 0, low = 0, high = 0;
};
/// Hodges–Lehmann: the median of all log b − log a.  The interval is that of the rank test.
/// Values below 1 count as 1.  REQUIRES: neither is empty.
Shift hodges_lehmann(const ValueCounts& a, const ValueCounts& b);

struct QuantileTest {
  double p = 1;
  double old_value = 0, new_value = 0;
  Shift shift;
};
/// The 95 % quantiles.  p is that of the shares above the common 95 % quantile (Fisher); the
/// interval joins those of the two order statistics in logs (Zou and Donner 2008, MOVER).
/// REQUIRES: neither is empty.
QuantileTest compare_p95(const ValueCounts& a, const ValueCounts& b);

/// Nearest-rank quantile.  REQUIRES: not empty.
double quantile_of(const ValueCounts& values, double q);
std::uint64_t total_of(const ValueCounts& values);

}  // namespace lambda_report::compare

#endif  // LAMBDA_REPORT_SRC_COMPARE_RANK_TEST_H_
