#include "report/check_metrics.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lambda_report {
namespace {

using Source = FigureSource;

Figure count(std::uint64_t value) { return {static_cast<Int128>(value), 1, 0}; }

// ---- durations ------------------------------------------------------------------------

template <std::optional<DurationFigures> Metrics::*Member>
struct Durations {
  template <std::int64_t DurationFigures::*Value>
  static std::optional<Figure> value(const Source& source) {
    const std::optional<DurationFigures>& figures = source.metrics.*Member;
    if (!figures) return std::nullopt;
    return Figure{(*figures).*Value, 1, 3};
  }
  static std::optional<Figure> mean(const Source& source) {
    const std::optional<DurationFigures>& figures = source.metrics.*Member;
    if (!figures || figures->count == 0) return std::nullopt;
    return Figure{figures->sum_us, static_cast<Int128>(figures->count), 3};
  }
  static std::uint64_t samples(const Metrics& metrics) {
    const std::optional<DurationFigures>& figures = metrics.*Member;
    return figures ? figures->count : 0;
  }

  static void add(const std::string& prefix, const std::string& what,
                  std::vector<MeasuredMetric>& list) {
    const auto metric = [&](const char* figure, const char* words, auto measure, int rest) {
      list.push_back({{prefix + figure, LimitUnit::kMilliseconds, words + what},
                      measure,
                      samples,
                      rest,
                      false});
    };
    metric("p50", "median ", value<&DurationFigures::p50_us>, 500);
    metric("p90", "90th percentile of the ", value<&DurationFigures::p90_us>, 100);
    metric("p95", "95th percentile of the ", value<&DurationFigures::p95_us>, 50);
    metric("p99", "99th percentile of the ", value<&DurationFigures::p99_us>, 10);
    metric("max", "greatest ", value<&DurationFigures::max_us>, 0);
    metric("mean", "mean ", mean, 0);
  }
};

// ---- counts and rates -----------------------------------------------------------------

template <std::uint64_t Metrics::*Count>
std::optional<Figure> counted(const Source& source) {
  return count(source.metrics.*Count);
}

template <std::uint64_t Metrics::*Count>
std::optional<Figure> rate(const Source& source) {
  if (source.metrics.invocations == 0) return std::nullopt;
  return Figure{static_cast<Int128>(source.metrics.*Count),
                static_cast<Int128>(source.metrics.invocations), 0};
}

std::optional<Figure> malformed_share(const Source& source) {
  const Ledger& ledger = source.report.ledger;
  const std::uint64_t all = ledger.candidates();
  if (all == 0) return std::nullopt;
  return Figure{static_cast<Int128>(ledger.malformed + ledger.suspicious), static_cast<Int128>(all),
                0};
}

template <Severity Least>
std::optional<Figure> findings(const Source& source) {
  const auto is_of = [&](Unpacker finding) {
    const std::string_view function = finding.view();
    if (source.key != nullptr && function != source.key->function) return false;
    std::optional<std::int64_t> memory_size_mb;
    finding(memory_size_mb);
    const std::string_view input = finding.view();
    finding.word_view();  // rule
    finding.view();       // message
    Severity severity = Severity::kInfo;
    finding(severity);
    if (severity < Least) return false;
    if (source.key == nullptr) return true;
    if (function.empty() && input != source.key->input) return false;
    return !source.key->memory_size_mb || !memory_size_mb ||
           memory_size_mb == source.key->memory_size_mb;
  };
  const PackedList<Finding>& all = source.report.findings;
  std::uint64_t of_it = 0;
  for (std::size_t i = 0; i < all.size(); ++i) of_it += is_of(all.unpacker(i)) ? 1U : 0U;
  return count(of_it);
}

// ---- memory ---------------------------------------------------------------------------

/// As it is printed: 6 decimals.
template <double UtilizationFigures::*Value>
std::optional<Figure> utilization(const Source& source) {
  if (!source.metrics.memory_utilization) return std::nullopt;
  const double value = (*source.metrics.memory_utilization).*Value;
  return Figure{static_cast<Int128>(std::llround(value * 1e6)), 1, 6};
}

std::optional<Figure> max_memory_used(const Source& source) {
  if (!source.metrics.max_memory_used) return std::nullopt;
  return Figure{source.metrics.max_memory_used->max_mb, 1, 0};
}

// ---- money ----------------------------------------------------------------------------

std::optional<Figure> exact(const Money& amount) {
  if (amount.overflowed()) return std::nullopt;
  return Figure{amount.units(), 1, Money::kDecimals};
}

std::optional<Figure> total_cost(const Source& source) {
  if (!source.metrics.cost) return std::nullopt;
  return exact(source.metrics.cost->total);
}

std::optional<Figure> cost_per_million(const Source& source) {
  if (!source.metrics.cost) return std::nullopt;
  const std::optional<Money> amount = source.metrics.cost->per_million();
  return amount ? exact(*amount) : std::nullopt;
}

std::optional<Figure> monthly_cost(const Source& source) {
  if (!source.metrics.cost || !source.metrics.cost->monthly) return std::nullopt;
  return exact(source.metrics.cost->monthly->total);
}

void add(std::vector<MeasuredMetric>& list, const char* name, LimitUnit unit, const char* help,
         std::optional<Figure> (*measure)(const Source&)) {
  list.push_back({{name, unit, help}, measure, nullptr, 0, false});
}

std::vector<MeasuredMetric> make_metrics() {
  std::vector<MeasuredMetric> list;
  Durations<&Metrics::duration>::add("", "duration", list);
  add(list, "cold-start-rate", LimitUnit::kRatio, "cold starts per invocation",
      rate<&Metrics::cold_starts>);
  add(list, "error-rate", LimitUnit::kRatio, "errors per invocation, as far as the log says",
      rate<&Metrics::errors>);
  add(list, "timeout-rate", LimitUnit::kRatio, "timeouts per invocation", rate<&Metrics::timeouts>);
  add(list, "errors", LimitUnit::kCount, "invocations that failed", counted<&Metrics::errors>);
  add(list, "timeouts", LimitUnit::kCount, "invocations that ran into their timeout",
      counted<&Metrics::timeouts>);
  add(list, "out-of-memory", LimitUnit::kCount, "invocations killed for lack of memory",
      counted<&Metrics::out_of_memory>);
  add(list, "suspected-out-of-memory", LimitUnit::kCount, "timeouts at the edge of the memory size",
      counted<&Metrics::suspected_out_of_memory>);
  add(list, "cold-starts", LimitUnit::kCount, "invocations that had to start an environment",
      counted<&Metrics::cold_starts>);
  add(list, "retries", LimitUnit::kCount, "repeated attempts of the same request",
      counted<&Metrics::retries>);
  add(list, "invocations", LimitUnit::kCount, "invocations", counted<&Metrics::invocations>);
  add(list, "memory-utilization", LimitUnit::kRatio, "greatest Max Memory Used per memory size",
      utilization<&UtilizationFigures::max>);
  add(list, "memory-utilization-p99", LimitUnit::kRatio,
      "99th percentile of Max Memory Used per memory size", utilization<&UtilizationFigures::p99>);
  add(list, "max-memory-used", LimitUnit::kMegabytes, "greatest Max Memory Used", max_memory_used);
  add(list, "cost-per-million", LimitUnit::kMoney, "cost of a million invocations",
      cost_per_million);
  add(list, "monthly-cost", LimitUnit::kMoney, "cost of a month at this rate", monthly_cost);
  add(list, "cost", LimitUnit::kMoney, "cost of what the log shows", total_cost);
  add(list, "findings-info", LimitUnit::kCount, "findings of any severity",
      findings<Severity::kInfo>);
  add(list, "findings-warning", LimitUnit::kCount, "findings that are warnings or errors",
      findings<Severity::kWarning>);
  add(list, "findings-error", LimitUnit::kCount, "findings that are errors",
      findings<Severity::kError>);
  add(list, "malformed-share", LimitUnit::kRatio,
      "REPORT lines that could not be read, of all; of the whole log", malformed_share);
  list.back().of_total_only = true;
  Durations<&Metrics::warm_duration>::add("warm-", "duration of warm invocations", list);
  Durations<&Metrics::cold_duration>::add("cold-", "duration of cold starts, without init", list);
  Durations<&Metrics::init_duration>::add("init-", "init duration", list);
  Durations<&Metrics::billed_duration>::add("billed-", "billed duration", list);
  Durations<&Metrics::restore_duration>::add("restore-", "restore duration", list);
  return list;
}

constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"total-cost", "cost"},
    {"cost-total", "cost"},
    {"cost-per-million-invocations", "cost-per-million"},
    {"cost-monthly-total", "monthly-cost"},
    {"oom", "out-of-memory"},
    {"memory-utilization-max", "memory-utilization"},
    {"utilization", "memory-utilization"},
    {"max-memory-used-mb-max", "max-memory-used"},
    {"findings", "findings-info"},
};

}  // namespace

