#include <fmt/format.h>

#include "advisor/concurrency.h"
#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class PcWorth final : public Rule {
 public:
  std::string_view id() const override { return "pc-worth"; }
  std::string_view rationale() const override {
    return "a unit of provisioned concurrency that would be busy for more than the break-even "
           "share "
           "(standing price over the difference of the duration prices, 60 % in us-east-1) costs "
           "less than on demand; needs a day and a time on every line";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"window_hours", 24, "hours", "a unit is paid for by night too"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    if (!input.rates || !advice.memory_size_mb || input.provisioned_concurrency.value_or(0) > 0 ||
        advisor::window_hours(*input.stats).value_or(0) < limit["window_hours"] ||
        !advisor::may_pay_off(*input.stats, *input.rates))
      return;
    const auto concurrency = advisor::concurrency_of(*input.stats);
    if (!concurrency) return;
    const auto outcome =
        advisor::provisioned_outcome(*concurrency, *advice.memory_size_mb, *input.rates);
    if (!outcome || outcome->paying_units == 0) return;
    const double hours = static_cast<double>(concurrency->window_ms) / 3'600'000;
    const std::string saved = advisor::money_text(outcome->saved, input.rates->currency);
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kMedium;
    advisor::add_evidence(finding, "window_hours", hours);
    advisor::add_evidence(finding, "units", outcome->paying_units);
    advisor::add_evidence(finding, "busy_share_first_unit", outcome->first_share);
    advisor::add_evidence(finding, "busy_share_last_unit", outcome->last_share);
    advisor::add_evidence(finding, "break_even_share", outcome->break_even);
    advisor::add_evidence(finding, "saved_in_window", saved);
    advisor::say(
        finding,
        fmt::format("consider {} of provisioned concurrency",
                    advisor::counted(outcome->paying_units, "unit")),
        fmt::format("busy {} to {} of the {:.1f} hours of this log, above the break-even of {}, it "
                    "would have saved {} in that time, avoided inits not counted",
                    advisor::percent_text(outcome->last_share),
                    advisor::percent_text(outcome->first_share), hours,
                    advisor::percent_text(outcome->break_even), saved));
    finding.verify =
        "run on a log of a whole week: nights and weekends decide; note that inits on provisioned "
        "concurrency have no CPU burst";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& pc_worth_rule() {
  static const PcWorth rule;
  return rule;
}

}  // namespace lambda_report
