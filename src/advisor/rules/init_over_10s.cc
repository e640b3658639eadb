#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class InitOver10s final : public Rule {
 public:
  std::string_view id() const override { return "init-over-10s"; }
  std::string_view rationale() const override {
    return "an init of 9.9 s or more: on demand, Lambda cuts the init phase at 10 s and runs it "
           "again inside the first invocation, at that size's share of a CPU";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"init_ms", 9900, "ms",
         "Lambda cuts the init phase at 10 s; what is printed may be a little less"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             const RuleThresholds& limit, std::vector<Finding>& findings) const override {
    const auto longest = advisor::max_ms(input.stats->init_us);
    if (!longest || *longest < limit["init_ms"]) return;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kHigh;
    const double median = *advisor::quantile_ms(input.stats->init_us, 1, 2);
    const std::uint64_t inits = input.stats->init_us.count();
    advisor::add_evidence(finding, "inits", inits);
    advisor::add_evidence(finding, "init_duration_ms_max", *longest);
    advisor::add_evidence(finding, "init_duration_ms_p50", median);
    advisor::say(finding, "move work out of the init phase",
                 fmt::format("the longest of {} took {} (median {}); it is cut at 10 s and run "
                             "again within the first call and its timeout",
                             advisor::counted(inits, "init"), advisor::duration_text(*longest),
                             advisor::duration_text(median)));
    finding.verify =
        "look for INIT_REPORT lines with status timeout, and for first calls that take seconds "
        "longer than warm ones";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& init_over_10s_rule() {
  static const InitOver10s rule;
  return rule;
}

}  // namespace lambda_report
