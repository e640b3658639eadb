#include <utility>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"

namespace lambda_report::cli {
namespace {

/// Formats that people read are ordered by --sort; what programs read keeps the contract's
/// order.
bool is_for_people(std::string_view format) {
  return format == "table" || format == "md" || format == "html";
}

Result<void> write_report(const Report& report, const RenderStyle& style, const Target& target) {
  Result<std::unique_ptr<Output>> output = Output::open(target.path);
  if (!output) return std::move(output).error();
  RenderStyle own_style = style;
  own_style.color = style.color && target.path == "-";
  find_renderer(target.format)->render(report, own_style, (*output)->stream());
  return (*output)->finish();
}

}  // namespace

ExitCode run_summary(const RunPlan& plan) {
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) {
    say(inputs.error());
    return ExitCode::kUsage;
  }
  if (const ExitCode code = check_targets(plan, *inputs); code != ExitCode::kComplete) return code;
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

  Report sorted;
  if (plan.sort != SortKey::kCost) {
    sorted = *report;
    sort_rows(sorted.rows, plan.sort);
  }
  for (const Target& target : plan.targets) {
    const bool use_sorted = plan.sort != SortKey::kCost && is_for_people(target.format);
    Result<void> written = write_report(use_sorted ? sorted : *report, plan.style, target);
    if (!written) {
      say(written.error());
      code = worse(code, ExitCode::kOutputFailed);
    }
  }
  return code;
}

}  // namespace lambda_report::cli
