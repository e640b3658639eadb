#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/mixture.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class MixedWorkload final : public Rule {
 public:
  std::string_view id() const override { return "mixed-workload"; }
  std::string_view rationale() const override {
    return "warm durations fall into two groups (a split explains over 60 % of the variance of "
           "their logarithms, with hardly a call near it), or the memory sizes were seen in "
           "different weeks: a mean may differ for the mix of inputs alone, so ranges are widened";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             const RuleThresholds& /*limit*/, std::vector<Finding>& findings) const override {
    if (const auto groups = advisor::two_groups(input.stats->warm_duration_us))
      findings.push_back(two_kinds(input, *groups));
    else if (advice.other_weeks && !advice.superseded && advisor::sizes_seen(advice) > 1)
      findings.push_back(different_weeks(input, advice));
  }

 private:
  Finding two_kinds(const AdviceInput& input, const advisor::TwoGroups& groups) const {
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kMedium;
    advisor::add_evidence(finding, "short_group_ms_mean", groups.short_mean_ms);
    advisor::add_evidence(finding, "long_group_ms_mean", groups.long_mean_ms);
    advisor::add_evidence(finding, "long_group_share", groups.long_share);
    advisor::add_evidence(finding, "variance_explained", groups.explained);
    advisor::say(finding, "look at the two kinds of calls apart",
                 fmt::format("{} of the warm ones take around {} and {} around {}; predictions "
                             "hold for this mix only, "
                             "and two functions could have a memory size each",
                             advisor::percent_text(1 - groups.long_share),
                             advisor::duration_text(groups.short_mean_ms),
                             advisor::percent_text(groups.long_share),
                             advisor::duration_text(groups.long_mean_ms)));
    finding.verify = fmt::format(
        "run `lambda-report records` and see what the invocations above {} have in common",
        advisor::duration_text(groups.split_ms));
    return finding;
  }

  Finding different_weeks(const AdviceInput& input, const FunctionAdvice& advice) const {
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "sizes_seen", advisor::sizes_seen(advice));
    advisor::say(finding, "measure the memory sizes within one week",
                 fmt::format("{} were seen in different weeks; code or inputs may have changed "
                             "between them, so the ranges are wider",
                             advisor::counted(advisor::sizes_seen(advice), "memory size")));
    finding.verify = "measure the sizes that matter within one week";
    return finding;
  }
};

}  // namespace

const Rule& mixed_workload_rule() {
  static const MixedWorkload rule;
  return rule;
}

}  // namespace lambda_report