const std::vector<MeasuredMetric>& measured_metrics() {
  static const std::vector<MeasuredMetric> metrics = make_metrics();
  return metrics;
}

const MeasuredMetric* find_measured_metric(std::string_view name) {
  std::string wanted(name);
  for (char& c : wanted) {
    if (c == '_' || c == '.') c = '-';
  }
  // "init-duration-ms-p95", the name of the column, is "init-p95".
  for (const std::string_view part : {"duration-ms-", "duration-"}) {
    const std::size_t at = wanted.find(part);
    if (at != std::string::npos) wanted.erase(at, part.size());
  }
  for (const auto& [other, real] : kOtherNames) {
    if (wanted == other) wanted = real;
  }
  for (const MeasuredMetric& metric : measured_metrics()) {
    if (metric.shown.name == wanted) return &metric;
  }
  return nullptr;
}

const std::vector<CheckMetric>& check_metrics() {
  static const std::vector<CheckMetric> metrics = [] {
    std::vector<CheckMetric> list;
    for (const MeasuredMetric& metric : measured_metrics()) list.push_back(metric.shown);
    return list;
  }();
  return metrics;
}

const CheckMetric* find_check_metric(std::string_view name) {
  const MeasuredMetric* metric = find_measured_metric(name);
  return metric == nullptr ? nullptr : &metric->shown;
}

}  // namespace lambda_report
