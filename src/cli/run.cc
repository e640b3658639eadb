#include <fmt/format.h>

#include <utility>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "lambda_report/schema.h"
#include "lambda_report/version.h"

namespace lambda_report::cli {
namespace {

ExitCode print(const std::string& text) {
  Result<std::unique_ptr<Output>> output = Output::open("-");
  Result<void> written = output ? ((*output)->stream() << text, (*output)->finish())
                                : Result<void>(std::move(output).error());
  if (written) return ExitCode::kComplete;
  say(written.error());
  return ExitCode::kOutputFailed;
}

std::string version_text() {
  const PriceSheet& prices = PriceSheet::builtin();
  return fmt::format("lambda-report {}\nprices of {} ({})\n", kVersion, prices.as_of(),
                     prices.source());
}

/// The schema of what `command` writes as JSON.
std::string schema_text(Command command) {
  const JsonSchema* schema = find_json_schema(command == Command::kRecords ? "record" : "summary");
  return schema == nullptr ? std::string() : std::string(schema->text);
}

}  // namespace

ExitCode run(const std::vector<std::string>& words, const Surroundings& surroundings) {
  Result<Options> options = parse_options(words);
  if (!options) {
    say(options.error());
    return ExitCode::kUsage;
  }
  if (options->long_help) return print(long_help(options->command));
  if (options->short_help) return print(short_help());
  if (options->version) return print(version_text());
  if (options->schema) return print(schema_text(options->command));

  Result<RunPlan> plan = make_run_plan(*options, surroundings);
  if (!plan) {
    say(plan.error());
    return ExitCode::kUsage;
  }
  if (plan->command == Command::kPrices) return run_prices(*plan);
  if (plan->inputs.empty()) {  // stdin is a terminal: nothing would ever come
    say_plainly(short_help());
    return ExitCode::kUsage;
  }
  return plan->command == Command::kRecords ? run_records(*std::move(plan)) : run_summary(*plan);
}

}  // namespace lambda_report::cli
