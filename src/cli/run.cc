#include <fmt/format.h>

#include <utility>

#include "cli/command.h"
#include "cli/config/apply_config.h"
#include "cli/generate/generate.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/plan/values.h"
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
std::string schema_text(const Command& command) {
  const JsonSchema* schema = find_json_schema(command.schema);
  return schema == nullptr ? std::string() : std::string(schema->text);
}

ExitCode print_generated(const std::string& kind) {
  const std::string text = generate(kind);
  if (!text.empty()) return print(text);
  say(unknown_name("--generate", kind, generated_kinds()));
  return ExitCode::kUsage;
}

}  // namespace

ExitCode run(const std::vector<std::string>& words, const Surroundings& surroundings) {
  Result<Options> options = parse_options(words);
  if (!options) {
    say(options.error());
    return ExitCode::kUsage;
  }
  const Command& command = *options->command;
  if (options->help.long_help) return print(long_help(command));
  if (options->help.short_help) return print(short_help(command));
  if (options->help.version) return print(version_text());
  if (options->help.schema) return print(schema_text(command));

  if (options->help.generate) return print_generated(*options->help.generate);
  if (Result<void> applied = apply_configuration(*options, surroundings); !applied) {
    say(applied.error());
    return ExitCode::kUsage;
  }
  if (command.run_as_typed != nullptr) return command.run_as_typed(*options, surroundings);
  Result<RunPlan> plan = make_run_plan(*options, surroundings);
  if (!plan) {
    say(at_its_origin(std::move(plan).error(), *options));
    return ExitCode::kUsage;
  }
  if (command.arguments == Arguments::kInputs && plan->inputs.empty()) {
    say_plainly(short_help(command));  // stdin is a terminal: nothing would ever come
    return ExitCode::kUsage;
  }
  return command.run(*std::move(plan));
}

}  // namespace lambda_report::cli
