#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

constexpr std::uint64_t kLinesForATimeout = 1000;

/// Twice the 99.9 % quantile or 1.2 times the longest, in whole seconds; nullopt: too few.
std::optional<std::int64_t> fitting_timeout_s(const QuantileSketch& durations) {
  if (durations.count() < kLinesForATimeout) return std::nullopt;
  const double ms =
      std::max(2 * *advisor::quantile_ms(durations, 999, 1000), 1.2 * *advisor::max_ms(durations));
  return static_cast<std::int64_t>(std::ceil(ms / 1000 - 1e-9));
}

class TimeoutRisk final : public Rule {
 public:
  std::string_view id() const override { return "timeout-risk"; }
  std::string_view rationale() const override {
    return "the longest invocation took over 80 % of the configured timeout, or a smaller memory "
           "size was refused because its slowest calls could";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"timeout_share", 0.8, "share",
         "of the configured timeout; the slowest call of the next log may be a quarter slower"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    const auto longest = advisor::max_ms(stats.duration_us);
    if (!longest) return;
    if (input.timeout_ms && stats.timeouts == 0 &&
        *longest > limit["timeout_share"] * static_cast<double>(*input.timeout_ms))
      findings.push_back(near_timeout(input, *longest));
    else if (!advice.superseded)
      blocked(input, advice, findings);
  }

 private:
  Finding near_timeout(const AdviceInput& input, double longest) const {
    const double timeout = static_cast<double>(*input.timeout_ms);
    const QuantileSketch& durations = input.stats->duration_us;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kHigh;
    advisor::add_evidence(finding, "timeout_ms", *input.timeout_ms);
    advisor::add_evidence(finding, "duration_ms_max", longest);
    advisor::add_evidence(finding, "duration_ms_p99", *advisor::quantile_ms(durations, 99, 100));
    const auto seconds = fitting_timeout_s(durations);
    advisor::say(
        finding,
        seconds && *seconds <= 900 && static_cast<double>(*seconds) * 1000 > timeout
            ? fmt::format("raise the timeout to {} s, or find what the slow calls wait for",
                          *seconds)
            : std::string("find what the slow calls wait for, or raise the timeout"),
        fmt::format("the longest of {} took {}, {} of the timeout of {}",
                    advisor::counted(durations.count(), "invocation"),
                    advisor::duration_text(longest), advisor::percent_text(longest / timeout),
                    advisor::duration_text(timeout)));
    finding.verify = "run `lambda-report records` and look at the slowest invocations";
    return finding;
  }

  void blocked(const AdviceInput& input, const FunctionAdvice& advice,
               std::vector<Finding>& findings) const {
    const Candidate* best = nullptr;
    for (const Candidate& candidate : advice.candidates)
      if (candidate.verdict == Verdict::kTimeoutRisk && candidate.cost_change.expected < -0.05 &&
          (!best || candidate.cost_change.expected < best->cost_change.expected))
        best = &candidate;
    if (!best) return;
    const auto p99 = advisor::quantile_ms(input.stats->warm_duration_us, 99, 100);
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    advisor::add_outlook(finding, advice, *best);
    if (input.timeout_ms) advisor::add_evidence(finding, "timeout_ms", *input.timeout_ms);
    if (p99) advisor::add_evidence(finding, "warm_duration_ms_p99", *p99);
    advisor::say(finding, "raise the timeout before the memory goes down",
                 fmt::format("{} could be cheaper ({}), but its slowest calls could come within "
                             "20 % of the timeout",
                             advisor::memory_text(best->memory_size_mb),
                             advisor::outlook_text(advice, *best)));
    finding.verify = "raise the timeout, then " + advisor::try_size_text(best->memory_size_mb);
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& timeout_risk_rule() {
  static const TimeoutRisk rule;
  return rule;
}

}  // namespace lambda_report
