#ifndef LAMBDA_REPORT_SRC_COMPARE_UNLIKE_H_
#define LAMBDA_REPORT_SRC_COMPARE_UNLIKE_H_

#include <optional>
#include <vector>

#include "lambda_report/compare.h"

namespace lambda_report::compare {

/// Why the rows of one function cannot be compared; nullopt: they can.  Another Region,
/// architecture or way of billing makes another price and another speed: no difference
/// between such logs says anything about the code.  REQUIRES: neither is empty.
std::optional<Unlike> why_unlike(const std::vector<const ComparedRow*>& base,
                                 const std::vector<const ComparedRow*>& head);

}  // namespace lambda_report::compare

#endif  // LAMBDA_REPORT_SRC_COMPARE_UNLIKE_H_
