#include "lambda_report/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <utility>

#include "cli/anonymizer.h"
#include "cli/command.h"
#include "cli/confine.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/plan/values.h"
#include "cli/reading.h"

namespace lambda_report::cli {
namespace {

Result<CompareOptions> compare_options(const ComparingOptions& o) {
  CompareOptions options;
  const std::vector<std::string_view> known = compared_metrics();
  const std::vector<std::string> names(known.begin(), known.end());
  for (const std::string& list : o.fail_on) {
    for (std::string metric : split(list, ',')) {
      std::replace(metric.begin(), metric.end(), '-', '_');
      if (std::find(names.begin(), names.end(), metric) == names.end())
        return unknown_name("--fail-on", metric.empty() ? "empty metric" : metric, names);
      options.fail_on.push_back(std::move(metric));
    }
  }
  if (o.threshold) {
    const std::optional<std::int64_t> percent_e4 = parse_percent_e4(*o.threshold);
    if (!percent_e4 || *percent_e4 == 0)
      return usage_error("--threshold", "is no percentage above 0, up to 100: " + *o.threshold,
                         "such as 10 or 7.5%");
    options.fail_bar = static_cast<double>(*percent_e4) / 1e6;
    options.note_bar = std::min(options.note_bar, options.fail_bar);
  }
  return options;
}

/// The text of `path` if it is a saved summary; nullopt: it is something else.  Pipes are not
/// looked at: what was read of them would be gone.
std::optional<std::string> read_summary(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  Result<OpenedInput> opened = open_input(path);
  if (!opened || opened->is_state) return std::nullopt;
  constexpr std::size_t kBlock = std::size_t{64} << 10, kMost = std::size_t{256} << 20;
  std::string text;
  for (bool more = true; more && text.size() < kMost;) {
    const std::size_t size = text.size();
    text.resize(size + kBlock);
    Result<std::size_t> got = opened->source->read({text.data() + size, kBlock});
    text.resize(size + (got ? *got : 0));
    more = got && *got > 0;
    if (size == 0 && !looks_like_summary(text)) return std::nullopt;
  }
  return text;
}

/// One side, and what reading it makes of the exit code; nothing where it could not be read.
struct Side {
  std::optional<ComparedSide> rows;
  ExitCode code = ExitCode::kComplete;
};

Side failed(const Error& error) {
  say(error);
  return {std::nullopt, ExitCode::kUsage};
}

Side read_side(RunPlan plan, const std::string& path, Anonymizer& anonymizer) {
  anonymizer.listen(plan);
  if (const std::optional<std::string> summary = read_summary(path)) {
    Result<ComparedSide> side = compared_summary(path, *summary);
    if (!side) return failed(side.error());
    const ExitCode code = side->complete ? ExitCode::kComplete : ExitCode::kPartial;
    return {*std::move(side), code};
  }
  plan.inputs = {path};
  plan.allow_empty = true;  // an empty side is our own matter
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) return failed(inputs.error());
  Result<AggregateResult> result = read_inputs(plan, *inputs);
  if (!result) return failed(result.error());
  const ExitCode code = judge_reading(plan, result->ledger);
  if (nothing_was_read(result->ledger)) return {std::nullopt, ExitCode::kUsage};
  Result<ComparedSide> side = compared_side(path, *result, plan.report);
  if (!side) return failed(side.error());
  return {*std::move(side), code};
}

bool is_empty(const ComparedSide& side) {
  return std::all_of(side.rows.begin(), side.rows.end(),
                     [](const ComparedRow& row) { return row.invocations == 0; });
}

ExitCode judge(const RunPlan& plan, const Comparison& comparison, const ComparedSide& base,
               const ComparedSide& head) {
  ExitCode code = comparison.regressions() > 0 ? ExitCode::kGateBroken : ExitCode::kComplete;
  for (const Unlike& unlike : comparison.unlike) {
    say("cannot be compared: " + unlike.reason, unlike.function, unlike.hint);
    code = worse(code, ExitCode::kUsage);
  }
  if (plan.allow_empty) return code;
  for (const ComparedSide* side : {&base, &head}) {
    if (!is_empty(*side)) continue;
    say("no REPORT lines: there is nothing to compare", side->name, "--allow-empty lets it pass");
    return worse(code, ExitCode::kUsage);
  }
  if (comparison.functions.empty() && comparison.unlike.empty()) {
    say("the two sides have no function in common", head.name, "--allow-empty lets it pass");
    code = worse(code, ExitCode::kUsage);
  }
  return code;
}

ExitCode write_all(const RunPlan& plan, const Comparison& comparison) {
  ExitCode code = ExitCode::kComplete;
  for (const Target& target : plan.targets) {
    const auto& formats = comparison_formats();
    const auto format =
        std::find_if(formats.begin(), formats.end(),
                     [&](const ComparisonFormat& known) { return known.id == target.format; });
    Result<std::unique_ptr<Output>> output = Output::open(target.path);
    Result<void> written;
    if (output) {
      RenderStyle style = plan.style;
      style.color = style.color && target.path == "-";
      format->write(comparison, style, (*output)->stream());
      written = (*output)->finish();
    } else {
      written = std::move(output).error();
    }
    if (written) continue;
    say(written.error());
    code = ExitCode::kOutputFailed;
  }
  return code;
}

ExitCode run_compare(RunPlan plan) {
  const std::vector<std::string>& paths = plan.options.inputs;
  Error usage =
      usage_error("compare", "takes two inputs, BASE and HEAD", "lambda-report compare -h");
  if (paths.size() != 2 || plan.options.reading.files_from ||
      (paths[0] == "-" && paths[1] == "-")) {
    say(usage);
    return ExitCode::kUsage;
  }
  Result<CompareOptions> options = compare_options(plan.options.comparing);
  if (!options) {
    say(options.error());
    return ExitCode::kUsage;
  }
  plan.inputs = paths;
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) {
    say(inputs.error());
    return ExitCode::kUsage;
  }
  if (const ExitCode code = check_targets(plan, *inputs); code != ExitCode::kComplete) return code;
  confine(plan, *inputs);

