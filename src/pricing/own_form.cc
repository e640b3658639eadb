// Our own JSON form: docs/PRICES.md describes it and data/prices/ is written in it.

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "pricing/price_file.h"
#include "pricing/tiers.h"

namespace lambda_report::pricing {
namespace {

using nlohmann::json;

constexpr std::array kArchitectures = {Architecture::kX86_64, Architecture::kArm64};
constexpr int kFormVersion = 1;

/// Reads with a memory for the first thing that is wrong; what follows it is not trusted.
class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  PriceSheetData sheet(const json& file);

  const std::optional<Error>& error() const { return error_; }

 private:
  void fail(const std::string& path, const std::string& what) {
    if (error_) return;
    error_ = Error{ErrorCode::kBadConfig, path + " " + what, name_,
                   "docs/PRICES.md describes the form; rates are decimal strings, null if unknown"};
  }

  /// The member, or nullptr where it is absent or null.
  const json* member(const json& object, const char* key) const {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
  }

  const json* object_member(const json& object, const char* key, const std::string& path) {
    const json* found = member(object, key);
    if (found && !found->is_object()) {
      fail(path + "." + key, "is no object");
      return nullptr;
    }
    return found;
  }

  std::string text(const json& object, const char* key, const std::string& path,
                   const std::string& otherwise = "") {
    const json* found = member(object, key);
    if (!found) return otherwise;
    if (found->is_string()) return found->get<std::string>();
    fail(path + key, "is no string");
    return otherwise;
  }

  std::string date(const json& file, const char* key, const std::string& otherwise) {
    const std::string given = text(file, key, "", otherwise);
    const std::string date = date_of(given);
    if (date.empty() || date != given)
      fail(key, shown(given) + " is no date such as \"2026-09-19\"");
    return date;
  }

  std::optional<SourcedRate> rate(const json& object, const char* key, const std::string& path);
  std::optional<SourcedRate> rate_of(const json& value, const std::string& path);
  std::optional<std::int64_t> whole(const json& object, const char* key, const std::string& path);
  RateStatus status(const json& object, const std::string& path);

  void duration(const json& value, const std::string& path, RateCard& card);
  void tiers(const json& steps, const std::string& path, RateCard& card);
  void savings_plans(const json& plans, const std::string& path, RateCard& card);
  void region(const std::string& code, const json& value, PriceSheetData& sheet);
  void edge(const json& value, PriceSheetData& sheet);
  void free_tier(const json& value, PriceSheetData& sheet);
  void sources(const json& value, PriceSheetData& sheet);

  std::string name_;
  std::string as_of_;
  std::optional<Error> error_;
};

RateStatus Reader::status(const json& object, const std::string& path) {
  const std::string name = text(object, "status", path + ".", "ok");
  for (const RateStatus s :
       {RateStatus::kOk, RateStatus::kSingleSource, RateStatus::kInferred, RateStatus::kEstimated})
    if (name == name_of(s)) return s;
  fail(path + ".status", shown(name) + " is none of ok, single-source, inferred, estimated");
  return RateStatus::kOk;
}

/// A decimal string, or an object with the string as "value".
std::optional<SourcedRate> Reader::rate_of(const json& value, const std::string& path) {
  SourcedRate rate{.rate = {}, .status = RateStatus::kOk, .source = name_, .as_of = as_of_};
  const json* figure = &value;
  if (value.is_object()) {
    figure = member(value, "value");
    if (!figure) return std::nullopt;
    rate.source = text(value, "source", path + ".", name_);
    rate.as_of = text(value, "as_of", path + ".", as_of_);
    rate.status = status(value, path);
  }
  if (!figure->is_string()) {
    fail(path, "is no decimal string such as \"0.0000166667\"");
    return std::nullopt;
  }
  const std::string& digits = figure->get_ref<const std::string&>();
  const std::optional<Rate> parsed = Rate::parse(digits);
  if (!parsed) {
    fail(path, shown(digits) + " is no decimal of at most 14 places");
    return std::nullopt;
  }
  rate.rate = *parsed;
  return rate;
}

std::optional<SourcedRate> Reader::rate(const json& object, const char* key,
                                        const std::string& path) {
  const json* found = member(object, key);
  return found ? rate_of(*found, path + "." + key) : std::nullopt;
}

/// A whole number as a string, bare or as "value".
std::optional<std::int64_t> Reader::whole(const json& object, const char* key,
                                          const std::string& path) {
  const json* found = member(object, key);
  if (found && found->is_object()) found = member(*found, "value");
  if (!found) return std::nullopt;
  if (found->is_string()) {
    const std::string& digits = found->get_ref<const std::string&>();
    std::int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, wrong] = std::from_chars(digits.data(), end, value);
    if (wrong == std::errc() && stop == end && value > 0) return value;
  }
  fail(path + "." + key, "is no whole number in a string such as \"6000000000\"");
  return std::nullopt;
}

void Reader::tiers(const json& steps, const std::string& path, RateCard& card) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string step_path = path + "[" + std::to_string(i) + "]";
    const json& step = steps[i];
    if (!step.is_object()) return fail(step_path, "is no object");
    DurationTier tier;
    tier.up_to_gb_s = whole(step, "up_to_gb_s", step_path);
    const bool is_last = i + 1 == steps.size();
    if (tier.up_to_gb_s.has_value() == is_last)
      return fail(step_path, is_last ? "is the last tier and must have no up_to_gb_s"
                                     : "needs up_to_gb_s, since another tier follows");
    if (i > 0 && tier.up_to_gb_s && *tier.up_to_gb_s <= *card.tiers.back().up_to_gb_s)
      return fail(step_path + ".up_to_gb_s", "is not above the tier before");
    std::optional<SourcedRate> rate = rate_of(step, step_path);
    if (i == 0) {
      card.duration = rate;
      if (!rate) return;
    } else if (!rate) {
      rate = SourcedRate{estimated_tier_rate(card.duration->rate, i), RateStatus::kEstimated,
                         "tier 1", card.duration->as_of};
    }
    tier.rate = rate->rate;
    tier.status = rate->status;
    tier.source = rate->source;
    tier.as_of = rate->as_of;
    card.tiers.push_back(std::move(tier));
  }
}

