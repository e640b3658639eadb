#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/statistics.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class Timeout final : public Rule {
 public:
  std::string_view id() const override { return "timeout"; }
  std::string_view rationale() const override {
    return "`Task timed out` or status timeout: the caller got no answer and the whole time is "
           "billed";
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    if (stats.timeouts == 0 || stats.invocations == 0) return;
    Finding finding = advisor::start_finding(*this, Severity::kError, input);
    finding.confidence = Confidence::kHigh;
    const advisor::Share share =
        advisor::wilson(std::min(stats.timeouts, stats.invocations), stats.invocations);
    advisor::add_evidence(finding, "timeouts", stats.timeouts);
    advisor::add_evidence(finding, "timeout_rate_low", share.low);
    advisor::add_evidence(finding, "timeout_rate_high", share.high);
    std::string limit;
    if (input.timeout_ms) {
      const double timeout_ms = static_cast<double>(*input.timeout_ms);
      advisor::add_evidence(finding, "timeout_ms", *input.timeout_ms);
      limit = fmt::format(" at the configured {}", advisor::duration_text(timeout_ms));
    } else if (const auto longest = advisor::max_ms(stats.duration_us)) {
      limit = fmt::format(" (the longest invocation took {})", advisor::duration_text(*longest));
    }
    std::string usual;
    if (const auto p99 = advisor::quantile_ms(stats.duration_us, 99, 100)) {
      advisor::add_evidence(finding, "duration_ms_p99", *p99);
      usual = fmt::format("; 99 % of all invocations end within {}", advisor::duration_text(*p99));
    }
    finding.message = fmt::format(
        "{} of {} timed out{}, {} to {} of what comes{}: find what they wait for, or raise the "
        "timeout",
        advisor::count_text(stats.timeouts), advisor::counted(stats.invocations, "invocation"),
        limit, advisor::percent_text(share.low), advisor::percent_text(share.high), usual);
    finding.verify =
        "run `lambda-report records` and look at the invocations with status timeout: the same "
        "hour points to a dependency, the same input to the code";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& timeout_rule() {
  static const Timeout rule;
  return rule;
}

}  // namespace lambda_report
