#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_COMPARING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_COMPARING_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What makes a comparison fail.
struct ComparingOptions {
  std::vector<std::string> fail_on;
  std::optional<std::string> threshold;
};

void declare_comparing(OptionSet& set, ComparingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_COMPARING_H_
