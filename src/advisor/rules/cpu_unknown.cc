#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class CpuUnknown final : public Rule {
 public:
  std::string_view id() const override { return "cpu-unknown"; }
  std::string_view rationale() const override {
    return "one memory size seen, and the most promising other one may turn out cheaper or dearer: "
           "how much of the time waits for CPU cannot be read from one size";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             const RuleThresholds& /*limit*/, std::vector<Finding>& findings) const override {
    if (advice.superseded || advice.recommended_memory_mb || !advice.next_experiment ||
        advisor::sizes_seen(advice) != 1)
      return;
    const Candidate* best = advice.candidate(advice.next_experiment->memory_size_mb);
    if (!best || best->cost_change.low >= 0 || best->cost_change.high <= 0) return;
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    advisor::add_outlook(finding, advice, *best);
    advisor::say(finding,
                 fmt::format("measure {} next", advisor::memory_text(best->memory_size_mb)),
                 fmt::format("one memory size cannot tell whether it is cheaper: {}",
                             advisor::outlook_text(advice, *best)));
    finding.verify = advisor::try_size_text(best->memory_size_mb);
    if (advice.next_experiment->abort_if_p95_above_ms > 0)
      finding.verify +=
          fmt::format("; go back if p95 exceeds {}",
                      advisor::duration_text(advice.next_experiment->abort_if_p95_above_ms));
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& cpu_unknown_rule() {
  static const CpuUnknown rule;
  return rule;
}

}  // namespace lambda_report
