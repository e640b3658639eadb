#include "report/costing.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lambda_report {

std::optional<Money> CostFigures::per_million() const {
  if (costed_invocations == 0) return std::nullopt;
  return total.scaled(1'000'000, static_cast<std::int64_t>(costed_invocations));
}

namespace report {
namespace {

constexpr std::int64_t kWhole = 1'000'000;  // 100 % as percent × 10^4

CostFigures price(const FunctionStats& stats, const RateCard& card, std::int64_t discount_e4) {
  const Rate duration_rate = card.duration->rate, request_rate = card.request->rate;
  const auto duration = [&](Int128 mb_ms) {
    const Money full = Money::of_mb_ms(mb_ms, duration_rate);
    return discount_e4 == 0 ? full : full.scaled(kWhole - discount_e4, kWhole);
  };
  const auto requests = [&](std::uint64_t count) {
    return Money::of_count(static_cast<Int128>(count), request_rate);
  };
  CostFigures cost;
  cost.currency = card.currency;
  cost.costed_invocations = stats.costed_invocations;
  cost.duration = duration(stats.billed_mb_ms);
  cost.requests = requests(stats.costed_invocations);
  cost.total = cost.duration + cost.requests;
  cost.init = duration(stats.init_mb_ms);
  cost.idle_memory = duration(stats.idle_mb_ms);
  cost.errors = duration(stats.error_mb_ms) + requests(stats.error_requests);
  cost.retries = duration(stats.retry_mb_ms) + requests(stats.retry_requests);
  cost.todays_init = duration(stats.unbilled_init_mb_ms);
  return cost;
}

}  // namespace

RateBook::Key RateBook::key_of(const Constituent& c) {
  if (c.is_edge) return {true, c.region, Architecture::kX86_64};
  return {false, c.region, c.architecture};
}

Result<RateBook::Billed*> RateBook::open(const Constituent& constituent) {
  const Key key = key_of(constituent);
  const auto known = billed_.find(key);
  if (known != billed_.end()) return &known->second;
  Result<RateCard> card = constituent.is_edge
                              ? sheet_.edge_rates(constituent.region)
                              : sheet_.rates(constituent.region, constituent.architecture);
  if (!card) return std::move(card).error();
  return &billed_.emplace(key, Billed{*std::move(card), {}}).first->second;
}

const RateCard* RateBook::card_of(const Constituent& constituent) const {
  const auto known = billed_.find(key_of(constituent));
  return known == billed_.end() ? nullptr : &known->second.card;
}

Result<std::optional<CostFigures>> RateBook::cost_of(const Constituent& constituent) {
  const FunctionStats& stats = constituent.stats;
  if (stats.costed_invocations == 0) return std::optional<CostFigures>();
  const Result<Billed*> opened = open(constituent);
  if (!opened) return opened.error();
  const RateCard& card = (*opened)->card;
  Usage& usage = (*opened)->usage;
  CostFigures cost = price(stats, card, options_.discount_e4.value_or(0));
  usage.requests += static_cast<Int128>(stats.costed_invocations);
  usage.billed_mb_ms += stats.billed_mb_ms;
  if (constituent.config != nullptr && constituent.config->ephemeral_storage_mb) {
    const Int128 mb_ms = storage_mb_ms(stats.billed_ms, *constituent.config->ephemeral_storage_mb);
    if (mb_ms == 0) {
      cost.ephemeral_storage = Money{};
    } else if (card.ephemeral_storage) {
      usage.storage_mb_ms += mb_ms;
      cost.ephemeral_storage = Money::of_mb_ms(mb_ms, card.ephemeral_storage->rate);
      cost.total += *cost.ephemeral_storage;
    }
  }
  return std::optional<CostFigures>(std::move(cost));
}

std::vector<const RateBook::Billed*> RateBook::billed() const {
  std::vector<const Billed*> all;
  for (const auto& [key, billed] : billed_) all.push_back(&billed);
  return all;
}

void CostSum::add(const CostFigures& cost) {
  if (several_) return;
  if (!sum_) {
    sum_ = cost;
    return;
  }
  if (sum_->currency != cost.currency) {
    several_ = true;
    sum_.reset();
    return;
  }
  sum_->duration += cost.duration;
  sum_->requests += cost.requests;
  sum_->total += cost.total;
  sum_->init += cost.init;
  sum_->idle_memory += cost.idle_memory;
  sum_->errors += cost.errors;
  sum_->retries += cost.retries;
  sum_->todays_init += cost.todays_init;
  sum_->costed_invocations += cost.costed_invocations;
  if (cost.ephemeral_storage)
    sum_->ephemeral_storage = sum_->ephemeral_storage.value_or(Money{}) + *cost.ephemeral_storage;
}

bool overflowed(const CostFigures& cost) noexcept {
  const Money* const amounts[] = {&cost.duration, &cost.requests,    &cost.total,
                                  &cost.init,     &cost.idle_memory, &cost.errors,
                                  &cost.retries,  &cost.todays_init};
  if (std::any_of(std::begin(amounts), std::end(amounts),
                  [](const Money* money) { return money->overflowed(); }))
    return true;
  return (cost.ephemeral_storage && cost.ephemeral_storage->overflowed()) ||
         (cost.monthly && cost.monthly->total.overflowed());
}

}  // namespace report
}  // namespace lambda_report
