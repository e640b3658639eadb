#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class MemoryGrowthRule final : public Rule {
 public:
  std::string_view id() const override { return "memory-growth"; }
  std::string_view rationale() const override {
    return "Max Memory Used keeps rising while environments live, so far that one which lives "
           "twice as long as the longest seen would need more than the head-room covers: a leak, "
           "or a cache without a limit; the memory floor allows for it";
  }
  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"environments_share", 0.8, "share",
         "of the environments that are long enough have to rise: a few do by chance"},
        {"invocations", 20, "invocations",
         "an environment with fewer is still filling up its memory for the first time"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             const RuleThresholds& /*limit*/, std::vector<Finding>& findings) const override {
    if (!advice.growth || advice.superseded) return;
    const MemoryGrowth& growth = *advice.growth;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = growth.streams < 3 ? Confidence::kLow : Confidence::kMedium;
    advisor::add_evidence(finding, "environments_judged", growth.streams);
    advisor::add_evidence(finding, "environments_rising", growth.rising);
    advisor::add_evidence(finding, "mb_per_1000_invocations", growth.mb_per_1000);
    advisor::add_evidence(finding, "invocations_of_longest", growth.longest);
    advisor::add_evidence(finding, "extrapolated_mb", growth.extrapolated_mb);
    if (advice.max_memory_used_mb)
      advisor::add_evidence(finding, "max_memory_used_mb_max", *advice.max_memory_used_mb);
    advisor::say(
        finding,
        fmt::format("find what grows, or plan for {}",
                    advisor::memory_text(growth.extrapolated_mb)),
        fmt::format("memory rises in {} of {}, by {:.1f} MB in 1,000 invocations; an environment "
                    "that lives twice as long as the longest here ({}) would need that much",
                    advisor::count_text(growth.rising),
                    advisor::counted(growth.streams, "environment"), growth.mb_per_1000,
                    advisor::counted(growth.longest, "invocation")));
    finding.verify =
        "look at Max Memory Used in the order of time within one log stream: `lambda-report "
        "records` has both";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& memory_growth_rule() {
  static const MemoryGrowthRule rule;
  return rule;
}

}  // namespace lambda_report