void Reader::duration(const json& value, const std::string& path, RateCard& card) {
  if (value.is_array())
    tiers(value, path, card);
  else
    card.duration = rate_of(value, path);
}

void Reader::savings_plans(const json& plans, const std::string& path, RateCard& card) {
  for (const auto& [name, rates] : plans.items()) {
    const std::string plan_path = path + "." + name;
    if (!rates.is_object()) return fail(plan_path, "is no object");
    card.savings_plans.push_back(
        {.name = name,
         .duration = rate(rates, "duration_gb_s", plan_path),
         .provisioned_concurrency = rate(rates, "provisioned_concurrency_gb_s", plan_path),
         .provisioned_duration = rate(rates, "provisioned_duration_gb_s", plan_path)});
  }
}

void Reader::region(const std::string& code, const json& value, PriceSheetData& sheet) {
  const std::string path = "regions." + code;
  if (!value.is_object()) return fail(path, "is no object");
  RateCard common;
  common.region = code;
  common.currency = text(value, "currency", path + ".", "USD");
  common.request = rate(value, "request", path);
  common.ephemeral_storage = rate(value, "ephemeral_storage_gb_s", path);
  common.snapstart_cache = rate(value, "snapstart_cache_gb_s", path);
  common.snapstart_restore = rate(value, "snapstart_restore_gb", path);
  common.response_streaming = rate(value, "response_streaming_gb", path);
  for (const Architecture architecture : kArchitectures) {
    const std::string key(name_of(architecture));
    RateCard card = common;
    card.architecture = architecture;
    if (const json* rates = object_member(value, key.c_str(), path)) {
      const std::string arch_path = path + "." + key;
      if (const json* found = member(*rates, "duration_gb_s"))
        duration(*found, arch_path + ".duration_gb_s", card);
      card.provisioned_concurrency = rate(*rates, "provisioned_concurrency_gb_s", arch_path);
      card.provisioned_duration = rate(*rates, "provisioned_duration_gb_s", arch_path);
      if (const json* plans = object_member(*rates, "savings_plans", arch_path))
        savings_plans(*plans, arch_path + ".savings_plans", card);
    }
    sheet.cards.emplace(std::pair(code, architecture), std::move(card));
  }
}

void Reader::edge(const json& value, PriceSheetData& sheet) {
  RateCard card;
  card.region = "edge";
  card.currency = text(value, "currency", "lambda_at_edge.", "USD");
  card.request = rate(value, "request", "lambda_at_edge");
  card.duration = rate(value, "duration_gb_s", "lambda_at_edge");
  sheet.edge.emplace("", std::move(card));
}

void Reader::free_tier(const json& value, PriceSheetData& sheet) {
  sheet.free_tier.currency = text(value, "currency", "free_tier.", "USD");
  sheet.free_tier.requests = whole(value, "requests_per_month", "free_tier");
  sheet.free_tier.gb_seconds = whole(value, "gb_s_per_month", "free_tier");
  sheet.free_tier.streamed_gb = whole(value, "streamed_gb_per_month", "free_tier");
}

void Reader::sources(const json& value, PriceSheetData& sheet) {
  for (const auto& [key, entry] : value.items()) {
    if (!entry.is_object()) return fail("sources." + key, "is no object");
    std::string what = text(entry, "what", "sources." + key + ".");
    const std::string date = text(entry, "date", "sources." + key + ".");
    if (!date.empty()) what += " (" + date + ")";
    sheet.sources.emplace(key, std::move(what));
  }
}

PriceSheetData Reader::sheet(const json& file) {
  PriceSheetData sheet;
  sheet.source = name_;
  sheet.as_of = as_of_ = date(file, "as_of", "");
  sheet.effective_from = date(file, "effective_from", as_of_);
  if (const json* found = object_member(file, "sources", "")) sources(*found, sheet);
  if (const json* found = object_member(file, "free_tier", "")) free_tier(*found, sheet);
  if (const json* found = object_member(file, "lambda_at_edge", "")) edge(*found, sheet);
  if (const json* found = object_member(file, "regions", ""))
    for (const auto& [code, value] : found->items()) region(code, value, sheet);
  if (const json* found = object_member(file, "other", ""))
    for (const auto& [key, value] : found->items())
      if (const std::optional<SourcedRate> r = rate_of(value, "other." + key))
        sheet.other.emplace(key, *r);
  if (sheet.cards.empty()) fail("regions", "names no Region");
  return sheet;
}

}  // namespace

Result<PriceSheetData> read_own_form(const json& file, std::string_view name) {
  const auto version = file.find("lambda_report_prices");
  if (version == file.end())
    return Error{ErrorCode::kBadConfig, "JSON, but no price sheet", std::string(name),
                 "a sheet of your own starts with \"lambda_report_prices\": 1; AWS's offer file "
                 "and get-products output are read too (docs/PRICES.md)"};
  if (!version->is_number_integer() || *version != kFormVersion)
    return Error{ErrorCode::kBadConfig, "lambda_report_prices is not 1", std::string(name),
                 "this version reads form 1 only"};
  Reader reader(name);
  PriceSheetData sheet = reader.sheet(file);
  if (reader.error()) return *reader.error();
  return sheet;
}

}  // namespace lambda_report::pricing
