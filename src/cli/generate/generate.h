#ifndef LAMBDA_REPORT_SRC_CLI_GENERATE_GENERATE_H_
#define LAMBDA_REPORT_SRC_CLI_GENERATE_GENERATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace lambda_report::cli {

// Files of a package that are made from the definitions of commands and options, for
// --generate.

/// A command with its options.
struct CommandOptions {
  const Command* command = nullptr;
  std::vector<OptionDef> options;
};
/// Every command, in the order of the help.  The options' targets mean nothing.
std::vector<CommandOptions> commands_with_options();

std::string man_page();
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

/// "man", "complete-bash", "complete-zsh", "complete-fish".
std::vector<std::string> generated_kinds();
/// Empty: no such kind.
std::string generate(std::string_view kind);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_GENERATE_GENERATE_H_
