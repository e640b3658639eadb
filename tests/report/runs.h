#ifndef LAMBDA_REPORT_TESTS_REPORT_RUNS_H_
#define LAMBDA_REPORT_TESTS_REPORT_RUNS_H_

#include <cstdint>
#include <string>
#include <utility>

#include "lambda_report/report.h"

namespace lambda_report {

/// Rates that are easy on a pencil: 1,000 MB·ms cost 0.001 of duration in us-east-1 on
/// x86_64 (1.024 a GB-second), half of it on arm64, twice in eu-west-1; a request 0.01.
inline RateCard easy_card(std::string region, Architecture architecture, std::string_view duration,
                          std::string currency = "USD") {
  RateCard card;
  card.region = std::move(region);
  card.architecture = architecture;
  card.currency = std::move(currency);
  card.duration = SourcedRate{*Rate::parse(duration), RateStatus::kOk, "test", "2026-01-01"};
  card.request = SourcedRate{*Rate::parse("0.01"), RateStatus::kOk, "test", "2026-01-01"};
  card.ephemeral_storage = card.duration;
  return card;
}

inline PriceSheet easy_prices() {
  PriceSheetData data;
  data.as_of = "2026-01-01";
  data.source = "easy";
  for (const RateCard& card : {easy_card("us-east-1", Architecture::kX86_64, "1.024"),
                               easy_card("us-east-1", Architecture::kArm64, "0.512"),
                               easy_card("eu-west-1", Architecture::kX86_64, "2.048"),
                               easy_card("cn-north-1", Architecture::kX86_64, "1.024", "CNY")})
    data.cards[{card.region, card.architecture}] = card;
  data.edge[""] = easy_card("edge", Architecture::kX86_64, "10.24");
  return PriceSheet(data);
}

/// `count` warm invocations of `billed_ms` each, which used half of the memory.
inline FunctionStats invocations(std::uint64_t count, std::int64_t billed_ms,
                                 std::int64_t memory_mb) {
  FunctionStats stats;
  stats.invocations = stats.costed_invocations = count;
  const Int128 ms = static_cast<Int128>(count) * billed_ms;
  stats.billed_ms = ms;
  stats.billed_mb_ms = ms * memory_mb;
  stats.idle_mb_ms = ms * (memory_mb - memory_mb / 2);
  stats.not_multiple_of = {count, count, 0};
  stats.duration_us.add(billed_ms * 1000, count);
  stats.warm_duration_us.add(billed_ms * 1000, count);
  stats.billed_ms_sketch.add(billed_ms, count);
  stats.memory[{memory_mb, memory_mb / 2}] = count;
  return stats;
}

inline FunctionKey key(std::string function, std::int64_t memory_mb, std::string region = "") {
  FunctionKey k;
  k.function = std::move(function);
  k.memory_size_mb = memory_mb;
  k.region = std::move(region);
  return k;
}

/// A run of the given functions.
template <class... Functions>
AggregateResult run_of(Functions... functions) {
  AggregateResult result;
  (result.functions.push_back(std::move(functions)), ...);
  return result;
}

/// Options with easy prices, which must outlive them, and without advice.
inline ReportOptions priced(const PriceSheet& prices) {
  ReportOptions options;
  options.prices = &prices;
  options.with_advice = false;
  return options;
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_TESTS_REPORT_RUNS_H_
