#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_

#include "cli/option_set.h"

namespace lambda_report::cli {

struct HelpOptions {
  bool short_help = false, long_help = false, version = false, schema = false;
};

void declare_help(OptionSet& set, HelpOptions& o);
/// For commands that write JSON.
void declare_schema(OptionSet& set, HelpOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_
