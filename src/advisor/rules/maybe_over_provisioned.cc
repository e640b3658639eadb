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
    return "less than half of the memory is needed, head-room included; CPU falls with memory, so "
           "whether a smaller size is cheaper has to be tried";
  }

  void check(const AdviceInput& input, std::vector<Finding>& findings) const override {
    const auto size = advisor::memory_size_of(input);
    if (!size) return;
    const auto floor = memory_floor(*input.stats, *size);
    if (!floor || !floor->enough_data || floor->censored || input.stats->out_of_memory > 0) return;
    const double needed = floor->head_room * static_cast<double>(floor->observed_max_mb);
    if (needed > 0.5 * static_cast<double>(*size) || floor->floor_mb >= *size) return;

    const auto use = advisor::memory_use(*input.stats, *size);
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "max_memory_used_mb_max", floor->observed_max_mb);
    advisor::add_evidence(finding, "max_memory_used_mb_p99", use->q99_mb);
    advisor::add_evidence(finding, "head_room", floor->head_room);
    advisor::add_evidence(finding, "memory_floor_mb", floor->floor_mb);
    const auto environments = advisor::environments_of(*input.stats);
    finding.message = fmt::format(
        "at most {} of {} were used in {}{}, so memory alone would allow {}; CPU falls with "
        "memory, so a smaller size may run longer and cost more: try one before deciding",
        floor->observed_max_mb, advisor::memory_text(*size),
        advisor::counted(use->lines, "invocation"),
        environments ? " of " + advisor::counted(*environments, "environment") : std::string(),
        advisor::memory_text(floor->floor_mb));
    const std::int64_t half = std::max(floor->floor_mb, advisor::round_up_64(*size / 2));
    finding.verify = advisor::try_size_text(half);
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& maybe_over_provisioned_rule() {
  static const MaybeOverProvisioned rule;
  return rule;
}

}  // namespace lambda_report
