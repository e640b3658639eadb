#include "lambda_report/bill.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/decimal_text.h"
#include "base/int128.h"

namespace lambda_report {
namespace {

constexpr Int128 kMbMsPerGbSecond = 1024 * 1000;
constexpr std::int64_t kFreeStorageMb = 512;
constexpr std::int64_t kProvisionedStepSeconds = 300;
constexpr std::int64_t kWholeDiscountE4 = 1'000'000;
constexpr std::int64_t kBytesPerGb = std::int64_t{1} << 30;
constexpr std::string_view kEdgeRegion = "edge";
// Far above what any price could be paid for, and far enough below the end that sums of
// quantities need no check.
constexpr Int128 kMostOfAnything = Int128{1} << 100;

std::string place_of(const RateCard& card) {
  return card.region + " (" + std::string(name_of(card.architecture)) + ")";
}

Money price(BillUnit unit, Int128 quantity, Rate rate) {
  switch (unit) {
    case BillUnit::kMbMs:
      return Money::of_mb_ms(quantity, rate);
    case BillUnit::kCount:
      return Money::of_count(quantity, rate);
    case BillUnit::kMb:
      // 1 MB is 1000 times as much of a GB as 1 MB·ms is of a GB-second.
      return Money::of_mb_ms(quantity * 1000, rate);
    case BillUnit::kBytes:
      return Money::of_count(quantity, rate).scaled(1, kBytesPerGb);
    case BillUnit::kThousandth:
      break;
  }
  return Money::of_count(quantity, rate).scaled(1, 1000);
}

bool is_in_range(const Usage& usage) {
  const auto fits = [](Int128 quantity) { return quantity >= 0 && quantity <= kMostOfAnything; };
  return fits(usage.requests) && fits(usage.billed_mb_ms) && fits(usage.storage_mb_ms) &&
         fits(usage.provisioned_requests) && fits(usage.provisioned_mb_ms) &&
         fits(usage.provisioned_billed_mb_ms) && fits(usage.snapstart_cache_mb_ms) &&
         fits(usage.snapstart_restored_mb) && fits(usage.streamed_bytes) &&
         std::all_of(usage.other.begin(), usage.other.end(),
                     [&](const OtherUsage& other) { return fits(other.thousandths); });
}

Error out_of_range() {
  return {ErrorCode::kOverflow, "bill is out of the range of exact money", "", ""};
}

/// One bill in the making.
class Biller {
 public:
  Biller(std::span<const BillUsage> usages, const BillOptions& options)
      : usages_(usages), options_(options) {}

  Result<Bill> run();

 private:
  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }
  bool check();
  void spread_free_tier();
  void charge(std::size_t index);
  void charge_duration(std::size_t index);
  void charge_tiers(std::size_t index, Int128 quantity);
  void discount(std::size_t index);
  const SavingsPlan* plan(const RateCard& card) const;
  const std::optional<SourcedRate>& duration_rate(const RateCard& card) const;
  bool is_eligible(std::size_t index) const;

  void add(std::size_t index, BillItem item, const std::string& suffix, Int128 quantity,
           BillUnit unit, std::string_view unit_name, const SourcedRate& rate);
  void add_known(std::size_t index, BillItem item, Int128 quantity, BillUnit unit,
                 std::string_view unit_name, const std::optional<SourcedRate>& rate);
  void add_free(std::size_t index, BillItem item, Int128 quantity, BillUnit unit,
                std::string_view unit_name);

