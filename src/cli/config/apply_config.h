#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_APPLY_CONFIG_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_APPLY_CONFIG_H_

#include <string>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// Fills in what the command line did not say: from LAMBDA_REPORT_* variables, then from the
/// configuration file (--config; else the one that is found, but nothing beside the work
/// where CI is set).  Notes in `options.origins` where each value comes from, and keeps the
/// rest of the file in `options.configuration`.
Result<void> apply_configuration(Options& options, const Surroundings& surroundings);

/// "group-by" → "LAMBDA_REPORT_GROUP_BY".
std::string variable_name(const std::string& long_name);

/// An error about a value names the place that it was set at.
Error at_its_origin(Error error, const Options& options);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_APPLY_CONFIG_H_
