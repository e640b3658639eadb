#ifndef LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
#define LAMBDA_REPORT_SRC_REPORT_GROUPING_H_

#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::report {

/// The invocations that share one price: one of the aggregate's accumulators, with the
/// Region and architecture that it is billed at.
struct Constituent {
  FunctionKey key;
  FunctionStats stats;
  std::string region;
  Basis region_basis = Basis::kAssumed;
  Architecture architecture = Architecture::kX86_64;
  Basis architecture_basis = Basis::kAssumed;
  const FunctionConfig* config = nullptr;  ///< of --functions; owned by the options
};

inline constexpr std::string_view kAssumedRegion = "us-east-1";
inline constexpr Architecture kAssumedArchitecture = Architecture::kX86_64;

/// Region: log, --functions, --region, assumed; architecture: --functions, --arch, assumed.
/// `options` must outlive the result.
std::vector<Constituent> resolve(std::deque<std::pair<FunctionKey, FunctionStats>> functions,
                                 const ReportOptions& options);

/// Constituents that make one row, in the order given.
using Group = std::vector<Constituent>;

/// Puts together what agrees on every key of `options.group_by`.
std::vector<Group> group(std::vector<Constituent> constituents, const ReportOptions& options);

/// The row of a group, without its figures: keys, Region and architecture, where the whole
/// group agrees on them.  REQUIRES: !group.empty().
Row row_of(const Group& group);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
