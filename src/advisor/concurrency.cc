#include "advisor/concurrency.h"

#include <algorithm>
#include <limits>

namespace lambda_report::advisor {

namespace {

bool has_every_time(const FunctionStats& stats) {
  return !stats.intervals_dropped && stats.without_time == 0 && !stats.intervals.empty();
}

/// The busy share from which on a unit pays off; nullopt: a rate is not known, or provisioned
/// duration is no cheaper.
std::optional<double> break_even_of(const RateCard& rates) {
  if (!rates.duration || !rates.provisioned_concurrency || !rates.provisioned_duration)
    return std::nullopt;
  const Rate on_demand = rates.duration->rate, provisioned = rates.provisioned_duration->rate;
  if (on_demand.e14 <= provisioned.e14) return std::nullopt;
  return static_cast<double>(rates.provisioned_concurrency->rate.e14) /
         static_cast<double>(on_demand.e14 - provisioned.e14);
}

}  // namespace

bool may_pay_off(const FunctionStats& stats, const RateCard& rates) {
  const std::optional<double> break_even = break_even_of(rates);
  if (!break_even || !has_every_time(stats)) return false;
  double busy_ms = 0;
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  stats.intervals.for_each([&](std::int64_t start, std::int64_t end) {
    if (end <= start) return;
    busy_ms += static_cast<double>(end - start);
    first = std::min(first, start);
    last = std::max(last, end);
  });
  constexpr double kMargin = 0.999;  // this is rounded, the decision is not
  return busy_ms > 0 && busy_ms > kMargin * *break_even * static_cast<double>(last - first);
}

std::optional<Concurrency> concurrency_of(const FunctionStats& stats) {
  if (!has_every_time(stats)) return std::nullopt;
  // +1 at each start, -1 at each end; an end comes before a start of the same millisecond.
  std::vector<std::pair<std::int64_t, int>> steps;
  steps.reserve(2 * stats.intervals.size());
  stats.intervals.for_each([&steps](std::int64_t start, std::int64_t end) {
    if (end <= start) return;
    steps.emplace_back(start, 1);
    steps.emplace_back(end, -1);
  });
  if (steps.empty()) return std::nullopt;
  std::sort(steps.begin(), steps.end());

  Concurrency result;
  result.window_ms = steps.back().first - steps.front().first;
  std::size_t running = 0;
  std::int64_t since = steps.front().first;
  for (const auto& [at, step] : steps) {
    if (running > 0) result.busy_ms[running - 1] += at - since;  // exactly `running`, for now
    since = at;
    running = step > 0 ? running + 1 : running - 1;
    if (running > result.busy_ms.size()) result.busy_ms.push_back(0);
  }
  for (std::size_t k = result.busy_ms.size(); k-- > 1;) result.busy_ms[k - 1] += result.busy_ms[k];
  return result;
}

std::optional<ProvisionedOutcome> provisioned_outcome(const Concurrency& concurrency,
                                                      std::int64_t memory_size_mb,
                                                      const RateCard& rates) {
  const std::optional<double> break_even = break_even_of(rates);
  if (!break_even || concurrency.window_ms <= 0 || concurrency.busy_ms.empty()) return std::nullopt;
  const Rate on_demand = rates.duration->rate, provisioned = rates.provisioned_duration->rate,
             standing = rates.provisioned_concurrency->rate;
  ProvisionedOutcome outcome;
  const double window = static_cast<double>(concurrency.window_ms);
  outcome.break_even = *break_even;
  outcome.first_share = static_cast<double>(concurrency.busy_ms.front()) / window;
  const Money stands =
      Money::of_mb_ms(static_cast<Int128>(concurrency.window_ms) * memory_size_mb, standing);
  for (const std::int64_t busy : concurrency.busy_ms) {
    const Int128 mb_ms = static_cast<Int128>(busy) * memory_size_mb;
    const Money gain =
        Money::of_mb_ms(mb_ms, on_demand) - Money::of_mb_ms(mb_ms, provisioned) - stands;
    if (gain <= Money()) break;  // busy shares only fall from unit to unit
    ++outcome.paying_units;
    outcome.saved += gain;
    outcome.last_share = static_cast<double>(busy) / window;
  }
  return outcome;
}

}  // namespace lambda_report::advisor
