#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_NAMING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_NAMING_H_

#include <optional>
#include <string>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// Whose invocations they are.
struct NamingOptions {
  std::optional<std::string> function, function_from, functions;
  std::optional<std::string> region, arch;
};

void declare_naming(OptionSet& set, NamingOptions& o);
/// For `prices`: --region and --arch choose rates.
void declare_rate_choice(OptionSet& set, NamingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_NAMING_H_
