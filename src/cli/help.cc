#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/declare_options.h"
#include "cli/options.h"
#include "lambda_report/analyze.h"
#include "lambda_report/render.h"

namespace lambda_report::cli {
namespace {

constexpr std::string_view kShortHelp =
    R"(lambda-report: what AWS Lambda functions cost and how they behave, from their logs

  lambda-report [OPTIONS] [INPUT...]           a summary of every function: cost, speed, memory
  lambda-report records [OPTIONS] [INPUT...]   one row for each invocation, JSON Lines or CSV
  lambda-report prices [OPTIONS]               the rates that are used

INPUT is a file, a directory or - for stdin: CloudWatch exports, aws logs tail, JSON, CSV;
gzip and zstd too.  What it is, is found out.

  --since 2d12h               only what is younger; also --until, and RFC 3339 times
  --include GLOB              only these functions; also --exclude
  --region R, --arch A        where the log does not say it
  --functions FILE            what aws lambda list-functions printed: timeouts, architectures
  --format F, -o FILE         another form of output; by the file's ending
  --sort KEY, --top N         order and length of tables
  --help                      every option, with examples
)";

constexpr std::string_view kExamples = R"(Examples
  aws logs tail /aws/lambda/orders --since 1d | lambda-report
  lambda-report export/ --function orders --region eu-west-1
  lambda-report logs/*.gz --since 7d --group-by function,version -o report.json
  lambda-report export/ --function-from 'export/(?P<function>[^/]+)/' --functions functions.json
  lambda-report records logs/ --format csv -o invocations.csv
  lambda-report prices --region ap-south-1

Exit codes
  0 complete   2 usage error, or nothing could be read   3 partial: something was lost
  4 the output could not be written

Nothing leaves this machine: no network, no credentials, no telemetry.
)";

std::string usage_line(Command command) {
  switch (command) {
    case Command::kSummary:
      return "lambda-report [summary] [OPTIONS] [INPUT...]\n"
             "What every function cost and how it behaved; INPUT is a file, a directory or -.\n"
             "Other commands: records, prices (lambda-report records --help).\n";
    case Command::kRecords:
      return "lambda-report records [OPTIONS] [INPUT...]\n"
             "One row for each invocation, in the order of the inputs.\n";
    case Command::kPrices:
      return "lambda-report prices [OPTIONS]\n"
             "The price sheet in force: its date, its source, the rates of a Region.\n";
  }
  return {};
}

/// "-o, --output FILE"
std::string signature(const CLI::Option& option) {
  std::string text;
  for (const std::string& name : option.get_snames()) text += (text.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) text += (text.empty() ? "--" : ", --") + name;
  const std::string type = option.get_type_name();
  return type.empty() ? text : text + " " + type;
}

using Names = std::vector<std::pair<std::string_view, std::string_view>>;

std::string list(std::string_view title, const Names& names) {
  std::string text = fmt::format("\n{}\n", title);
  for (const auto& [id, help] : names) text += fmt::format("  {:<25} {}\n", id, help);
  return text;
}

Names output_formats() {
  Names names;
  for (const Renderer* renderer : all_renderers())
    names.emplace_back(renderer->id(), renderer->help());
  return names;
}

}  // namespace

std::string short_help() { return std::string(kShortHelp); }

std::string long_help(Command command) {
  Options options;
  options.command = command;
  CLI::App app;
  declare_options(app, options);

  std::string text = usage_line(command);
  std::vector<std::string> groups = app.get_groups();
  for (const std::string& group : groups) {
    if (group.empty()) continue;
    text += fmt::format("\n{}\n", group);
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_group() != group) continue;
      const std::string left = signature(*option);
      text += left.size() <= 25
                  ? fmt::format("  {:<25} {}\n", left, option->get_description())
                  : fmt::format("  {}\n{:28}{}\n", left, "", option->get_description());
    }
  }
  if (command == Command::kSummary) text += list("Formats of the output", output_formats());
  if (command != Command::kPrices) {
    text += list("Forms of input, found by content (--input-format ID forces one)", envelope_ids());
  }
  return text + "\n" + std::string(kExamples);
}

}  // namespace lambda_report::cli
