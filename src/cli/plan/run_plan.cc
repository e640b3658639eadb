#include "cli/plan/run_plan.h"

#include <utility>

#include "cli/command.h"
#include "cli/config/rules_section.h"
#include "cli/plan/analysis.h"
#include "cli/plan/choose_inputs.h"
#include "cli/plan/costs.h"
#include "cli/plan/values.h"

namespace lambda_report::cli {
namespace {

#ifdef LAMBDA_REPORT_UNCONFINED  // sanitizers and coverage open files of their own at the end
constexpr bool kMayConfine = false;
#else
constexpr bool kMayConfine = true;
#endif

}  // namespace

Result<RunPlan> make_run_plan(const Options& o, const Surroundings& s) {
  RunPlan plan;
  plan.options = o;

  Result<std::vector<Target>> targets = choose_targets(o);
  if (!targets) return std::move(targets).error();
  plan.targets = *std::move(targets);
  Result<RenderStyle> style = choose_style(o.output, s);
  if (!style) return std::move(style).error();
  plan.style = *std::move(style);
  if (o.output.sort) {
    const std::optional<SortKey> key = parse_sort_key(*o.output.sort);
    if (!key) return unknown_name("--sort", *o.output.sort, sort_key_names());
    plan.sort = *key;
  }

  Result<AnalyzeOptions> analyze = make_analyze_options(o, s);
  if (!analyze) return std::move(analyze).error();
  plan.analyze = *std::move(analyze);
  Result<std::shared_ptr<const PriceSheet>> prices = load_prices(o.pricing);
  if (!prices) return std::move(prices).error();
  plan.prices = *std::move(prices);
  Result<ReportOptions> report = make_report_options(o, *plan.prices);
  if (!report) return std::move(report).error();
  plan.report = *std::move(report);
  plan.report.group_by = plan.analyze.aggregate.group_by;
  plan.report.jobs = plan.analyze.jobs;
  Result<AdviceOptions> advice = make_advice_options(
      o.advising, {.rules = rules_in_force(*o.configuration, s.now, !o.output.quiet)});
  if (!advice) return std::move(advice).error();
  plan.report.advice = *std::move(advice);
  Result<std::vector<MeasuredEvidence>> evidence = read_evidence(o.advising);
  if (!evidence) return std::move(evidence).error();
  plan.report.evidence = *std::move(evidence);
  if (o.command->arguments == Arguments::kInputs) {
    Result<std::vector<std::string>> inputs = choose_inputs(o, s);
    if (!inputs) return std::move(inputs).error();
    plan.inputs = *std::move(inputs);
    if (!plan.inputs.empty()) plan.style.first_input = plan.inputs.front();
  }

  plan.strict = o.failing.strict;
  plan.allow_empty = o.failing.allow_empty;
  plan.show_notes = !o.output.quiet;
  plan.show_inputs = o.output.verbose;
  plan.confine = kMayConfine && s.owns_process && !o.landlock.off;
  plan.show_progress = s.stderr_is_terminal && !s.dumb_terminal && !s.ci && !o.output.quiet;
  return plan;
}

}  // namespace lambda_report::cli
