#ifndef LAMBDA_REPORT_BILL_H_
#define LAMBDA_REPORT_BILL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/money.h"
#include "lambda_report/price.h"
#include "lambda_report/result.h"
#include "lambda_report/units.h"

namespace lambda_report {

/// Something beside invocations, at a rate of `PriceSheet::other()` or the user's own.
struct OtherUsage {
  std::string name;        ///< "durable operations"
  std::string unit;        ///< "operation", "GB-month"
  Int128 thousandths = 0;  ///< 72,800 is 72.8 units
  SourcedRate rate;
};

/// What was used in one calendar month at the rates of one card.  Nothing is negative.
/// The GB of every figure is 1024 MB, as AWS counts it.
struct Usage {
  Int128 requests = 0;
  Int128 billed_mb_ms = 0;              ///< Σ billed ms × memory size, on demand
  Int128 storage_mb_ms = 0;             ///< Σ billed ms × MB of /tmp above 512: `storage_mb_ms()`
  Int128 provisioned_requests = 0;      ///< beside `requests`; the free tier is not for them
  Int128 provisioned_mb_ms = 0;         ///< configured: `provisioned_mb_ms()`
  Int128 provisioned_billed_mb_ms = 0;  ///< Σ billed ms × memory size of what ran on it
  Int128 snapstart_cache_mb_ms = 0;     ///< Python and .NET only; a log does not show it
  Int128 snapstart_restored_mb = 0;     ///< Σ memory size of restored environments; the same
  Int128 streamed_bytes = 0;            ///< beyond the first 6 MB of each response
  std::vector<OtherUsage> other = {};
};

/// Σ for `Usage::storage_mb_ms`: the first 512 MB are free, memory is no factor.
[[nodiscard]] Int128 storage_mb_ms(Int128 billed_ms, std::int64_t ephemeral_storage_mb) noexcept;

/// One period of provisioned concurrency, rounded up to five minutes.
[[nodiscard]] Int128 provisioned_mb_ms(std::int64_t concurrency, std::int64_t memory_size_mb,
                                       std::int64_t seconds) noexcept;

enum class BillItem : std::uint8_t {
  kDuration,
  kRequests,
  kEphemeralStorage,
  kProvisionedConcurrency,
  kProvisionedDuration,
  kSnapstartCache,
  kSnapstartRestore,
  kResponseStreaming,
  kOther,
  kDiscount,  ///< negative
};

/// "duration", "requests", "ephemeral storage", …
std::string_view name_of(BillItem item) noexcept;

/// What one of `BillLine::quantity` is.
enum class BillUnit : std::uint8_t { kMbMs, kCount, kMb, kBytes, kThousandth };

/// One line of a bill: quantity × rate = amount, exactly.
struct BillLine {
  BillItem item = BillItem::kDuration;
  std::string name;       ///< "duration, tier 2", "requests, free tier"
  std::size_t usage = 0;  ///< index of the usage that it charges
  Int128 quantity = 0;
  BillUnit quantity_unit = BillUnit::kMbMs;
  std::string unit;  ///< what the rate is for: "GB-second", "request", "GB"
  SourcedRate rate;
  Money amount;
};

/// The lines of a bill in the order of the usages, and their exact sum.
struct Bill {
  std::string currency;
  std::vector<BillLine> lines;
  Money total;

  Money sum(BillItem item) const noexcept;
  Money of_usage(std::size_t usage) const noexcept;
};

/// The quantity in the unit of the rate, every digit: 777,600 MB·ms is "0.759375".  Bytes are
/// rounded to 27 decimals of a GB.
std::string quantity_text(const BillLine& line);

/// The line as arithmetic that can be checked by hand:
/// "duration: 777600 MB·ms / 1024000 = 0.759375 GB-second × 0.0000166667 = 0.0000126562753125 USD".
std::string explain(const BillLine& line, std::string_view currency);

struct BillOptions {
  /// Set: deducted, once for all usages of its currency.  Lambda@Edge has none.
  std::optional<FreeTier> free_tier = {};
  /// Percent × 10^4 off duration (on provisioned concurrency too), never off requests.
  std::int64_t discount_e4 = 0;
  /// Name of a Compute Savings Plan that covers all duration and provisioned concurrency;
  /// empty: on demand.
  std::string savings_plan = {};
};

/// One usage with its rates; `rates` is only looked at during the call.
struct BillUsage {
  const RateCard* rates = nullptr;
  Usage usage = {};
};

/// Charges a month's usage.  Pure; the lines add up to the total without rounding.
///
/// Tiers are marginal, for each Region and architecture: usages of the same card fill them
/// together, in the order given.  The free GB-seconds and requests are one allowance for
/// all; they are taken from the cheapest rates first and before the tiers, both in AWS's
/// favour, because AWS does not say how it spreads them: the bill is never too low.
///
/// Fails where a quantity has no known rate, where usages are of several currencies, where
/// an option makes no sense, or where the sum leaves the exact range.
[[nodiscard]] Result<Bill> make_bill(std::span<const BillUsage> usages, const BillOptions& options);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_BILL_H_
