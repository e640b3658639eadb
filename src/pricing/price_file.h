#ifndef LAMBDA_REPORT_SRC_PRICING_PRICE_FILE_H_
#define LAMBDA_REPORT_SRC_PRICING_PRICE_FILE_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "lambda_report/price.h"
#include "lambda_report/result.h"

namespace lambda_report::pricing {

// One reader a price-file format; `parse_file.cc` tells them apart.  All take figures from
// strings only: a JSON number went through floating point in whatever wrote it.

/// docs/PRICES.md, "Our own form".
Result<PriceSheetData> read_own_form(const nlohmann::json& file, std::string_view name);
/// AWS's offer file for AWSLambda: .../AWSLambda/current/index.json or .../REGION/index.json.
Result<PriceSheetData> read_offer_json(const nlohmann::json& file, std::string_view name);
/// The same as CSV.
Result<PriceSheetData> read_offer_csv(std::string_view text, std::string_view name);
/// `aws pricing get-products --service-code AWSLambda`: products as JSON strings.
Result<PriceSheetData> read_get_products(const nlohmann::json& file, std::string_view name);

/// Parses JSON, strictly; the Error names `name` and what is wrong with it.
Result<nlohmann::json> parse_json(std::string_view text, std::string_view name);

/// Text of a file as an error message may show it: at most 60 bytes, no control bytes.
std::string shown(std::string_view text);

/// "2026-09-19" out of "2026-09-19T00:23:59Z"; empty unless it starts with a date.
std::string date_of(std::string_view text);

}  // namespace lambda_report::pricing

#endif  // LAMBDA_REPORT_SRC_PRICING_PRICE_FILE_H_
