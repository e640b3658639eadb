#include "pricing/offer.h"

#include <algorithm>
#include <charconv>

#include "pricing/price_file.h"
#include "pricing/region_names.h"

namespace lambda_report::pricing {

/// What a group's price is in a RateCard.
struct OfferSheet::Figure {
  std::string_view group;
  std::string_view usagetype;  ///< without the Region's prefix
  Architecture architecture;
  std::optional<SourcedRate> RateCard::*member;
  bool edge = false;
};

namespace {

constexpr std::string_view kFreeTierTerm = "A429C66SYZ";
constexpr std::string_view kNoEnd = "Inf";

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [stop, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (wrong != std::errc() || stop != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

bool same_rates(const std::vector<DurationTier>& a, const std::vector<DurationTier>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const DurationTier& x, const DurationTier& y) {
                      return x.rate == y.rate && x.up_to_gb_s == y.up_to_gb_s;
                    });
}

/// "EU-Request" and "Request" are "Request".
bool is_usagetype(std::string_view text, std::string_view plain) {
  if (!text.ends_with(plain)) return false;
  text.remove_suffix(plain.size());
  return text.empty() || text.ends_with('-');
}

}  // namespace

const OfferSheet::Figure* OfferSheet::figure_of(std::string_view group) noexcept {
  using enum Architecture;
  static constexpr Figure kFigures[] = {
      {"AWS-Lambda-Duration", "Lambda-GB-Second", kX86_64, &RateCard::duration},
      {"AWS-Lambda-Duration-ARM", "Lambda-GB-Second-ARM", kArm64, &RateCard::duration},
      {"AWS-Lambda-Requests", "Request", kX86_64, &RateCard::request},
      {"AWS-Lambda-Requests-ARM", "Request-ARM", kArm64, &RateCard::request},
      {"AWS-Lambda-Provisioned-Concurrency", "Lambda-Provisioned-Concurrency", kX86_64,
       &RateCard::provisioned_concurrency},
      {"AWS-Lambda-Provisioned-Concurrency-ARM", "Lambda-Provisioned-Concurrency-ARM", kArm64,
       &RateCard::provisioned_concurrency},
      {"AWS-Lambda-Duration-Provisioned", "Lambda-Provisioned-GB-Second", kX86_64,
       &RateCard::provisioned_duration},
      {"AWS-Lambda-Duration-Provisioned-ARM", "Lambda-Provisioned-GB-Second-ARM", kArm64,
       &RateCard::provisioned_duration},
      {"AWS-Lambda-Storage-Duration", "Lambda-Storage-GB-Second", kX86_64,
       &RateCard::ephemeral_storage},
      {"AWS-Lambda-Storage-Duration-ARM", "Lambda-Storage-GB-Second-ARM", kArm64,
       &RateCard::ephemeral_storage},
      {"AWS-Lambda-Processed-Bytes", "", kX86_64, &RateCard::response_streaming},
      {"AWS-Lambda-Processed-Bytes-ARM", "", kArm64, &RateCard::response_streaming},
      {"AWS-Lambda-Edge-Duration", "Lambda-Edge-GB-Second", kX86_64, &RateCard::duration, true},
      {"AWS-Lambda-Edge-Requests", "Lambda-Edge-Request", kX86_64, &RateCard::request, true},
  };
  const auto* found = std::find_if(std::begin(kFigures), std::end(kFigures),
                                   [&](const Figure& figure) { return figure.group == group; });
  return found == std::end(kFigures) ? nullptr : found;
}

bool is_known_group(std::string_view group) noexcept {
  return OfferSheet::figure_of(group) != nullptr;
}

OfferSheet::OfferSheet(std::string_view name, std::string as_of)
    : name_(name), as_of_(std::move(as_of)) {
  data_.source = name_;
  data_.as_of = data_.effective_from = as_of_;
}

Error OfferSheet::error(const OfferProduct& product, const std::string& what) const {
  return {ErrorCode::kBadConfig,
          "product " + shown(product.sku) + " (" + product.group + "): " + what, name_,
          "the file differs from AWS's price list for AWSLambda; fetch it again"};
}

Result<void> OfferSheet::add(const OfferProduct& product) {
  const Figure* figure = figure_of(product.group);
  if (!figure) return {};
  if (product.location == "Any" || product.term_code == kFreeTierTerm) {
    free_tier(product);
    return {};
  }
  // Wavelength and Local Zones are no Regions.
  if (!product.location_type.empty() && product.location_type != "AWS Region") return {};
  std::string region = product.region_code;
  if (region.empty()) region = region_of_location(product.location);
  if (region.empty()) return {};
  return choose(product, *figure, std::move(region));
}

/// The free tier's range ends where it does; what cannot be read leaves it unknown.
void OfferSheet::free_tier(const OfferProduct& product) {
  if (product.ranges.size() != 1) return;
  const PriceRange& range = product.ranges.front();
  const std::optional<Rate> price = Rate::parse(range.price);
  if (!price || price->e14 != 0) return;
  if (product.group == "AWS-Lambda-Requests") data_.free_tier.requests = whole_number(range.end);
  if (product.group == "AWS-Lambda-Duration") data_.free_tier.gb_seconds = whole_number(range.end);
  data_.free_tier.currency = range.currency;
}

/// The ranges in order, each beginning where the one before ends.
Result<std::vector<DurationTier>> OfferSheet::tiers_of(const OfferProduct& product) const {
  struct Step {
    std::int64_t begin;
    DurationTier tier;
  };
  std::vector<Step> steps;
  for (const PriceRange& range : product.ranges) {
    const std::optional<std::int64_t> begin = whole_number(range.begin);
    if (!begin) return error(product, "beginRange " + shown(range.begin) + " is no whole number");
    DurationTier tier;
    tier.up_to_gb_s = whole_number(range.end);
    if (!tier.up_to_gb_s && range.end != kNoEnd)
      return error(product, "endRange " + shown(range.end) + " is neither a number nor Inf");
    const std::optional<Rate> rate = Rate::parse(range.price);
    if (!rate)
      return error(product, "pricePerUnit." + range.currency + " " + shown(range.price) +
                                " is no decimal of at most 14 places");
    tier.rate = *rate;
    tier.source = name_;
    tier.as_of = as_of_;
    steps.push_back({*begin, std::move(tier)});
  }
  if (steps.empty()) return error(product, "priceDimensions is empty");
  std::sort(steps.begin(), steps.end(),
            [](const Step& a, const Step& b) { return a.begin < b.begin; });
  std::int64_t expected = 0;
  std::vector<DurationTier> tiers;
  for (Step& step : steps) {
    if (!tiers.empty() && !tiers.back().up_to_gb_s)
      return error(product, "a price range follows the one without end");
    if (step.begin != expected)
      return error(product, "no price range begins at " + std::to_string(expected));
    if (step.tier.up_to_gb_s && *step.tier.up_to_gb_s <= step.begin)
      return error(product, "a price range ends before it begins");
    expected = step.tier.up_to_gb_s.value_or(0);
    tiers.push_back(std::move(step.tier));
  }
  if (tiers.back().up_to_gb_s) return error(product, "the last price range does not end at Inf");
  return tiers;
}

Result<void> OfferSheet::choose(const OfferProduct& product, const Figure& figure,
                                std::string region) {
  Result<std::vector<DurationTier>> tiers = tiers_of(product);
  if (!tiers) return tiers.error();
  if (tiers->size() > 1 && figure.member != &RateCard::duration)
    return error(product, "has " + std::to_string(tiers->size()) + " price ranges, expected one");
  const std::string& currency = product.ranges.front().currency;
  const auto [known, is_new] = currencies_.emplace(region, currency);
  if (!is_new && known->second != currency)
    return error(product, "is priced in " + shown(currency) + ", others of " + region + " in " +
                              known->second);
  Chosen candidate{{is_usagetype(product.usagetype, figure.usagetype),
                    date_of(product.effective_date) <= as_of_, product.effective_date},
                   product.sku,
                   std::move(tiers).value()};
  const auto [entry, first] = chosen_.emplace(std::pair(std::move(region), &figure), candidate);
  if (first) return {};
  Chosen& best = entry->second;
  if (candidate.preference == best.preference && !same_rates(candidate.tiers, best.tiers))
    return error(product, "has another price than product " + shown(best.sku) +
                              " of the same group and Region");
  if (candidate.preference > best.preference) best = std::move(candidate);
  return {};
}

void OfferSheet::fill(const Figure& figure, const std::string& region, const Chosen& chosen) {
  RateCard& card = figure.edge ? data_.edge[region] : data_.cards[{region, figure.architecture}];
  card.region = figure.edge ? "edge" : region;
  card.architecture = figure.architecture;
  card.currency = currencies_[region];
  const DurationTier& first = chosen.tiers.front();
  card.*figure.member = SourcedRate{first.rate, RateStatus::kOk, name_, as_of_};
  if (figure.member == &RateCard::duration && chosen.tiers.size() > 1) card.tiers = chosen.tiers;
}

Result<PriceSheetData> OfferSheet::finish() && {
  for (const auto& [key, chosen] : chosen_) fill(*key.second, key.first, chosen);
  if (data_.cards.empty() && data_.edge.empty())
    return Error{ErrorCode::kBadConfig, "holds no price of AWS Lambda for any Region", name_,
                 "is it the price list of AWSLambda?"};
  return std::move(data_);
}

}  // namespace lambda_report::pricing
