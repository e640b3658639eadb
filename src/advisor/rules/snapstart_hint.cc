#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/statistics.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

/// The number behind `prefix` in a runtime id ("java21" → 21, "python3.12" → 12); -1: none.
int version_after(std::string_view runtime, std::string_view prefix) {
  if (!runtime.starts_with(prefix)) return -1;
  int version = 0;
  bool any = false;
  for (char c : runtime.substr(prefix.size())) {
    if (c < '0' || c > '9' || version > 1000) break;
    version = version * 10 + (c - '0');
    any = true;
  }
  return any ? version : -1;
}

/// Source: AWS Lambda Developer Guide, "Lambda SnapStart", supported runtimes.
bool has_snapstart(std::string_view runtime) {
  return version_after(runtime, "java") >= 11 || version_after(runtime, "python3.") >= 12 ||
         version_after(runtime, "dotnet") >= 8;
}

class SnapstartHint final : public Rule {
 public:
  std::string_view id() const override { return "snapstart-hint"; }
  std::string_view rationale() const override {
    return "over 1 % cold starts with a median init above 1 s on a runtime that SnapStart serves: "
           "it shortens the wait; outside Java it rarely lowers the cost";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"cold_start_rate", 0.01, "share", "one call in a hundred is noticed"},
        {"init_ms", 1000, "ms", "median init; a restore takes a few hundred milliseconds itself"},
        {"invocations", 20, "invocations", "fewer say nothing about the rate"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             const RuleThresholds& limit, std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    const auto median = advisor::quantile_ms(stats.init_us, 1, 2);
    if (!has_snapstart(input.runtime) || input.snapstart || stats.restores > 0 || !median ||
        *median <= limit["init_ms"] ||
        static_cast<double>(stats.invocations) < limit["invocations"])
      return;
    const advisor::Share rate =
        advisor::wilson(std::min(stats.cold_starts, stats.invocations), stats.invocations);
    if (rate.observed <= limit["cold_start_rate"]) return;
    const bool java = input.runtime.starts_with("java");
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "runtime", input.runtime);
    advisor::add_evidence(finding, "init_duration_ms_p50", *median);
    advisor::add_evidence(finding, "cold_start_rate_low", rate.low);
    advisor::add_evidence(finding, "cold_start_rate_high", rate.high);
    advisor::say(
        finding, "try SnapStart for the wait",
        fmt::format(
            "{} to {} of the invocations wait for an init of {} (median of {}); it restores a "
            "snapshot "
            "instead{}",
            advisor::percent_text(rate.low), advisor::percent_text(rate.high),
            advisor::duration_text(*median), advisor::counted(stats.init_us.count(), "init"),
            java
                ? ", at no charge of its own on Java"
                : "; it charges for the cached snapshot and each restore, so take it for the wait, "
                  "not for the cost"));
    finding.verify =
        "publish a version with SnapStart and compare its Restore Duration with these inits";
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& snapstart_hint_rule() {
  static const SnapstartHint rule;
  return rule;
}

}  // namespace lambda_report
