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

/// Columns of a screen; our own texts hold nothing wider than one column a character.
constexpr std::size_t kScreen = 80;

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// Words of `text` in lines that end at kScreen, all but the first indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out, line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!line.empty() && indent + columns_of(line) + 1 + columns_of(word) > kScreen) {
      out += line + "\n" + std::string(indent, ' ');
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + line;
}

/// "  LEFT    RIGHT"; RIGHT begins on a line of its own where LEFT is long.
std::string entry(std::string_view left, std::string_view right) {
  const std::size_t indent = kLeftColumn + 3;
  const std::string text = wrapped(right, indent);
  if (left.size() <= kLeftColumn) return fmt::format("  {:<{}} {}\n", left, kLeftColumn, text);
  return fmt::format("  {}\n{:{}}{}\n", left, "", indent, text);
}

/// On one line of the screen: what does not fit is left out from a comma, colon or semicolon on.
std::string short_entry(std::string_view left, std::string_view right) {
  constexpr std::size_t kShortColumn = 17;
  const std::size_t room = kScreen - 3 - std::max(left.size(), kShortColumn);
  while (columns_of(right) > room) {
    std::size_t cut = std::string_view::npos;
    for (const char* mark : {", ", ": ", "; "}) {
      const std::size_t at = right.rfind(mark);
      if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut)) cut = at;
    }
    if (cut == std::string_view::npos) break;
    right = right.substr(0, cut);
  }
  return fmt::format("  {:<{}} {}\n", left, kShortColumn, right);
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
    text += "lambda-report: what AWS Lambda functions cost and how they behave, by their logs\n";
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
      text += short_entry(option.signature(), option.help);
    }
  }
  return text + short_entry("--help", "every option, with examples");
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
