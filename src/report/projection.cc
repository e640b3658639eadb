#include "report/projection.h"

#include <cmath>
#include <limits>
#include <utility>

#include "base/decimal_text.h"
#include "base/int128.h"
#include "lambda_report/bill.h"

namespace lambda_report::report {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kMaxDays = 36'500;

Error usage(std::string what, std::string where) {
  return Error{
      .code = ErrorCode::kUsage, .what = std::move(what), .where = std::move(where), .hint = {}};
}

// "10.95 d", "1.5 h": two decimals are enough to recognise a window.
std::string span_text(std::int64_t ms) {
  return ms < kDayMs ? quotient_text(ms, 3'600'000, 2) + " h" : quotient_text(ms, kDayMs, 2) + " d";
}

// quantity × numerator / denominator, to the nearest whole, half to even.
std::optional<Int128> scaled(Int128 quantity, const Projection& by) {
  // quantity = q × denominator + r; r × numerator < 2^126.
  const Int128 rest = quantity % by.denominator * by.numerator;
  const std::optional<Int128> whole = checked_mul(quantity / by.denominator, by.numerator);
  std::optional<Int128> total = whole ? checked_add(*whole, rest / by.denominator) : std::nullopt;
  const Int128 twice = rest % by.denominator * 2;
  if (total && (twice > by.denominator || (twice == by.denominator && *total % 2 == 1))) ++*total;
  return total;
}

/// The usage of a month, in whole requests and MB·ms; nullopt: out of range.
std::optional<Usage> month_of(const RateBook::Billed& billed, const Projection& by) {
  Usage month;
  for (Int128 Usage::*quantity :
       {&Usage::requests, &Usage::billed_mb_ms, &Usage::storage_mb_ms, &Usage::provisioned_requests,
        &Usage::provisioned_billed_mb_ms, &Usage::snapstart_restored_mb}) {
    const std::optional<Int128> whole = scaled(billed.usage.*quantity, by);
    if (!whole) return std::nullopt;
    month.*quantity = *whole;
  }
  month.provisioned_mb_ms = billed.provisioned_month_mb_ms;
  return month;
}

bool reaches_second_tier(const BillUsage& usage) {
  constexpr Int128 kMbMsPerGbSecond = 1'024'000;
  if (usage.rates->tiers.empty() || !usage.rates->tiers.front().up_to_gb_s) return false;
  return usage.usage.billed_mb_ms > *usage.rates->tiers.front().up_to_gb_s * kMbMsPerGbSecond;
}

}  // namespace

std::optional<std::int64_t> days_ms(const ReportOptions& options) {
  if (!options.days) return std::nullopt;
  const double ms = *options.days * static_cast<double>(kDayMs);
  if (!(ms >= 1 && *options.days <= kMaxDays)) return std::nullopt;
  return std::llround(ms);
}

Result<std::optional<Projection>> projection_of(const ReportOptions& options,
                                                const std::optional<Window>& window,
                                                std::uint64_t costed_invocations) {
  using None = std::optional<Projection>;
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  if (options.monthly_invocations) {
    const std::uint64_t monthly = *options.monthly_invocations;
    if (monthly == 0 || monthly > kMax)
      return usage("must be from 1 to " + std::to_string(kMax), "--monthly-invocations");
    if (costed_invocations == 0 || costed_invocations > kMax) return None();
    return None({static_cast<std::int64_t>(monthly), static_cast<std::int64_t>(costed_invocations),
                 "--monthly-invocations " + std::to_string(monthly)});
  }
  if (options.days) {
    const std::optional<std::int64_t> ms = days_ms(options);
    if (!ms) return usage("must be more than 0 and at most 36500", "--days");
    if (costed_invocations == 0) return None();
    return None({kMonthMs, *ms, "--days " + double_text(*options.days, 6)});
  }
  if (!window || costed_invocations == 0) return None();
  const std::int64_t ms = window->last.ms - window->first.ms;
  if (ms < kMinWindowMs) return None();
  return None({kMonthMs, ms, "window " + span_text(ms)});
}

Result<MonthlyBill> monthly_bill(const Projection& projection, MonthlyFigures linear,
                                 const std::vector<const RateBook::Billed*>& billed,
                                 const PriceSheet& sheet, const ReportOptions& options) {
  std::vector<BillUsage> usages;
  bool tiered = false;
  for (const RateBook::Billed* at : billed) {
    std::optional<Usage> usage = month_of(*at, projection);
    if (!usage)
      return Error{.code = ErrorCode::kOverflow,
                   .what = "the month's usage left the range of exact arithmetic",
                   .where = projection.basis,
                   .hint = {}};
    usages.push_back({&at->card, *std::move(usage)});
    tiered = tiered || reaches_second_tier(usages.back());
  }
  if (!tiered && !options.free_tier) return MonthlyBill{std::move(linear), {}};
  BillOptions how;
  if (options.free_tier) how.free_tier = sheet.free_tier();
  how.discount_e4 = options.discount_e4.value_or(0);
  Result<Bill> bill = make_bill(usages, how);
  if (!bill) return std::move(bill).error();
  linear.total = bill->total;
  if (tiered) linear.basis += ", volume tiers";
  if (options.free_tier) linear.basis += ", free tier deducted";
  return MonthlyBill{std::move(linear), *std::move(bill)};
}

}  // namespace lambda_report::report
