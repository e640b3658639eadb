#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/decimal_text.h"
#include "lambda_report/metric.h"

// The table of figures.  A new figure in every flat output is one entry here.

namespace lambda_report {
namespace {

MetricValue count(std::uint64_t value) { return static_cast<std::int64_t>(value); }

MetricValue decimal(std::string digits) { return Decimal{std::move(digits)}; }

MetricValue milliseconds(Int128 us) { return decimal(decimal_text(us, 3)); }

/// The figures of one distribution of durations.
template <std::optional<DurationFigures> Metrics::*Member>
struct Durations {
  template <std::int64_t DurationFigures::*Figure>
  static MetricValue value(const Metrics& metrics) {
    const std::optional<DurationFigures>& figures = metrics.*Member;
    if (!figures) return {};
    return milliseconds((*figures).*Figure);
  }
  static MetricValue mean(const Metrics& metrics) {
    const std::optional<DurationFigures>& figures = metrics.*Member;
    if (!figures) return {};
    return decimal(quotient_text(figures->sum_us, static_cast<Int128>(figures->count) * 1000, 6));
  }
  static MetricValue sum(const Metrics& metrics) {
    const std::optional<DurationFigures>& figures = metrics.*Member;
    if (!figures) return {};
    return milliseconds(figures->sum_us);
  }
};

using Duration = Durations<&Metrics::duration>;
using Warm = Durations<&Metrics::warm_duration>;
using Cold = Durations<&Metrics::cold_duration>;
using Billed = Durations<&Metrics::billed_duration>;
using Init = Durations<&Metrics::init_duration>;
using Restore = Durations<&Metrics::restore_duration>;

template <std::int64_t MemoryFigures::*Figure>
MetricValue memory(const Metrics& metrics) {
  if (!metrics.max_memory_used) return {};
  return (*metrics.max_memory_used).*Figure;
}

template <double UtilizationFigures::*Figure>
MetricValue utilization(const Metrics& metrics) {
  if (!metrics.memory_utilization) return {};
  return decimal(double_text((*metrics.memory_utilization).*Figure, 6));
}

MetricValue money(const Money& amount) { return decimal(amount.str(12)); }

template <Money CostFigures::*Amount>
MetricValue cost(const Metrics& metrics) {
  if (!metrics.cost) return {};
  return money((*metrics.cost).*Amount);
}

template <std::uint64_t Metrics::*Count>
MetricValue counted(const Metrics& metrics) {
  return count(metrics.*Count);
}

MetricValue cold_start_rate(const Metrics& metrics) {
  if (metrics.invocations == 0) return {};
  return decimal(quotient_text(static_cast<Int128>(metrics.cold_starts),
                               static_cast<Int128>(metrics.invocations), 6));
}

// 0: the log does not name its streams.
MetricValue environments(const Metrics& metrics) {
  if (metrics.environments == 0) return {};
  return count(metrics.environments);
}

MetricValue peak_concurrency(const Metrics& metrics) {
  if (!metrics.peak_concurrency) return {};
  return count(*metrics.peak_concurrency);
}

MetricValue billing_step(const Metrics& metrics) {
  if (!metrics.billing_step_ms) return {};
  return static_cast<std::int64_t>(*metrics.billing_step_ms);
}

MetricValue init_billed(const Metrics& metrics) {
  if (!metrics.init_billed) return {};
  return *metrics.init_billed;
}

MetricValue memory_mean(const Metrics& metrics) {
  if (!metrics.max_memory_used) return {};
  const MemoryFigures& figures = *metrics.max_memory_used;
  return decimal(quotient_text(figures.sum_mb, static_cast<Int128>(figures.count), 6));
}

MetricValue memory_sum(const Metrics& metrics) {
  if (!metrics.max_memory_used) return {};
  return decimal(decimal_text(metrics.max_memory_used->sum_mb, 0));
}

MetricValue billed_mb_ms(const Metrics& metrics) {
  if (!metrics.billed_mb_ms) return {};
  return decimal(decimal_text(*metrics.billed_mb_ms, 0));
}

MetricValue gb_seconds(const Metrics& metrics) {
  if (!metrics.billed_mb_ms) return {};
  return decimal(gb_seconds_text(*metrics.billed_mb_ms));
}

MetricValue cost_per_million(const Metrics& metrics) {
  if (!metrics.cost) return {};
  const std::optional<Money> amount = metrics.cost->per_million();
  if (!amount) return {};
  return money(*amount);
}

template <std::optional<Money> CostFigures::*Part>
MetricValue cost_part(const Metrics& metrics) {
  if (!metrics.cost || !((*metrics.cost).*Part)) return {};
  return money(*((*metrics.cost).*Part));
}

template <std::optional<Money> (CostFigures::*Amount)() const>
MetricValue cost_todays(const Metrics& metrics) {
  if (!metrics.cost) return {};
  const std::optional<Money> amount = ((*metrics.cost).*Amount)();
  if (!amount) return {};
  return money(*amount);
}

MetricValue cost_monthly(const Metrics& metrics) {
  if (!metrics.cost || !metrics.cost->monthly) return {};
  return money(metrics.cost->monthly->total);
}

MetricValue cost_monthly_basis(const Metrics& metrics) {
  if (!metrics.cost || !metrics.cost->monthly) return {};
  return metrics.cost->monthly->basis;
}

constexpr MetricDef kMetrics[] = {
    {"invocations", "count", "invocations, errors and timeouts included",
     counted<&Metrics::invocations>},
    {"cold_starts", "count", "invocations that had to start an environment",
     counted<&Metrics::cold_starts>},
    {"cold_start_rate", "ratio", "cold starts per invocation", cold_start_rate},
    {"errors", "count", "invocations that failed, as far as the log says",
     counted<&Metrics::errors>},
    {"timeouts", "count", "invocations that ran into their timeout", counted<&Metrics::timeouts>},
    {"out_of_memory", "count", "invocations killed for lack of memory",
     counted<&Metrics::out_of_memory>},
    {"suspected_out_of_memory", "count", "timeouts at the edge of the memory size",
     counted<&Metrics::suspected_out_of_memory>},
    {"retries", "count", "repeated attempts of the same request", counted<&Metrics::retries>},
    {"environments", "count", "execution environments (log streams)", environments},
    {"peak_concurrency", "count", "most invocations running at one time", peak_concurrency},
    {"billing_step_ms", "ms", "step in which durations were billed", billing_step},
    {"init_billed", "", "whether init was billed: all, none or some", init_billed},
    {"duration_ms_min", "ms", "least of the duration", Duration::value<&DurationFigures::min_us>},
    {"duration_ms_mean", "ms", "mean of the duration", Duration::mean},
    {"duration_ms_p50", "ms", "median of the duration", Duration::value<&DurationFigures::p50_us>},
    {"duration_ms_p90", "ms", "90th percentile of the duration",
     Duration::value<&DurationFigures::p90_us>},
    {"duration_ms_p95", "ms", "95th percentile of the duration",
     Duration::value<&DurationFigures::p95_us>},
    {"duration_ms_p99", "ms", "99th percentile of the duration",
     Duration::value<&DurationFigures::p99_us>},
    {"duration_ms_max", "ms", "greatest of the duration",
     Duration::value<&DurationFigures::max_us>},
    {"duration_ms_sum", "ms", "sum of the duration", Duration::sum},
    {"warm_duration_ms_min", "ms", "least of the duration of warm invocations",
     Warm::value<&DurationFigures::min_us>},
    {"warm_duration_ms_mean", "ms", "mean of the duration of warm invocations", Warm::mean},
    {"warm_duration_ms_p50", "ms", "median of the duration of warm invocations",
     Warm::value<&DurationFigures::p50_us>},
    {"warm_duration_ms_p90", "ms", "90th percentile of the duration of warm invocations",
     Warm::value<&DurationFigures::p90_us>},
    {"warm_duration_ms_p95", "ms", "95th percentile of the duration of warm invocations",
     Warm::value<&DurationFigures::p95_us>},
    {"warm_duration_ms_p99", "ms", "99th percentile of the duration of warm invocations",
     Warm::value<&DurationFigures::p99_us>},
    {"warm_duration_ms_max", "ms", "greatest of the duration of warm invocations",
     Warm::value<&DurationFigures::max_us>},
    {"warm_duration_ms_sum", "ms", "sum of the duration of warm invocations", Warm::sum},
    {"cold_duration_ms_min", "ms", "least of the duration of cold starts, without init",
     Cold::value<&DurationFigures::min_us>},
    {"cold_duration_ms_mean", "ms", "mean of the duration of cold starts, without init",
     Cold::mean},
    {"cold_duration_ms_p50", "ms", "median of the duration of cold starts, without init",
     Cold::value<&DurationFigures::p50_us>},
    {"cold_duration_ms_p90", "ms", "90th percentile of the duration of cold starts, without init",
     Cold::value<&DurationFigures::p90_us>},
    {"cold_duration_ms_p95", "ms", "95th percentile of the duration of cold starts, without init",
     Cold::value<&DurationFigures::p95_us>},
    {"cold_duration_ms_p99", "ms", "99th percentile of the duration of cold starts, without init",
     Cold::value<&DurationFigures::p99_us>},
    {"cold_duration_ms_max", "ms", "greatest of the duration of cold starts, without init",
     Cold::value<&DurationFigures::max_us>},
    {"cold_duration_ms_sum", "ms", "sum of the duration of cold starts, without init", Cold::sum},
    {"billed_duration_ms_min", "ms", "least of the billed duration",
     Billed::value<&DurationFigures::min_us>},
    {"billed_duration_ms_mean", "ms", "mean of the billed duration", Billed::mean},
    {"billed_duration_ms_p50", "ms", "median of the billed duration",
     Billed::value<&DurationFigures::p50_us>},
    {"billed_duration_ms_p90", "ms", "90th percentile of the billed duration",
     Billed::value<&DurationFigures::p90_us>},
    {"billed_duration_ms_p95", "ms", "95th percentile of the billed duration",
     Billed::value<&DurationFigures::p95_us>},
    {"billed_duration_ms_p99", "ms", "99th percentile of the billed duration",
     Billed::value<&DurationFigures::p99_us>},
    {"billed_duration_ms_max", "ms", "greatest of the billed duration",
     Billed::value<&DurationFigures::max_us>},
    {"billed_duration_ms_sum", "ms", "sum of the billed duration", Billed::sum},
    {"init_duration_ms_min", "ms", "least of the init duration",
     Init::value<&DurationFigures::min_us>},
    {"init_duration_ms_mean", "ms", "mean of the init duration", Init::mean},
    {"init_duration_ms_p50", "ms", "median of the init duration",
     Init::value<&DurationFigures::p50_us>},
    {"init_duration_ms_p90", "ms", "90th percentile of the init duration",
     Init::value<&DurationFigures::p90_us>},
    {"init_duration_ms_p95", "ms", "95th percentile of the init duration",
     Init::value<&DurationFigures::p95_us>},
    {"init_duration_ms_p99", "ms", "99th percentile of the init duration",
     Init::value<&DurationFigures::p99_us>},
    {"init_duration_ms_max", "ms", "greatest of the init duration",
     Init::value<&DurationFigures::max_us>},
    {"init_duration_ms_sum", "ms", "sum of the init duration", Init::sum},
    {"restore_duration_ms_min", "ms", "least of the restore duration",
     Restore::value<&DurationFigures::min_us>},
    {"restore_duration_ms_mean", "ms", "mean of the restore duration", Restore::mean},
    {"restore_duration_ms_p50", "ms", "median of the restore duration",
     Restore::value<&DurationFigures::p50_us>},
    {"restore_duration_ms_p90", "ms", "90th percentile of the restore duration",
     Restore::value<&DurationFigures::p90_us>},
    {"restore_duration_ms_p95", "ms", "95th percentile of the restore duration",
     Restore::value<&DurationFigures::p95_us>},
    {"restore_duration_ms_p99", "ms", "99th percentile of the restore duration",
     Restore::value<&DurationFigures::p99_us>},
    {"restore_duration_ms_max", "ms", "greatest of the restore duration",
     Restore::value<&DurationFigures::max_us>},
    {"restore_duration_ms_sum", "ms", "sum of the restore duration", Restore::sum},
    {"max_memory_used_mb_min", "MB", "least of Max Memory Used", memory<&MemoryFigures::min_mb>},
    {"max_memory_used_mb_mean", "MB", "mean of Max Memory Used", memory_mean},
    {"max_memory_used_mb_p50", "MB", "median of Max Memory Used", memory<&MemoryFigures::p50_mb>},
    {"max_memory_used_mb_p90", "MB", "90th percentile of Max Memory Used",
     memory<&MemoryFigures::p90_mb>},
    {"max_memory_used_mb_p95", "MB", "95th percentile of Max Memory Used",
     memory<&MemoryFigures::p95_mb>},
    {"max_memory_used_mb_p99", "MB", "99th percentile of Max Memory Used",
     memory<&MemoryFigures::p99_mb>},
    {"max_memory_used_mb_max", "MB", "greatest of Max Memory Used", memory<&MemoryFigures::max_mb>},
    {"max_memory_used_mb_sum", "MB", "sum of Max Memory Used", memory_sum},
    {"memory_utilization_p50", "ratio", "median of Max Memory Used per memory size",
     utilization<&UtilizationFigures::p50>},
    {"memory_utilization_p99", "ratio", "99th percentile of Max Memory Used per memory size",
     utilization<&UtilizationFigures::p99>},
    {"memory_utilization_max", "ratio", "greatest of Max Memory Used per memory size",
     utilization<&UtilizationFigures::max>},
    {"billed_mb_ms", "MB.ms", "sum of billed duration times memory size", billed_mb_ms},
    {"gb_seconds", "GB.s", "the same in GB-seconds", gb_seconds},
    {"cost_duration", "currency", "cost of duration", cost<&CostFigures::duration>},
    {"cost_requests", "currency", "cost of requests", cost<&CostFigures::requests>},
    {"cost_total", "currency", "cost", cost<&CostFigures::total>},
    {"cost_per_million_invocations", "currency", "cost of a million invocations", cost_per_million},
    {"cost_init", "currency", "part of the cost that billed init caused", cost<&CostFigures::init>},
    {"cost_idle_memory", "currency", "part of the cost that paid for memory never used",
     cost<&CostFigures::idle_memory>},
    {"cost_errors", "currency", "cost of errors and timeouts", cost<&CostFigures::errors>},
    {"cost_retries", "currency", "cost of repeated attempts", cost<&CostFigures::retries>},
    {"cost_ephemeral_storage", "currency", "cost of /tmp above 512 MB",
     cost_part<&CostFigures::ephemeral_storage>},
    {"cost_snapstart_restore", "currency", "cost of SnapStart restores",
     cost_part<&CostFigures::snapstart_restore>},
    {"cost_provisioned_concurrency", "currency", "cost of the provisioned concurrency configured",
     cost_part<&CostFigures::provisioned_concurrency>},
    {"cost_todays_init_duration", "currency", "cost of duration under today's INIT billing",
     cost_todays<&CostFigures::todays_duration>},
    {"cost_todays_init_total", "currency", "cost under today's INIT billing",
     cost_todays<&CostFigures::todays_total>},
    {"cost_monthly_total", "currency", "cost of a month at this rate", cost_monthly},
    {"cost_monthly_basis", "", "what the month was projected from", cost_monthly_basis},
};

// "init" of "init-p99" → the id without its figure.
constexpr std::pair<std::string_view, std::string_view> kShortPrefixes[] = {
    {"", "duration_ms_"},
    {"warm_", "warm_duration_ms_"},
    {"cold_", "cold_duration_ms_"},
    {"billed_", "billed_duration_ms_"},
    {"init_", "init_duration_ms_"},
    {"restore_", "restore_duration_ms_"},
    {"memory_", "max_memory_used_mb_"},
    {"utilization_", "memory_utilization_"},
};

constexpr std::pair<std::string_view, std::string_view> kShortNames[] = {
    {"cost", "cost_total"},
    {"cost_per_million", "cost_per_million_invocations"},
    {"monthly_cost", "cost_monthly_total"},
    {"concurrency", "peak_concurrency"},
    {"oom", "out_of_memory"},
};

const MetricDef* by_id(std::string_view id) {
  const auto* found = std::find_if(std::begin(kMetrics), std::end(kMetrics),
                                   [&](const MetricDef& metric) { return metric.id == id; });
  return found == std::end(kMetrics) ? nullptr : found;
}

}  // namespace

std::span<const MetricDef> all_metrics() noexcept { return kMetrics; }

const MetricDef* find_metric(std::string_view name) {
  std::string id(name);
  std::replace(id.begin(), id.end(), '-', '_');
  if (const MetricDef* metric = by_id(id)) return metric;
  for (const auto& [shortened, full] : kShortNames)
    if (id == shortened) return by_id(full);
  for (const auto& [prefix, full] : kShortPrefixes) {
    if (id.compare(0, prefix.size(), prefix) != 0) continue;
    if (const MetricDef* metric = by_id(std::string(full) + id.substr(prefix.size())))
      return metric;
  }
  return nullptr;
}

std::string text_of(const MetricValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* exact = std::get_if<Decimal>(&value)) return exact->digits;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::optional<double> approximate(const MetricValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  const auto* exact = std::get_if<Decimal>(&value);
  if (exact == nullptr) return std::nullopt;
  double number = 0;
  const char* const end = exact->digits.data() + exact->digits.size();
  const std::from_chars_result read = std::from_chars(exact->digits.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace lambda_report
