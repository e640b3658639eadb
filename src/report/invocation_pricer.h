#ifndef LAMBDA_REPORT_SRC_REPORT_INVOCATION_PRICER_H_
#define LAMBDA_REPORT_SRC_REPORT_INVOCATION_PRICER_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "lambda_report/aggregate.h"
#include "lambda_report/report.h"

namespace lambda_report::report {

/// What single invocations cost, by the rules and rates that the summary uses: duration at
/// the first tier, one request, /tmp, a SnapStart restore.  Their sum is the summary's total
/// but for provisioned concurrency, which stands whether invoked or not.
class InvocationPricer {
 public:
  /// `options` must outlive this.
  explicit InvocationPricer(const ReportOptions& options) : options_(options) {}

  /// In dollars; nullopt: no duration price, a figure is missing, the Region's rates are not
  /// known, or it bills in another currency.
  std::optional<Money> cost(const InvocationRow& row);

  /// Regions that had no rates.
  const std::set<std::string>& unknown_regions() const noexcept { return unknown_regions_; }
  /// Regions that bill in another currency.
  const std::set<std::string>& other_currencies() const noexcept { return other_currencies_; }

 private:
  /// Function, Region as logged, log group: what decides the rates.
  using Key = std::tuple<std::string, std::string, std::string>;
  struct Terms {
    std::optional<RateCard> rates;  ///< nullopt: there are none
    Rate duration;
    const FunctionConfig* config = nullptr;
  };
  Terms terms_of(const Key& key);
  bool pays_for_restore(const InvocationRow& row, const Terms& terms) const;

  const ReportOptions& options_;
  std::map<Key, Terms> terms_;
  std::set<std::string> unknown_regions_, other_currencies_;
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_INVOCATION_PRICER_H_
