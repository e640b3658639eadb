#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What the invocations cost.
struct PricingOptions {
  std::optional<std::string> prices, prices_date, discount, savings_plan, monthly_invocations, days;
  std::vector<std::string> provisioned, explain;
  bool free_tier = false;
  std::optional<std::string> check;  ///< of `prices` only
};

/// --prices, --prices-date.
void declare_price_sheet(OptionSet& set, PricingOptions& o);
/// --discount, --savings-plan, --provisioned: act on single invocations too.
void declare_discount(OptionSet& set, PricingOptions& o);
/// What needs the sum of a month: the free tier and projections.
void declare_projection(OptionSet& set, PricingOptions& o);
/// --explain.
void declare_explanation(OptionSet& set, PricingOptions& o);
/// --check, of `prices`.
void declare_price_check(OptionSet& set, PricingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_
