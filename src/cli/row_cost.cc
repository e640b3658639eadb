#include "cli/row_cost.h"

namespace lambda_report::cli {
namespace {

constexpr std::int64_t kWholeE4 = 1'000'000;  // 100 % × 10^4
constexpr const char* kAssumedRegion = "us-east-1";

}  // namespace

const std::optional<RateCard>& RowPricer::card(const std::string& region,
                                               Architecture architecture) {
  const auto [entry, is_new] = cards_.try_emplace({region, architecture});
  if (is_new) {
    Result<RateCard> rates = options_.prices->rates(region, architecture);
    if (rates) {
      entry->second = *std::move(rates);
    } else {
      unknown_regions_.insert(region);
    }
  }
  return entry->second;
}

std::optional<Money> RowPricer::cost(const InvocationRow& row) {
  if (!row.costed || !row.report.billed_ms || !row.report.memory_size_mb) return std::nullopt;
  std::string region(row.region);
  Architecture architecture = options_.architecture.value_or(Architecture::kX86_64);
  const auto config = options_.functions.find(std::string(row.function));
  if (config != options_.functions.end()) {
    if (config->second.architecture) architecture = *config->second.architecture;
    if (region.empty()) region = config->second.region;
  }
  if (region.empty()) region = options_.region.value_or(kAssumedRegion);

  const std::optional<RateCard>& rates = card(region, architecture);
  if (!rates || !rates->duration || !rates->request) return std::nullopt;
  Money duration = Money::of_mb_ms(Int128{*row.report.billed_ms} * *row.report.memory_size_mb,
                                   rates->duration->rate);
  if (options_.discount_e4) {
    duration = duration.scaled(kWholeE4 - *options_.discount_e4, kWholeE4);
  }
  return duration + Money::of_count(1, rates->request->rate);
}

}  // namespace lambda_report::cli
