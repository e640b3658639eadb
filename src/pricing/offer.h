#ifndef LAMBDA_REPORT_SRC_PRICING_OFFER_H_
#define LAMBDA_REPORT_SRC_PRICING_OFFER_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lambda_report/price.h"
#include "lambda_report/result.h"

namespace lambda_report::pricing {

// What AWS's price lists have in common, whatever the file looks like around it.

/// One price dimension, as the file spells it.
struct PriceRange {
  std::string begin, end;  ///< "0", "6000000000", "Inf"
  std::string currency, price;
};

/// One product under one term.
struct OfferProduct {
  std::string sku;
  std::string group;           ///< "AWS-Lambda-Duration-ARM"
  std::string location;        ///< "EU (Ireland)", "Any"
  std::string location_type;   ///< "AWS Region"
  std::string region_code;     ///< empty in 2016
  std::string usagetype;       ///< "EU-Lambda-GB-Second-ARM"
  std::string term_code;       ///< "JRTCKXETXF"
  std::string effective_date;  ///< "2016-06-01T00:00:00Z"
  std::vector<PriceRange> ranges;
};

/// Whether the group is one that a bill of invocations needs.  Matched whole: "Duration" is
/// also part of the storage, Lambda@Edge and provisioned groups.
bool is_known_group(std::string_view group) noexcept;

/// Collects products into a sheet.  Groups it does not know and products that are no
/// Region's (the free tier's location is "Any") leave the rates alone.
class OfferSheet {
 public:
  /// `as_of` is the date of publication, `name` the file's.
  OfferSheet(std::string_view name, std::string as_of);

  /// Fails where a figure cannot be read, naming the product and the field.
  Result<void> add(const OfferProduct& product);

  /// Fails where no Region's rate was found.
  Result<PriceSheetData> finish() &&;

 private:
  struct Figure;
  /// Which of several products of one group and Region is meant: the greatest.
  using Preference = std::tuple<bool, bool, std::string>;
  struct Chosen {
    Preference preference;
    std::string sku;
    std::vector<DurationTier> tiers;
  };

  static const Figure* figure_of(std::string_view group) noexcept;
  friend bool is_known_group(std::string_view group) noexcept;

  Error error(const OfferProduct& product, const std::string& what) const;
  Result<std::vector<DurationTier>> tiers_of(const OfferProduct& product) const;
  Result<void> choose(const OfferProduct& product, const Figure& figure, std::string region);
  void free_tier(const OfferProduct& product);
  void fill(const Figure& figure, const std::string& region, const Chosen& chosen);

  std::string name_, as_of_;
  PriceSheetData data_;
  std::map<std::pair<std::string, const Figure*>, Chosen> chosen_;
  std::map<std::string, std::string> currencies_;  ///< of each Region
};

}  // namespace lambda_report::pricing

#endif  // LAMBDA_REPORT_SRC_PRICING_OFFER_H_
