#ifndef LAMBDA_REPORT_SRC_REPORT_NOT_IN_COST_H_
#define LAMBDA_REPORT_SRC_REPORT_NOT_IN_COST_H_

#include <string>
#include <vector>

#include "report/costing.h"

namespace lambda_report::report {

struct CostGaps {
  const ReportOptions& options;
  const FunctionStats& totals;
  const RateBook& book;
  bool storage_unknown = false;  ///< the size of /tmp of something that was costed
};

/// What AWS may charge for beside the cost, one clause each: first what was seen and has no
/// known price, then what no log shows.  Empty where nothing was costed.
std::vector<std::string> not_in_cost(const CostGaps& gaps);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_NOT_IN_COST_H_
