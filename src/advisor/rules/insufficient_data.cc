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

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"warm_invocations", 50, "invocations",
         "the bar of AWS Compute Optimizer too; after 50 lines hardly one in 10,000 needs 10 % "
         "more memory"},
        {"environments", 3, "environments",
         "Max Memory Used is a high-water mark of its environment: lines of one count as one"},
        {"window_hours", 24, "hours", "nights differ from days"},
        {"mean_error", 0.20, "share", "half width of the 95 % range of the mean warm duration"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
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
    if (static_cast<double>(warm) < limit["warm_invocations"])
      add(fmt::format("{} ({:.0f} wanted)", advisor::counted(warm, "warm invocation"),
                      limit["warm_invocations"]));

    const auto environments = advisor::environments_of(stats);
    if (environments && static_cast<double>(*environments) < limit["environments"])
      add(fmt::format("{} ({:.0f} wanted)", advisor::counted(*environments, "environment"),
                      limit["environments"]));

    if (const auto hours = advisor::window_hours(stats)) {
      advisor::add_evidence(finding, "window_hours", *hours);
      if (*hours < limit["window_hours"])
        add(fmt::format("{:.1f} hours ({:.0f} wanted)", *hours, limit["window_hours"]));
    }
    if (const auto error = advisor::relative_standard_error(stats)) {
      const double half_width = 1.96 * *error;
      advisor::add_evidence(finding, "warm_mean_relative_error_95", half_width);
      if (half_width > limit["mean_error"])
        add(fmt::format("a mean warm duration known to within {} ({} wanted)",
                        advisor::percent_text(half_width),
                        advisor::percent_text(limit["mean_error"])));
    }
    if (reasons.empty()) return;
    advisor::say(finding, "collect more before the memory is changed", "the log has " + reasons);
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
