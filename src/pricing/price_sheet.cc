#include <algorithm>
#include <new>
#include <numeric>

#include "base/embedded.h"
#include "lambda_report/price.h"

namespace lambda_report {
namespace {

/// Edits (insert, delete, replace) that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

/// The known Region spelt most like `region`; empty where none is near.
std::string nearest(std::string_view region, const std::vector<std::string>& known) {
  constexpr std::size_t kLongestSpelling = 40;
  constexpr std::size_t kFarthest = 3;
  if (region.size() > kLongestSpelling) return {};
  std::string best;
  std::size_t best_distance = kFarthest + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(region, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

std::string_view name_of(Architecture architecture) noexcept {
  return architecture == Architecture::kArm64 ? "arm64" : "x86_64";
}

std::optional<Architecture> parse_architecture(std::string_view text) noexcept {
  if (text == "x86_64") return Architecture::kX86_64;
  if (text == "arm64") return Architecture::kArm64;
  return std::nullopt;
}

std::string_view name_of(RateStatus status) noexcept {
  switch (status) {
    case RateStatus::kOk:
      return "ok";
    case RateStatus::kSingleSource:
      return "single-source";
    case RateStatus::kInferred:
      return "inferred";
    case RateStatus::kEstimated:
      break;
  }
  return "estimated";
}

const std::vector<PriceSheet>& PriceSheet::builtins() {
  static const std::vector<PriceSheet> sheets = [] {
    std::vector<PriceSheet> list;
    for (const embedded::EmbeddedFile& file : embedded::price_sheets()) {
      Result<PriceSheet> sheet = parse(file.bytes, file.name);
      // A test parses every one, so only memory can be missing.  Going on without the sheet would
      // be to price with an older one.
      if (!sheet) throw std::bad_alloc();
      sheet->data_.source = "builtin";
      list.push_back(std::move(sheet).value());
    }
    std::sort(list.begin(), list.end(), [](const PriceSheet& a, const PriceSheet& b) {
      return a.effective_from() < b.effective_from();
    });
    if (list.empty()) list.emplace_back(PriceSheetData{});
    return list;
  }();
  return sheets;
}

const PriceSheet& PriceSheet::builtin() { return builtins().back(); }

const PriceSheet& PriceSheet::builtin_on(std::string_view date) {
  const PriceSheet* best = &builtins().front();
  for (const PriceSheet& sheet : builtins())
    if (sheet.effective_from() <= date) best = &sheet;
  return *best;
}

const RateCard* PriceSheet::find(std::string_view region, Architecture architecture) const {
  const auto found = data_.cards.find({std::string(region), architecture});
  return found == data_.cards.end() ? nullptr : &found->second;
}

bool PriceSheet::knows(std::string_view region) const {
  return find(region, Architecture::kX86_64) || find(region, Architecture::kArm64);
}

std::vector<std::string> PriceSheet::regions() const {
  std::vector<std::string> names;
  for (const auto& [key, card] : data_.cards)
    if (names.empty() || names.back() != key.first) names.push_back(key.first);
  return names;
}

Result<RateCard> PriceSheet::rates(std::string_view region, Architecture architecture) const {
  constexpr const char* kOwnPrices = "name a price list that has it with --prices FILE";
  const std::string sheet = source() + " prices of " + as_of();
  if (!knows(region)) {
    const std::vector<std::string> known = regions();
    const std::string guess = nearest(region, known);
    return Error{ErrorCode::kBadConfig, "no prices are known for Region " + std::string(region),
                 sheet,
                 guess.empty() ? "known are " + list_of(known)
                               : "did you mean " + guess + "? Else " + kOwnPrices};
  }
  const RateCard* card = find(region, architecture);
  const std::string place = std::string(region);
  if (!card || !card->duration)
    return Error{
        ErrorCode::kBadConfig,
        "no " + std::string(name_of(architecture)) + " duration rate is known for " + place, sheet,
        std::string(kOwnPrices) +
            ", or price it as another Region with --region where the log names none"};
  if (!card->request)
    return Error{ErrorCode::kBadConfig, "no request rate is known for " + place, sheet,
                 std::string(kOwnPrices)};
  return *card;
}

const RateCard* PriceSheet::find_edge(std::string_view region) const {
  auto found = data_.edge.find(std::string(region));
  if (found == data_.edge.end()) found = data_.edge.find("");
  return found == data_.edge.end() ? nullptr : &found->second;
}

Result<RateCard> PriceSheet::edge_rates(std::string_view region) const {
  const RateCard* card = find_edge(region);
  if (card == nullptr || !card->duration || !card->request)
    return Error{ErrorCode::kBadConfig, "no Lambda@Edge rates are known for " + std::string(region),
                 source() + " prices of " + as_of(),
                 "name a price list that has them with --prices FILE"};
  return *card;
}

}  // namespace lambda_report
