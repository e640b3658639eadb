#ifndef LAMBDA_REPORT_SRC_CLI_COMMAND_H_
#define LAMBDA_REPORT_SRC_CLI_COMMAND_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/option_set.h"
#include "cli/options.h"
#include "cli/plan/run_plan.h"
#include "cli/surroundings.h"

namespace lambda_report::cli {

/// A form that a command's output can have.
struct OutputFormat {
  std::string id;      ///< as --format takes it
  std::string ending;  ///< of a file that -o names: "json"
  std::string help;    ///< one line; empty where the id says it all
};

/// What the words after a command's options are.
enum class Arguments {
  kNone,    ///< there are none
  kInputs,  ///< logs: files, directories, stdin where there is no word
  kOwn,     ///< the command looks at `RunPlan::options.inputs` itself
};

/// One command.  commands/ID.cc defines `const Command& ID_command()`; the list of them is
/// generated, so adding one touches no other file but its options' (options/ID.h, and a
/// member of Options).
struct Command {
  std::string_view name;
  int order = 0;             ///< of the help
  std::string_view summary;  ///< one line, in the list of commands
  std::string_view usage;    ///< "lambda-report records [OPTIONS] [INPUT...]"
  std::string_view about;    ///< what it is for; lines of up to 80 columns, each with its \n
  Arguments arguments = Arguments::kInputs;
  std::vector<OutputFormat> (*formats)() = nullptr;  ///< the default first
  std::string_view group_by = "function,memory";     ///< without --group-by
  /// Declares the options it takes, group by group.  --help, -h and --version are there.
  void (*declare)(OptionSet& set, Options& o) = nullptr;
  ExitCode (*run)(RunPlan plan) = nullptr;
  /// Instead of `run`, for a command that neither reads nor prices anything.
  ExitCode (*run_as_typed)(const Options& options, const Surroundings& surroundings) = nullptr;
  std::string_view schema;  ///< id of its JSON Schema, docs/schema/ID.json; empty: none
  /// More of --help, before its examples: titles and lists, as help.cc writes them.
  std::string (*more_help)() = nullptr;
  std::string_view examples;  ///< lines of two spaces and a command that works, each with \n
};

/// Every command, in the order of the names.  Generated.
const std::vector<const Command*>& all_commands();

/// In the order of the help.
std::vector<const Command*> commands_in_order();
/// nullptr: no such command.
const Command* find_command(std::string_view name);
/// What is meant where no command is named: `summary`.
const Command& default_command();

/// The options of `command`, which write to `o`.
OptionSet options_of(const Command& command, Options& o);

std::vector<std::string> format_ids(const Command& command);

/// Help that fits one screen, and all of it.
std::string short_help(const Command& command);
std::string long_help(const Command& command);

/// The program: `words` are the arguments after its name.  Says what went wrong itself.
ExitCode run(const std::vector<std::string>& words, const Surroundings& surroundings);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_COMMAND_H_
