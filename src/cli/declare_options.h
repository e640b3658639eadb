#ifndef LAMBDA_REPORT_SRC_CLI_DECLARE_OPTIONS_H_
#define LAMBDA_REPORT_SRC_CLI_DECLARE_OPTIONS_H_

#include "cli/options.h"

namespace CLI {
class App;
}

namespace lambda_report::cli {

/// Tells CLI11 which options `options.command` has and where their values go.  The one
/// place where an option, its group and its line of help stand.
void declare_options(CLI::App& app, Options& options);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_DECLARE_OPTIONS_H_
