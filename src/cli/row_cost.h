#ifndef LAMBDA_REPORT_SRC_CLI_ROW_COST_H_
#define LAMBDA_REPORT_SRC_CLI_ROW_COST_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "lambda_report/aggregate.h"
#include "lambda_report/report.h"

namespace lambda_report::cli {

/// What single invocations cost, by the rules and rates that the summary uses: its billed
/// duration at the first tier, and one request.
class RowPricer {
 public:
  /// `options` must outlive this.
  explicit RowPricer(const ReportOptions& options) : options_(options) {}

  /// nullopt: no duration price, a figure is missing, or the Region's rates are not known.
  std::optional<Money> cost(const InvocationRow& row);

  /// Regions that had no rates.
  const std::set<std::string>& unknown_regions() const noexcept { return unknown_regions_; }

 private:
  const std::optional<RateCard>& card(const std::string& region, Architecture architecture);

  const ReportOptions& options_;
  std::map<std::pair<std::string, Architecture>, std::optional<RateCard>> cards_;
  std::set<std::string> unknown_regions_;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_ROW_COST_H_
