#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

#include "cli/anonymizer.h"
#include "cli/command.h"
#include "cli/confine.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "lambda_report/render.h"
#include "report/invocation_pricer.h"

namespace lambda_report::cli {
namespace {

/// One target with its writer; rows go out as they are found.
struct RecordTarget {
  std::unique_ptr<Output> output;
  std::unique_ptr<RecordWriter> writer;
};

Result<std::vector<RecordTarget>> open_targets(const RunPlan& plan) {
  std::vector<RecordTarget> targets;
  for (const Target& target : plan.targets) {
    Result<std::unique_ptr<Output>> output = Output::open(target.path);
    if (!output) return std::move(output).error();
    targets.push_back({*std::move(output), make_record_writer(target.format)});
    targets.back().writer->begin(targets.back().output->stream());
  }
  return targets;
}

ExitCode finish(std::vector<RecordTarget>& targets) {
  ExitCode code = ExitCode::kComplete;
  for (RecordTarget& target : targets) {
    if (Result<void> finished = target.output->finish(); !finished) {
      say(finished.error());
      code = ExitCode::kOutputFailed;
    }
  }
  return code;
}

/// Nobody will see the rest: reading on would only take time, for ever on an endless input.
[[noreturn]] void stop_early(std::vector<RecordTarget>& targets) {
  ExitCode code = ExitCode::kComplete;
  for (RecordTarget& target : targets) {
    if (!target.output->is_broken()) continue;
    if (Result<void> finished = target.output->finish(); !finished) {
      say(finished.error());
      code = ExitCode::kOutputFailed;
    }
  }
  remove_temporary_files();
  ::_exit(static_cast<int>(code));
}

void note_empty_costs(const RunPlan& plan, const report::InvocationPricer& pricer) {
  if (!plan.show_notes) return;
  if (!pricer.unknown_regions().empty())
    say(fmt::format("cost_usd is empty where the Region has no rates: {}",
                    fmt::join(pricer.unknown_regions(), ", ")),
        {}, "give them with --prices");
  if (!pricer.other_currencies().empty())
    say(fmt::format("cost_usd is empty where the Region bills in another currency: {}",
                    fmt::join(pricer.other_currencies(), ", ")),
        {}, "the summary has their cost");
}

void note_dropped_logs(const RunPlan& plan, const Ledger& ledger) {
  if (!plan.show_notes || ledger.logs_dropped == 0) return;
  say(fmt::format("Lambda dropped {} log records itself: invocations may be missing",
                  ledger.logs_dropped));
}

ExitCode run_records(RunPlan plan) {
  Result<std::vector<InputPath>> inputs = gather_inputs(plan);
  if (!inputs) {
    say(inputs.error());
    return ExitCode::kUsage;
  }
  if (const ExitCode code = check_targets(plan, *inputs); code != ExitCode::kComplete) return code;
  confine(plan, *inputs);
  Result<std::vector<RecordTarget>> opened = open_targets(plan);
  if (!opened) {
    say(opened.error());
    return ExitCode::kOutputFailed;
  }
  std::vector<RecordTarget>& targets = *opened;
  report::InvocationPricer pricer(plan.report);
  Anonymizer anonymizer(plan);
  const auto write = [&](const InvocationRow& row, const std::optional<Money>& cost) {
    for (RecordTarget& target : targets) {
      target.writer->write(row, cost, target.output->stream());
      if (target.output->is_broken()) stop_early(targets);
    }
  };
  plan.analyze.aggregate.on_invocation = [&](const InvocationRow& row) {
    const std::optional<Money> cost = pricer.cost(row);
    if (!anonymizer.is_on()) return write(row, cost);
    anonymizer.see(row);
    write(AnonymousInvocation(row, anonymizer.names()).row(), cost);
  };
  Result<AggregateResult> result = read_inputs(plan, *inputs);
  if (!result) {
    say(result.error());
    return ExitCode::kUsage;
  }
  ExitCode code = judge_reading(plan, result->ledger);
  note_empty_costs(plan, pricer);
  note_dropped_logs(plan, result->ledger);
  return worse(code, finish(targets));
}

std::vector<OutputFormat> formats() {
  return {{"jsonl", "jsonl", "one JSON object a line"}, {"csv", "csv", "comma-separated values"}};
}

void declare(OptionSet& set, Options& o) {
  declare_reading(set, o.reading);
  declare_naming(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_discount(set, o.pricing);
  declare_targets(set, o.output, format_ids(*o.command), "jsonl (default) or csv");
  declare_anonymize(set, o.output);
  declare_messages(set, o.output);
  declare_failing(set, o.failing);
}

}  // namespace

const Command& records_command() {
  static const Command command = {
      .name = "records",
      .order = 2,
      .summary = "one row for each invocation, JSON Lines or CSV",
      .usage = "lambda-report records [OPTIONS] [INPUT...]",
      .about = "One row for each invocation, in the order of the inputs.\n",
      .formats = formats,
      .declare = declare,
      .run = run_records,
      .schema = "record",
      .examples = "  lambda-report records logs/ --format csv -o invocations.csv\n"};
  return command;
}

}  // namespace lambda_report::cli
