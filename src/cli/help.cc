#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "lambda_report/analyze.h"

namespace lambda_report::cli {
namespace {

constexpr std::size_t kLeftColumn = 25;

constexpr std::string_view kInputs =
    "INPUT is a file, a directory or - for stdin: CloudWatch exports, aws logs tail,\n"
    "JSON, CSV; gzip and zstd too.  What it is, is found out.\n";

constexpr std::string_view kEnd = R"(
Exit codes
  0 complete                                1 check, compare: a gate was broken
  2 usage error, or nothing could be read   3 partial: something was lost
  4 the output could not be written

Nothing leaves this machine: no network, no credentials, no telemetry.
)";

bool is_default(const Command& command) { return &command == &default_command(); }

/// "  LEFT    RIGHT", on two lines where LEFT is long.
std::string entry(std::string_view left, std::string_view right) {
  if (left.size() <= kLeftColumn) return fmt::format("  {:<{}} {}\n", left, kLeftColumn, right);
  return fmt::format("  {}\n{:{}}{}\n", left, "", kLeftColumn + 3, right);
}

std::string command_list() {
  std::string text;
  for (const Command* command : commands_in_order()) {
    text += fmt::format("  {:<9} {}\n", command->name, command->summary);
  }
  return text;
}

std::string option_list(const OptionSet& set) {
  std::string text;
  for (const std::string& group : set.groups()) {
    text += "\n" + group + "\n";
    for (const OptionDef& option : set.all()) {
      if (option.group == group) text += entry(option.signature(), option.help);
    }
  }
  return text;
}

std::string format_list(const Command& command) {
  std::string text = "\nFormats of the output\n";
  for (const OutputFormat& format : command.formats()) text += entry(format.id, format.help);
  return text;
}

std::string envelope_list() {
  std::string text = "\nForms of input, found by content (--input-format ID forces one)\n";
  for (const auto& [id, help] : envelope_ids()) text += entry(id, help);
  return text;
}

std::string examples(const Command& command) {
  std::string text = "\nExamples\n";
  for (const Command* each : commands_in_order()) {
    if (is_default(command) || each == &command) text += each->examples;
  }
  return text;
}

}  // namespace

std::string short_help(const Command& command) {
  std::string text;
  if (is_default(command)) {
    text += "lambda-report: what AWS Lambda functions cost and how they behave, from their logs\n";
    text += "  lambda-report [COMMAND] [OPTIONS] [INPUT...]\n\n" + command_list();
  } else {
    text += fmt::format("{}\n{}", command.usage, command.about);
  }
  text += "\n";
  if (command.arguments == Arguments::kInputs) text += fmt::format("{}\n", kInputs);

  Options options;
  options.command = &command;
  const OptionSet set = options_of(command, options);
  for (const OptionDef& option : set.all()) {
    if (option.essential && option.long_name != "help") {
      text += fmt::format("  {:<17} {}\n", option.signature(), option.help);
    }
  }
  return text + fmt::format("  {:<17} {}\n", "--help", "every option, with examples");
}

std::string long_help(const Command& command) {
  Options options;
  options.command = &command;
  const OptionSet set = options_of(command, options);
  std::string text = fmt::format("{}\n{}", command.usage, command.about);
  if (command.arguments == Arguments::kInputs) text += kInputs;
  if (is_default(command)) text += "\nCommands (lambda-report COMMAND --help)\n" + command_list();
  text += option_list(set);
  if (command.formats().size() > 2) text += format_list(command);
  if (command.arguments == Arguments::kInputs) text += envelope_list();
  if (command.more_help != nullptr) text += command.more_help();
  text += examples(command);
  text += kEnd;
  return text;
}

}  // namespace lambda_report::cli
