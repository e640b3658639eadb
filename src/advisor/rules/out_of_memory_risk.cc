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

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"error_share", 0.95, "share",
         "at 95 % of the size the need is no longer known: it may be any"},
        {"warning_share", 0.90, "share",
         "the largest size seen used up to 69 % more than one that was over 80 % full"},
        {"info_share", 0.80, "share", "above 80 % runtimes already squeeze themselves"},
        {"environments", 60, "environments",
         "after 60 without one above the maximum, at most 5 % exceed it (95 % confidence)"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    const auto size = advisor::memory_size_of(input);
    if (!size || *size <= 0 || input.stats->out_of_memory > 0 || advice.superseded) return;
    const auto use = advisor::memory_use(*input.stats, *size);
    if (!use) return;
    const double full = static_cast<double>(use->max_mb) / static_cast<double>(*size);
    const auto environments = advisor::environments_of(*input.stats);
    const bool seen_widely =
        environments && static_cast<double>(*environments) >= limit["environments"];
    const bool nearly_full = full >= limit["warning_share"];
    if (!nearly_full && (full < limit["info_share"] || seen_widely)) return;

    const Severity severity = full >= limit["error_share"] ? Severity::kError
                              : nearly_full                ? Severity::kWarning
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
      const std::string to = advisor::memory_text(next);
      if (nearly_full)
        advisor::say(finding, "raise the memory to " + to,
                     seen + ", and an input a little larger is killed");
      else
        advisor::say(finding, "watch the memory, or raise it to " + to,
                     seen + ", too few to know how far it goes");
      finding.verify = advisor::try_size_text(next);
    } else {
      advisor::say(finding, "hold less in memory", seen + ", and there is no larger size");
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
