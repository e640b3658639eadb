#include "report/charge.h"

#include "lambda_report/bill.h"

namespace lambda_report {

std::optional<Money> CostFigures::per_million() const {
  if (costed_invocations == 0) return std::nullopt;
  return total.scaled(1'000'000, static_cast<std::int64_t>(costed_invocations));
}

std::optional<Money> CostFigures::todays_duration() const {
  if (free_inits == 0) return std::nullopt;
  return duration + todays_init;
}

std::optional<Money> CostFigures::todays_total() const {
  if (free_inits == 0) return std::nullopt;
  return total + todays_init;
}

namespace report {
namespace {

constexpr std::int64_t kWhole = 1'000'000;  // 100 % as percent × 10^4
constexpr Int128 kMsPerSecond = 1000;

void charge_restores(const Constituent& c, Charge& charge) {
  const FunctionStats& stats = c.stats;
  std::uint64_t charged = stats.restores_charged, free = stats.restores_free;
  if (c.config != nullptr) {
    // What the log does not tell, the configuration may.
    const std::uint64_t untold = stats.restores - charged - free;
    const RestoreCharge by_config = restore_charge_of(c.config->runtime);
    if (by_config == RestoreCharge::kCharged) charged += untold;
    if (by_config == RestoreCharge::kFree) free += untold;
  }
  charge.restores_known = charged + free > 0;
  charge.restores_charged = charged;
  charge.restored_mb = static_cast<Int128>(charged) * c.key.memory_size_mb.value_or(0);
}

}  // namespace

Charge charge_of(const Constituent& c, const RateCard& rates) {
  const FunctionStats& stats = c.stats;
  Charge charge;
  charge.rates = &rates;
  charge.memory_size_mb = c.key.memory_size_mb;
  charge.on_provisioned = c.on_provisioned;
  charge.requests = stats.costed_invocations;
  charge.billed_ms = stats.billed_ms;
  charge.billed_mb_ms = stats.billed_mb_ms;
  charge.init_mb_ms = stats.init_mb_ms;
  charge.idle_mb_ms = stats.idle_mb_ms;
  charge.error_mb_ms = stats.error_mb_ms;
  charge.error_requests = stats.error_requests;
  charge.retry_mb_ms = stats.retry_mb_ms;
  charge.retry_requests = stats.retry_requests;
  // Init on provisioned concurrency is billed apart, by old rules and new.
  if (!c.on_provisioned) {
    charge.free_inits = stats.init_not_billed;
    charge.free_init_ms = static_cast<Int128>(stats.unbilled_init_ms);
    charge.free_init_mb_ms = stats.unbilled_init_mb_ms;
  }
  if (c.config != nullptr && c.config->ephemeral_storage_mb) {
    charge.ephemeral_storage_mb = c.config->ephemeral_storage_mb;
    charge.storage_mb_ms = storage_mb_ms(stats.billed_ms, *c.config->ephemeral_storage_mb);
  }
  charge_restores(c, charge);
  charge.provisioned_units = c.provisioned_units;
  if (charge.provisioned_units > 0) {
    const std::int64_t memory_mb = c.key.memory_size_mb.value_or(0);
    charge.provisioned_seconds = c.provisioned_seconds;
    charge.provisioned_month_seconds = c.provisioned_month_seconds;
    charge.provisioned_mb_ms =
        provisioned_mb_ms(charge.provisioned_units, memory_mb, c.provisioned_seconds.value_or(0));
    charge.provisioned_month_mb_ms =
        provisioned_mb_ms(charge.provisioned_units, memory_mb, c.provisioned_month_seconds);
  }
  return charge;
}

const SourcedRate& duration_rate(const Charge& charge) {
  return charge.on_provisioned ? *charge.rates->provisioned_duration : *charge.rates->duration;
}

Money discounted(Int128 mb_ms, Rate rate, std::int64_t discount_e4) noexcept {
  const Money full = Money::of_mb_ms(mb_ms, rate);
  return discount_e4 == 0 ? full : full.scaled(kWhole - discount_e4, kWhole);
}

CostFigures cost_of(const Charge& charge, std::int64_t discount_e4) {
  const RateCard& rates = *charge.rates;
  const Rate per_gb_second = duration_rate(charge).rate;
  const auto duration = [&](Int128 mb_ms) { return discounted(mb_ms, per_gb_second, discount_e4); };
  const auto requests = [&](std::uint64_t count) {
    return Money::of_count(static_cast<Int128>(count), rates.request->rate);
  };
  CostFigures cost;
  cost.currency = rates.currency;
  cost.costed_invocations = charge.requests;
  cost.duration = duration(charge.billed_mb_ms);
  cost.requests = requests(charge.requests);
  cost.init = duration(charge.init_mb_ms);
  cost.idle_memory = duration(charge.idle_mb_ms);
  cost.errors = duration(charge.error_mb_ms) + requests(charge.error_requests);
  cost.retries = duration(charge.retry_mb_ms) + requests(charge.retry_requests);
  cost.todays_init = duration(charge.free_init_mb_ms);
  cost.free_inits = charge.free_inits;
  cost.total = cost.duration + cost.requests;
  const auto also = [&](std::optional<Money>& part, const Money& amount) {
    part = amount;
    cost.total += amount;
  };
  if (charge.ephemeral_storage_mb && (charge.storage_mb_ms == 0 || rates.ephemeral_storage))
    also(cost.ephemeral_storage,
         charge.storage_mb_ms == 0
             ? Money()
             : Money::of_mb_ms(charge.storage_mb_ms, rates.ephemeral_storage->rate));
  if (charge.restores_known && (charge.restored_mb == 0 || rates.snapstart_restore))
    // 1 MB is 1000 times as much of a GB as 1 MB·ms is of a GB-second.
    also(cost.snapstart_restore,
         charge.restored_mb == 0
             ? Money()
             : Money::of_mb_ms(charge.restored_mb * kMsPerSecond, rates.snapstart_restore->rate));
  if (charge.provisioned_units > 0 && rates.provisioned_concurrency) {
    const Rate standing = rates.provisioned_concurrency->rate;
    if (charge.provisioned_seconds)
      also(cost.provisioned_concurrency, Money::of_mb_ms(charge.provisioned_mb_ms, standing));
    cost.provisioned_month = Money::of_mb_ms(charge.provisioned_month_mb_ms, standing);
  }
  return cost;
}

bool same_terms(const Charge& a, const Charge& b) noexcept {
  return a.rates == b.rates && a.memory_size_mb == b.memory_size_mb &&
         a.on_provisioned == b.on_provisioned && a.ephemeral_storage_mb == b.ephemeral_storage_mb &&
         (a.provisioned_units == 0 || b.provisioned_units == 0);
}

void add(Charge& sum, const Charge& other) noexcept {
  const auto each = [&](auto... members) { ((sum.*members += other.*members), ...); };
  using C = Charge;
  each(&C::requests, &C::billed_ms, &C::billed_mb_ms, &C::init_mb_ms, &C::idle_mb_ms,
       &C::error_mb_ms, &C::retry_mb_ms, &C::error_requests, &C::retry_requests, &C::free_inits,
       &C::free_init_ms, &C::free_init_mb_ms, &C::storage_mb_ms, &C::restores_charged,
       &C::restored_mb, &C::provisioned_mb_ms, &C::provisioned_month_mb_ms);
  sum.restores_known = sum.restores_known || other.restores_known;
  if (other.provisioned_units > 0) {
    sum.provisioned_units = other.provisioned_units;
    sum.provisioned_seconds = other.provisioned_seconds;
    sum.provisioned_month_seconds = other.provisioned_month_seconds;
  }
}

}  // namespace report
}  // namespace lambda_report
