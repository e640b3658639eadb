#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/statistics.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class Retries final : public Rule {
 public:
  std::string_view id() const override { return "retries"; }
  std::string_view rationale() const override {
    return "the same request id on two or more REPORT lines: Lambda retries failed asynchronous "
           "events up to twice, and each attempt is billed";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"share", 0, "share", "of the invocations: every retry is billed, so one is enough"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             const RuleThresholds& limit, std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    if (stats.retries == 0 || stats.invocations == 0) return;
    if (static_cast<double>(stats.retries) <
        limit["share"] * static_cast<double>(stats.invocations))
      return;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kHigh;
    const advisor::Share share =
        advisor::wilson(std::min(stats.retries, stats.invocations), stats.invocations);
    advisor::add_evidence(finding, "retries", stats.retries);
    advisor::add_evidence(finding, "errors", stats.errors);
    advisor::add_evidence(finding, "timeouts", stats.timeouts);
    advisor::add_evidence(finding, "retry_rate_low", share.low);
    advisor::add_evidence(finding, "retry_rate_high", share.high);
    std::string paid;
    if (input.rates && input.rates->duration && input.rates->request) {
      const Money cost =
          Money::of_mb_ms(stats.retry_mb_ms, input.rates->duration->rate) +
          Money::of_count(static_cast<Int128>(stats.retry_requests), input.rates->request->rate);
      const std::string text = advisor::money_text(cost, input.rates->currency);
      advisor::add_evidence(finding, "retry_cost", text);
      paid = fmt::format(" and cost {} in this log", text);
    }
    advisor::say(
        finding, "end failures that cannot succeed without a retry, or lower MaximumRetryAttempts",
        fmt::format("{} of {} repeat an earlier request id ({} to {}){}",
                    advisor::count_text(stats.retries),
                    advisor::counted(stats.invocations, "invocation"),
                    advisor::percent_text(share.low), advisor::percent_text(share.high), paid));
    finding.verify =
        "run `lambda-report records` and look at the status of the first attempt of each repeated "
        "request_id";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& retries_rule() {
  static const Retries rule;
  return rule;
}

}  // namespace lambda_report
