#include "cli/sort_rows.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace lambda_report::cli {
namespace {

struct SortKeyName {
  std::string_view name;
  SortKey key;
};
constexpr SortKeyName kNames[] = {
    {"cost", SortKey::kCost},
    {"function", SortKey::kFunction},
    {"memory", SortKey::kMemory},
    {"invocations", SortKey::kInvocations},
    {"errors", SortKey::kErrors},
    {"timeouts", SortKey::kTimeouts},
    {"out-of-memory", SortKey::kOutOfMemory},
    {"cold-starts", SortKey::kColdStarts},
    {"cold-start-rate", SortKey::kColdStartRate},
    {"p50", SortKey::kP50},
    {"p95", SortKey::kP95},
    {"p99", SortKey::kP99},
    {"max", SortKey::kMax},
    {"init", SortKey::kInit},
    {"max-memory-used", SortKey::kMaxMemoryUsed},
};

std::optional<double> duration_of(const Metrics& metrics, std::int64_t DurationFigures::*figure) {
  if (!metrics.duration) return std::nullopt;
  return static_cast<double>((*metrics.duration).*figure);
}

/// The figure to order by; only compared, never shown.
std::optional<double> figure_of(const Row& row, SortKey key) {
  const Metrics& m = row.metrics;
  switch (key) {
    case SortKey::kCost:
      return m.cost ? std::optional(m.cost->total.approx()) : std::nullopt;
    case SortKey::kFunction:
      return std::nullopt;
    case SortKey::kMemory:
      return row.key.memory_size_mb ? std::optional(static_cast<double>(*row.key.memory_size_mb))
                                    : std::nullopt;
    case SortKey::kInvocations:
      return static_cast<double>(m.invocations);
    case SortKey::kErrors:
      return static_cast<double>(m.errors);
    case SortKey::kTimeouts:
      return static_cast<double>(m.timeouts);
    case SortKey::kOutOfMemory:
      return static_cast<double>(m.out_of_memory);
    case SortKey::kColdStarts:
      return static_cast<double>(m.cold_starts);
    case SortKey::kColdStartRate:
      return m.cold_start_rate();
    case SortKey::kP50:
      return duration_of(m, &DurationFigures::p50_us);
    case SortKey::kP95:
      return duration_of(m, &DurationFigures::p95_us);
    case SortKey::kP99:
      return duration_of(m, &DurationFigures::p99_us);
    case SortKey::kMax:
      return duration_of(m, &DurationFigures::max_us);
    case SortKey::kInit:
      return m.init_duration ? std::optional(static_cast<double>(m.init_duration->p50_us))
                             : std::nullopt;
    case SortKey::kMaxMemoryUsed:
      return m.max_memory_used ? std::optional(static_cast<double>(m.max_memory_used->max_mb))
                               : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SortKey> parse_sort_key(std::string_view text) noexcept {
  for (const SortKeyName& name : kNames) {
    if (name.name == text) return name.key;
  }
  return std::nullopt;
}

std::vector<std::string> sort_key_names() {
  std::vector<std::string> names;
  for (const SortKeyName& name : kNames) names.emplace_back(name.name);
  return names;
}

void sort_rows(PackedList<Row>& rows, SortKey key) {
  if (key == SortKey::kCost) return;  // as build_report leaves them
  const bool by_name = key == SortKey::kFunction;
  std::vector<std::optional<double>> figures;
  if (!by_name)
    for (const Row& row : rows) figures.push_back(figure_of(row, key));
  const auto name_of_row = [&rows](std::uint32_t row) { return rows.unpacker(row).view(); };
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (by_name) return name_of_row(a) < name_of_row(b);
    const std::optional<double>&left = figures[a], &right = figures[b];
    if (!left || !right) return left.has_value() && !right.has_value();
    return *left > *right;
  });
  rows.reorder(order);
}

}  // namespace lambda_report::cli
