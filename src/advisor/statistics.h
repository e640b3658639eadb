#ifndef LAMBDA_REPORT_SRC_ADVISOR_STATISTICS_H_
#define LAMBDA_REPORT_SRC_ADVISOR_STATISTICS_H_

#include <cstdint>

namespace lambda_report::advisor {

/// A share with the range in which it lies with 95 % confidence.
struct Share {
  double low = 0, observed = 0, high = 0;
};

/// Wilson score interval of `hits` among `trials`: honest for few trials and rare hits,
/// where the textbook interval is not.  REQUIRES: hits <= trials, trials > 0.
Share wilson(std::uint64_t hits, std::uint64_t trials);

/// After `n` observations without one above the maximum: the largest share of future ones
/// that may exceed it, with 95 % confidence (the "rule of three", 3/n), at most 1.
double rule_of_three(std::uint64_t n);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_STATISTICS_H_
