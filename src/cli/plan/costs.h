#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_COSTS_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_COSTS_H_

#include <memory>
#include <string>

#include "cli/options.h"
#include "lambda_report/price.h"
#include "lambda_report/report.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// Reads and parses a price file.
Result<PriceSheet> read_price_sheet(const std::string& path);

/// The sheet of --prices, the built-in one of --prices-date, or the newest built-in one.
Result<std::shared_ptr<const PriceSheet>> load_prices(const PricingOptions& options);

/// Where, on what and for how long the invocations ran, as far as options say it; reads
/// --functions.  `prices` has to outlive the result.
Result<ReportOptions> make_report_options(const Options& options, const PriceSheet& prices);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_COSTS_H_