  Anonymizer anonymizer(plan);
  Side base = read_side(plan, paths[0], anonymizer);
  Side head = read_side(plan, paths[1], anonymizer);
  ExitCode code = worse(base.code, head.code);
  if (!base.rows || !head.rows) return code;
  if (anonymizer.is_on()) {
    anonymizer.apply(*base.rows);
    anonymizer.apply(*head.rows);
  }
  const Comparison comparison = compare_sides(*base.rows, *head.rows, *options);
  code = worse(code, judge(plan, comparison, *base.rows, *head.rows));
  return worse(code, write_all(plan, comparison));
}

std::vector<OutputFormat> formats() {
  std::vector<OutputFormat> formats;
  for (const ComparisonFormat& format : comparison_formats())
    formats.push_back(
        {std::string(format.id), std::string(format.ending), std::string(format.help)});
  return formats;
}

void declare(OptionSet& set, Options& o) {
  declare_comparing(set, o.comparing);
  declare_reading(set, o.reading);
  declare_naming(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_discount(set, o.pricing);
  declare_targets(set, o.output, format_ids(*o.command),
                  "of stdout and of every -o; default: table, and what a file's ending says");
  OptionGroup output(set, "What comes out");
  output.value("--top", o.output.top, "N", "only the first N lines of each part of the table");
  output.value("--color", o.output.color, "WHEN", "auto, always or never").choices = {
      "auto", "always", "never"};
  declare_anonymize(set, o.output);
  declare_messages(set, o.output);
  declare_failing(set, o.failing);
}

}  // namespace

const Command& compare_command() {
  static const Command command = {
      .name = "compare",
      .order = 5,
      .summary = "what got slower, dearer or larger from BASE to HEAD, and is it noise",
      .usage = "lambda-report compare [OPTIONS] BASE HEAD",
      .about =
          "What got slower, dearer or larger from BASE to HEAD: logs, folders, saved\n"
          "states (-o NAME.lrs) or saved summaries (--format json).  \"~\" is noise, or too\n"
          "little to matter.  Exit code 1: something got worse by the threshold; 2: nothing\n"
          "to compare, or unlike things (another Region, architecture, way of billing).\n",
      .arguments = Arguments::kOwn,
      .formats = formats,
      .declare = declare,
      .run = run_compare,
      .schema = "comparison",
      .examples = R"(  lambda-report before/ -o base.lrs && lambda-report compare base.lrs after/
  lambda-report compare base.lrs head.log --fail-on cost_per_million,error_rate -o pr.md
)"};
  return command;
}

}  // namespace lambda_report::cli
