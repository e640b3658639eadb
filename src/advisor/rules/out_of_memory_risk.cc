#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/statistics.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class OutOfMemoryRisk final : public Rule {
 public:
  std::string_view id() const override { return "out-of-memory-risk"; }
  std::string_view rationale() const override {
    return "memory at least 90 % full, or at least 80 % with too few environments (under 60) to "
           "know the rest: above 80 % runtimes already squeeze themselves, so the need is larger "
           "than what is seen";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             std::vector<Finding>& findings) const override {
    const auto size = advisor::memory_size_of(input);
    if (!size || *size <= 0 || input.stats->out_of_memory > 0 || advice.superseded) return;
    const auto use = advisor::memory_use(*input.stats, *size);
    if (!use) return;
    const double full = static_cast<double>(use->max_mb) / static_cast<double>(*size);
    const auto environments = advisor::environments_of(*input.stats);
    const bool seen_widely = environments && 3.0 / static_cast<double>(*environments) <= 0.05;
    const bool nearly_full = full >= 0.90;
    if (!nearly_full && (full < 0.80 || seen_widely)) return;

    const Severity severity = full >= 0.95  ? Severity::kError
                              : nearly_full ? Severity::kWarning
                                            : Severity::kInfo;
    Finding finding = advisor::start_finding(*this, severity, input);
    finding.confidence = nearly_full ? Confidence::kHigh : Confidence::kLow;
    advisor::add_evidence(finding, "max_memory_used_mb_max", use->max_mb);
    advisor::add_evidence(finding, "max_memory_used_mb_p99", use->q99_mb);
    advisor::add_evidence(finding, "memory_utilization_max", full);
    advisor::add_evidence(finding, "share_above_max_at_most_by_lines",
                          advisor::rule_of_three(use->lines));
    if (environments)
      advisor::add_evidence(finding, "share_above_max_at_most_by_environments",
                            advisor::rule_of_three(*environments));

    const std::int64_t next =
        std::max(advisor::roomier_size(*input.stats, *size), advice.floor_mb.value_or(0));
    const std::string seen = fmt::format(
        "Max Memory Used reached {} of {} ({}) in {}{}", use->max_mb, advisor::memory_text(*size),
        advisor::percent_text(full), advisor::counted(use->lines, "invocation"),
        environments ? " of " + advisor::counted(*environments, "environment") : std::string());
    if (next > *size) {
      finding.recommended_memory_mb = next;
      finding.message =
          nearly_full
              ? fmt::format("{}: raise the memory to {}, before an input a little larger is killed",
                            seen, advisor::memory_text(next))
              : fmt::format(
                    "{}, too few to know how far it goes: watch it, or raise the memory "
                    "to {}",
                    seen, advisor::memory_text(next));
      finding.verify = advisor::try_size_text(next);
    } else {
      finding.message = seen + ", and there is no larger size: hold less in memory";
      finding.verify = "look at the inputs of the invocations that used most";
    }
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& out_of_memory_risk_rule() {
  static const OutOfMemoryRisk rule;
  return rule;
}

}  // namespace lambda_report
