// What "best" means.  Every strategy sees the same candidates; `safe` asks that a size be
// cheaper even at the bad end of its range, because on public benchmarks that keeps moves
// which raise the cost by more than 5 % to about 1 in 100.  Cost alone would nearly always
// pick the smallest size, at several times the latency.

#include <algorithm>
#include <iterator>

#include "advisor/observed.h"
#include "advisor/sizing.h"

namespace lambda_report::advisor {
namespace {

constexpr double kSafeWorst = 0.02;
constexpr double kSafeGain = -0.05;
constexpr double kBalancedSlack = 1.10;
constexpr double kFreeExpected = 0.03;
constexpr double kFreeWorst = 0.10;
constexpr double kFasterBy = 0.95;

using Picks = std::vector<const Candidate*>;

/// Candidates that may be chosen; the current size comes along as one of them.
Picks choosable(const FunctionAdvice& advice) {
  Picks picks;
  for (const Candidate& candidate : advice.candidates)
    if (candidate.verdict == Verdict::kFeasible || candidate.verdict == Verdict::kCurrent)
      picks.push_back(&candidate);
  return picks;
}

/// The least by `value`; ties go to the smaller size, which comes first.
template <class Value>
const Candidate* least(const Picks& picks, Value value) {
  const Candidate* best = nullptr;
  for (const Candidate* pick : picks)
    if (!best || value(*pick) < value(*best)) best = pick;
  return best;
}

template <class Condition>
Picks only(const Picks& picks, Condition condition) {
  Picks kept;
  std::copy_if(picks.begin(), picks.end(), std::back_inserter(kept),
               [&](const Candidate* pick) { return condition(*pick); });
  return kept;
}

double cost(const Candidate& candidate) { return candidate.cost_change.expected; }
double duration(const Candidate& candidate) { return candidate.duration_ms.expected; }
bool is_current(const Candidate& candidate) { return candidate.verdict == Verdict::kCurrent; }

const Candidate* safe(const Picks& picks) {
  return least(only(picks,
                    [](const Candidate& c) {
                      return !is_current(c) && c.cost_change.high <= kSafeWorst &&
                             c.cost_change.expected <= kSafeGain;
                    }),
               cost);
}

const Candidate* balanced(const Picks& picks) {
  const Candidate* cheapest = least(picks, cost);
  if (!cheapest) return nullptr;
  const double bar = kBalancedSlack * (1 + cost(*cheapest)) - 1;
  return least(only(picks, [bar](const Candidate& c) { return cost(c) <= bar; }), duration);
}

const Candidate* free_speed(const Picks& picks, const FunctionAdvice& advice) {
  const auto seen = std::count_if(advice.candidates.begin(), advice.candidates.end(),
                                  [](const Candidate& c) { return c.observed; });
  const Candidate* current = nullptr;
  for (const Candidate* pick : picks)
    if (is_current(*pick)) current = pick;
  if (seen < 2 || !current) return nullptr;
  return least(only(picks,
                    [current](const Candidate& c) {
                      return c.cost_change.expected <= kFreeExpected &&
                             c.cost_change.high <= kFreeWorst &&
                             duration(c) < kFasterBy * duration(*current);
                    }),
               duration);
}

/// argmin w · cost / max cost + (1 − w) · duration / max duration, over expected values.
const Candidate* lpt(const Picks& picks, double weight) {
  double most_cost = 0, most_duration = 0;
  for (const Candidate* pick : picks) {
    most_cost = std::max(most_cost, 1 + cost(*pick));
    most_duration = std::max(most_duration, duration(*pick));
  }
  if (most_cost <= 0 || most_duration <= 0) return nullptr;
  return least(picks, [&](const Candidate& c) {
    return weight * (1 + cost(c)) / most_cost + (1 - weight) * duration(c) / most_duration;
  });
}

}  // namespace

std::optional<std::int64_t> choose(Strategy strategy, const Sizing& sizing,
                                   const FunctionAdvice& advice) {
  const AdviceOptions& options = sizing.options;
  Picks picks = choosable(advice);
  if (strategy == Strategy::kSlo && options.slo_ms && slo_quantile_ms(sizing) > *options.slo_ms)
    picks = only(picks, [](const Candidate& c) { return !is_current(c); });
  const Candidate* best = nullptr;
  switch (strategy) {
    case Strategy::kSafe:
      best = safe(picks);
      break;
    case Strategy::kCheapest:
    case Strategy::kMaxSlowdown:  // the limits are in the verdicts already
    case Strategy::kSlo:
      best = least(picks, cost);
      break;
    case Strategy::kBalanced:
      best = balanced(picks);
      break;
    case Strategy::kFreeSpeed:
      best = free_speed(picks, advice);
      break;
    case Strategy::kLpt:
      best = lpt(picks, options.weight);
      break;
  }
  if (!best || is_current(*best)) return std::nullopt;
  return best->memory_size_mb;
}

}  // namespace lambda_report::advisor