  std::span<const BillUsage> usages_;
  const BillOptions& options_;
  std::vector<Int128> free_mb_ms_, free_requests_, free_bytes_;
  std::map<std::pair<std::string, Architecture>, Int128> filled_;  ///< of the tiers, MB·ms
  Bill bill_;
  std::optional<Error> error_;
};

bool Biller::check() {
  if (options_.discount_e4 < 0 || options_.discount_e4 > kWholeDiscountE4)
    fail({ErrorCode::kUsage, "discount is not between 0 and 100 percent", "--discount", ""});
  for (const auto& [rates, usage] : usages_) {
    if (bill_.currency.empty()) bill_.currency = rates->currency;
    if (bill_.currency != rates->currency)
      fail({ErrorCode::kUsage,
            "usage is priced in " + bill_.currency + " and in " + rates->currency, place_of(*rates),
            "a bill has one currency: price the Regions of China apart"});
    if (!is_in_range(usage)) fail(out_of_range());
  }
  return !error_;
}

const SavingsPlan* Biller::plan(const RateCard& card) const {
  const auto found =
      std::find_if(card.savings_plans.begin(), card.savings_plans.end(),
                   [&](const SavingsPlan& p) { return p.name == options_.savings_plan; });
  return found == card.savings_plans.end() ? nullptr : &*found;
}

const std::optional<SourcedRate>& Biller::duration_rate(const RateCard& card) const {
  static const std::optional<SourcedRate> kNone;
  if (options_.savings_plan.empty()) return card.duration;
  const SavingsPlan* covering = plan(card);
  return covering ? covering->duration : kNone;
}

bool Biller::is_eligible(std::size_t index) const {
  const RateCard& card = *usages_[index].rates;
  return card.currency == options_.free_tier->currency && card.region != kEdgeRegion;
}

/// Gives out the allowance, the cheapest usage first; ties by Region and architecture.
void Biller::spread_free_tier() {
  free_mb_ms_.assign(usages_.size(), 0);
  free_requests_.assign(usages_.size(), 0);
  free_bytes_.assign(usages_.size(), 0);
  if (!options_.free_tier) return;
  const FreeTier& free = *options_.free_tier;

  const auto spread = [&](Int128 allowance, auto rate_of, auto used, std::vector<Int128>& given) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < usages_.size(); ++i)
      if (is_eligible(i) && rate_of(*usages_[i].rates)) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t i) {
        const RateCard& card = *usages_[i].rates;
        return std::tuple(rate_of(card)->rate.e14, card.region, card.architecture, i);
      };
      return key(a) < key(b);
    });
    for (const std::size_t i : order) {
      given[i] = std::min(allowance, used(usages_[i].usage));
      allowance -= given[i];
    }
  };
  spread(
      free.gb_seconds.value_or(0) * kMbMsPerGbSecond,
      [&](const RateCard& card) { return duration_rate(card); },
      [](const Usage& usage) { return usage.billed_mb_ms; }, free_mb_ms_);
  spread(
      free.requests.value_or(0), [](const RateCard& card) { return card.request; },
      [](const Usage& usage) { return usage.requests; }, free_requests_);
  spread(
      Int128{free.streamed_gb.value_or(0)} * kBytesPerGb,
      [](const RateCard& card) { return card.response_streaming; },
      [](const Usage& usage) { return usage.streamed_bytes; }, free_bytes_);
}

void Biller::add(std::size_t index, BillItem item, const std::string& suffix, Int128 quantity,
                 BillUnit unit, std::string_view unit_name, const SourcedRate& rate) {
  if (quantity == 0) return;
  BillLine line{.item = item,
                .name = std::string(name_of(item)) + suffix,
                .usage = index,
                .quantity = quantity,
                .quantity_unit = unit,
                .unit = std::string(unit_name),
                .rate = rate,
                .amount = price(unit, quantity, rate.rate)};
  bill_.total += line.amount;
  bill_.lines.push_back(std::move(line));
}

void Biller::add_known(std::size_t index, BillItem item, Int128 quantity, BillUnit unit,
                       std::string_view unit_name, const std::optional<SourcedRate>& rate) {
  if (quantity == 0) return;
  const RateCard& card = *usages_[index].rates;
  if (rate) return add(index, item, "", quantity, unit, unit_name, *rate);
  fail({ErrorCode::kBadConfig, "no rate of " + std::string(name_of(item)) + " is known",
        place_of(card), "name a price list that has it with --prices FILE"});
}

void Biller::add_free(std::size_t index, BillItem item, Int128 quantity, BillUnit unit,
                      std::string_view unit_name) {
  add(index, item, ", free tier", quantity, unit, unit_name,
      SourcedRate{Rate{}, RateStatus::kOk, "free tier", ""});
}

