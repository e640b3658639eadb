#include "advisor/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report::advisor {

Finding start_finding(const Rule& rule, Severity severity, const AdviceInput& input) {
  Finding finding;
  finding.rule = rule.id();
  finding.severity = severity;
  finding.function = input.key->function;
  if (finding.function.empty()) finding.input = input.key->input;
  finding.memory_size_mb = memory_size_of(input);
  add_evidence(finding, "invocations", input.stats->invocations);
  if (const auto environments = environments_of(*input.stats))
    add_evidence(finding, "environments", *environments);
  return finding;
}

void say(Finding& finding, std::string action, std::string_view why) {
  finding.message = action + ": " + std::string(why);
  finding.action = std::move(action);
}

void add_evidence(Finding& finding, std::string_view name, std::uint64_t value) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  add_evidence(finding, name, static_cast<std::int64_t>(value < kMax ? value : kMax));
}

void add_evidence(Finding& finding, std::string_view name, std::int64_t value) {
  finding.evidence.push_back({std::string(name), value});
}

void add_evidence(Finding& finding, std::string_view name, double value) {
  finding.evidence.push_back({std::string(name), value});
}

void add_evidence(Finding& finding, std::string_view name, std::string value) {
  finding.evidence.push_back({std::string(name), std::move(value)});
}

std::string try_size_text(std::int64_t memory_mb) {
  return fmt::format(
      "deploy at {} MB, let at least 50 warm invocations from 3 environments come in, then run "
      "`lambda-report` on the new log",
      memory_mb);
}

std::uint64_t sizes_seen(const FunctionAdvice& advice) {
  return static_cast<std::uint64_t>(
      std::count_if(advice.candidates.begin(), advice.candidates.end(),
                    [](const Candidate& candidate) { return candidate.observed; }));
}

void add_outlook(Finding& finding, const FunctionAdvice& advice, const Candidate& candidate) {
  finding.predicted_duration_ms = candidate.duration_ms;
  finding.predicted_cost_change = candidate.cost_change;
  finding.confidence = candidate.confidence;
  add_evidence(finding, "sizes_seen", sizes_seen(advice));
  add_evidence(finding, "strategy", std::string(name_of(advice.strategy)));
  const Candidate* now = advice.candidate(advice.memory_size_mb);
  if (!now) return;
  add_evidence(finding, "warm_duration_ms_mean", now->duration_ms.expected);
  if (now->monthly_cost && candidate.monthly_cost)
    finding.monthly_savings = MoneyRange{
        now->monthly_cost->low - candidate.monthly_cost->high,
        now->monthly_cost->expected - candidate.monthly_cost->expected,
        now->monthly_cost->high - candidate.monthly_cost->low, candidate.monthly_cost->currency};
}

std::string outlook_text(const FunctionAdvice& advice, const Candidate& candidate) {
  const Candidate* now = advice.candidate(advice.memory_size_mb);
  return fmt::format(
      "cost {} to {}, mean duration {} to {} (now {}), {} seen",
      change_text(candidate.cost_change.low), change_text(candidate.cost_change.high),
      duration_text(candidate.duration_ms.low), duration_text(candidate.duration_ms.high),
      duration_text(now ? now->duration_ms.expected : 0), counted(sizes_seen(advice), "size"));
}

}  // namespace lambda_report::advisor
