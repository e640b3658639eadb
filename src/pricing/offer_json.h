#ifndef LAMBDA_REPORT_SRC_PRICING_OFFER_JSON_H_
#define LAMBDA_REPORT_SRC_PRICING_OFFER_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "lambda_report/result.h"
#include "pricing/offer.h"

namespace lambda_report::pricing {

/// Reads the string member `key` of `object` into `into`; leaves it empty where there is
/// none.  Fails, naming `product`, where it is something else than a string.
Result<void> read_text(const nlohmann::json& object, const char* key, const std::string& product,
                       std::string_view name, std::string& into);

/// Adds a product under each of its terms: {"SKU.TERM": {priceDimensions: …}, …}.
Result<void> add_terms(const nlohmann::json& product, const nlohmann::json* terms,
                       std::string_view name, OfferSheet& sheet);

}  // namespace lambda_report::pricing

#endif  // LAMBDA_REPORT_SRC_PRICING_OFFER_JSON_H_
