#ifndef LAMBDA_REPORT_PRICE_H_
#define LAMBDA_REPORT_PRICE_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/money.h"
#include "lambda_report/result.h"
#include "lambda_report/units.h"

namespace lambda_report {

enum class Architecture { kX86_64, kArm64 };

/// "x86_64" or "arm64", AWS's words.
std::string_view name_of(Architecture architecture) noexcept;
std::optional<Architecture> parse_architecture(std::string_view text) noexcept;

/// One step of the tiered duration price: `rate` holds up to `up_to_gb_s` a month.
struct DurationTier {
  std::optional<std::int64_t> up_to_gb_s;  ///< nullopt: without end
  Rate rate;
};

/// How well a figure of the sheet is known; see the sheet's own "status".
enum class RateStatus { kOk, kSingleSource, kInferred };

/// A rate with where it comes from.
struct SourcedRate {
  Rate rate;
  RateStatus status = RateStatus::kOk;
  std::string source;  ///< key of the sheet's source list
  std::string as_of;   ///< date, "2026-09-19"
};

/// What one architecture costs in one Region.  nullopt: the sheet does not know.
struct RateCard {
  std::string region;
  Architecture architecture = Architecture::kX86_64;
  std::string currency;                                ///< "USD", "CNY"
  std::optional<SourcedRate> duration;                 ///< per GB-second, tier 1
  std::vector<DurationTier> tiers;                     ///< empty: only tier 1 is known
  std::optional<SourcedRate> request;                  ///< per request (not per million)
  std::optional<SourcedRate> ephemeral_storage;        ///< per GB-second above 512 MB
  std::optional<SourcedRate> provisioned_concurrency;  ///< per GB-second configured
  std::optional<SourcedRate> provisioned_duration;     ///< per GB-second run on it
};

/// Rates by Region and architecture, of one day.  Immutable; safe to share between threads.
class PriceSheet {
 public:
  /// The sheet embedded at build time from data/prices/ (the newest).
  static const PriceSheet& builtin();

  /// Our own JSON form (docs/PRICES.md).  `name` appears in error messages.
  static Result<PriceSheet> parse(std::string_view json, std::string_view name);

  /// The card of a Region, or the Error that names the nearest thing to do: another
  /// Region's rates are never used in silence.
  Result<RateCard> rates(std::string_view region, Architecture architecture) const;

  bool knows(std::string_view region) const;
  std::vector<std::string> regions() const;  ///< sorted

  const std::string& as_of() const noexcept { return as_of_; }    ///< "2026-09-19"
  const std::string& source() const noexcept { return source_; }  ///< "builtin" or the file's name

 private:
  std::string as_of_;
  std::string source_;
  std::map<std::pair<std::string, Architecture>, RateCard> cards_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_PRICE_H_
