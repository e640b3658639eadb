#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_CONFIG_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_CONFIG_H_

#include <optional>
#include <string>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// Where values come from that the command line does not say.
struct ConfigOptions {
  std::optional<std::string> file;
  bool no_config = false;
  bool print_effective = false;
};

/// --config and --no-config.
void declare_config(OptionSet& set, ConfigOptions& o);
/// --print-effective.
void declare_print_effective(OptionSet& set, ConfigOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_CONFIG_H_
