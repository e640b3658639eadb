#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class InsufficientData final : public Rule {
 public:
  std::string_view id() const override { return "insufficient-data"; }
  std::string_view rationale() const override {
    return "fewer than 50 warm invocations (the bar of AWS Compute Optimizer too), fewer than 3 "
           "environments, less than 24 hours, or a mean duration known only to 20 %: a memory "
           "size chosen on less is a guess";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             std::vector<Finding>& findings) const override {
    if (advice.superseded) return;
    const FunctionStats& stats = *input.stats;
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    std::string reasons;
    const auto add = [&reasons](const std::string& reason) {
      reasons += (reasons.empty() ? "" : ", ") + reason;
    };

    const std::uint64_t warm = stats.warm_duration_us.count();
    advisor::add_evidence(finding, "warm_invocations", warm);
    if (warm < 50) add(fmt::format("{} (50 wanted)", advisor::counted(warm, "warm invocation")));

    const auto environments = advisor::environments_of(stats);
    if (environments && *environments < 3)
      add(fmt::format("{} (3 wanted)", advisor::counted(*environments, "environment")));

    if (const auto hours = advisor::window_hours(stats)) {
      advisor::add_evidence(finding, "window_hours", *hours);
      if (*hours < 24) add(fmt::format("{:.1f} hours (24 wanted)", *hours));
    }
    if (const auto error = advisor::relative_standard_error(stats)) {
      const double half_width = 1.96 * *error;
      advisor::add_evidence(finding, "warm_mean_relative_error_95", half_width);
      if (half_width > 0.20)
        add(fmt::format("a mean warm duration known to within {} (20 % wanted)",
                        advisor::percent_text(half_width)));
    }
    if (reasons.empty()) return;
    finding.message = "the log is thin for a choice of memory size: " + reasons;
    finding.verify = "collect a log of a day or more that holds at least 50 warm invocations";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& insufficient_data_rule() {
  static const InsufficientData rule;
  return rule;
}

}  // namespace lambda_report
