#include "cli/declare_options.h"

#include <CLI/CLI.hpp>

namespace lambda_report::cli {
namespace {

/// Declares options into one group of the help text.
class Group {
 public:
  Group(CLI::App& app, std::string name) : app_(app), name_(std::move(name)) {}

  void flag(const char* names, bool& target, const char* why) {
    app_.add_flag(names, target, why)->group(name_);
  }
  /// `target` is a string or an optional one.
  template <class Target>
  void value(const char* names, Target& target, const char* type, const char* why) {
    app_.add_option(names, target, why)->type_name(type)->group(name_);
  }
  void repeatable(const char* names, std::vector<std::string>& target, const char* type,
                  const char* why) {
    app_.add_option(names, target, why)
        ->type_name(type)
        ->group(name_)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

 private:
  CLI::App& app_;
  std::string name_;
};

void declare_reading(CLI::App& app, Options& o) {
  Group input(app, "What to read");
  input.value("--files-from", o.files_from, "FILE",
              "read the inputs' paths from FILE (- is stdin), one a line");
  input.flag("-0,--null", o.null_separated,
             "paths in --files-from end in NUL, as find -print0 does");
  input.value("--input-format", o.input_format, "ID",
              "do not guess how the lines are wrapped; an ID, or auto");
  input.value("--since", o.since, "TIME",
              "leave out what is earlier: 2026-03-02T10:00:00Z, 2026-03-02, or an age, 2d12h");
  input.value("--until", o.until, "TIME", "leave out this moment and what is later");
  input.repeatable("--include", o.include, "GLOB", "only functions with such a name; repeatable");
  input.repeatable("--exclude", o.exclude, "GLOB",
                   "no function with such a name; repeatable, stronger than --include");
  input.flag("--no-dedupe", o.no_dedupe,
             "count an event again that overlapping exports hold twice");
  input.value("--jobs", o.jobs, "N", "threads; default: all cores. Never changes the output");
}

void declare_naming(CLI::App& app, Options& o) {
  Group names(app, "Whose invocations they are");
  names.value("--function", o.function, "NAME", "the function's name where the log has none");
  names.value("--function-from", o.function_from, "REGEX",
              "take it from the input's path: (?P<function>…), also region, account, version");
  names.value("--functions", o.functions, "FILE",
              "what aws lambda list-functions printed: timeouts, architectures, storage");
  names.value("--region", o.region, "REGION",
              "where the log does not say it; else us-east-1, shown as assumed");
  names.value("--arch", o.arch, "ARCH", "x86_64 or arm64, where --functions does not say it");
}

void declare_prices(CLI::App& app, Options& o) {
  Group prices(app, "What they cost");
  prices.value("--prices", o.prices, "FILE", "your own price sheet instead of the built-in one");
  if (o.command == Command::kPrices) return;
  prices.value("--discount", o.discount, "PCT",
               "off the duration price, as a Savings Plan gives it; never off requests");
  if (o.command == Command::kRecords) return;
  prices.flag("--free-tier", o.free_tier, "take the monthly free tier off");
  prices.value("--monthly-invocations", o.monthly_invocations, "N",
               "project a month of N invocations, not of the log's window");
  prices.value("--days", o.days, "D", "the log covers D days, though its events do not show it");
}

const char* format_help(Command command) {
  switch (command) {
    case Command::kSummary:
      return "of stdout and of every -o; default: table, and what a file's ending says";
    case Command::kRecords:
      return "jsonl (default) or csv";
    case Command::kPrices:
      return "table (default) or json";
  }
  return "";
}

void declare_output(CLI::App& app, Options& o) {
  Group output(app, "What comes out");
  if (o.command == Command::kSummary) {
    output.value("--group-by", o.group_by, "KEYS",
                 "one row for each: function, memory, version, region, account, arch, tenant, day, "
                 "hour, input");
  }
  output.value("--format", o.format, "F", format_help(o.command));
  output.repeatable("-o,--output", o.outputs, "FILE",
                    "write to FILE, whole or not at all; repeatable");
  if (o.command == Command::kSummary) {
    output.value("--sort", o.sort, "KEY", "order of tables; default: cost");
    output.value("--top", o.top, "N", "only the first N rows of tables");
    output.value("--color", o.color, "WHEN", "auto, always or never");
  }
  if (o.command == Command::kPrices) return;
  output.flag("-q,--quiet", o.quiet, "no notes and no progress on stderr, errors only");
  output.flag("-v,--verbose", o.verbose, "say how each input was read, and why so");
}

void declare_failing(CLI::App& app, Options& o) {
  Group failing(app, "When to fail");
  failing.flag("--strict", o.strict, "any line that cannot be read makes the exit code 3");
  failing.flag("--allow-empty", o.allow_empty, "a log without an invocation is nothing to mention");
}

}  // namespace

void declare_options(CLI::App& app, Options& o) {
  app.set_help_flag();  // ours has two lengths
  // Inputs are what CLI11 leaves over: its positional arguments would split "[a,b]", and the
  // nearest name to an unknown option is ours to find.
  app.allow_extras();
  Group help(app, "Help");
  help.flag("-h", o.short_help, "the most needed on one screen");
  help.flag("--help", o.long_help, "this text");
  help.flag("--version", o.version, "the version, and the date of the built-in prices");
  if (o.command != Command::kPrices) {
    help.flag("--schema", o.schema, "the JSON Schema of this command's JSON output");
    declare_reading(app, o);
  }
  if (o.command == Command::kPrices) {
    Group names(app, "Which rates");
    names.value("--region", o.region, "REGION", "default: us-east-1");
    names.value("--arch", o.arch, "ARCH", "x86_64 or arm64; default: both");
  } else {
    declare_naming(app, o);
  }
  declare_prices(app, o);
  declare_output(app, o);
  if (o.command != Command::kPrices) declare_failing(app, o);
}

}  // namespace lambda_report::cli
