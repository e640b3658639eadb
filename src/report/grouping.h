#ifndef LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
#define LAMBDA_REPORT_SRC_REPORT_GROUPING_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
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
  bool is_edge = false;                    ///< Lambda@Edge, which has rates of its own
  const FunctionConfig* config = nullptr;  ///< of --functions; owned by the options
  // Of --provisioned; see provisioned.h.
  bool on_provisioned = false;
  std::int64_t provisioned_units = 0;               ///< that stand here; 0: elsewhere, or none
  std::optional<std::int64_t> provisioned_seconds;  ///< of the log
  std::int64_t provisioned_month_seconds = 0;
};

inline constexpr std::string_view kAssumedRegion = "us-east-1";
inline constexpr Architecture kAssumedArchitecture = Architecture::kX86_64;

/// Constituents that make one row.
using Group = std::vector<Constituent>;

/// Whose invocations with such a key are: its configuration, Region, architecture, and whether
/// it is Lambda@Edge.  `options` must outlive the result.
Constituent resolve(FunctionKey key, FunctionStats stats, const ReportOptions& options);

/// Settles the Region (log, --functions, --region, assumed) and the architecture
/// (--functions, --arch, assumed) of each accumulator, and puts together what agrees on
/// every key of `options.group_by`.  Takes `functions` apart as it goes: both at once may
/// not fit.  `options` must outlive the result.
std::vector<Group> group(std::deque<std::pair<FunctionKey, FunctionStats>> functions,
                         const ReportOptions& options);

/// The row of a group, without its figures: keys, Region and architecture, where the whole
/// group agrees on them.  REQUIRES: !group.empty().
Row row_of(const Group& group);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
