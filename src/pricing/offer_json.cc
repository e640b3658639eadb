// AWS's offer file: {products: {SKU: …}, terms: {OnDemand: {SKU: {"SKU.TERM": …}}}}.
// Source: AWS Billing User Guide, "Reading the service price list file"; the names of the
// range bounds are those of the files themselves.

#include "pricing/offer_json.h"

#include <nlohmann/json.hpp>

#include "pricing/price_file.h"

namespace lambda_report::pricing {
namespace {

using nlohmann::json;

constexpr const char* kOfferCode = "AWSLambda";
constexpr const char* kFetchAgain =
    "the file differs from AWS's price list for AWSLambda; fetch it again";

const json* object_at(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? &*found : nullptr;
}

Error product_error(const std::string& sku, const std::string& what, std::string_view name) {
  return {ErrorCode::kBadConfig, "product " + shown(sku) + ": " + what, std::string(name),
          kFetchAgain};
}

/// {"USD": "0.0000166667"}: the currency is the key.  Where there are several, dollars.
Result<void> read_price(const json& dimension, const std::string& sku, std::string_view name,
                        PriceRange& range) {
  const json* prices = object_at(dimension, "pricePerUnit");
  if (!prices || prices->empty())
    return product_error(sku, "a price dimension has no pricePerUnit", name);
  range.currency = prices->contains("USD") ? "USD" : prices->begin().key();
  const json& price = (*prices)[range.currency];
  if (!price.is_string())
    return product_error(sku, "pricePerUnit." + range.currency + " is no string", name);
  range.price = price.get<std::string>();
  return {};
}

Result<void> read_ranges(const json& term, const std::string& sku, std::string_view name,
                         std::vector<PriceRange>& ranges) {
  const json* dimensions = object_at(term, "priceDimensions");
  if (!dimensions) return product_error(sku, "a term has no priceDimensions", name);
  for (const json& dimension : *dimensions) {
    if (!dimension.is_object())
      return product_error(sku, "priceDimensions holds what is no object", name);
    PriceRange range;
    Result<void> read = read_text(dimension, "beginRange", sku, name, range.begin);
    if (read) read = read_text(dimension, "endRange", sku, name, range.end);
    if (read) read = read_price(dimension, sku, name, range);
    if (!read) return read;
    ranges.push_back(std::move(range));
  }
  return {};
}

Result<void> read_attributes(const json& attributes, std::string_view name, OfferProduct& into) {
  const std::pair<const char*, std::string*> fields[] = {
      {"group", &into.group},
      {"location", &into.location},
      {"locationType", &into.location_type},
      {"regionCode", &into.region_code},
      {"usagetype", &into.usagetype},
  };
  for (const auto& [key, text] : fields) {
    Result<void> read = read_text(attributes, key, into.sku, name, *text);
    if (!read) return read;
  }
  return {};
}

}  // namespace

Result<void> read_text(const json& object, const char* key, const std::string& product,
                       std::string_view name, std::string& into) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (!found->is_string()) return product_error(product, std::string(key) + " is no string", name);
  into = found->get<std::string>();
  return {};
}

Result<void> add_terms(const json& product, const json* terms, std::string_view name,
                       OfferSheet& sheet) {
  OfferProduct entry;
  const json* attributes = object_at(product, "attributes");
  if (!attributes) return {};
  const auto group = attributes->find("group");
  if (group == attributes->end() || !group->is_string() ||
      !is_known_group(group->get_ref<const std::string&>()))
    return {};
  Result<void> read = read_text(product, "sku", "without sku", name, entry.sku);
  if (read) read = read_attributes(*attributes, name, entry);
  if (!read) return read;
  if (!terms || terms->empty()) return product_error(entry.sku, "has no OnDemand term", name);
  for (const json& term : *terms) {
    if (!term.is_object()) return product_error(entry.sku, "a term is no object", name);
    entry.ranges.clear();
    read = read_text(term, "offerTermCode", entry.sku, name, entry.term_code);
    if (read) read = read_text(term, "effectiveDate", entry.sku, name, entry.effective_date);
    if (read) read = read_ranges(term, entry.sku, name, entry.ranges);
    if (read) read = sheet.add(entry);
    if (!read) return read;
  }
  return {};
}

Result<PriceSheetData> read_offer_json(const json& file, std::string_view name) {
  const std::string where(name);
  std::string code, published;
  Result<void> read = read_text(file, "offerCode", "list", name, code);
  if (read) read = read_text(file, "publicationDate", "list", name, published);
  if (!read) return read.error();
  if (!code.empty() && code != kOfferCode)
    return Error{ErrorCode::kBadConfig, "price list of " + shown(code) + ", not of AWSLambda",
                 where, "fetch the offer file of AWSLambda"};
  if (date_of(published).empty())
    return Error{ErrorCode::kBadConfig, "publicationDate " + shown(published) + " is no date",
                 where, kFetchAgain};
  const json* products = object_at(file, "products");
  const json* terms = object_at(file, "terms");
  const json* on_demand = terms ? object_at(*terms, "OnDemand") : nullptr;
  if (!products || !on_demand)
    return Error{ErrorCode::kBadConfig,
                 products ? "price list has no terms.OnDemand" : "price list has no products",
                 where, kFetchAgain};
  OfferSheet sheet(name, date_of(published));
  for (const auto& [sku, product] : products->items()) {
    read = add_terms(product, object_at(*on_demand, sku.c_str()), name, sheet);
    if (!read) return read.error();
  }
  return std::move(sheet).finish();
}

}  // namespace lambda_report::pricing
