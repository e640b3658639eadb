// `aws pricing get-products`: {"PriceList": ["{\"product\": …, \"terms\": …}", …]}.
// Each entry is a JSON string, and its terms.OnDemand is keyed by "SKU.TERM" directly, one
// level less than in the offer file.

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <vector>

#include "pricing/offer_json.h"
#include "pricing/price_file.h"

namespace lambda_report::pricing {
namespace {

using nlohmann::json;

constexpr const char* kWanted =
    "wanted is the output of: aws pricing get-products "
    "--service-code AWSLambda";

Error list_error(const std::string& what, std::string_view name) {
  return {ErrorCode::kBadConfig, what, std::string(name), kWanted};
}

/// The entry as an object: mostly it is a string, which is parsed into `store`.
Result<const json*> unpack(const json& entry, const std::string& place, std::string_view name,
                           std::deque<json>& store) {
  const json* unpacked = &entry;
  if (entry.is_string()) {
    Result<json> parsed = parse_json(entry.get_ref<const std::string&>(), name);
    if (!parsed) return list_error(place + " is no JSON", name);
    unpacked = &store.emplace_back(std::move(parsed).value());
  }
  if (!unpacked->is_object() || !unpacked->contains("product"))
    return list_error(place + " holds no product", name);
  const auto service = unpacked->find("serviceCode");
  if (service != unpacked->end() && *service != "AWSLambda")
    return list_error(place + " is no product of AWSLambda", name);
  return unpacked;
}

}  // namespace

Result<PriceSheetData> read_get_products(const json& file, std::string_view name) {
  const json& list = file.is_array() ? file : file["PriceList"];
  if (!list.is_array()) return list_error("PriceList is no list", name);
  std::deque<json> store;  // keeps its elements where they are
  std::vector<const json*> entries;
  std::string as_of;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = "PriceList[" + std::to_string(i) + "]";
    const Result<const json*> entry = unpack(list[i], place, name, store);
    if (!entry) return entry.error();
    std::string published;
    const Result<void> read = read_text(**entry, "publicationDate", place, name, published);
    if (!read) return read.error();
    as_of = std::max(as_of, date_of(published));
    entries.push_back(*entry);
  }
  if (as_of.empty()) return list_error("PriceList names no publicationDate", name);
  OfferSheet sheet(name, as_of);
  for (const json* entry : entries) {
    const json::json_pointer on_demand("/terms/OnDemand");
    const json* terms = entry->contains(on_demand) ? &(*entry)[on_demand] : nullptr;
    const Result<void> added = add_terms((*entry)["product"], terms, name, sheet);
    if (!added) return added.error();
  }
  return std::move(sheet).finish();
}

}  // namespace lambda_report::pricing
