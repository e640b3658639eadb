#ifndef LAMBDA_REPORT_PRICE_H_
#define LAMBDA_REPORT_PRICE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambda_report/money.h"
#include "lambda_report/result.h"
#include "lambda_report/units.h"

namespace lambda_report {

enum class Architecture { kX86_64, kArm64 };

/// "x86_64" or "arm64", AWS's words.
std::string_view name_of(Architecture architecture) noexcept;
std::optional<Architecture> parse_architecture(std::string_view text) noexcept;

/// How well a figure of the sheet is known; see docs/PRICES.md.
enum class RateStatus {
  kOk,            ///< from AWS's price list or calculator
  kSingleSource,  ///< one copy of lower rank
  kInferred,      ///< not seen for this Region; taken from a Region with the same tier 1
  kEstimated,     ///< in no source: worked out from tier 1 by AWS's published rule
};

/// "ok", "single-source", "inferred", "estimated".
std::string_view name_of(RateStatus status) noexcept;

/// A rate with where it comes from.
struct SourcedRate {
  Rate rate;
  RateStatus status = RateStatus::kOk;
  std::string source = {};  ///< key of the sheet's source list
  std::string as_of = {};   ///< date, "2026-09-19"
};

/// One step of the tiered duration price: `rate` holds up to `up_to_gb_s` a month.
struct DurationTier {
  std::optional<std::int64_t> up_to_gb_s;  ///< nullopt: without end
  Rate rate;
  RateStatus status = RateStatus::kOk;
  std::string source = {}, as_of = {};
};

/// Rates under a Compute Savings Plan, for what its commitment covers.
struct SavingsPlan {
  std::string name;  ///< "no_upfront", "all_upfront"
  std::optional<SourcedRate> duration;
  std::optional<SourcedRate> provisioned_concurrency;
  std::optional<SourcedRate> provisioned_duration;
};

/// What one architecture costs in one Region.  nullopt: the sheet does not know.
struct RateCard {
  std::string region;
  Architecture architecture = Architecture::kX86_64;
  std::string currency;                                ///< "USD", "CNY"
  std::optional<SourcedRate> duration;                 ///< per GB-second, tier 1
  std::vector<DurationTier> tiers;                     ///< empty: one rate for any amount
  std::optional<SourcedRate> request;                  ///< per request (not per million)
  std::optional<SourcedRate> ephemeral_storage;        ///< per GB-second above 512 MB
  std::optional<SourcedRate> provisioned_concurrency;  ///< per GB-second configured
  std::optional<SourcedRate> provisioned_duration;     ///< per GB-second run on it
  std::optional<SourcedRate> snapstart_cache;          ///< per GB-second; Python and .NET only
  std::optional<SourcedRate> snapstart_restore;        ///< per GB restored; the same
  std::optional<SourcedRate> response_streaming;       ///< per GB beyond what is free
  std::vector<SavingsPlan> savings_plans;
};

/// What is free each month, for an account as a whole.  nullopt: not known.
struct FreeTier {
  std::optional<std::int64_t> requests;     ///< 1,000,000
  std::optional<std::int64_t> gb_seconds;   ///< 400,000
  std::optional<std::int64_t> streamed_gb;  ///< 100
  std::string currency;  ///< of the Regions it covers: China has its own, of unknown size
};

/// Everything a sheet says; what the readers of src/pricing fill.
struct PriceSheetData {
  std::string as_of;           ///< "2026-09-19"
  std::string effective_from;  ///< first day for which this sheet is the best one known
  std::string source;          ///< "builtin" or the file's name
  FreeTier free_tier;
  std::map<std::pair<std::string, Architecture>, RateCard> cards;
  /// Lambda@Edge by Region; the key "" holds for every Region.
  std::map<std::string, RateCard> edge;
  std::map<std::string, std::string> sources = {};  ///< key → what it is, and its date
  /// What is sold beside invocations ("durable_operation", "kafka_epu_hour", …).
  std::map<std::string, SourcedRate> other;
};

/// A figure in which two sheets differ.
struct PriceDifference {
  std::string region;        ///< "edge" for Lambda@Edge; empty: of no Region (the free tier)
  std::string architecture;  ///< "x86_64"; empty: of neither
  std::string item;          ///< "duration, tier 2", "request"
  std::string ours;          ///< empty: not known
  std::string theirs;
  RateStatus ours_status = RateStatus::kOk;
};

/// What `PriceSheet::compared_with` found.
struct PriceComparison {
  std::vector<std::string> regions;          ///< that both sheets have
  std::uint64_t same = 0;                    ///< figures that are equal
  std::uint64_t only_ours = 0;               ///< known here, and not in the other sheet
  std::vector<PriceDifference> differences;  ///< unequal, or known in the other sheet only
};

/// Rates by Region and architecture, of one day.  Immutable; safe to share between threads.
class PriceSheet {
 public:
  explicit PriceSheet(PriceSheetData data) : data_(std::move(data)) {}

  /// The sheet embedded at build time from data/prices/ (the newest).
  static const PriceSheet& builtin();
  /// The embedded sheet in force on a day ("2021-06-30"): the newest whose effective_from
  /// is not later; the oldest where all are.
  static const PriceSheet& builtin_on(std::string_view date);
  /// All embedded sheets, oldest first.
  static const std::vector<PriceSheet>& builtins();

  /// Reads a price file, whichever of these it is: our own JSON form (docs/PRICES.md), AWS's
  /// offer file for AWSLambda as JSON or CSV (all Regions or one), or the output of
  /// `aws pricing get-products`.  `name` appears in error messages.
  static Result<PriceSheet> parse(std::string_view text, std::string_view name);

  /// The card of a Region, with duration and request rates in it, or the Error that names
  /// the nearest thing to do: another Region's rates are never used in silence.
  Result<RateCard> rates(std::string_view region, Architecture architecture) const;

  /// Lambda@Edge as a card of its own: no tiers, no architecture, the same in all Regions
  /// so far.  `region` is where it ran.
  Result<RateCard> edge_rates(std::string_view region) const;

  /// The card as it is, gaps and all; nullptr: the Region is not in the sheet.
  const RateCard* find(std::string_view region, Architecture architecture) const;

  bool knows(std::string_view region) const;
  std::vector<std::string> regions() const;  ///< sorted

  /// Every figure of `theirs` against this sheet's, for the Regions that `theirs` has (and
  /// `region`, unless that is empty).  A figure that `theirs` lacks is no difference.
  PriceComparison compared_with(const PriceSheet& theirs, std::string_view region = {}) const;

  /// Lambda@Edge of the sheet as it is; nullptr: none.
  const RateCard* find_edge(std::string_view region) const;

  const std::string& as_of() const noexcept { return data_.as_of; }  ///< "2026-09-19"
  const std::string& effective_from() const noexcept { return data_.effective_from; }
  const std::string& source() const noexcept { return data_.source; }  ///< "builtin" or the file
  /// What a SourcedRate's `source` stands for; keys may be joined by "+".
  const std::map<std::string, std::string>& sources() const noexcept { return data_.sources; }
  const FreeTier& free_tier() const noexcept { return data_.free_tier; }
  const std::map<std::string, SourcedRate>& other() const noexcept { return data_.other; }

 private:
  PriceSheetData data_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_PRICE_H_
