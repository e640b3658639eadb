#include "report/costing.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lambda_report::report {
namespace {

constexpr const char* kOwnPrices = "name a price list that has it with --prices FILE";

std::string place_of(const RateCard& card) {
  return card.region + " (" + std::string(name_of(card.architecture)) + ")";
}

Result<void> use_savings_plan(const std::string& name, const std::string& sheet, RateCard& card) {
  std::string known;
  for (const SavingsPlan& plan : card.savings_plans) {
    if (plan.name != name) {
      known += (known.empty() ? "" : ", ") + plan.name;
      continue;
    }
    if (!plan.duration) break;
    card.duration = plan.duration;
    card.tiers.clear();
    card.provisioned_concurrency = plan.provisioned_concurrency;
    card.provisioned_duration = plan.provisioned_duration;
    return {};
  }
  return Error{.code = ErrorCode::kBadConfig,
               .what = "no Savings Plan rate " + name + " is known for " + place_of(card),
               .where = sheet,
               .hint = known.empty() ? std::string(kOwnPrices)
                                     : "known there: " + known + ". Else " + kOwnPrices};
}

}  // namespace

Result<RateCard> rates_for(const Constituent& c, const PriceSheet& sheet,
                           const ReportOptions& options) {
  Result<RateCard> card =
      c.is_edge ? sheet.edge_rates(c.region) : sheet.rates(c.region, c.architecture);
  if (!card) return card;
  const std::string where = sheet.source() + " prices of " + sheet.as_of();
  // A Compute Savings Plan is for Lambda in a Region.
  if (!options.savings_plan.empty() && !c.is_edge)
    if (Result<void> used = use_savings_plan(options.savings_plan, where, *card); !used)
      return std::move(used).error();
  return card;
}

RateBook::Key RateBook::key_of(const Constituent& c) {
  return {c.is_edge, c.region, c.is_edge ? Architecture::kX86_64 : c.architecture};
}

const RateCard* RateBook::card_of(const Constituent& c) const {
  if (c.stats.costed_invocations == 0) return nullptr;
  const auto known = billed_.find(key_of(c));
  return known == billed_.end() ? nullptr : &known->second.card;
}

Result<RateBook::Billed*> RateBook::open(const Constituent& c) {
  const Key key = key_of(c);
  auto known = billed_.find(key);
  if (known == billed_.end()) {
    Result<RateCard> card = rates_for(c, sheet_, options_);
    if (!card) return std::move(card).error();
    known = billed_.emplace(key, Billed{*std::move(card), {}}).first;
  }
  const RateCard& card = known->second.card;
  if (c.on_provisioned && (!card.provisioned_concurrency || !card.provisioned_duration))
    return Error{.code = ErrorCode::kBadConfig,
                 .what = "no rate of provisioned concurrency is known for " + place_of(card),
                 .where = "--provisioned " + c.key.function,
                 .hint = kOwnPrices};
  return &known->second;
}

Result<std::optional<Charge>> RateBook::charge(const Constituent& c) {
  if (c.stats.costed_invocations == 0) return std::optional<Charge>();
  const Result<Billed*> opened = open(c);
  if (!opened) return opened.error();
  Billed& billed = **opened;
  Charge charge = charge_of(c, billed.card);
  Usage& usage = billed.usage;
  if (charge.on_provisioned) {
    usage.provisioned_requests += static_cast<Int128>(charge.requests);
    usage.provisioned_billed_mb_ms += charge.billed_mb_ms;
    usage.provisioned_mb_ms += charge.provisioned_mb_ms;
    billed.provisioned_month_mb_ms += charge.provisioned_month_mb_ms;
  } else {
    usage.requests += static_cast<Int128>(charge.requests);
    usage.billed_mb_ms += charge.billed_mb_ms;
  }
  if (billed.card.ephemeral_storage) usage.storage_mb_ms += charge.storage_mb_ms;
  if (billed.card.snapstart_restore) usage.snapstart_restored_mb += charge.restored_mb;
  note_gaps(c, charge);
  return std::optional<Charge>(std::move(charge));
}

void RateBook::note_gaps(const Constituent& c, const Charge& charge) {
  const RateCard& card = *charge.rates;
  const bool no_storage = charge.storage_mb_ms != 0 && !card.ephemeral_storage;
  const bool no_restore = charge.restored_mb != 0 && !card.snapstart_restore;
  if (no_storage || no_restore) {
    Unpriced& gap = unpriced_[c.region];
    gap.region = c.region;
    if (no_storage) gap.storage_mb_ms += charge.storage_mb_ms;
    if (no_restore) gap.restores += charge.restores_charged;
  }
  const bool by_config =
      c.config != nullptr && restore_charge_of(c.config->runtime) != RestoreCharge::kUnknown;
  const std::uint64_t untold = c.stats.restores - c.stats.restores_charged - c.stats.restores_free;
  if (by_config || untold == 0) return;
  untold_.count += untold;
  if (untold_.currency.empty()) untold_.currency = card.currency;
  if (!card.snapstart_restore || untold_.currency != card.currency) {
    untold_.priced = false;
    return;
  }
  const Int128 mb = static_cast<Int128>(untold) * c.key.memory_size_mb.value_or(0);
  untold_.price += Money::of_mb_ms(mb * 1000, card.snapstart_restore->rate);
}

std::vector<const RateBook::Billed*> RateBook::billed() const {
  std::vector<const Billed*> all;
  for (const auto& [key, billed] : billed_) all.push_back(&billed);
  return all;
}

std::vector<RateBook::Unpriced> RateBook::unpriced() const {
  std::vector<Unpriced> all;
  for (const auto& [region, gap] : unpriced_) all.push_back(gap);
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
  CostFigures& sum = *sum_;
  const auto each = [&](auto... members) { ((sum.*members += cost.*members), ...); };
  using C = CostFigures;
  each(&C::duration, &C::requests, &C::total, &C::init, &C::idle_memory, &C::errors, &C::retries,
       &C::todays_init, &C::free_inits, &C::provisioned_month, &C::costed_invocations);
  for (std::optional<Money> C::*part :
       {&C::ephemeral_storage, &C::snapstart_restore, &C::provisioned_concurrency})
    if (cost.*part) sum.*part = (sum.*part).value_or(Money{}) + *(cost.*part);
}

bool overflowed(const CostFigures& cost) noexcept {
  const Money* const amounts[] = {&cost.duration, &cost.requests,    &cost.total,
                                  &cost.init,     &cost.idle_memory, &cost.errors,
                                  &cost.retries,  &cost.todays_init, &cost.provisioned_month};
  if (std::any_of(std::begin(amounts), std::end(amounts),
                  [](const Money* money) { return money->overflowed(); }))
    return true;
  for (const std::optional<Money>* part :
       {&cost.ephemeral_storage, &cost.snapstart_restore, &cost.provisioned_concurrency})
    if (*part && (*part)->overflowed()) return true;
  return cost.monthly && cost.monthly->total.overflowed();
}

}  // namespace lambda_report::report
