#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/result.h"

namespace lambda_report::cli {

enum class Command { kSummary, kRecords, kPrices };

std::string_view name_of(Command command) noexcept;

/// The command line as typed: nothing is checked against anything but the grammar of
/// options.  `make_run_plan` gives each of these a meaning.
struct Options {
  Command command = Command::kSummary;
  std::vector<std::string> inputs;

  bool short_help = false, long_help = false, version = false, schema = false;

  // what to read
  std::optional<std::string> files_from;
  bool null_separated = false;
  std::string input_format = "auto";
  std::optional<std::string> since, until;
  std::vector<std::string> include, exclude;
  bool no_dedupe = false;
  std::optional<std::string> jobs;

  // whose it is
  std::optional<std::string> function, function_from, functions;
  std::string group_by = "function,memory";
  std::optional<std::string> region, arch;

  // what it costs
  std::optional<std::string> prices, discount, monthly_invocations, days;
  bool free_tier = false;

  // what to show
  std::optional<std::string> format;
  std::vector<std::string> outputs;
  std::optional<std::string> sort, top;
  std::string color = "auto";
  bool quiet = false, verbose = false;

  // when to fail
  bool allow_empty = false, strict = false;
};

/// Reads the words after the program's name.  The first may be a command; without one it
/// is `summary`.  An Error is a usage error that names the nearest option or command.
Result<Options> parse_options(const std::vector<std::string>& words);

/// Help that fits one screen, and all of it.  `command` decides which options are listed.
std::string short_help();
std::string long_help(Command command);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
