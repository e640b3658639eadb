#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class OverProvisioned final : public Rule {
 public:
  std::string_view id() const override { return "over-provisioned"; }
  std::string_view rationale() const override {
    return "the strategy in force proposes a smaller memory size; with `safe` that size is cheaper "
           "even at the bad end of its range, and 1 such move in 100 costs over 5 % more";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"least_monthly_savings", 0, "currency",
         "expected saving a month below which nothing is said, in the currency of the prices"},
        {"worthwhile_monthly_savings", 1, "currency",
         "below it the finding is an info: a deployment costs more than it saves"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    const Candidate* next = advice.candidate(advice.recommended_memory_mb);
    if (!next || advice.superseded || next->memory_size_mb >= *advice.memory_size_mb) return;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.recommended_memory_mb = next->memory_size_mb;
    advisor::add_outlook(finding, advice, *next);
    if (advice.max_memory_used_mb)
      advisor::add_evidence(finding, "max_memory_used_mb_max", *advice.max_memory_used_mb);
    if (advice.floor_mb) advisor::add_evidence(finding, "memory_floor_mb", *advice.floor_mb);
    std::string why = advisor::outlook_text(advice, *next);
    if (finding.monthly_savings) {
      const double saved = finding.monthly_savings->expected.approx();
      if (saved < limit["least_monthly_savings"]) return;
      if (saved < limit["worthwhile_monthly_savings"]) {
        finding.severity = Severity::kInfo;
        why += "; so little money that it is worth doing only with another change";
      }
    }
    advisor::say(finding,
                 fmt::format("change the memory to {}", advisor::memory_text(next->memory_size_mb)),
                 why);
    finding.verify = advisor::try_size_text(next->memory_size_mb);
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& over_provisioned_rule() {
  static const OverProvisioned rule;
  return rule;
}

}  // namespace lambda_report
