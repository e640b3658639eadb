#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_FAILING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_FAILING_H_

#include "cli/option_set.h"

namespace lambda_report::cli {

/// When to fail.
struct FailingOptions {
  bool allow_empty = false, strict = false;
};

void declare_failing(OptionSet& set, FailingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_FAILING_H_
