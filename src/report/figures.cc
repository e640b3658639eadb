#include "report/figures.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "lambda_report/billing.h"
#include "report/peak_concurrency.h"

namespace lambda_report {

std::string_view name_of(Basis basis) noexcept {
  switch (basis) {
    case Basis::kLog:
      return "log";
    case Basis::kConfig:
      return "config";
    case Basis::kGiven:
      return "given";
    case Basis::kAssumed:
      return "assumed";
    case Basis::kMixed:
      return "mixed";
  }
  return "";
}

double DurationFigures::mean_ms() const noexcept {
  return count == 0 ? 0 : static_cast<double>(sum_us) / static_cast<double>(count) / 1000;
}

double MemoryFigures::mean_mb() const noexcept {
  return count == 0 ? 0 : static_cast<double>(sum_mb) / static_cast<double>(count);
}

double Metrics::cold_start_rate() const noexcept {
  return invocations == 0 ? 0 : static_cast<double>(cold_starts) / static_cast<double>(invocations);
}

namespace report {
namespace {

// `unit_us`: 1 for a sketch of microseconds, 1000 for one of milliseconds.
std::optional<DurationFigures> duration_figures(const QuantileSketch& sketch,
                                                std::int64_t unit_us = 1) {
  if (sketch.count() == 0) return std::nullopt;
  const std::int64_t min = sketch.min().value_or(0), max = sketch.max().value_or(0);
  // The middle of the outermost buckets may lie beyond the extremes, which are exact.
  constexpr std::array<std::uint64_t, 4> kPercent = {50, 90, 95, 99};
  std::vector<std::int64_t> quantiles = sketch.quantiles(kPercent, 100);
  for (std::int64_t& quantile : quantiles) quantile = std::clamp(quantile, min, max) * unit_us;
  DurationFigures figures;
  figures.count = sketch.count();
  figures.min_us = min * unit_us;
  figures.max_us = max * unit_us;
  figures.p50_us = quantiles[0];
  figures.p90_us = quantiles[1];
  figures.p95_us = quantiles[2];
  figures.p99_us = quantiles[3];
  figures.sum_us = sketch.sum() * unit_us;
  return figures;
}

// Nearest rank over (value, count) in ascending order: the value of rank ⌈n × p / 100⌉.
template <class Value>
Value nearest_rank(const std::vector<std::pair<Value, std::uint64_t>>& sorted, std::uint64_t total,
                   std::uint64_t percent) {
  // total × percent without overflow.
  const std::uint64_t rank = total / 100 * percent + (total % 100 * percent + 99) / 100;
  std::uint64_t seen = 0;
  for (const auto& [value, count] : sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return sorted.back().first;
}

std::optional<MemoryFigures> memory_figures(const FunctionStats& stats) {
  std::map<std::int64_t, std::uint64_t> by_used;
  for (const auto& [pair, count] : stats.memory) by_used[pair.second] += count;
  const std::vector<std::pair<std::int64_t, std::uint64_t>> sorted(by_used.begin(), by_used.end());
  MemoryFigures figures;
  for (const auto& [used, count] : sorted) {
    figures.count += count;
    figures.sum_mb += static_cast<Int128>(used) * count;
  }
  if (figures.count == 0) return std::nullopt;
  figures.min_mb = sorted.front().first;
  figures.max_mb = sorted.back().first;
  figures.p50_mb = nearest_rank(sorted, figures.count, 50);
  figures.p90_mb = nearest_rank(sorted, figures.count, 90);
  figures.p95_mb = nearest_rank(sorted, figures.count, 95);
  figures.p99_mb = nearest_rank(sorted, figures.count, 99);
  return figures;
}

std::optional<UtilizationFigures> utilization_figures(const FunctionStats& stats) {
  std::vector<std::pair<double, std::uint64_t>> sorted;
  std::uint64_t total = 0;
  for (const auto& [pair, count] : stats.memory) {
    if (pair.first <= 0 || count == 0) continue;
    sorted.emplace_back(static_cast<double>(pair.second) / static_cast<double>(pair.first), count);
    total += count;
  }
  if (sorted.empty()) return std::nullopt;
  std::sort(sorted.begin(), sorted.end());
  UtilizationFigures figures;
  figures.p50 = nearest_rank(sorted, total, 50);
  figures.p99 = nearest_rank(sorted, total, 99);
  figures.max = sorted.back().first;
  return figures;
}

std::optional<std::string> init_billed(const FunctionStats& stats) {
  if (stats.init_billed > 0) return stats.init_not_billed > 0 ? "some" : "all";
  if (stats.init_not_billed > 0) return "none";
  return std::nullopt;
}

}  // namespace

bool knows_all_times(const FunctionStats& stats) noexcept {
  return !stats.intervals_dropped && stats.without_time == 0;
}

Metrics figures_of(const FunctionStats& stats) {
  const Intervals* const intervals = &stats.intervals;
  return figures_of(stats, knows_all_times(stats) ? peak_concurrency({&intervals, 1}) : 0);
}

Metrics figures_of(const FunctionStats& stats, std::uint64_t peak) {
  Metrics metrics;
  metrics.invocations = stats.invocations;
  metrics.cold_starts = stats.cold_starts;
  metrics.errors = stats.errors;
  metrics.timeouts = stats.timeouts;
  metrics.out_of_memory = stats.out_of_memory;
  metrics.suspected_out_of_memory = stats.suspected_out_of_memory;
  metrics.retries = stats.retries;
  metrics.environments = environment_count(stats);
  if (peak > 0) metrics.peak_concurrency = peak;
  if (stats.billed_ms_sketch.count() > 0)
    metrics.billing_step_ms =
        billing_step_ms(stats.not_multiple_of, stats.rounding_slack).value_or(1);
  metrics.init_billed = init_billed(stats);
  metrics.duration = duration_figures(stats.duration_us);
  metrics.warm_duration = duration_figures(stats.warm_duration_us);
  metrics.cold_duration = duration_figures(stats.cold_duration_us);
  metrics.billed_duration = duration_figures(stats.billed_ms_sketch, 1000);
  metrics.init_duration = duration_figures(stats.init_us);
  metrics.restore_duration = duration_figures(stats.restore_us);
  metrics.max_memory_used = memory_figures(stats);
  metrics.memory_utilization = utilization_figures(stats);
  if (stats.costed_invocations > 0) metrics.billed_mb_ms = stats.billed_mb_ms;
  return metrics;
}

}  // namespace report
}  // namespace lambda_report
