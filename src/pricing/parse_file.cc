#include <nlohmann/json.hpp>

#include "pricing/price_file.h"

namespace lambda_report {
namespace pricing {
namespace {
constexpr std::size_t kShownBytes = 60;
}  // namespace

std::string shown(std::string_view text) {
  std::size_t kept = text.size() <= kShownBytes ? text.size() : kShownBytes;
  // Never half a character of UTF-8.
  while (kept < text.size() && kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xC0U) == 0x80)
    --kept;
  std::string result = "\"";
  for (const char c : text.substr(0, kept)) {
    const auto byte = static_cast<unsigned char>(c);
    result.push_back(byte < 0x20 || byte == 0x7f ? '?' : c);
  }
  return result + (text.size() > kept ? "…\"" : "\"");
}

std::string date_of(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() < kShape.size()) return {};
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return {};
  }
  return std::string(text.substr(0, kShape.size()));
}

Result<nlohmann::json> parse_json(std::string_view text, std::string_view name) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& e) {
    return Error{ErrorCode::kBadConfig,
                 "no price file: JSON breaks off or is wrong at byte " + std::to_string(e.byte),
                 std::string(name), "check the file with a JSON tool"};
  } catch (const std::exception&) {
    return Error{ErrorCode::kBadConfig, "no price file: its JSON cannot be held", std::string(name),
                 "take the price list of one Region only"};
  }
}

namespace {

Result<PriceSheetData> read_json(std::string_view text, std::string_view name) {
  const Result<nlohmann::json> parsed = parse_json(text, name);
  if (!parsed) return parsed.error();
  const nlohmann::json& file = *parsed;
  if (file.is_array() || file.contains("PriceList")) return read_get_products(file, name);
  if (file.contains("products") || file.contains("offerCode")) return read_offer_json(file, name);
  return read_own_form(file, name);
}

Result<PriceSheetData> read_any(std::string_view text, std::string_view name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos)
    return Error{ErrorCode::kBadConfig, "price file is empty", std::string(name), ""};
  if (text[start] == '{' || text[start] == '[') return read_json(text, name);
  return read_offer_csv(text, name);
}

}  // namespace
}  // namespace pricing

Result<PriceSheet> PriceSheet::parse(std::string_view text, std::string_view name) {
  try {
    Result<PriceSheetData> data = pricing::read_any(text, name);
    if (!data) return std::move(data).error();
    return PriceSheet(std::move(data).value());
  } catch (const nlohmann::json::exception&) {
    return Error{ErrorCode::kBadConfig, "price file has an unexpected shape", std::string(name),
                 "docs/PRICES.md lists the forms that are read"};
  }
}

}  // namespace lambda_report
