// AWS's offer file as CSV: some lines about the list ("Publication Date","2026-…"), then a
// header, then one price dimension a row.  Columns are found by name: their order and number
// have changed over the years.

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "pricing/offer.h"
#include "pricing/price_file.h"

namespace lambda_report::pricing {
namespace {

enum Column : std::size_t {
  kSku,
  kTermCode,
  kTermType,
  kEffectiveDate,
  kStartingRange,
  kEndingRange,
  kPricePerUnit,
  kCurrency,
  kGroup,
  kLocation,
  kLocationType,
  kUsageType,
  kRegionCode,
  kColumns
};

struct ColumnName {
  std::string_view folded;  ///< lower case, letters only
  bool needed;
};

constexpr std::array<ColumnName, kColumns> kColumnNames = {{
    {"sku", true},
    {"offertermcode", true},
    {"termtype", false},
    {"effectivedate", false},
    {"startingrange", true},
    {"endingrange", true},
    {"priceperunit", true},
    {"currency", true},
    {"group", true},
    {"location", true},
    {"locationtype", false},
    {"usagetype", false},
    {"regioncode", false},
}};

/// "Region Code" and "regionCode" are the same column.
std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') result.push_back(static_cast<char>(c - 'A' + 'a'));
    if (c >= 'a' && c <= 'z') result.push_back(c);
  }
  return result;
}

/// Cuts CSV into rows of cells (RFC 4180: quotes doubled inside quotes).
class Rows {
 public:
  explicit Rows(std::string_view text) : rest_(text) {}

  /// The next row; false at the end, or where a quote is never closed (`broken`).
  bool next(std::vector<std::string>& cells) {
    cells.clear();
    if (rest_.empty()) return false;
    line_ = next_line_;
    for (;;) {
      cells.emplace_back();
      if (!cell(cells.back())) return false;
      if (rest_.empty()) return true;
      const char end = take();
      if (end == '\r' && !rest_.empty() && rest_.front() == '\n') take();
      if (end != ',') return true;
    }
  }

  std::size_t line() const { return line_; }  ///< where the row starts, 1-based
  bool broken() const { return broken_; }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\n') ++next_line_;
    return c;
  }

  bool cell(std::string& into) {
    if (!rest_.empty() && rest_.front() == '"') {
      take();
      for (;;) {
        if (rest_.empty()) {
          broken_ = true;
          return false;
        }
        const char c = take();
        if (c != '"') {
          into.push_back(c);
        } else if (!rest_.empty() && rest_.front() == '"') {
          into.push_back(take());
        } else {
          break;
        }
      }
    }
    while (!rest_.empty() && rest_.front() != ',' && rest_.front() != '\r' && rest_.front() != '\n')
      into.push_back(take());
    return true;
  }

  std::string_view rest_;
  std::size_t line_ = 1, next_line_ = 1;
  bool broken_ = false;
};

Error csv_error(const std::string& what, std::string_view name) {
  return {ErrorCode::kBadConfig, what, std::string(name),
          "wanted is our own JSON form, or AWS's price list for AWSLambda as JSON or CSV "
          "(docs/PRICES.md)"};
}

/// Where each column stands in this file.
using Header = std::array<std::optional<std::size_t>, kColumns>;

std::optional<Header> header_of(const std::vector<std::string>& cells) {
  if (cells.empty() || folded(cells.front()) != kColumnNames[kSku].folded) return std::nullopt;
  Header header;
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::size_t column = 0; column < kColumns; ++column)
      if (!header[column] && folded(cells[i]) == kColumnNames[column].folded) header[column] = i;
  return header;
}

struct Preamble {
  Header header;
  std::string as_of;
};

/// The lines before the rows: what list it is, of when, and its columns.
Result<Preamble> read_preamble(Rows& rows, std::string_view name) {
  constexpr std::size_t kMostLines = 20;
  std::vector<std::string> cells;
  std::string as_of;
  for (std::size_t i = 0; i < kMostLines && rows.next(cells); ++i) {
    if (std::optional<Header> header = header_of(cells)) {
      for (std::size_t column = 0; column < kColumns; ++column)
        if (kColumnNames[column].needed && !(*header)[column])
          return csv_error("price list has no column " + std::string(kColumnNames[column].folded),
                           name);
      if (as_of.empty()) return csv_error("price list names no Publication Date", name);
      return Preamble{*header, as_of};
    }
    if (cells.size() < 2) continue;
    const std::string key = folded(cells[0]);
    if (key == "publicationdate") as_of = date_of(cells[1]);
    if (key == "offercode" && cells[1] != "AWSLambda")
      return csv_error("price list of " + shown(cells[1]) + ", not of AWSLambda", name);
  }
  return csv_error("no price file: neither JSON nor a CSV with a SKU column", name);
}

std::string text_at(const std::vector<std::string>& cells, const Header& header, Column column) {
  const std::optional<std::size_t> at = header[column];
  return at && *at < cells.size() ? cells[*at] : std::string();
}

}  // namespace

Result<PriceSheetData> read_offer_csv(std::string_view text, std::string_view name) {
  Rows rows(text);
  const Result<Preamble> preamble = read_preamble(rows, name);
  if (!preamble) return preamble.error();
  const Header& header = preamble->header;

  // The tiers of a product are rows of their own, not always together.
  std::vector<OfferProduct> products;
  std::map<std::string, std::size_t> index;
  std::vector<std::string> cells;
  while (rows.next(cells)) {
    const std::string group = text_at(cells, header, kGroup);
    if (!is_known_group(group)) continue;
    const std::string type = text_at(cells, header, kTermType);
    if (!type.empty() && type != "OnDemand") continue;
    OfferProduct row;
    row.sku = text_at(cells, header, kSku);
    row.term_code = text_at(cells, header, kTermCode);
    row.effective_date = text_at(cells, header, kEffectiveDate);
    const auto [entry, is_new] =
        index.emplace(row.sku + "." + row.term_code + "." + row.effective_date, products.size());
    if (is_new) {
      row.group = group;
      row.location = text_at(cells, header, kLocation);
      row.location_type = text_at(cells, header, kLocationType);
      row.usagetype = text_at(cells, header, kUsageType);
      row.region_code = text_at(cells, header, kRegionCode);
      products.push_back(std::move(row));
    }
    products[entry->second].ranges.push_back(
        {text_at(cells, header, kStartingRange), text_at(cells, header, kEndingRange),
         text_at(cells, header, kCurrency), text_at(cells, header, kPricePerUnit)});
  }
  if (rows.broken())
    return csv_error("quote opened on line " + std::to_string(rows.line()) + " is never closed",
                     name);
  OfferSheet sheet(name, preamble->as_of);
  for (const OfferProduct& product : products) {
    const Result<void> added = sheet.add(product);
    if (!added) return added.error();
  }
  return std::move(sheet).finish();
}

}  // namespace lambda_report::pricing
