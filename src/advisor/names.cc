// The words for the advisor's enumerators, and the check of its options.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "advisor/rule_settings.h"
#include "lambda_report/advice.h"

namespace lambda_report {

std::string_view name_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "info";
}

std::string_view name_of(Confidence confidence) noexcept {
  switch (confidence) {
    case Confidence::kUnknown:
      return "unknown";
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      return "high";
  }
  return "unknown";
}

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::kCurrent:
      return "current";
    case Verdict::kRecommended:
      return "recommended";
    case Verdict::kFeasible:
      return "feasible";
    case Verdict::kBelowFloor:
      return "below-floor";
    case Verdict::kNotEnoughData:
      return "not-enough-data";
    case Verdict::kTimeoutRisk:
      return "timeout-risk";
    case Verdict::kTooSlow:
      return "too-slow";
  }
  return "feasible";
}

namespace {

struct StrategyName {
  Strategy strategy;
  std::string_view name;
};

constexpr StrategyName kStrategies[] = {
    {Strategy::kSafe, "safe"},
    {Strategy::kCheapest, "cheapest"},
    {Strategy::kMaxSlowdown, "max-slowdown"},
    {Strategy::kSlo, "slo"},
    {Strategy::kBalanced, "balanced"},
    {Strategy::kFreeSpeed, "free-speed"},
    {Strategy::kLpt, "lpt"},
};

Error usage(std::string what, std::string hint) {
  return Error{.code = ErrorCode::kUsage,
               .what = std::move(what),
               .where = "--strategy",
               .hint = std::move(hint)};
}

}  // namespace

std::string_view name_of(Strategy strategy) noexcept {
  const auto* it = std::find_if(std::begin(kStrategies), std::end(kStrategies),
                                [=](const StrategyName& s) { return s.strategy == strategy; });
  return it == std::end(kStrategies) ? "safe" : it->name;
}

std::optional<Strategy> parse_strategy(std::string_view text) noexcept {
  for (const StrategyName& one : kStrategies)
    if (one.name == text) return one.strategy;
  return std::nullopt;
}

Result<void> check_options(const AdviceOptions& options) {
  if (options.strategy == Strategy::kMaxSlowdown && !options.max_slowdown)
    return usage("max-slowdown needs to know how much", "add --max-slowdown 1.5");
  if (options.strategy == Strategy::kSlo && !options.slo_ms)
    return usage("slo needs a duration", "add --slo p95=500ms, of warm invocations");
  if (options.max_slowdown && !(*options.max_slowdown > 0 && std::isfinite(*options.max_slowdown)))
    return usage("a slowdown must be above 0", "1 is no slower than now, 1.5 half as slow again");
  if (options.slo_ms && !(*options.slo_ms > 0 && std::isfinite(*options.slo_ms)))
    return usage("an SLO must be above 0 ms", "--slo p95=500ms");
  if (options.slo_permille < 1 || options.slo_permille > 1000)
    return usage("an SLO is for a quantile from p0.1 to p100", "--slo p95=500ms");
  if (!(options.weight >= 0 && options.weight <= 1))
    return usage("the weight must be between 0 (speed) and 1 (cost)", "--weight 0.5");
  if (options.threads < 1) return usage("--threads must be 1 or more", "--threads 2");
  return advisor::check_rules(options.rules);
}

}  // namespace lambda_report
