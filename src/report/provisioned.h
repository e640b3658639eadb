#ifndef LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_
#define LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
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
/// invocations.
class ProvisionedPlan {
 public:
  /// `log_ms`: the time that the log covers; nullopt: not known.  `options` must outlive it.
  ProvisionedPlan(const Grouping& grouping, const ReportOptions& options,
                  std::optional<std::int64_t> log_ms);
  void settle(Group& group) const;
  /// The named functions of which the log has no invocation.
  std::vector<std::string> unseen() const;

 private:
  using Place = std::tuple<std::string, std::string, std::string, Architecture>;
  struct Bearer {
    std::uint32_t number = 0;
    std::uint64_t costed_invocations = 0;
    std::optional<std::int64_t> memory_size_mb;
  };
  bool applies_to(const Constituent& c) const;
  static Place place_of(const Constituent& c) {
    return {c.key.function, c.region, c.key.account, c.architecture};
  }

  const ReportOptions& options_;
  std::optional<std::int64_t> log_ms_;
  std::map<Place, Bearer> bearers_;
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_PROVISIONED_H_
