#include <utility>

#include "cli/anonymizer.h"
#include "cli/command.h"
#include "cli/confine.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"

namespace lambda_report::cli {
namespace {

Result<void> write_advice(const Report& report, const RenderStyle& style, const Target& target) {
  Result<std::unique_ptr<Output>> output = Output::open(target.path);
  if (!output) return std::move(output).error();
  RenderStyle own_style = style;
  own_style.color = style.color && target.path == "-";
  find_advice_renderer(target.format)->render(report, own_style, (*output)->stream());
  return (*output)->finish();
}

ExitCode run_advise(RunPlan plan) {
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
  plan.report.full_advice = true;
  Result<Report> report = build_report(*std::move(aggregate), plan.report);
  if (!report) {
    say(report.error());
    return ExitCode::kUsage;
  }
  if (!report->complete) code = worse(code, ExitCode::kPartial);
  if (anonymizer.is_on()) anonymizer.apply(*report, plan);
  for (const Target& target : plan.targets) {
    Result<void> written = write_advice(*report, plan.style, target);
    if (!written) {
      say(written.error());
      code = worse(code, ExitCode::kOutputFailed);
    }
  }
  return code;
}

/// Those of advice, then those that show findings alone.
std::vector<OutputFormat> formats() {
  std::vector<OutputFormat> formats;
  const auto add = [&formats](const Renderer& renderer) {
    const bool is_default = renderer.id() == "table";
    formats.insert(is_default ? formats.begin() : formats.end(),
                   OutputFormat{std::string(renderer.id()), std::string(renderer.extension()),
                                std::string(renderer.help())});
  };
  for (const Renderer* renderer : all_advice_renderers()) add(*renderer);
  for (const char* id : {"junit", "sarif", "github"}) add(*find_renderer(id));
  return formats;
}

void declare(OptionSet& set, Options& o) {
  declare_reading(set, o.reading);
  declare_naming(set, o.naming);
  declare_advising(set, o.advising);
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

}  // namespace

const Command& advise_command() {
  static const Command command = {
      .name = "advise",
      .order = 2,
      .summary = "which memory size, how sure that is, and what to measure next",
      .usage = "lambda-report advise [OPTIONS] [INPUT...]",
      .about =
          "Every finding with its evidence: what was seen, the memory floor, what other\n"
          "sizes would cost and how long they would take (each with its range), and what\n"
          "to do.\n",
      .formats = formats,
      .declare = declare,
      .run = run_advise,
      .schema = "advice",
      .examples = R"(  lambda-report advise logs/ --include orders --functions functions.json
  lambda-report advise logs/ --strategy cheapest --slo p95=800ms
  lambda-report advise logs/ --include orders --evidence power-tuning.json
)"};
  return command;
}

}  // namespace lambda_report::cli
