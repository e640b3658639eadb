#include "advisor/finding.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "advisor/observed.h"

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
      "`lambda-report advise` on the new log",
      memory_mb);
}

}  // namespace lambda_report::advisor
