#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class MaybeOverProvisioned final : public Rule {
 public:
  std::string_view id() const override { return "maybe-over-provisioned"; }
  std::string_view rationale() const override {
    return "less than half of the memory is needed, head-room included, and no smaller size is "
           "surely cheaper; CPU falls with memory, so one has to be tried";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"needed_share", 0.5, "share",
         "of the memory, head-room included: above it one step down gains little"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    const auto size = advice.memory_size_mb;
    if (!size || advice.superseded || advice.recommended_memory_mb.value_or(*size) < *size) return;
    const auto floor = memory_floor(*input.stats, *size);
    const auto use = advisor::memory_use(*input.stats, *size);
    if (!floor || !use || !floor->enough_data || floor->censored || !advice.floor_mb) return;
    const double needed = floor->head_room * static_cast<double>(floor->observed_max_mb);
    if (needed > limit["needed_share"] * static_cast<double>(*size) || *advice.floor_mb >= *size)
      return;

    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "max_memory_used_mb_max", floor->observed_max_mb);
    advisor::add_evidence(finding, "max_memory_used_mb_p99", use->q99_mb);
    advisor::add_evidence(finding, "head_room", floor->head_room);
    advisor::add_evidence(finding, "memory_floor_mb", *advice.floor_mb);
    const auto environments = advisor::environments_of(*input.stats);
    const std::int64_t half = std::max(*advice.floor_mb, advisor::round_up_64(*size / 2));
    const std::int64_t probe =
        advice.next_experiment && advice.next_experiment->memory_size_mb < *size
            ? advice.next_experiment->memory_size_mb
            : half;
    advisor::say(
        finding, fmt::format("try {} before you decide", advisor::memory_text(probe)),
        fmt::format(
            "at most {} of {} were used in {}{}, so memory alone would allow {}; CPU falls "
            "with memory, so a smaller size may run longer and cost more",
            floor->observed_max_mb, advisor::memory_text(*size),
            advisor::counted(use->lines, "invocation"),
            environments ? " of " + advisor::counted(*environments, "environment") : std::string(),
            advisor::memory_text(*advice.floor_mb)));
    finding.verify = advisor::try_size_text(probe);
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& maybe_over_provisioned_rule() {
  static const MaybeOverProvisioned rule;
  return rule;
}

}  // namespace lambda_report
