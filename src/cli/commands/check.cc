#include "lambda_report/check.h"

#include <fmt/format.h>

#include <utility>

#include "cli/anonymizer.h"
#include "cli/command.h"
#include "cli/config/apply_config.h"
#include "cli/config/configuration.h"
#include "cli/confine.h"
#include "cli/glob.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/plan/values.h"
#include "cli/reading.h"

namespace lambda_report::cli {
namespace {

// Flags and the environment are stronger than the file.
constexpr int kFileLayer = 0, kFlagLayer = 1;

Result<void> add_limits(const char* option, const std::vector<std::string>& texts, bool is_max,
                        std::vector<Limit>& limits) {
  for (const std::string& text : texts) {
    Result<Limit> limit = parse_limit(text, is_max);
    if (!limit) {
      Error error = std::move(limit).error();
      error.where = option;
      return error;
    }
    limit->origin = fmt::format("{} {}", option, text);
    limit->layer = kFlagLayer;
    limits.push_back(*std::move(limit));
  }
  return {};
}

Result<CheckOptions> make_check_options(const RunPlan& plan) {
  const CheckCommandOptions& o = plan.options.check;
  CheckOptions check;
  check.limits = plan.options.configuration->limits;
  for (Limit& limit : check.limits) limit.layer = kFileLayer;
  if (Result<void> added = add_limits("--max", o.max, true, check.limits); !added) {
    return std::move(added).error();
  }
  if (Result<void> added = add_limits("--min", o.min, false, check.limits); !added) {
    return std::move(added).error();
  }
  if (check.limits.empty()) {
    return usage_error("", "check needs a limit",
                       "--max p99=3s, --max cold-start-rate=5%, or [check.max] in "
                       "lambda-report.toml");
  }
  const std::optional<OnInsufficient> few = parse_on_insufficient(o.on_insufficient);
  if (!few) return unknown_name("--on-insufficient", o.on_insufficient, {"warn", "fail", "pass"});
  check.on_insufficient = *few;
  check.allow_empty = plan.allow_empty;
  check.matches = glob_matches;
  check.group_by = plan.analyze.aggregate.group_by;
  return check;
}

Result<void> write_result(const CheckResult& result, const Report& report, const RenderStyle& style,
                          const Target& target) {
  Result<std::unique_ptr<Output>> output = Output::open(target.path);
  if (!output) return std::move(output).error();
  RenderStyle own_style = style;
  own_style.color = style.color && target.path == "-";
  find_check_renderer(target.format)->render(result, report, own_style, (*output)->stream());
  return (*output)->finish();
}

/// A limit that is for nobody, or a log with no invocation, is no gate that was passed.
ExitCode judge(const CheckResult& result) {
  for (const std::string& problem : result.problems) say(problem);
  if (!result.problems.empty()) return ExitCode::kUsage;
  return result.fails() ? ExitCode::kGateBroken : ExitCode::kComplete;
}

ExitCode run_check(RunPlan plan) {
  Result<CheckOptions> options = make_check_options(plan);
  if (!options) {
    say(at_its_origin(std::move(options).error(), plan.options));
    return ExitCode::kUsage;
  }
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) {
    say(inputs.error());
    return ExitCode::kUsage;
  }
  if (const ExitCode code = check_targets(plan, *inputs); code != ExitCode::kComplete) return code;
  confine(plan, *inputs);
  Anonymizer anonymizer(plan);
  anonymizer.listen(plan);
  Result<AggregateResult> aggregate = read_inputs(plan, *inputs);
  if (!aggregate) {
    say(aggregate.error());
    return ExitCode::kUsage;
  }
  ExitCode code = judge_reading(plan, aggregate->ledger);
  if (nothing_was_read(aggregate->ledger)) return code;
  Result<Report> report = build_report(*std::move(aggregate), plan.report);
  if (!report) {
    say(report.error());
    return ExitCode::kUsage;
  }
  if (!report->complete) code = worse(code, ExitCode::kPartial);
  CheckResult result = check_report(*report, *options);
  code = worse(code, judge(result));
  if (anonymizer.is_on()) {
    anonymizer.apply(*report, plan);
    anonymize(result, *report, *options);
  }
  for (const Target& target : plan.targets) {
    if (Result<void> written = write_result(result, *report, plan.style, target); !written) {
      say(written.error());
      code = worse(code, ExitCode::kOutputFailed);
    }
  }
  return code;
}

std::vector<OutputFormat> formats() {
  std::vector<OutputFormat> formats;
  for (const CheckRenderer* renderer : all_check_renderers()) {
    const bool is_default = renderer->id() == "table";
    formats.insert(is_default ? formats.begin() : formats.end(),
                   OutputFormat{std::string(renderer->id()), std::string(renderer->extension()),
                                std::string(renderer->help())});
  }
  return formats;
}

void declare(OptionSet& set, Options& o) {
  declare_check(set, o.check);
  declare_reading(set, o.reading);
  declare_naming(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_discount(set, o.pricing);
  declare_projection(set, o.pricing);
  declare_grouping(set, o.output, o.command->group_by);
  declare_targets(set, o.output, format_ids(*o.command),
                  "of stdout and of every -o; default: table, and what a file's ending says");
  declare_check_table(set, o.output);
  declare_anonymize(set, o.output);
  declare_messages(set, o.output);
  declare_failing(set, o.failing);
}

/// "warm-p99" and the like are one line: they are those of durations with a word before.
std::string metric_help() {
  std::string text = "\nMetrics of LIMIT\n";
  for (const CheckMetric& metric : check_metrics()) {
    const std::size_t dash = metric.name.find('-');
    const std::string_view prefix = std::string_view(metric.name).substr(0, dash);
    const bool is_prefixed = prefix == "warm" || prefix == "init" || prefix == "billed" ||
                             prefix == "restore" ||
                             (prefix == "cold" && !metric.name.starts_with("cold-start"));
    if (!is_prefixed) text += fmt::format("  {:<25} {}\n", metric.name, metric.help);
  }
  text += fmt::format("  {:<25} {}\n", "init-p95, warm-mean, …",
                      "the same of warm, cold, init, billed and restore durations");
  return text +
         "\nA quantile of too few invocations (fewer than 10 beyond it: 1000 for p99, 200 for "
         "p95)\n"
         "is not enough data.  --on-insufficient warn judges it by those there are and says so.\n";
}

}  // namespace

const Command& check_command() {
  static const Command command = {
      .name = "check",
      .order = 4,
      .summary = "gates for CI: exit code 1 where a limit is broken",
      .usage = "lambda-report check --max LIMIT... [OPTIONS] [INPUT...]",
      .about =
          "Holds figures of every function against limits; exit code 1 where one is broken.\n"
          "LIMIT is [GLOB:]METRIC=VALUE; 3000, 3s, 5%, $2.50.  @total: is all together.\n",
      .formats = formats,
      .group_by = "function",
      .declare = declare,
      .run = run_check,
      .schema = "check",
      .more_help = metric_help,
      .examples =
          R"(  lambda-report check --max p99=3s --max error-rate=1% --max out-of-memory=0 logs/
  lambda-report check --max 'orders-*:cost-per-million=$2.50' -o checks.xml logs/*.gz
)"};
  return command;
}

}  // namespace lambda_report::cli