/// Cuts `quantity` at the bounds of the tiers, from where earlier usages left off.
void Biller::charge_tiers(std::size_t index, Int128 quantity) {
  const RateCard& card = *usages_[index].rates;
  Int128& filled = filled_[{card.region, card.architecture}];
  for (std::size_t i = 0; i < card.tiers.size() && quantity > 0; ++i) {
    const DurationTier& tier = card.tiers[i];
    Int128 slice = quantity;
    if (tier.up_to_gb_s)
      slice = std::clamp(*tier.up_to_gb_s * kMbMsPerGbSecond - filled, Int128{0}, quantity);
    add(index, BillItem::kDuration, ", tier " + std::to_string(i + 1), slice, BillUnit::kMbMs,
        "GB-second", {tier.rate, tier.status, tier.source, tier.as_of});
    filled += slice;
    quantity -= slice;
  }
}

void Biller::charge_duration(std::size_t index) {
  const auto& [rates, usage] = usages_[index];
  const Int128 free = free_mb_ms_[index];
  const Int128 paid = usage.billed_mb_ms - free;
  add_free(index, BillItem::kDuration, free, BillUnit::kMbMs, "GB-second");
  if (!options_.savings_plan.empty() || rates->tiers.empty() || !rates->duration)
    add_known(index, BillItem::kDuration, paid, BillUnit::kMbMs, "GB-second",
              duration_rate(*rates));
  else
    charge_tiers(index, paid);
}

void Biller::discount(std::size_t index) {
  if (options_.discount_e4 == 0) return;
  Money discounted;
  for (const BillLine& line : bill_.lines)
    if (line.usage == index &&
        (line.item == BillItem::kDuration || line.item == BillItem::kProvisionedDuration))
      discounted += line.amount;
  if (discounted == Money()) return;
  // Percent × 10^4 is also 1e-6 of the whole, which Rate counts as 1e-14.
  const Rate share{options_.discount_e4 * 100'000'000};
  BillLine line{.item = BillItem::kDiscount,
                .name = std::string(name_of(BillItem::kDiscount)),
                .usage = index,
                .quantity = 0,
                .quantity_unit = BillUnit::kCount,
                .unit = "duration charge",
                .rate = {share, RateStatus::kOk, "--discount", ""},
                .amount = Money() - discounted.scaled(options_.discount_e4, kWholeDiscountE4)};
  bill_.total += line.amount;
  bill_.lines.push_back(std::move(line));
}

void Biller::charge(std::size_t index) {
  using enum BillItem;
  const auto& [rates, usage] = usages_[index];
  static const std::optional<SourcedRate> kNone;
  const bool on_plan = !options_.savings_plan.empty();
  const SavingsPlan* covering = on_plan ? plan(*rates) : nullptr;
  const auto planned = [&](std::optional<SourcedRate> SavingsPlan::*member,
                           const std::optional<SourcedRate>& on_demand) -> const auto& {
    if (!on_plan) return on_demand;
    return covering ? covering->*member : kNone;
  };
  charge_duration(index);
  add_free(index, kRequests, free_requests_[index], BillUnit::kCount, "request");
  add_known(index, kRequests, usage.requests - free_requests_[index], BillUnit::kCount, "request",
            rates->request);
  add_known(index, kRequests, usage.provisioned_requests, BillUnit::kCount, "request",
            rates->request);
  add_known(index, kEphemeralStorage, usage.storage_mb_ms, BillUnit::kMbMs, "GB-second",
            rates->ephemeral_storage);
  add_known(index, kProvisionedConcurrency, usage.provisioned_mb_ms, BillUnit::kMbMs, "GB-second",
            planned(&SavingsPlan::provisioned_concurrency, rates->provisioned_concurrency));
  add_known(index, kProvisionedDuration, usage.provisioned_billed_mb_ms, BillUnit::kMbMs,
            "GB-second", planned(&SavingsPlan::provisioned_duration, rates->provisioned_duration));
  add_known(index, kSnapstartCache, usage.snapstart_cache_mb_ms, BillUnit::kMbMs, "GB-second",
            rates->snapstart_cache);
  add_known(index, kSnapstartRestore, usage.snapstart_restored_mb, BillUnit::kMb, "GB",
            rates->snapstart_restore);
  add_free(index, kResponseStreaming, free_bytes_[index], BillUnit::kBytes, "GB");
  add_known(index, kResponseStreaming, usage.streamed_bytes - free_bytes_[index], BillUnit::kBytes,
            "GB", rates->response_streaming);
  for (const OtherUsage& other : usage.other) {
    add(index, kOther, "", other.thousandths, BillUnit::kThousandth, other.unit, other.rate);
    if (other.thousandths != 0) bill_.lines.back().name = other.name;
  }
  discount(index);
}

