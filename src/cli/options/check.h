#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_CHECK_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_CHECK_H_

#include <string>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What `check` holds the figures against.
struct CheckCommandOptions {
  std::vector<std::string> max, min;
  std::string on_insufficient = "warn";
};

void declare_check(OptionSet& set, CheckCommandOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_CHECK_H_
