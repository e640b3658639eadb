#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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
           "billed; or, where the log names none, the two longest invocations end at the same "
           "whole second";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"within_ms", 5, "ms", "Lambda ends an invocation within a few ms of its timeout"},
        {"median_share", 0.9, "share",
         "where half of all take nearly as long, the code waits for that long on purpose"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             const RuleThresholds& limit, std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    if (stats.timeouts == 0) suspect(input, limit, findings);
    if (stats.timeouts == 0 || stats.invocations == 0) return;
    Finding finding = advisor::start_finding(*this, Severity::kError, input);
    finding.confidence = Confidence::kHigh;
    const advisor::Share share =
        advisor::wilson(std::min(stats.timeouts, stats.invocations), stats.invocations);
    advisor::add_evidence(finding, "timeouts", stats.timeouts);
    advisor::add_evidence(finding, "timeout_rate_low", share.low);
    advisor::add_evidence(finding, "timeout_rate_high", share.high);
    std::string at;
    if (input.timeout_ms) {
      const double timeout_ms = static_cast<double>(*input.timeout_ms);
      advisor::add_evidence(finding, "timeout_ms", *input.timeout_ms);
      at = fmt::format(" at the configured {}", advisor::duration_text(timeout_ms));
    } else if (const auto longest = advisor::max_ms(stats.duration_us)) {
      at = fmt::format(" (the longest invocation took {})", advisor::duration_text(*longest));
    }
    std::string usual;
    if (const auto p99 = advisor::quantile_ms(stats.duration_us, 99, 100)) {
      advisor::add_evidence(finding, "duration_ms_p99", *p99);
      usual = fmt::format("; 99 % of all invocations end within {}", advisor::duration_text(*p99));
    }
    advisor::say(
        finding, "find what the timed-out calls wait for, or raise the timeout",
        fmt::format("{} of {} timed out{}, {} to {} of what comes{}",
                    advisor::count_text(stats.timeouts),
                    advisor::counted(stats.invocations, "invocation"), at,
                    advisor::percent_text(share.low), advisor::percent_text(share.high), usual));
    finding.verify =
        "run `lambda-report records` and look at the invocations with status timeout: the same "
        "hour points to a dependency, the same input to the code";
    findings.push_back(std::move(finding));
  }

 private:
  /// A log of REPORT lines alone may not name timeouts, but the durations show them.
  void suspect(const AdviceInput& input, const RuleThresholds& limit,
               std::vector<Finding>& findings) const {
    const auto [longest_us, second_us] = input.stats->longest_us;
    // Sums that were put together from elsewhere may not know the longest ones.
    if (input.stats->duration_us.max() != std::optional(longest_us)) return;
    const double seconds = std::round(static_cast<double>(longest_us) / 1e6);
    const auto off_ms = [seconds](std::int64_t us) {
      return std::fabs(static_cast<double>(us) / 1000 - 1000 * seconds);
    };
    if (seconds < 1 || second_us < 0 || off_ms(longest_us) > limit["within_ms"] ||
        off_ms(second_us) > limit["within_ms"])
      return;
    if (input.timeout_ms && static_cast<double>(*input.timeout_ms) != 1000 * seconds) return;
    // What nearly always takes as long waits for something on purpose.
    const auto p50 = advisor::quantile_ms(input.stats->duration_us, 1, 2);
    if (!p50 || *p50 > limit["median_share"] * 1000 * seconds) return;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "duration_ms_max", static_cast<double>(longest_us) / 1000);
    advisor::add_evidence(finding, "duration_ms_second", static_cast<double>(second_us) / 1000);
    advisor::add_evidence(finding, "duration_ms_p50", *p50);
    advisor::say(
        finding, fmt::format("check whether the timeout is {:.0f} s", seconds),
        fmt::format("the two longest invocations end within {:.0f} ms of {:.0f} s, as timed-out "
                    "ones do; half of all end within {}",
                    limit["within_ms"], seconds, advisor::duration_text(*p50)));
    finding.verify =
        "pass the configuration with --functions, or export the log with its `Task timed out` "
        "lines";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& timeout_rule() {
  static const Timeout rule;
  return rule;
}

}  // namespace lambda_report
