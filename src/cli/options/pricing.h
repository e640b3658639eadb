#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_

#include <optional>
#include <string>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What the invocations cost.
struct PricingOptions {
  std::optional<std::string> prices, discount, monthly_invocations, days;
  bool free_tier = false;
};

/// --prices.
void declare_price_sheet(OptionSet& set, PricingOptions& o);
/// --discount: acts on single invocations too.
void declare_discount(OptionSet& set, PricingOptions& o);
/// What needs the sum of a month: the free tier and projections.
void declare_projection(OptionSet& set, PricingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_PRICING_H_
