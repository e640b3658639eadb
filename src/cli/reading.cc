#include "cli/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "cli/messages.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "lambda_report/analyze.h"

namespace lambda_report::cli {
namespace {

// A directory of a thousand broken files gives a screenful of messages, not a thousand.
constexpr std::size_t kFailuresShown = 20;

// Of so many rows, memory is what it is about.
constexpr std::size_t kManyRows = 4096;

// Any thread adds up, and each has a heap of its own: what the others freed is of no use to this
// one, which goes on alone.
void give_back_free_memory() {
#if defined(__GLIBC__)
  ::malloc_trim(0);
#endif
}

/// "1 input", "2 inputs".
std::string count_of(std::uint64_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

bool writes_stdout(const RunPlan& plan) {
  return std::any_of(plan.targets.begin(), plan.targets.end(),
                     [](const Target& target) { return target.path == "-"; });
}

bool is_named(const RunPlan& plan, const InputPath& input) {
  return std::find(plan.inputs.begin(), plan.inputs.end(), input.path) != plan.inputs.end();
}

/// `lambda-report . > report.txt`: the shell made report.txt before we walked the folder.
void leave_out_stdout(const RunPlan& plan, std::vector<InputPath>& inputs) {
  const auto is_stdout = [&](const InputPath& input) {
    return InputIdentities({input}).holds("-") && !is_named(plan, input);
  };
  inputs.erase(std::remove_if(inputs.begin(), inputs.end(), is_stdout), inputs.end());
}

void say_failures(const Ledger& ledger) {
  std::size_t shown = 0;
  for (const FailedInput& input : ledger.inputs_failed) {
    if (shown++ == kFailuresShown) break;
    say(input.reason, input.input, input.hint);
  }
  if (ledger.inputs_failed.size() > kFailuresShown) {
    say(fmt::format("… and {}",
                    count_of(ledger.inputs_failed.size() - kFailuresShown, "more input")));
  }
  if (nothing_was_read(ledger)) return;
  say(fmt::format("partial: {} of {} could not be read whole; what is lost is not in the figures",
                  ledger.inputs_failed.size(), count_of(ledger.inputs, "input")));
}

void say_input(const InputReport& report) {
  say(fmt::format("{}{}{}: {}", report.envelope, report.codec == "none" ? "" : ", " + report.codec,
                  report.encoding.empty() ? "" : ", " + report.encoding, report.why),
      report.input);
}

}  // namespace

Result<std::vector<InputPath>> gather_inputs(const RunPlan& plan) {
  Result<std::vector<InputPath>> expanded = expand_inputs(plan.inputs);
  if (!expanded) return std::move(expanded).error();
  std::vector<InputPath> inputs = *std::move(expanded);
  if (writes_stdout(plan)) leave_out_stdout(plan, inputs);
  return inputs;
}

ExitCode check_targets(const RunPlan& plan, const std::vector<InputPath>& inputs) {
  const InputIdentities identities(inputs);
  for (const Target& target : plan.targets) {
    const Result<void> checked = check_output(target.path, identities);
    if (checked) continue;
    say(checked.error());
    return checked.error().code == ErrorCode::kIo ? ExitCode::kOutputFailed : ExitCode::kUsage;
  }
  return ExitCode::kComplete;
}

Result<AggregateResult> read_inputs(const RunPlan& plan, const std::vector<InputPath>& inputs) {
  AnalyzeOptions options = plan.analyze;
  if (plan.show_inputs) options.on_input = say_input;
  Progress progress(inputs);
  if (plan.show_progress) {
    options.file_bytes = &progress.file_bytes();
    options.on_progress = [&progress](std::uint64_t bytes) { progress.show(bytes); };
  }
  Result<AggregateResult> result = analyze(inputs, std::move(options));
  progress.clear();
  if (result && result->functions.size() >= kManyRows) give_back_free_memory();
  return result;
}

bool nothing_was_read(const Ledger& ledger) {
  const auto opened = [](const FailedInput& input) { return input.opened; };
  return ledger.lines == 0 && ledger.inputs > 0 && ledger.inputs_failed.size() >= ledger.inputs &&
         std::none_of(ledger.inputs_failed.begin(), ledger.inputs_failed.end(), opened);
}

ExitCode judge_reading(const RunPlan& plan, const Ledger& ledger) {
  ExitCode code = ExitCode::kComplete;
  if (!ledger.inputs_failed.empty()) {
    say_failures(ledger);
    if (nothing_was_read(ledger)) return ExitCode::kUsage;
    code = ExitCode::kPartial;
  }
  const std::uint64_t unread = ledger.malformed + ledger.suspicious;
  if (plan.strict && unread > 0) {
    say(fmt::format("{}, {} of them malformed and {} suspicious (--strict)",
                    count_of(unread, "unreadable REPORT"), ledger.malformed, ledger.suspicious));
    code = worse(code, ExitCode::kPartial);
  }
  if (ledger.reports == 0 && plan.show_notes && !plan.allow_empty) {
    const std::uint64_t left_out = ledger.outside_window;
    say(left_out > 0 ? fmt::format("no REPORT lines in the chosen time; {} are outside", left_out)
                     : fmt::format("no REPORT lines in {} of {}", count_of(ledger.lines, "line"),
                                   count_of(ledger.inputs, "input")),
        {}, plan.show_inputs ? "" : "-v says how each input was read");
  }
  return code;
}

}  // namespace lambda_report::cli
