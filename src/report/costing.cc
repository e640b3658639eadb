#include "report/costing.h"

#include <algorithm>
#include <string_view>

namespace lambda_report {

std::optional<Money> CostFigures::per_million() const {
  if (costed_invocations == 0) return std::nullopt;
  return total.scaled(1'000'000, static_cast<std::int64_t>(costed_invocations));
}

namespace report {
namespace {

// /tmp is free up to here; what is configured above it is billed over the billed duration.
constexpr std::int64_t kFreeStorageMb = 512;

constexpr std::int64_t kWhole = 1'000'000;  // 100 % as percent × 10^4

Error no_rate(std::string_view what, const std::string& region, Architecture architecture,
              const PriceSheet& sheet) {
  return Error{.code = ErrorCode::kBadConfig,
               .what = "no price of " + std::string(what) + " on " +
                       std::string(name_of(architecture)) + " in " + region +
                       " in the price sheet of " + sheet.as_of(),
               .where = sheet.source(),
               .hint = "give a sheet that has it with --prices FILE"};
}

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

std::optional<Money> storage_cost(const Constituent& c, const RateCard& card) {
  if (c.config == nullptr || !c.config->ephemeral_storage_mb) return std::nullopt;
  const std::int64_t billed_mb = *c.config->ephemeral_storage_mb - kFreeStorageMb;
  if (billed_mb <= 0) return Money{};
  if (!card.ephemeral_storage) return std::nullopt;
  return Money::of_mb_ms(c.stats.billed_ms * billed_mb, card.ephemeral_storage->rate);
}

}  // namespace

Result<const RateCard*> RateBook::card(const std::string& region, Architecture architecture) {
  const auto known = cards_.find({region, architecture});
  if (known != cards_.end()) return &known->second;
  Result<RateCard> card = sheet_.rates(region, architecture);
  if (!card) return std::move(card).error();
  if (!card->duration) return no_rate("a GB-second", region, architecture, sheet_);
  if (!card->request) return no_rate("a request", region, architecture, sheet_);
  return &cards_.emplace(std::pair(region, architecture), *std::move(card)).first->second;
}

Result<std::optional<CostFigures>> RateBook::cost_of(const Constituent& constituent) {
  if (constituent.stats.costed_invocations == 0) return std::optional<CostFigures>();
  const Result<const RateCard*> rates = card(constituent.region, constituent.architecture);
  if (!rates) return rates.error();
  CostFigures cost = price(constituent.stats, **rates, options_.discount_e4.value_or(0));
  cost.ephemeral_storage = storage_cost(constituent, **rates);
  if (cost.ephemeral_storage) cost.total += *cost.ephemeral_storage;
  return std::optional<CostFigures>(std::move(cost));
}

std::vector<const RateCard*> RateBook::used() const {
  std::vector<const RateCard*> cards;
  for (const auto& [key, card] : cards_) cards.push_back(&card);
  return cards;
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
