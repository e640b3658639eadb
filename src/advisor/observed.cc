#include "advisor/observed.h"

#include <algorithm>
#include <cmath>

#include "advisor/wording.h"

namespace lambda_report::advisor {

std::optional<std::int64_t> memory_size_of(const AdviceInput& input) {
  if (input.key->memory_size_mb) return input.key->memory_size_mb;
  std::optional<std::int64_t> only;
  for (const auto& [sizes, count] : input.stats->memory) {
    if (only && *only != sizes.first) return std::nullopt;
    only = sizes.first;
  }
  return only;
}

std::optional<MemoryUse> memory_use(const FunctionStats& stats, std::int64_t memory_size_mb) {
  MemoryUse use;
  const auto first = stats.memory.lower_bound({memory_size_mb, 0});
  const auto end = stats.memory.lower_bound({memory_size_mb + 1, 0});
  for (auto it = first; it != end; ++it) use.lines += it->second;
  if (use.lines == 0) return std::nullopt;
  const std::uint64_t above = use.lines / 100;  // lines that may lie above the 99 % quantile
  const std::uint64_t rank = use.lines - above;
  std::uint64_t seen = 0;
  for (auto it = first; it != end; ++it) {
    if (it->second == 0) continue;
    if (seen < rank) use.q99_mb = it->first.second;
    seen += it->second;
    use.max_mb = it->first.second;
  }
  return use;
}

std::optional<std::uint64_t> environments_of(const FunctionStats& stats) {
  if (stats.environments.empty()) return std::nullopt;
  return environment_count(stats);
}

bool advisable(const AdviceInput& input) { return input.stats->costed_invocations > 0; }

std::optional<double> mean_ms(const QuantileSketch& us) {
  if (us.count() == 0) return std::nullopt;
  return static_cast<double>(us.sum()) / static_cast<double>(us.count()) / 1000;
}

std::optional<double> max_ms(const QuantileSketch& us) {
  const std::optional<std::int64_t> value = us.max();
  if (!value) return std::nullopt;
  return static_cast<double>(*value) / 1000;
}

std::optional<double> quantile_ms(const QuantileSketch& us, std::uint64_t numerator,
                                  std::uint64_t denominator) {
  const std::optional<std::int64_t> value = us.quantile(numerator, denominator);
  if (!value) return std::nullopt;
  return static_cast<double>(*value) / 1000;
}

std::optional<double> relative_standard_error(const FunctionStats& stats) {
  const std::uint64_t count = stats.warm_duration_us.count();
  const Int128 sum = stats.warm_duration_us.sum();
  if (count < 2 || sum <= 0) return std::nullopt;
  const double n = static_cast<double>(count);
  const double mean = static_cast<double>(sum) / n;
  const double mean_square = static_cast<double>(stats.warm_duration_squares) / n;
  const double variance = std::max(0.0, mean_square - mean * mean) * n / (n - 1);
  // One duration of n × the mean and nothing else is the widest that there is: 1.  The sums of a
  // state that someone made by hand may say more.
  return std::min(1.0, std::sqrt(variance / n) / mean);
}

std::optional<double> window_hours(const FunctionStats& stats) {
  if (!stats.first || !stats.last) return std::nullopt;
  return static_cast<double>(stats.last->ms - stats.first->ms) / 3'600'000;
}

std::int64_t next_size_after_kill(std::int64_t memory_size_mb) {
  return std::min(kLargestMemoryMb, round_up_64(memory_size_mb + memory_size_mb / 2));
}

std::int64_t roomier_size(const FunctionStats& stats, std::int64_t memory_size_mb) {
  const std::optional<MemoryFloor> floor = memory_floor(stats, memory_size_mb);
  if (!floor || floor->censored) return next_size_after_kill(memory_size_mb);
  return std::min(kLargestMemoryMb, std::max(floor->floor_mb, round_up_64(memory_size_mb + 1)));
}

}  // namespace lambda_report::advisor
