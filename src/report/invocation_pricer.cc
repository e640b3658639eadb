#include "report/invocation_pricer.h"

#include <utility>

#include "lambda_report/bill.h"
#include "report/charge.h"
#include "report/costing.h"
#include "report/grouping.h"

namespace lambda_report::report {
namespace {
constexpr std::size_t kMaxTerms = 4096;
}  // namespace

InvocationPricer::Terms InvocationPricer::terms_of(const Key& key) {
  FunctionKey function;
  std::tie(function.function, function.region, function.log_group) = key;
  const Constituent c = resolve(std::move(function), {}, options_);
  Terms terms;
  terms.config = c.config;
  const PriceSheet& sheet = options_.prices != nullptr ? *options_.prices : PriceSheet::builtin();
  Result<RateCard> rates = rates_for(c, sheet, options_);
  const bool provisioned = options_.provisioned.contains(c.key.function);
  if (!rates || (provisioned && !rates->provisioned_duration)) {
    unknown_regions_.insert(c.region);
  } else if (rates->currency != "USD") {
    other_currencies_.insert(c.region);
  } else {
    terms.rates = *std::move(rates);
    terms.duration =
        provisioned ? terms.rates->provisioned_duration->rate : terms.rates->duration->rate;
  }
  return terms;
}

bool InvocationPricer::pays_for_restore(const InvocationRow& row, const Terms& terms) const {
  if (!row.report.restore_duration_us) return false;
  RestoreCharge charge = row.restore_charge;
  if (charge == RestoreCharge::kUnknown && terms.config != nullptr)
    charge = restore_charge_of(terms.config->runtime);
  return charge == RestoreCharge::kCharged;
}

std::optional<Money> InvocationPricer::cost(const InvocationRow& row) {
  if (!row.costed || !row.report.billed_ms || !row.report.memory_size_mb) return std::nullopt;
  Key key(row.function, row.region, row.log_group);
  auto known = terms_.find(key);
  if (known == terms_.end()) {
    if (terms_.size() >= kMaxTerms) terms_.clear();  // a hostile log names a million functions
    Terms terms = terms_of(key);
    known = terms_.emplace(std::move(key), std::move(terms)).first;
  }
  const Terms& terms = known->second;
  if (!terms.rates) return std::nullopt;
  const Int128 billed_ms = *row.report.billed_ms, memory_mb = *row.report.memory_size_mb;
  Money cost = discounted(billed_ms * memory_mb, terms.duration, options_.discount_e4.value_or(0)) +
               Money::of_count(1, terms.rates->request->rate);
  if (terms.config != nullptr && terms.config->ephemeral_storage_mb &&
      terms.rates->ephemeral_storage)
    cost += Money::of_mb_ms(storage_mb_ms(billed_ms, *terms.config->ephemeral_storage_mb),
                            terms.rates->ephemeral_storage->rate);
  if (pays_for_restore(row, terms) && terms.rates->snapstart_restore)
    cost += Money::of_mb_ms(memory_mb * 1000, terms.rates->snapstart_restore->rate);
  return cost;
}

}  // namespace lambda_report::report
