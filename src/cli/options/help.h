#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

struct HelpOptions {
  bool short_help = false, long_help = false, version = false, schema = false;
  std::optional<std::string> generate;
};

void declare_help(OptionSet& set, HelpOptions& o);
/// --generate, of `kinds`.
void declare_generate(OptionSet& set, HelpOptions& o, std::vector<std::string> kinds);
/// For commands that write JSON.
void declare_schema(OptionSet& set, HelpOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_HELP_H_
