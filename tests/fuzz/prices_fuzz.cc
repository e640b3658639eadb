// Any bytes as a price file, of whichever form they look like: refused with a message, or a sheet
// that, written in our own form and read again, is the same.

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "cli/messages.h"
#include "fuzz/fuzzing.h"
#include "fuzz/output_checks.h"
#include "lambda_report/price.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::require;
using Json = nlohmann::json;

Json json_of(const std::optional<SourcedRate>& rate) {
  if (!rate) return nullptr;
  return {{"value", rate->rate.str()},
          {"status", name_of(rate->status)},
          {"source", rate->source},
          {"as_of", rate->as_of}};
}

Json json_of(const std::optional<std::int64_t>& number) {
  return number ? Json(std::to_string(*number)) : Json(nullptr);
}

Json tiers_of(const RateCard& card) {
  Json tiers = Json::array();
  for (const DurationTier& tier : card.tiers) {
    Json step = json_of(SourcedRate{tier.rate, tier.status, tier.source, tier.as_of});
    step["up_to_gb_s"] = json_of(tier.up_to_gb_s);
    tiers.push_back(std::move(step));
  }
  return tiers;
}

Json of_architecture(const RateCard& card) {
  Json rates = {{"duration_gb_s", card.tiers.empty() ? json_of(card.duration) : tiers_of(card)},
                {"provisioned_concurrency_gb_s", json_of(card.provisioned_concurrency)},
                {"provisioned_duration_gb_s", json_of(card.provisioned_duration)}};
  for (const SavingsPlan& plan : card.savings_plans)
    rates["savings_plans"][plan.name] = {
        {"duration_gb_s", json_of(plan.duration)},
        {"provisioned_concurrency_gb_s", json_of(plan.provisioned_concurrency)},
        {"provisioned_duration_gb_s", json_of(plan.provisioned_duration)}};
  return rates;
}

Json of_region(const RateCard& card) {
  return {{"currency", card.currency},
          {"request", json_of(card.request)},
          {"ephemeral_storage_gb_s", json_of(card.ephemeral_storage)},
          {"snapstart_cache_gb_s", json_of(card.snapstart_cache)},
          {"snapstart_restore_gb", json_of(card.snapstart_restore)},
          {"response_streaming_gb", json_of(card.response_streaming)}};
}

/// docs/PRICES.md, "Our own form"; null where it cannot hold the sheet.
Json own_form(const PriceSheet& sheet) {
  Json file = {{"lambda_report_prices", 1},
               {"as_of", sheet.as_of()},
               {"effective_from", sheet.effective_from()},
               {"free_tier",
                {{"currency", sheet.free_tier().currency},
                 {"requests_per_month", json_of(sheet.free_tier().requests)},
                 {"gb_s_per_month", json_of(sheet.free_tier().gb_seconds)},
                 {"streamed_gb_per_month", json_of(sheet.free_tier().streamed_gb)}}}};
  for (const std::string& region : sheet.regions()) {
    const RateCard* x86 = sheet.find(region, Architecture::kX86_64);
    const RateCard* arm = sheet.find(region, Architecture::kArm64);
    if (x86 == nullptr || arm == nullptr || of_region(*x86) != of_region(*arm)) return nullptr;
    Json& entry = file["regions"][region] = of_region(*x86);
    entry["x86_64"] = of_architecture(*x86);
    entry["arm64"] = of_architecture(*arm);
  }
  if (const RateCard* edge = sheet.find_edge(""))
    file["lambda_at_edge"] = {{"currency", edge->currency},
                              {"request", json_of(edge->request)},
                              {"duration_gb_s", json_of(edge->duration)}};
  for (const auto& [key, what] : sheet.sources()) file["sources"][key] = {{"what", what}};
  for (const auto& [key, rate] : sheet.other()) file["other"][key] = json_of(rate);
  return file;
}

void check_again(const PriceSheet& sheet) {
  const Json written = own_form(sheet);
  if (written.is_null()) return;
  const std::string text = written.dump(-1, ' ', false, Json::error_handler_t::replace);
  const Result<PriceSheet> again = PriceSheet::parse(text, "again");
  if (!again) fuzz::fail("what was read cannot be written: " + again.error().what, text);
  const std::string twice = own_form(*again).dump(-1, ' ', false, Json::error_handler_t::replace);
  require(twice == text, "another sheet comes back", text + "\n" + twice);
  const PriceComparison compared = sheet.compared_with(*again);
  require(compared.differences.empty() && compared.only_ours == 0, "figures differ", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<PriceSheet> sheet = PriceSheet::parse(text, "prices.json");
  if (!sheet) {
    fuzz::check_message(cli::message_text(sheet.error()));
    return 0;
  }
  if (sheet->regions().empty()) {
    require(sheet->compared_with(*sheet).same > 0, "a sheet without any price");
  } else {
    check_again(*sheet);
  }
  static_cast<void>(PriceSheet::builtin().compared_with(*sheet));
  return 0;
}
