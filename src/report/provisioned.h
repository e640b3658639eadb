#ifndef LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_
#define LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_

#include <optional>
#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// A month is 730 hours, a twelfth of a year of 365 days (8,760 h), as AWS's own pricing calculator
/// has it.
inline constexpr std::int64_t kMonthMs = 730LL * 3'600'000;

/// An Error where a number of --provisioned makes no sense.
Result<void> check_provisioned(const ReportOptions& options);

/// Applies --provisioned.  A log cannot show which invocations ran on provisioned
/// concurrency, so all of a named function are taken to have; what stands ready is charged
/// once for each of its Regions, accounts and architectures, to the constituent with the most
/// invocations.  `log_ms`: the time that the log covers; nullopt: not known.
///
/// Returns the named functions of which the log has no invocation.
std::vector<std::string> settle_provisioned(std::vector<Group>& groups,
                                            const ReportOptions& options,
                                            std::optional<std::int64_t> log_ms);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_
