#include "compare/metrics.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/proportion.h"
#include "compare/rank_test.h"
#include "lambda_report/advice.h"

namespace lambda_report::compare {
namespace {

constexpr double kZ95 = 1.959963984540054;
constexpr char kOnlyQuantiles[] = "a saved summary holds quantiles only: no test is possible";

void set_values(ComparedMetric& m, std::optional<double> old_value,
                std::optional<double> new_value) {
  m.old_value = old_value;
  m.new_value = new_value;
  if (!old_value || !new_value) return;
  m.worse = *new_value > *old_value;
  if (*old_value > 0) m.change = *new_value / *old_value - 1;
}

ComparedMetric make(std::string_view id, std::string_view unit, std::uint64_t old_count,
                    std::uint64_t new_count) {
  ComparedMetric m;
  m.id = id;
  m.unit = unit;
  m.old_count = old_count;
  m.new_count = new_count;
  return m;
}

void leave_out(ComparedMetric& m, ComparisonOutcome outcome, std::string reason) {
  m.outcome = outcome;
  m.reason = std::move(reason);
}

/// True where both sides have enough lines for a test with this quantile.
bool enough(ComparedMetric& m, std::uint64_t least) {
  if (m.old_count >= least && m.new_count >= least) return true;
  leave_out(m, ComparisonOutcome::kTooFew,
            "needs " + std::to_string(least) + " lines on each side");
  return false;
}

// ---- durations ------------------------------------------------------------------------

void add_durations(std::string_view id, std::string_view p95_id, const ComparedDurations& base,
                   const ComparedDurations& head, const CompareOptions& options,
                   std::vector<ComparedMetric>& out) {
  if (base.count == 0 || head.count == 0) return;
  const bool testable = !base.values.empty() && !head.values.empty();

  ComparedMetric& median = out.emplace_back(make(id, "ms", base.count, head.count));
  set_values(median, base.p50_us / 1000, head.p50_us / 1000);
  if (enough(median, options.least_count)) {
    if (!testable) {
      leave_out(median, ComparisonOutcome::kUntested, kOnlyQuantiles);
    } else {
      const RankTest test = mann_whitney(base.values, head.values);
      const Shift shift = hodges_lehmann(base.values, head.values);
      median.p = test.p;
      median.effect = test.delta;
      median.change = shift.change;
      median.interval = {shift.low, shift.high};
      median.worse = shift.change > 0;
    }
  }
  if (p95_id.empty()) return;
  ComparedMetric& tail = out.emplace_back(make(p95_id, "ms", base.count, head.count));
  set_values(tail, base.p95_us / 1000, head.p95_us / 1000);
  constexpr std::uint64_t kLeastForP95 = 200;  // n (1 − q) ≥ 10
  if (!enough(tail, std::max(kLeastForP95, options.least_count))) return;
  if (!testable) return leave_out(tail, ComparisonOutcome::kUntested, kOnlyQuantiles);
  const QuantileTest test = compare_p95(base.values, head.values);
  tail.p = test.p;
  tail.change = test.shift.change;
  tail.interval = {test.shift.low, test.shift.high};
}

// ---- rates ----------------------------------------------------------------------------

void add_rate(std::string_view id, std::uint64_t old_hits, std::uint64_t new_hits,
              const ComparedRow& base, const ComparedRow& head, const CompareOptions& options,
              std::vector<ComparedMetric>& out) {
  if (base.invocations == 0 || head.invocations == 0) return;
  const Proportion a{std::min(old_hits, base.invocations), base.invocations};
  const Proportion b{std::min(new_hits, head.invocations), head.invocations};
  ComparedMetric& m = out.emplace_back(make(id, "ratio", base.invocations, head.invocations));
  m.old_value = a.share();
  m.new_value = b.share();
  m.change = b.share() - a.share();
  m.worse = *m.change > 0;
  m.interval = difference_interval(a, b);
  // Nothing happened on either side: that is no test, and should not thin out the others.
  if (enough(m, options.least_count) && a.hits + b.hits > 0) m.p = compare_shares(a, b);
}

void add_rates(const ComparedRow& base, const ComparedRow& head, const CompareOptions& options,
               std::vector<ComparedMetric>& out) {
  add_rate("cold_start_rate", base.cold_starts, head.cold_starts, base, head, options, out);
  add_rate("error_rate", base.errors, head.errors, base, head, options, out);
  add_rate("timeout_rate", base.timeouts, head.timeouts, base, head, options, out);
  add_rate("out_of_memory_rate", base.out_of_memory, head.out_of_memory, base, head, options, out);
}

// ---- memory ---------------------------------------------------------------------------

std::uint64_t count_from(const ValueCounts& values, double limit) {
  std::uint64_t count = 0;
  for (const auto& [value, times] : values)
    count += static_cast<double>(value) >= limit ? times : 0;
  return count;
}

/// Maxima wander with the number of environments.  That all of the largest are on one side
/// would be chance only where few are: this is the p of that.
double chance_of_maxima(const ComparedRow& from, const ComparedRow& to, double limit) {
  constexpr std::uint64_t kEnoughEnvironments = 8;
  const bool by_environment = total_of(from.memory_by_environment) >= kEnoughEnvironments &&
                              total_of(to.memory_by_environment) >= kEnoughEnvironments;
  const ValueCounts& old_units = by_environment ? from.memory_by_environment : from.memory_by_line;
  const ValueCounts& new_units = by_environment ? to.memory_by_environment : to.memory_by_line;
  const double chance =
      chance_of_all_new(count_from(new_units, limit), total_of(old_units), total_of(new_units));
  return std::min(1.0, 2 * chance);
}

void add_memory(const ComparedRow& base, const ComparedRow& head, const CompareOptions& options,
                std::vector<ComparedMetric>& out) {
  if (!base.max_memory_used_mb || !head.max_memory_used_mb) return;
  ComparedMetric& m =
      out.emplace_back(make("max_memory_used", "MB", base.invocations, head.invocations));
  const auto old_max = static_cast<double>(*base.max_memory_used_mb);
  const auto new_max = static_cast<double>(*head.max_memory_used_mb);
  set_values(m, old_max, new_max);
  if (!enough(m, options.least_count)) return;
  if (base.memory_by_line.empty() || head.memory_by_line.empty())
    return leave_out(m, ComparisonOutcome::kUntested, kOnlyQuantiles);
  constexpr double kNearlyFull = 0.9;
  const double danger = kNearlyFull * static_cast<double>(head.memory_size_mb.value_or(0));
  const bool crosses = danger > 0 && new_max >= danger && old_max < danger;
  const double bar = m.worse ? old_max * (1 + options.fail_bar) : new_max * (1 + options.fail_bar);
  m.p = m.worse ? chance_of_maxima(base, head, crosses ? std::min(bar, danger) : bar)
                : chance_of_maxima(head, base, bar);
  if (crosses) m.reason = "now above 90 % of the memory size";
}

// ---- cost -----------------------------------------------------------------------------

void add_cost(const ComparedRow& base, const ComparedRow& head, const CompareOptions& options,
              std::vector<ComparedMetric>& out) {
  if (!base.cost_per_million || !head.cost_per_million) return;
  ComparedMetric& m = out.emplace_back(
      make("cost_per_million", "currency", base.costed_invocations, head.costed_invocations));
  set_values(m, base.cost_per_million, head.cost_per_million);
  if (!enough(m, options.least_count)) return;
  if (!base.billed_error || !head.billed_error)
    return leave_out(m, ComparisonOutcome::kUntested, kOnlyQuantiles);
  // Only the part of the cost that billed durations make varies.
  const auto error_of = [](const ComparedRow& row) {
    return *row.cost_per_million * row.duration_share * *row.billed_error;
  };
  const double old_error = error_of(base), new_error = error_of(head);
  const double spread = std::hypot(old_error, new_error);
  const double difference = *head.cost_per_million - *base.cost_per_million;
  if (spread > 0)
    m.p = std::erfc(std::abs(difference) / spread / std::sqrt(2.0));
  else
    m.p = difference == 0 ? 1 : 0;
  if (*base.cost_per_million > 0 && *head.cost_per_million > 0) {
    const double reach =
        kZ95 * std::hypot(old_error / *base.cost_per_million, new_error / *head.cost_per_million);
    const double log_ratio = std::log1p(*m.change);
    m.interval = {std::expm1(log_ratio - reach), std::expm1(log_ratio + reach)};
  }
}

// ---- another memory size --------------------------------------------------------------

void add_predicted(std::string_view id, bool cold, const std::vector<const ComparedRow*>& base,
                   const ComparedRow& nearest, const ComparedRow& head,
                   const CompareOptions& options, std::vector<ComparedMetric>& out) {
  const auto durations = [cold](const ComparedRow& row) -> const ComparedDurations& {
    return cold ? row.cold : row.warm;
  };
  const ComparedDurations &before = durations(nearest), &now = durations(head);
  if (before.count == 0 || now.count == 0) return;
  ComparedMetric& m = out.emplace_back(make(id, "ms", before.count, now.count));
  set_values(m, before.mean_us / 1000, now.mean_us / 1000);
  if (!enough(m, options.least_count)) return;
  std::vector<MeasuredDuration> points;
  for (const ComparedRow* row : base)
    if (durations(*row).count >= options.least_count && durations(*row).mean_us > 0)
      points.push_back({*row->memory_size_mb, durations(*row).mean_us / 1000});
  const std::optional<Range> range =
      predict_duration_ms(points, cold, head.memory_size_mb.value_or(0));
  if (!range)
    return leave_out(m, ComparisonOutcome::kUntested, "another memory size, and no prediction");
  m.predicted = {range->low, range->high};
  m.worse = *m.new_value > range->high;
  const bool outside = m.worse || *m.new_value < range->low;
  const double bar =
      m.worse ? range->high * (1 + options.fail_bar) : range->low / (1 + options.fail_bar);
  const bool far = m.worse ? *m.new_value > bar : *m.new_value < bar;
  m.outcome = !outside ? ComparisonOutcome::kSame
              : far    ? ComparisonOutcome::kFail
                       : ComparisonOutcome::kNote;
  m.reason = outside ? "outside the range predicted for the new memory size"
                     : "as predicted for the new memory size";
}

// ---- outcomes -------------------------------------------------------------------------

bool may_fail(std::string_view id, const CompareOptions& options) {
  return options.fail_on.empty() ||
         std::find(options.fail_on.begin(), options.fail_on.end(), id) != options.fail_on.end();
}

ComparisonOutcome outcome_of(const ComparedMetric& m, const CompareOptions& options) {
  const bool crosses = m.id == "max_memory_used" && !m.reason.empty();
  const bool real = m.p_adjusted && *m.p_adjusted < options.significance;
  if (!real) return crosses ? ComparisonOutcome::kNote : ComparisonOutcome::kSame;
  if (m.effect && std::abs(*m.effect) < options.least_effect) return ComparisonOutcome::kSame;
  if (crosses) return ComparisonOutcome::kFail;
  if (!m.change) return ComparisonOutcome::kSame;
  const double size = std::abs(*m.change);
  if (m.unit == "ratio")
    return size >= options.rate_bar ? ComparisonOutcome::kFail : ComparisonOutcome::kSame;
  if (size >= options.fail_bar) return ComparisonOutcome::kFail;
  if (m.id == "max_memory_used") return ComparisonOutcome::kSame;
  return size >= options.note_bar ? ComparisonOutcome::kNote : ComparisonOutcome::kSame;
}

}  // namespace

std::vector<ComparedMetric> metrics_of(const ComparedRow& base, const ComparedRow& head,
                                       const CompareOptions& options) {
  std::vector<ComparedMetric> out;
  add_durations("warm_duration", "warm_duration_p95", base.warm, head.warm, options, out);
  add_durations("cold_duration", {}, base.cold, head.cold, options, out);
  add_durations("init_duration", {}, base.init, head.init, options, out);
  add_cost(base, head, options, out);
  add_memory(base, head, options, out);
  add_rates(base, head, options, out);
  return out;
}

std::vector<ComparedMetric> metrics_of_resized(const std::vector<const ComparedRow*>& base,
                                               const ComparedRow& nearest, const ComparedRow& head,
                                               const CompareOptions& options) {
  std::vector<ComparedMetric> out;
  add_predicted("warm_duration", false, base, nearest, head, options, out);
  add_predicted("cold_duration", true, base, nearest, head, options, out);
  add_durations("init_duration", {}, nearest.init, head.init, options, out);
  add_cost(nearest, head, options, out);
  add_rates(nearest, head, options, out);
  return out;
}

std::uint64_t judge(const std::vector<ComparedMetric*>& metrics, const CompareOptions& options) {
  std::vector<ComparedMetric*> tested;
  std::vector<double> p;
  for (ComparedMetric* m : metrics) {
    if (!m->p) continue;
    tested.push_back(m);
    p.push_back(*m->p);
  }
  adjust(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i]->p_adjusted = p[i];
    tested[i]->outcome = outcome_of(*tested[i], options);
  }
  for (ComparedMetric* m : metrics)
    if (m->outcome == ComparisonOutcome::kFail && !may_fail(m->id, options))
      m->outcome = ComparisonOutcome::kNote;
  return tested.size();
}

}  // namespace lambda_report::compare
