#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "lambda_report/compare.h"
#include "report/costing.h"
#include "report/figures.h"
#include "report/grouping.h"

// From the sums of a run to one side of a comparison: rows with their distributions, priced
// like those of a report.

namespace lambda_report {
namespace report {
namespace {

ComparedDurations durations_of(const QuantileSketch& us) {
  ComparedDurations d;
  d.count = us.count();
  if (d.count == 0) return d;
  constexpr std::array<std::uint64_t, 2> kPercent = {50, 95};
  const std::vector<std::int64_t> quantiles = us.quantiles(kPercent, 100);
  d.mean_us = static_cast<double>(us.sum()) / static_cast<double>(d.count);
  d.p50_us = static_cast<double>(quantiles[0]);
  d.p95_us = static_cast<double>(quantiles[1]);
  d.values = us.buckets();
  return d;
}

/// Standard error of the mean billed duration, as a fraction of it.
std::optional<double> relative_error_of(const QuantileSketch& billed_ms) {
  const auto n = static_cast<double>(billed_ms.count());
  const double mean = n == 0 ? 0 : static_cast<double>(billed_ms.sum()) / n;
  if (n < 2 || mean <= 0) return std::nullopt;
  double squares = 0;
  for (const auto& [value, count] : billed_ms.buckets()) {
    const double off = static_cast<double>(value) - mean;
    squares += off * off * static_cast<double>(count);
  }
  return std::sqrt(squares / (n - 1) / n) / mean;
}

ValueCounts counts_of(const std::map<std::int64_t, std::uint64_t>& counts) {
  return {counts.begin(), counts.end()};
}

void set_memory(ComparedRow& row, const FunctionStats& stats) {
  std::map<std::int64_t, std::uint64_t> lines, environments;
  for (const auto& [pair, count] : stats.memory) lines[pair.second] += count;
  for (const auto& [hash, seen] : stats.environments)
    if (seen.max_memory_used_mb > 0) ++environments[seen.max_memory_used_mb];
  if (!lines.empty()) row.max_memory_used_mb = lines.rbegin()->first;
  row.memory_by_line = counts_of(lines);
  row.memory_by_environment = counts_of(environments);
}

void set_figures(ComparedRow& row, const FunctionStats& stats) {
  const Metrics metrics = figures_of(stats);
  row.invocations = stats.invocations;
  row.cold_starts = stats.cold_starts;
  row.errors = stats.errors;
  row.timeouts = stats.timeouts;
  row.out_of_memory = stats.out_of_memory;
  row.billing_step_ms = metrics.billing_step_ms;
  row.init_billed = metrics.init_billed;
  row.first = stats.first;
  row.last = stats.last;
  row.warm = durations_of(stats.warm_duration_us);
  row.cold = durations_of(stats.cold_duration_us);
  row.init = durations_of(stats.init_us);
  set_memory(row, stats);
}

void set_cost(ComparedRow& row, const FunctionStats& stats, const CostSum& sum) {
  const std::optional<CostFigures>& cost = sum.sum();
  if (!cost || cost->costed_invocations == 0) return;
  row.cost_per_million = cost->per_million()->approx();
  row.costed_invocations = cost->costed_invocations;
  const double total = cost->total.approx();
  row.duration_share = total > 0 ? cost->duration.approx() / total : 0;
  row.billed_error = relative_error_of(stats.billed_ms_sketch);
}

Result<ComparedRow> compared_row(const Group& group, RateBook& book, std::int64_t discount_e4) {
  const Row made = row_of(group);
  ComparedRow row;
  row.function = made.key.function;
  row.input = made.key.function.empty() ? made.key.input : std::string();
  row.memory_size_mb = made.key.memory_size_mb;
  row.region = made.region;
  row.region_basis = made.region_basis;
  row.architecture = made.architecture;
  row.architecture_basis = made.architecture_basis;
  FunctionStats stats;
  CostSum sum;
  for (const Constituent& c : group) {
    Result<std::optional<Charge>> charge = book.charge(c);
    if (!charge) return std::move(charge).error();
    if (*charge) sum.add(cost_of(**charge, discount_e4));
    stats.merge(c.stats);
  }
  set_figures(row, stats);
  set_cost(row, stats, sum);
  return row;
}

}  // namespace
}  // namespace report

Result<ComparedSide> compared_side(std::string name, const AggregateResult& result,
                                   const ReportOptions& options) {
  using namespace report;  // NOLINT(google-build-using-namespace): this file is its front
  ReportOptions by_stratum = options;
  by_stratum.group_by = {GroupKey::kFunction, GroupKey::kMemory, GroupKey::kRegion,
                         GroupKey::kArch};
  const PriceSheet& sheet = options.prices != nullptr ? *options.prices : PriceSheet::builtin();
  ComparedSide side;
  side.name = std::move(name);
  side.complete = result.ledger.inputs_failed.empty();
  RateBook book(sheet, by_stratum);
  const Grouping grouping(result.functions, by_stratum, Grouping::Families::kOne);
  for (std::size_t group = 0; group < grouping.size(); ++group) {
    Result<ComparedRow> row = compared_row(grouping[group], book, options.discount_e4.value_or(0));
    if (!row) return std::move(row).error();
    side.rows.push_back(*std::move(row));
  }
  std::set<std::string> currencies;
  for (const RateBook::Billed* billed : book.billed()) currencies.insert(billed->card.currency);
  side.prices = {sheet.as_of(), sheet.source(),
                 currencies.size() == 1 ? *currencies.begin() : std::string("USD")};
  return side;
}

}  // namespace lambda_report
