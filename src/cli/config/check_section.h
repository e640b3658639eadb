#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_CHECK_SECTION_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_CHECK_SECTION_H_

#include "cli/config/configuration.h"

namespace lambda_report::cli {

// The limits of `check` in a configuration file:
//
//   [check.max]                       for every function
//   p99 = "3s"
//   [check.functions."orders-*"]      for those that are called so
//   max = { p99 = "1500ms", out-of-memory = 0 }
//   optional = true                   no error where the log has none
//   [check.total]                     for everything together
//   max = { monthly-cost = 200 }

Result<void> read_check_max(const ConfigValue& value, Configuration& configuration);
Result<void> read_check_min(const ConfigValue& value, Configuration& configuration);
Result<void> read_check_functions(const ConfigValue& value, Configuration& configuration);
Result<void> read_check_total(const ConfigValue& value, Configuration& configuration);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_CHECK_SECTION_H_
