#include <algorithm>

#include "base/packed_key.h"
#include "lambda_report/report.h"

// Rows and findings as bytes, for as long as a report lives.

namespace lambda_report {
namespace {

template <class Pack, class... Members>
void pack_all(Pack& pack, Members&... members) {
  (pack(members), ...);
}

// Each structure is taken apart into all of its members, so that one more does not compile before
// it is packed too.

template <class Pack, Either<DurationFigures> Figures>
void pack_durations(Pack& pack, Figures& figures) {
  auto& [count, min, max, p50, p90, p95, p99, sum] = figures;
  pack_all(pack, count, min, max, p50, p90, p95, p99, sum);
}

template <class Pack, Either<MemoryFigures> Figures>
void pack_memory(Pack& pack, Figures& figures) {
  auto& [count, min, p50, p90, p95, p99, max, sum] = figures;
  pack_all(pack, count, min, p50, p90, p95, p99, max, sum);
}

template <class Pack, Either<UtilizationFigures> Figures>
void pack_utilization(Pack& pack, Figures& figures) {
  auto& [p50, p99, max] = figures;
  pack_all(pack, p50, p99, max);
}

template <class Pack, Either<MonthlyFigures> Figures>
void pack_monthly(Pack& pack, Figures& figures) {
  auto& [total, basis] = figures;
  pack(total);
  pack.word(basis);
}

template <class Pack, Either<CostFigures> Cost>
void pack_cost(Pack& pack, Cost& cost) {
  auto& [duration, requests, total, init, idle_memory, errors, retries, ephemeral_storage,
         snapstart_restore, provisioned_concurrency, provisioned_month, todays_init, free_inits,
         monthly, costed_invocations, currency] = cost;
  pack_all(pack, duration, requests, total, init, idle_memory, errors, retries, ephemeral_storage,
           snapstart_restore, provisioned_concurrency, provisioned_month, todays_init, free_inits,
           costed_invocations);
  pack.maybe(monthly, [&pack](auto& figures) { pack_monthly(pack, figures); });
  pack.word(currency);
}

template <class Pack, Either<Metrics> M>
void pack_metrics(Pack& pack, M& metrics) {
  auto& [invocations, cold_starts, errors, timeouts, out_of_memory, suspected_out_of_memory,
         retries, environments, peak_concurrency, billing_step_ms, init_billed, duration,
         warm_duration, cold_duration, billed_duration, init_duration, restore_duration,
         max_memory_used, memory_utilization, billed_mb_ms, cost] = metrics;
  pack_all(pack, invocations, cold_starts, errors, timeouts, out_of_memory, suspected_out_of_memory,
           retries, environments, peak_concurrency, billing_step_ms);
  pack.maybe(init_billed, [&pack](auto& text) { pack.word(text); });
  for (auto* durations : {&duration, &warm_duration, &cold_duration, &billed_duration,
                          &init_duration, &restore_duration})
    pack.maybe(*durations, [&pack](auto& figures) { pack_durations(pack, figures); });
  pack.maybe(max_memory_used, [&pack](auto& figures) { pack_memory(pack, figures); });
  pack.maybe(memory_utilization, [&pack](auto& figures) { pack_utilization(pack, figures); });
  pack(billed_mb_ms);
  pack.maybe(cost, [&pack](auto& figures) { pack_cost(pack, figures); });
}

template <class Pack, Either<Row> R>
void pack_row(Pack& pack, R& row) {
  auto& [key, region, region_basis, architecture, architecture_basis, metrics] = row;
  pack_key(pack, key);
  pack.word(region);
  pack_all(pack, region_basis, architecture, architecture_basis);
  pack_metrics(pack, metrics);
}

template <class Pack, Either<std::optional<Range>> R>
void pack_range(Pack& pack, R& range) {
  pack.maybe(range,
             [&pack](auto& known) { pack_all(pack, known.low, known.expected, known.high); });
}

using EvidenceValue = decltype(Evidence::value);

void pack_value(Packer& pack, const EvidenceValue& value) {
  pack(value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) pack(*integer);
  if (const auto* number = std::get_if<double>(&value)) pack(*number);
  if (const auto* text = std::get_if<std::string>(&value)) pack(*text);
}

void pack_value(Unpacker& pack, EvidenceValue& value) {
  std::size_t index = 0;
  pack(index);
  if (index == 0) pack(value.emplace<0>());
  if (index == 1) pack(value.emplace<1>());
  if (index == 2) pack(value.emplace<2>());
}

template <class Pack, Either<Finding> F>
void pack_finding(Pack& pack, F& finding) {
  auto& [rule, severity, function, input, memory_size_mb, action, message, recommended_memory_mb,
         monthly_savings, confidence, evidence, predicted_duration_ms, predicted_cost_change,
         verify] = finding;
  pack_all(pack, function, memory_size_mb, input);
  pack.word(rule);
  pack_all(pack, message, severity);
  pack.word(action);
  pack_all(pack, recommended_memory_mb, confidence);
  pack.maybe(monthly_savings, [&pack](auto& range) {
    auto& [low, expected, high, currency] = range;
    pack_all(pack, low, expected, high);
    pack.word(currency);
  });
  pack.list(evidence, [&pack](auto& one) {
    auto& [name, value] = one;
    pack.word(name);
    pack_value(pack, value);
  });
  pack_range(pack, predicted_duration_ms);
  pack_range(pack, predicted_cost_change);
  pack.word(verify);
}

}  // namespace

void pack(const Row& row, Packer& packer) { pack_row(packer, row); }
void unpack(Unpacker& unpacker, Row& row) { pack_row(unpacker, row); }
void pack(const Finding& finding, Packer& packer) { pack_finding(packer, finding); }
void unpack(Unpacker& unpacker, Finding& finding) { pack_finding(unpacker, finding); }

}  // namespace lambda_report
