#include <algorithm>

#include "advisor/observed.h"
#include "lambda_report/advice.h"

namespace lambda_report {

std::string_view name_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "info";
}

std::string_view name_of(Confidence confidence) noexcept {
  switch (confidence) {
    case Confidence::kUnknown:
      return "unknown";
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      return "high";
  }
  return "unknown";
}

std::vector<Finding> advise(const AdviceInput& input) {
  std::vector<Finding> findings;
  if (!input.key || !input.stats || !advisor::advisable(input)) return findings;
  for (const Rule* rule : all_rules()) rule->check(input, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return findings;
}

}  // namespace lambda_report
