#include <fmt/format.h>

#include <algorithm>

#include "advisor/concurrency.h"
#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class PcIdle final : public Rule {
 public:
  std::string_view id() const override { return "pc-idle"; }
  std::string_view rationale() const override {
    return "configured provisioned concurrency whose last units are busy for less than the "
           "break-even share: they cost more than on demand, and are worth it for latency only; "
           "needs the configured number, a day, and a time on every line";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"window_hours", 24, "hours", "a unit is paid for by night too"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    const std::int64_t units = input.provisioned_concurrency.value_or(0);
    if (units <= 0 || !input.rates || !advice.memory_size_mb ||
        advisor::window_hours(*input.stats).value_or(0) < limit["window_hours"])
      return;
    const auto concurrency = advisor::concurrency_of(*input.stats);
    if (!concurrency) return;
    const auto outcome =
        advisor::provisioned_outcome(*concurrency, *advice.memory_size_mb, *input.rates);
    if (!outcome || outcome->paying_units >= static_cast<std::uint64_t>(units)) return;
    const auto at = static_cast<std::size_t>(units - 1);
    const double last = at < concurrency->busy_ms.size()
                            ? static_cast<double>(concurrency->busy_ms[at]) /
                                  static_cast<double>(concurrency->window_ms)
                            : 0;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kMedium;
    advisor::add_evidence(finding, "provisioned_concurrency", units);
    advisor::add_evidence(finding, "paying_units", outcome->paying_units);
    advisor::add_evidence(finding, "busy_share_last_unit", last);
    advisor::add_evidence(finding, "break_even_share", outcome->break_even);
    advisor::add_evidence(finding, "peak_concurrency",
                          static_cast<std::uint64_t>(concurrency->busy_ms.size()));
    advisor::say(
        finding,
        fmt::format("cut provisioned concurrency from {} to {}, or keep it for latency only", units,
                    advisor::count_text(outcome->paying_units)),
        fmt::format("the last unit was busy at least {} of {:.1f} hours, and pays for itself above "
                    "{}",
                    advisor::percent_text(last),
                    static_cast<double>(concurrency->window_ms) / 3'600'000,
                    advisor::percent_text(outcome->break_even)));
    finding.verify =
        "check on a log that holds every line of a whole week: concurrency from a log is a lower "
        "bound";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& pc_idle_rule() {
  static const PcIdle rule;
  return rule;
}

}  // namespace lambda_report