Result<Bill> Biller::run() {
  if (!check()) return *error_;
  spread_free_tier();
  for (std::size_t i = 0; i < usages_.size() && !error_; ++i) charge(i);
  if (error_) return *error_;
  if (bill_.total.overflowed()) return out_of_range();
  return std::move(bill_);
}

}  // namespace

Int128 storage_mb_ms(Int128 billed_ms, std::int64_t ephemeral_storage_mb) noexcept {
  if (ephemeral_storage_mb <= kFreeStorageMb) return 0;
  return billed_ms * (ephemeral_storage_mb - kFreeStorageMb);
}

Int128 provisioned_mb_ms(std::int64_t concurrency, std::int64_t memory_size_mb,
                         std::int64_t seconds) noexcept {
  const std::int64_t steps =
      seconds / kProvisionedStepSeconds + (seconds % kProvisionedStepSeconds != 0 ? 1 : 0);
  return Int128{concurrency} * memory_size_mb * steps * (kProvisionedStepSeconds * 1000);
}

std::string_view name_of(BillItem item) noexcept {
  switch (item) {
    case BillItem::kDuration:
      return "duration";
    case BillItem::kRequests:
      return "requests";
    case BillItem::kEphemeralStorage:
      return "ephemeral storage";
    case BillItem::kProvisionedConcurrency:
      return "provisioned concurrency";
    case BillItem::kProvisionedDuration:
      return "duration on provisioned concurrency";
    case BillItem::kSnapstartCache:
      return "SnapStart cache";
    case BillItem::kSnapstartRestore:
      return "SnapStart restore";
    case BillItem::kResponseStreaming:
      return "response streaming";
    case BillItem::kOther:
      return "other";
    case BillItem::kDiscount:
      break;
  }
  return "discount";
}

Money Bill::sum(BillItem item) const noexcept {
  Money total_of_item;
  for (const BillLine& line : lines)
    if (line.item == item) total_of_item += line.amount;
  return total_of_item;
}

Money Bill::of_usage(std::size_t usage) const noexcept {
  Money total_of_usage;
  for (const BillLine& line : lines)
    if (line.usage == usage) total_of_usage += line.amount;
  return total_of_usage;
}

std::string quantity_text(const BillLine& line) {
  // A quantity is what it would cost at 1 a unit.
  constexpr Rate kOne{100'000'000'000'000};
  switch (line.quantity_unit) {
    case BillUnit::kCount:
      return to_string(line.quantity);
    case BillUnit::kMbMs:
      return gb_seconds_text(line.quantity);
    case BillUnit::kMb:
      return gb_seconds_text(line.quantity * 1000);
    case BillUnit::kBytes:
    case BillUnit::kThousandth:
      break;
  }
  return price(line.quantity_unit, line.quantity, kOne).str(Money::kDecimals);
}

std::string explain(const BillLine& line, std::string_view currency) {
  const std::string amount = line.amount.str(Money::kDecimals) + " " + std::string(currency);
  if (line.item == BillItem::kDiscount)
    return line.name + ": " + line.rate.rate.str() + " of the duration charge = " + amount;
  std::string text = line.name + ": ";
  switch (line.quantity_unit) {
    case BillUnit::kMbMs:
      text += to_string(line.quantity) + " MB·ms / 1024000 = ";
      break;
    case BillUnit::kMb:
      text += to_string(line.quantity) + " MB / 1024 = ";
      break;
    case BillUnit::kBytes:
      text += to_string(line.quantity) + " bytes / 1073741824 = ";
      break;
    case BillUnit::kCount:
    case BillUnit::kThousandth:
      break;
  }
  text += quantity_text(line) + " " + line.unit + " × " + line.rate.rate.str() + " = " + amount;
  if (line.rate.status != RateStatus::kOk)
    text += " (rate " + std::string(name_of(line.rate.status)) + ")";
  return text;
}

Result<Bill> make_bill(std::span<const BillUsage> usages, const BillOptions& options) {
  return Biller(usages, options).run();
}

}  // namespace lambda_report
