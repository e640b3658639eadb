#include <algorithm>
#include <string>
#include <utility>

#include "cli/anonymizer.h"
#include "cli/command.h"
#include "cli/confine.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/plan/values.h"
#include "cli/reading.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/state.h"

namespace lambda_report::cli {
namespace {

/// These cut their tables to --top themselves and say of how many.
bool is_for_people(std::string_view format) {
  return format == "table" || format == "md" || format == "html";
}

/// The one format that is no renderer's: sums to be added to others, not a report.
constexpr char kState[] = "state";

Result<void> write_report(const Report& report, const std::string& state, const RenderStyle& style,
                          const Target& target) {
  Result<std::unique_ptr<Output>> output = Output::open(target.path);
  if (!output) return std::move(output).error();
  if (target.format == kState) {
    (*output)->stream() << state;
    return (*output)->finish();
  }
  RenderStyle own_style = style;
  own_style.color = style.color && target.path == "-";
  find_renderer(target.format)->render(report, own_style, (*output)->stream());
  return (*output)->finish();
}

/// --explain named no row.
Error nothing_to_explain(const RunPlan& plan, const Report& report) {
  std::vector<std::string> names;
  for (const Row& row : report.rows)
    names.push_back(row.key.function.empty() ? row.key.input : row.key.function);
  const std::string asked = plan.options.pricing.explain.front();
  if (names.empty()) return usage_error("--explain", "there is no invocation to explain");
  Error error = unknown_name("--explain", asked, names);
  error.what = "no row is of " + asked;
  return error;
}

ExitCode write_targets(const RunPlan& plan, const Report& report, const std::string& state) {
  const auto top = static_cast<std::size_t>(plan.style.top);
  const bool cuts = top > 0 && top < report.rows.size();
  Report first_rows;
  if (cuts) {
    first_rows = report;
    first_rows.rows.truncate(top);
  }
  ExitCode code = ExitCode::kComplete;
  for (const Target& target : plan.targets) {
    const bool use_cut = cuts && !is_for_people(target.format);
    Result<void> written = write_report(use_cut ? first_rows : report, state, plan.style, target);
    if (!written) {
      say(written.error());
      code = worse(code, ExitCode::kOutputFailed);
    }
  }
  return code;
}

bool saves_state(const RunPlan& plan) {
  return std::any_of(plan.targets.begin(), plan.targets.end(),
                     [](const Target& target) { return target.format == kState; });
}

ExitCode run_summary(RunPlan plan) {
  Anonymizer anonymizer(plan);
  if (anonymizer.is_on() && saves_state(plan)) {
    say("a saved state holds the names, so that it can be added to others", "--anonymize",
        "save it without --anonymize, and anonymize what is made of it");
    return ExitCode::kUsage;
  }
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) {
    say(inputs.error());
    return ExitCode::kUsage;
  }
  if (const ExitCode code = check_targets(plan, *inputs); code != ExitCode::kComplete) return code;
  confine(plan, *inputs);
  anonymizer.listen(plan);
  Result<AggregateResult> aggregate = read_inputs(plan, *inputs);
  if (!aggregate) {
    say(aggregate.error());
    return ExitCode::kUsage;
  }
  ExitCode code = judge_reading(plan, aggregate->ledger);
  if (nothing_was_read(aggregate->ledger)) return code;
  const std::string state = saves_state(plan) ? save_state(*aggregate) : std::string();
  Result<Report> report = build_report(*std::move(aggregate), plan.report);
  if (!report) {
    say(report.error());
    return ExitCode::kUsage;
  }
  if (plan.report.explains && report->explanations.empty()) {
    say(nothing_to_explain(plan, *report));
    return worse(code, ExitCode::kUsage);
  }
  if (!report->complete) code = worse(code, ExitCode::kPartial);

  if (anonymizer.is_on()) {
    anonymizer.apply(*report, plan);
  }
  sort_rows(report->rows, plan.sort);
  return worse(code, write_targets(plan, *report, state));
}

std::vector<OutputFormat> formats() {
  std::vector<OutputFormat> formats;
  for (const Renderer* renderer : all_renderers()) {
    const bool is_default = renderer->id() == "table";
    formats.insert(is_default ? formats.begin() : formats.end(),
                   OutputFormat{std::string(renderer->id()), std::string(renderer->extension()),
                                std::string(renderer->help())});
  }
  formats.push_back({kState, "lrs", "a saved state: read it again with other logs or states"});
  return formats;
}

void declare(OptionSet& set, Options& o) {
  declare_reading(set, o.reading);
  declare_naming(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_discount(set, o.pricing);
  declare_projection(set, o.pricing);
  declare_rules(set, o.advising);
  declare_explanation(set, o.pricing);
  declare_grouping(set, o.output, o.command->group_by);
  declare_targets(set, o.output, format_ids(*o.command),
                  "of stdout and of every -o; default: table, and what a file's ending says");
  declare_tables(set, o.output);
  declare_anonymize(set, o.output);
  declare_messages(set, o.output);
  declare_failing(set, o.failing);
}

}  // namespace

const Command& summary_command() {
  static const Command command = {
      .name = "summary",
      .order = 1,
      .summary = "what every function cost and how it behaved; may be left out",
      .usage = "lambda-report [summary] [OPTIONS] [INPUT...]",
      .about = "What every function cost and how it behaved: cost, speed, memory, advice.\n",
      .formats = formats,
      .declare = declare,
      .run = run_summary,
      .schema = "summary",
      .examples = R"(  aws logs tail /aws/lambda/orders --since 1d | lambda-report
  lambda-report export/ --function orders --region eu-west-1
  lambda-report logs/*.gz --since 7d --group-by function,version -o report.json
  lambda-report monday.lrs tuesday.lrs today/ -o week.lrs -o week.html
  lambda-report export/ --function orders --explain orders --monthly-invocations 3000000
  lambda-report export/ --function-from 'export/(?P<function>[^/]+)/' --functions functions.json
)"};
  return command;
}

}  // namespace lambda_report::cli
