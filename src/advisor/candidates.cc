// Which memory sizes are worth a look, and what is to be expected of each.

#include <algorithm>
#include <cmath>

#include "advisor/duration_model.h"
#include "advisor/observed.h"
#include "advisor/sizing.h"
#include "advisor/wording.h"

namespace lambda_report::advisor {
namespace {

constexpr std::int64_t kOneCpuMb = 1769;
constexpr std::int64_t kHighestStepMb = 3008;
constexpr std::int64_t kStepMb = 64;
constexpr double kNinetyPercent = 1.645;  // half width of the middle 90 %, in standard errors
constexpr double kTimeoutShare = 0.8;

/// Duration at a size relative to the current one, with its 90 % range; `ms` is what is believed
/// of it.
Range factor_of(const Stratum& stratum, const Range& ms, std::int64_t current_mb,
                std::int64_t memory_mb) {
  if (memory_mb == current_mb) return {1, 1, 1};
  Range factor{ms.low / stratum.own_mean_ms, ms.expected / stratum.own_mean_ms,
               ms.high / stratum.own_mean_ms};
  const bool measured =
      std::any_of(stratum.points.begin(), stratum.points.end(),
                  [memory_mb](const DurationPoint& p) { return p.memory_mb == memory_mb; });
  if (measured) {
    // Both ends of the comparison are means of a sample.
    const double own = stratum.error_at(current_mb), other = stratum.error_at(memory_mb);
    const double spread = std::exp(kNinetyPercent * std::sqrt(own * own + other * other));
    factor.low /= spread;
    factor.high *= spread;
  }
  return factor;
}

/// Duration cost and fees in units that cancel in a ratio.
double cost_units(double billed_ms, std::int64_t memory_mb, const Sizing& sizing) {
  const double mb_ms = billed_ms * static_cast<double>(memory_mb);
  const auto& rates = sizing.input.rates;
  if (!rates || !rates->duration || !rates->request || rates->duration->rate.e14 <= 0) return mb_ms;
  return mb_ms + static_cast<double>(sizing.cost.invocations()) *
                     static_cast<double>(rates->request->rate.e14) /
                     static_cast<double>(rates->duration->rate.e14) * 1'024'000;
}

}  // namespace

std::vector<std::int64_t> candidate_sizes(std::int64_t current_mb,
                                          std::optional<std::int64_t> floor_mb,
                                          const std::vector<ObservedSize>& observed, int threads) {
  std::vector<std::int64_t> sizes = {current_mb};
  bool beyond_one_cpu = threads > 1;
  for (const ObservedSize& size : observed) {
    sizes.push_back(size.memory_size_mb);
    beyond_one_cpu = beyond_one_cpu || size.memory_size_mb > kOneCpuMb;
  }
  const std::int64_t floor = floor_mb.value_or(current_mb);
  std::int64_t top = std::min(kHighestStepMb, 4 * current_mb);
  if (!beyond_one_cpu) top = std::min(top, kOneCpuMb);
  for (std::int64_t size = round_up_64(floor); size <= top; size += kStepMb) sizes.push_back(size);
  if (floor <= kOneCpuMb) sizes.push_back(kOneCpuMb);
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

double slo_quantile_ms(const Sizing& sizing) {
  return quantile_ms(sizing.input.stats->warm_duration_us,
                     static_cast<std::uint64_t>(sizing.options.slo_permille), 1000)
      .value_or(0);
}

std::optional<double> timeout_ms_of(const AdviceInput& input) {
  if (input.timeout_ms) return static_cast<double>(*input.timeout_ms);
  if (input.stats->timeouts == 0) return std::nullopt;
  const std::optional<double> longest = max_ms(input.stats->duration_us);
  if (!longest || *longest < 1000) return std::nullopt;
  return std::floor(*longest / 1000 + 0.5) * 1000;  // timeouts are whole seconds
}

Confidence confidence_of(const Range& cost_change) noexcept {
  const double low = 1 + cost_change.low, high = 1 + cost_change.high;
  if (low <= 0) return Confidence::kUnknown;
  const double width = high / low;
  return width <= 1.3   ? Confidence::kHigh
         : width <= 2.0 ? Confidence::kMedium
         : width <= 4.0 ? Confidence::kLow
                        : Confidence::kUnknown;
}

std::optional<MoneyRange> monthly(const Sizing& sizing, const Range& billed_ms,
                                  std::int64_t memory_mb, const RateCard& rates) {
  const std::optional<double> months = sizing.input.months_of_window;
  if (!months || !(*months > 1e-6) || *months > 1e6 || !rates.duration || !rates.request)
    return std::nullopt;
  constexpr std::int64_t kUnit = 1'000'000'000;
  const auto parts = static_cast<std::int64_t>(std::llround(*months * kUnit));
  const auto of = [&](double ms) {
    return sizing.cost.cost(ms, memory_mb, rates).scaled(kUnit, parts);
  };
  return MoneyRange{of(billed_ms.low), of(billed_ms.expected), of(billed_ms.high), rates.currency};
}

namespace {

/// The parts of `evaluate` that do not change from size to size.
struct Evaluator {
  const Sizing& sizing;
  const FunctionAdvice& advice;
  bool may_go_down;
  DurationBelief warm;
  std::optional<DurationBelief> first;
  std::optional<double> timeout_ms;
  double warm_p99_ms, first_p99_ms;
  double now_units;

  Candidate of(std::int64_t memory_mb) {
    const Strata& strata = sizing.strata;
    Candidate candidate;
    // What was measured is shown as it was; that it is the mean of a sample only is in the
    // range of the cost, and so in every decision.
    candidate.duration_ms = warm.predict(memory_mb);
    if (first) candidate.cold_duration_ms = first->predict(memory_mb);
    const Range factor =
        factor_of(*strata.warm, candidate.duration_ms, sizing.current_mb, memory_mb);
    const Range first_factor =
        first ? factor_of(*strata.first, *candidate.cold_duration_ms, sizing.current_mb, memory_mb)
              : Range{1, 1, 1};
    candidate.memory_size_mb = memory_mb;
    candidate.observed = std::any_of(
        strata.warm->points.begin(), strata.warm->points.end(),
        [memory_mb](const DurationPoint& point) { return point.memory_mb == memory_mb; });
    const Range billed = billed_ms(memory_mb, factor, first_factor);
    const auto change = [&](double ms) {
      return now_units > 0 ? cost_units(ms, memory_mb, sizing) / now_units - 1 : 0;
    };
    const double expected = change(billed.expected);
    candidate.cost_change = {std::min(change(billed.low), expected), expected,
                             std::max(change(billed.high), expected)};
    candidate.confidence = confidence_of(candidate.cost_change);
    if (sizing.input.rates)
      candidate.monthly_cost = monthly(sizing, billed, memory_mb, *sizing.input.rates);
    candidate.verdict = verdict(memory_mb, factor, first_factor);
    return candidate;
  }

 private:
  Range billed_ms(std::int64_t memory_mb, const Range& factor, const Range& first_factor) const {
    const double now = sizing.own_billed_ms;
    if (memory_mb == sizing.current_mb) return {now, now, now};
    return {sizing.cost.billed_ms(factor.low, first_factor.low),
            sizing.cost.billed_ms(factor.expected, first_factor.expected),
            sizing.cost.billed_ms(factor.high, first_factor.high)};
  }

  Verdict verdict(std::int64_t memory_mb, const Range& factor, const Range& first_factor) const {
    if (memory_mb == sizing.current_mb) return Verdict::kCurrent;
    if (memory_mb < sizing.current_mb) {
      if (!may_go_down) return Verdict::kNotEnoughData;
      if (advice.need_unknown) return Verdict::kBelowFloor;
    }
    if (advice.floor_mb && memory_mb < *advice.floor_mb) return Verdict::kBelowFloor;
    if (memory_mb < sizing.current_mb && timeout_ms &&
        std::max(warm_p99_ms * factor.high, first_p99_ms * first_factor.high) >
            kTimeoutShare * *timeout_ms)
      return Verdict::kTimeoutRisk;
    const AdviceOptions& options = sizing.options;
    if (options.max_slowdown && factor.high > *options.max_slowdown) return Verdict::kTooSlow;
    if (options.slo_ms && slo_quantile_ms(sizing) * factor.high > *options.slo_ms)
      return Verdict::kTooSlow;
    return Verdict::kFeasible;
  }
};

}  // namespace

std::vector<Candidate> evaluate(const Sizing& sizing, const FunctionAdvice& advice,
                                const std::vector<std::int64_t>& sizes, bool may_go_down) {
  std::vector<Candidate> candidates;
  const Strata& strata = sizing.strata;
  if (!strata.warm || sizes.empty()) return candidates;
  const std::int64_t largest = *std::max_element(sizes.begin(), sizes.end());
  const DurationModel& model = DurationModel::builtin();
  const FunctionStats& stats = *sizing.input.stats;
  Evaluator evaluator{.sizing = sizing,
                      .advice = advice,
                      .may_go_down = may_go_down,
                      .warm = model.learn(strata.warm->points, CallKind::kWarm,
                                          strata.warm->standard_error, largest),
                      .first = std::nullopt,
                      .timeout_ms = timeout_ms_of(sizing.input),
                      .warm_p99_ms = quantile_ms(stats.warm_duration_us, 99, 100).value_or(0),
                      .first_p99_ms = quantile_ms(stats.cold_duration_us, 99, 100).value_or(0),
                      .now_units = cost_units(sizing.own_billed_ms, sizing.current_mb, sizing)};
  if (strata.first)
    evaluator.first =
        model.learn(strata.first->points, CallKind::kFirst, strata.first->standard_error, largest);
  candidates.reserve(sizes.size());
  for (const std::int64_t size : sizes) candidates.push_back(evaluator.of(size));
  return candidates;
}

}  // namespace lambda_report::advisor
