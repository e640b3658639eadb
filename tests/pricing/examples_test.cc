// Every worked example of the shared pricing notes, to the tolerance they state, and every
// figure of their table against the embedded sheet.  Skipped in a clone without the notes;
// bill_test.cc holds the main cases typed out.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/int128.h"
#include "lambda_report/bill.h"
#include "lambda_report/billing.h"

namespace lambda_report {
namespace {

using nlohmann::json;

const std::string kShared = std::string(LAMBDA_REPORT_SOURCE_DIR) + "/../shared/pricing/";

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A decimal as Python prints it ("1.2E+3") in units of 10^-places.
Int128 scaled_decimal(std::string text, int places) {
  int exponent = 0;
  if (const std::size_t e = text.find_first_of("eE"); e != std::string::npos) {
    const bool negative = text[e + 1] == '-';
    for (const char c : text.substr(e + 2)) exponent = exponent * 10 + (c - '0');
    if (negative) exponent = -exponent;
    text.resize(e);
  }
  if (const std::size_t point = text.find('.'); point != std::string::npos) {
    exponent -= static_cast<int>(text.size() - point - 1);
    text.erase(point, 1);
  }
  std::string digits = text;
  for (int i = exponent + places; i > 0; --i) digits.push_back('0');
  for (int i = exponent + places; i < 0; ++i) {
    EXPECT_EQ(digits.back(), '0') << text;
    digits.pop_back();
  }
  return *parse_int128(digits);
}

Money money(const std::string& text) {
  return Money::from_units(scaled_decimal(text, Money::kDecimals));
}

std::int64_t number(const json& object, const char* key) {
  return object.value(key, std::int64_t{0});
}

SourcedRate rate(const std::string& text) { return {.rate = *Rate::parse(text)}; }

SourcedRate sheet_rate(const char* name) { return PriceSheet::builtin().other().at(name); }

/// The example's inputs as usage.
Usage usage_of(const json& inputs) {
  Usage usage;
  const std::int64_t memory = number(inputs, "memory_mb");
  const auto add_invocations = [&](const json& in) {
    usage.requests += number(in, "invocations");
    usage.billed_mb_ms += Int128{number(in, "invocations")} * number(in, "billed_ms_each") * memory;
  };
  add_invocations(inputs);
  if (inputs.contains("on_demand")) add_invocations(inputs["on_demand"]);
  usage.storage_mb_ms =
      storage_mb_ms(Int128{number(inputs, "invocations")} * number(inputs, "billed_ms_each"),
                    number(inputs, "ephemeral_storage_mb"));
  if (inputs.contains("provisioned")) {
    const json& pc = inputs["provisioned"];
    usage.provisioned_mb_ms =
        provisioned_mb_ms(number(pc, "concurrency"), memory, number(pc, "seconds"));
    usage.provisioned_billed_mb_ms =
        Int128{number(pc, "invocations")} * number(pc, "billed_ms_each") * memory;
    // AWS takes the free million off these too, against its own rule.
    usage.requests += number(pc, "invocations");
  }
  if (inputs.contains("snapstart")) {
    const json& snap = inputs["snapstart"];
    usage.snapstart_cache_mb_ms =
        Int128{number(snap, "active_seconds")} * 1000 * memory * number(snap, "versions");
    usage.snapstart_restored_mb = Int128{number(snap, "restores")} * memory;
  }
  if (inputs.contains("streaming"))
    for (const json& part : inputs["streaming"])
      if (number(part, "mb_each") > 6)
        usage.streamed_bytes +=
            Int128{number(part, "invocations")} * (number(part, "mb_each") - 6) * (1 << 20);
  return usage;
}

/// What is charged beside invocations.
void add_other(const json& inputs, Usage& usage) {
  const auto add = [&](const char* name, Int128 thousandths, const SourcedRate& each) {
    usage.other.push_back({.name = name, .unit = "unit", .thousandths = thousandths, .rate = each});
  };
  if (inputs.contains("durable")) {
    const json& durable = inputs["durable"];
    usage.billed_mb_ms = Int128{number(inputs, "executions")} *
                         number(inputs, "billed_ms_per_execution") * number(inputs, "memory_mb");
    add("durable_operations", Int128{number(durable, "operations")} * 1000,
        sheet_rate("durable_operation"));
    add("durable_written", Int128{number(durable, "written_gb")} * 1000,
        sheet_rate("durable_written_gb"));
    add("durable_retained", scaled_decimal(durable["retained_gb_month"].get<std::string>(), 3),
        sheet_rate("durable_retained_gb_month"));
  }
  if (inputs.contains("tenant_environments"))  // of 1 GB each
    add("tenant_isolation", Int128{number(inputs, "tenant_environments")} * 1000,
        rate(inputs["tenant_price_per_gb"].get<std::string>()));
  if (inputs.contains("managed_instances")) {
    const json& managed = inputs["managed_instances"];
    const Int128 hours = Int128{number(managed, "instance_hours")} * 1000;
    usage.requests = number(managed, "requests");
    add("ec2", hours, rate(managed["ec2_paid_hour"].get<std::string>()));
    add("management_fee", hours, sheet_rate("managed_instance_fee_hour_m7g.xlarge"));
  }
  if (inputs.contains("epu_hours"))
    add("epu", Int128{number(inputs, "epu_hours")} * 1000,
        sheet_rate(inputs["epu_price"] == "0.185" ? "kafka_epu_hour" : "sqs_epu_hour"));
  if (inputs.contains("requests_charged")) usage.requests = number(inputs, "requests_charged");
}

RateCard card_of(const json& inputs, const std::string& region) {
  if (region == "edge") return *PriceSheet::builtin().edge_rates("us-east-1");
  RateCard card =
      *PriceSheet::builtin().rates(region, *parse_architecture(inputs["arch"].get<std::string>()));
  if (inputs.contains("duration_rate_override")) {
    card.duration = rate(inputs["duration_rate_override"].get<std::string>());
    card.tiers.clear();
  }
  return card;
}

/// What the bill has under the example's name of a line.
Money amount_of(const Bill& bill, const std::string& name) {
  static const std::map<std::string, BillItem> kItems = {
      {"duration", BillItem::kDuration},
      {"duration_on_demand", BillItem::kDuration},
      {"duration_provisioned", BillItem::kProvisionedDuration},
      {"ephemeral_storage", BillItem::kEphemeralStorage},
      {"provisioned_concurrency", BillItem::kProvisionedConcurrency},
      {"requests", BillItem::kRequests},
      {"snapstart_cache", BillItem::kSnapstartCache},
      {"snapstart_restore", BillItem::kSnapstartRestore},
      {"streamed", BillItem::kResponseStreaming},
  };
  if (const auto item = kItems.find(name); item != kItems.end()) return bill.sum(item->second);
  std::string own_name = name;
  if (name.starts_with("duration_tier")) own_name = "duration, tier " + name.substr(13);
  Money sum;
  for (const BillLine& line : bill.lines)
    if (line.name == own_name) sum += line.amount;
  return sum;
}

Money distance(const Money& a, const Money& b) { return a < b ? b - a : a - b; }

TEST(SharedExamples, EveryCostExampleIsMet) {
  const std::string text = file_text(kShared + "examples.json");
  if (text.empty()) GTEST_SKIP() << "no " << kShared << "examples.json here";
  std::size_t met = 0;
  const json file = json::parse(text);
  for (const json& example : file["cost_examples"]) {
    const std::string id = example["id"];
    SCOPED_TRACE(id);
    const json& inputs = example["inputs"];
    const RateCard card = card_of(inputs, example["region"]);
    Usage usage = usage_of(inputs);
    add_other(inputs, usage);
    BillOptions options;
    if (example["free_tier_applied"] == true) {
      options.free_tier = PriceSheet::builtin().free_tier();
      options.free_tier->streamed_gb.reset();  // the example has used it up
      // AWS charges every one of the 60M requests here, free tier or not.
      if (id == "page-esm-kafka") options.free_tier->requests.reset();
    }
    const std::vector<BillUsage> usages = {{&card, usage}};
    const Result<Bill> bill = make_bill(usages, options);
    ASSERT_TRUE(bill.has_value()) << bill.error().what;
    const json& expected = example["expected"];
    EXPECT_EQ(bill->currency, example["currency"]);
    EXPECT_EQ(bill->total.str(27), money(expected["exact_total"]).str(27));
    EXPECT_LE(distance(bill->total, money(expected["total"])), money(example["tolerance"]));
    for (const json& line : expected["lines"])
      EXPECT_EQ(amount_of(*bill, line["name"]).str(27), money(line["exact"]).str(27))
          << line["name"];
    ++met;
  }
  EXPECT_EQ(met, 29U);
}

TEST(SharedExamples, EveryBilledDurationIsClassified) {
  const std::string text = file_text(kShared + "examples.json");
  if (text.empty()) GTEST_SKIP() << "no " << kShared << "examples.json here";
  const json file = json::parse(text);
  EXPECT_EQ(file["billed_duration_examples"].size(), 14U);
  for (const json& example : file["billed_duration_examples"]) {
    SCOPED_TRACE(example["id"].get<std::string>());
    const std::string line = example["line"];
    const auto us_after = [&](const std::string& name) -> std::optional<std::int64_t> {
      std::size_t at = line.find(name);
      if (at == std::string::npos) return std::nullopt;
      at = line.find_first_of("0123456789", at);
      return static_cast<std::int64_t>(
          scaled_decimal(line.substr(at, line.find_first_not_of("0123456789.", at) - at), 3));
    };
    const auto duration_us = static_cast<std::int64_t>(scaled_decimal(example["duration_ms"], 3));
    const std::int64_t billed_ms = example["expected_billed_ms"];
    const std::optional<std::int64_t> init_us = us_after("Init Duration");
    std::optional<std::int64_t> restore_ms = us_after("Billed Restore Duration");
    if (restore_ms) *restore_ms /= 1000;
    const RecordBilling got = classify_billing(duration_us, billed_ms, init_us, restore_ms);
    if (!init_us) {
      EXPECT_EQ(got.init, InitBilling::kNoInit);
    } else if (example["added_ms"].empty()) {
      EXPECT_EQ(got.init, InitBilling::kNotBilled);
    } else if (example["rounding_ms"] == 1) {
      EXPECT_EQ(got.init, InitBilling::kBilled);
    } else {
      EXPECT_EQ(got.init, InitBilling::kUnknown);  // 300 either way at 100 ms
    }
  }
}

/// "0.0000166667", or "null" for a figure that was not found.
std::string value_of(const json& price) {
  return price.is_null() ? "null" : Rate::parse(price["value"].get<std::string>())->str();
}

std::string value_of(const std::optional<SourcedRate>& known) {
  return known ? known->rate.str() : "null";
}

TEST(SharedPrices, EveryRegionsFigureIsInTheSheet) {
  const std::string text = file_text(kShared + "prices.json");
  if (text.empty()) GTEST_SKIP() << "no " << kShared << "prices.json here";
  const json file = json::parse(text);
  EXPECT_EQ(file["regions"].size(), PriceSheet::builtin().regions().size());
  for (const auto& [region, data] : file["regions"].items()) {
    for (const char* name : {"x86_64", "arm64"}) {
      SCOPED_TRACE(region + " " + name);
      const RateCard* card = PriceSheet::builtin().find(region, *parse_architecture(name));
      ASSERT_NE(card, nullptr);
      const json& arch = data[name];
      EXPECT_EQ(card->currency, data["currency"]);
      EXPECT_EQ(value_of(card->request), value_of(data["requests_each"]));
      EXPECT_EQ(value_of(card->ephemeral_storage), value_of(data["ephemeral_storage_gb_s"]));
      EXPECT_EQ(value_of(card->provisioned_concurrency),
                value_of(arch["provisioned_concurrency_gb_s"]));
      EXPECT_EQ(value_of(card->provisioned_duration), value_of(arch["provisioned_duration_gb_s"]));
      const json& steps = arch["duration_gb_s"];
      EXPECT_EQ(value_of(card->duration), steps.is_null() ? "null" : value_of(steps[0]["price"]));
      const std::size_t tiers = steps.size() > 1 ? steps.size() : 0;
      ASSERT_EQ(card->tiers.size(), tiers);
      for (std::size_t i = 0; i < tiers; ++i) {
        const DurationTier& tier = card->tiers[i];
        const json& to = steps[i]["to_gb_s"];
        const bool is_known = !steps[i]["price"].is_null();
        EXPECT_EQ(tier.status == RateStatus::kEstimated, !is_known);
        EXPECT_EQ(is_known ? tier.rate.str() : "null", value_of(steps[i]["price"]));
        EXPECT_EQ(tier.up_to_gb_s.value_or(0), to.is_null() ? 0 : to.get<std::int64_t>());
      }
    }
  }
}

/// Duration with its tiers and request rate, which the excerpts hold.
std::string duration_and_request(const PriceSheet& sheet, const std::string& region) {
  const RateCard* card = sheet.find(region, Architecture::kX86_64);
  if (!card) return "none";
  std::string text = value_of(card->duration) + " " + value_of(card->request);
  for (const DurationTier& tier : card->tiers) text += " " + tier.rate.str();
  return text;
}

TEST(SharedOffers, AwssOwnFilesGiveTheEmbeddedRates) {
  const std::string folder = kShared + "offer-excerpts/";
  const std::string slice = file_text(folder + "AWSLambda_offer_20260521_us-east-1_slice.json");
  if (slice.empty()) GTEST_SKIP() << "no " << folder << " here";
  const PriceSheet today = *PriceSheet::parse(slice, "slice.json");
  EXPECT_EQ(today.as_of(), "2026-05-21");
  EXPECT_EQ(today.regions(), std::vector<std::string>{"us-east-1"});
  EXPECT_EQ(today.free_tier().requests, 1'000'000);
  EXPECT_EQ(today.free_tier().gb_seconds, 400'000);
  EXPECT_EQ(duration_and_request(today, "us-east-1"),
            duration_and_request(PriceSheet::builtin(), "us-east-1"));

  const std::string old = file_text(folder + "AWSLambda_offer_20161207_lambda_products_only.json");
  const PriceSheet sheet = *PriceSheet::parse(old, "2016.json");
  EXPECT_EQ(sheet.as_of(), "2016-12-07");
  EXPECT_EQ(sheet.regions().size(), 12U);
  const PriceSheet& embedded = PriceSheet::builtin_on("2016-12-07");
  EXPECT_EQ(sheet.regions(), embedded.regions());
  for (const std::string& region : sheet.regions()) {
    EXPECT_EQ(duration_and_request(sheet, region), "0.0000166667 0.0000002") << region;
    EXPECT_EQ(duration_and_request(embedded, region), "0.0000166667 0.0000002") << region;
  }

  const PriceSheet tokyo =
      *PriceSheet::parse(file_text(folder + "GetProducts_20211116_edge_tokyo.json"), "tokyo.json");
  EXPECT_EQ(tokyo.as_of(), "2021-11-16");
  // Duration only: a card without a request rate is no card.
  EXPECT_FALSE(tokyo.edge_rates("ap-northeast-1").has_value());
}

TEST(EmbeddedSheets, AreChosenByDate) {
  ASSERT_EQ(PriceSheet::builtins().size(), 2U);
  EXPECT_EQ(PriceSheet::builtin_on("2016-01-01").as_of(), "2016-12-07");  // the oldest there is
  EXPECT_EQ(PriceSheet::builtin_on("2022-07-31").as_of(), "2016-12-07");
  EXPECT_EQ(PriceSheet::builtin_on("2022-08-01").as_of(), "2026-09-19");  // tiers begin
  EXPECT_EQ(PriceSheet::builtin_on("2030-01-01").as_of(), "2026-09-19");
  EXPECT_TRUE(PriceSheet::builtin_on("2020-01-01")
                  .rates("us-east-1", Architecture::kX86_64)
                  ->tiers.empty());
  EXPECT_EQ(
      PriceSheet::builtin_on("2020-01-01").rates("us-east-1", Architecture::kArm64).error().where,
      "builtin prices of 2016-12-07");
}

}  // namespace
}  // namespace lambda_report
