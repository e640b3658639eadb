#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/escaping.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/plan/costs.h"
#include "cli/plan/values.h"

namespace lambda_report::cli {
namespace {

using Json = nlohmann::ordered_json;

struct NamedRate {
  const char* id;
  const char* label;
  const std::optional<SourcedRate>* rate;
};

std::vector<NamedRate> rates_of(const RateCard& card) {
  return {
      {"duration_per_gb_second", "duration, per GB-second", &card.duration},
      {"request", "request", &card.request},
      {"ephemeral_storage_per_gb_second", "/tmp above 512 MB, per GB-second",
       &card.ephemeral_storage},
      {"provisioned_concurrency_per_gb_second", "provisioned concurrency, per GB-second",
       &card.provisioned_concurrency},
      {"provisioned_duration_per_gb_second", "duration on it, per GB-second",
       &card.provisioned_duration},
      {"snapstart_cache_per_gb_second", "SnapStart cache, per GB-second", &card.snapstart_cache},
      {"snapstart_restore_per_gb", "SnapStart restore, per GB", &card.snapstart_restore},
      {"response_streaming_per_gb", "response streaming, per GB", &card.response_streaming}};
}

std::vector<NamedRate> rates_of(const SavingsPlan& plan) {
  return {{"duration_per_gb_second", "duration, per GB-second", &plan.duration},
          {"provisioned_concurrency_per_gb_second", "provisioned concurrency, per GB-second",
           &plan.provisioned_concurrency},
          {"provisioned_duration_per_gb_second", "duration on it, per GB-second",
           &plan.provisioned_duration}};
}

/// "0.0000166667  ok, PL-2026-09-19+CALC of 2026-09-19"
std::string rate_text(const Rate& rate, RateStatus status, const std::string& source,
                      const std::string& as_of) {
  std::string text = fmt::format("{:<16} {}", rate.str(), name_of(status));
  if (!source.empty()) text += ", " + escape_terminal(source);
  if (!as_of.empty()) text += " of " + escape_terminal(as_of);
  return text;
}

void write_rates(const std::vector<NamedRate>& rates, std::ostream& out) {
  for (const NamedRate& named : rates) {
    const std::optional<SourcedRate>& rate = *named.rate;
    out << fmt::format(
        "  {:<40} {}\n", named.label,
        rate ? rate_text(rate->rate, rate->status, rate->source, rate->as_of) : "not known");
  }
}

void write_card(const RateCard& card, std::ostream& out) {
  out << fmt::format("\n{}, {}, in {}\n", escape_terminal(card.region), name_of(card.architecture),
                     escape_terminal(card.currency));
  write_rates(rates_of(card), out);
  for (const DurationTier& tier : card.tiers) {
    const std::string step = tier.up_to_gb_s
                                 ? fmt::format("up to {} GB-seconds a month", *tier.up_to_gb_s)
                                 : std::string("above");
    out << fmt::format("    {:<38} {}\n", step,
                       rate_text(tier.rate, tier.status, tier.source, tier.as_of));
  }
  for (const SavingsPlan& plan : card.savings_plans) {
    out << fmt::format("  Compute Savings Plan {}\n", escape_terminal(plan.name));
    for (const NamedRate& named : rates_of(plan))
      if (*named.rate)
        out << fmt::format("    {:<38} {}\n", named.label,
                           rate_text((*named.rate)->rate, (*named.rate)->status,
                                     (*named.rate)->source, (*named.rate)->as_of));
  }
}

void write_table(const PriceSheet& sheet, const std::vector<RateCard>& cards, std::ostream& out) {
  out << fmt::format("Prices as of {}, in force from {}, from {}; {} Regions\n",
                     escape_terminal(sheet.as_of()), escape_terminal(sheet.effective_from()),
                     escape_terminal(sheet.source()), sheet.regions().size());
  for (const RateCard& card : cards) write_card(card, out);
  if (const RateCard* edge = sheet.find_edge(cards.front().region)) {
    out << fmt::format("\nLambda@Edge, in {}\n", escape_terminal(edge->currency));
    std::vector<NamedRate> rates = rates_of(*edge);
    rates.resize(2);  // duration and request: there is no more of it
    write_rates(rates, out);
  }
  const FreeTier& free = sheet.free_tier();
  out << "\nFree each month, for all Regions that bill in "
      << escape_terminal(free.currency.empty() ? "USD" : free.currency) << '\n';
  const auto allowance = [&](const char* label, const std::optional<std::int64_t>& amount) {
    out << fmt::format("  {:<40} {}\n", label, amount ? std::to_string(*amount) : "not known");
  };
  allowance("requests", free.requests);
  allowance("GB-seconds", free.gb_seconds);
  allowance("streamed GB", free.streamed_gb);
}

Json json_of(const Rate& rate, RateStatus status, const std::string& source,
             const std::string& as_of) {
  return {{"rate", rate.str()}, {"status", name_of(status)}, {"as_of", as_of}, {"source", source}};
}

Json json_of(const std::vector<NamedRate>& rates) {
  Json object;
  for (const NamedRate& named : rates) {
    const std::optional<SourcedRate>& rate = *named.rate;
    object[named.id] =
        rate ? json_of(rate->rate, rate->status, rate->source, rate->as_of) : Json(nullptr);
  }
  return object;
}

Json json_of(const RateCard& card) {
  Json object;
  object["region"] = card.region;
  object["architecture"] = name_of(card.architecture);
  object["currency"] = card.currency;
  object.update(json_of(rates_of(card)));
  Json tiers = Json::array();
  for (const DurationTier& tier : card.tiers) {
    Json step = json_of(tier.rate, tier.status, tier.source, tier.as_of);
    step["up_to_gb_seconds"] = tier.up_to_gb_s ? Json(*tier.up_to_gb_s) : Json(nullptr);
    tiers.push_back(std::move(step));
  }
  object["duration_tiers"] = std::move(tiers);
  Json plans = Json::object();
  for (const SavingsPlan& plan : card.savings_plans) plans[plan.name] = json_of(rates_of(plan));
  object["savings_plans"] = std::move(plans);
  return object;
}

Json json_of(const std::optional<std::int64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

void print(const Json& document, std::ostream& out) {
  // Ascii, and replaced where a user's sheet is no UTF-8.
  out << document.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

void write_json(const PriceSheet& sheet, const std::vector<RateCard>& cards, std::ostream& out) {
  Json document;
  document["kind"] = "lambda-report.prices";
  document["schema_version"] = 1;
  document["as_of"] = sheet.as_of();
  document["effective_from"] = sheet.effective_from();
  document["source"] = sheet.source();
  document["regions"] = sheet.regions();
  document["rates"] = Json::array();
  for (const RateCard& card : cards) document["rates"].push_back(json_of(card));
  const RateCard* edge = sheet.find_edge(cards.front().region);
  std::vector<NamedRate> edge_rates;
  if (edge != nullptr) edge_rates = rates_of(*edge);
  if (edge != nullptr) edge_rates.resize(2);
  document["lambda_at_edge"] = edge != nullptr ? json_of(edge_rates) : Json(nullptr);
  const FreeTier& free = sheet.free_tier();
  document["free_tier"] = {{"currency", free.currency},
                           {"requests", json_of(free.requests)},
                           {"gb_seconds", json_of(free.gb_seconds)},
                           {"streamed_gb", json_of(free.streamed_gb)}};
  document["sources"] = sheet.sources();
  print(document, out);
}

// ---- --check --------------------------------------------------------------------------

std::string place_of(const PriceDifference& difference) {
  std::string text = difference.region.empty() ? "all Regions" : difference.region;
  if (!difference.architecture.empty()) text += " " + difference.architecture;
  return text;
}

void write_check_table(const PriceSheet& ours, const PriceSheet& theirs,
                       const PriceComparison& found, std::ostream& out) {
  out << fmt::format("{} of {}, against the {} prices of {}\n", escape_terminal(theirs.source()),
                     escape_terminal(theirs.as_of()), escape_terminal(ours.source()),
                     escape_terminal(ours.as_of()));
  for (const PriceDifference& d : found.differences) {
    const std::string here = d.ours.empty() ? "not known here"
                                            : fmt::format("{} here ({})", escape_terminal(d.ours),
                                                          name_of(d.ours_status));
    out << fmt::format("  {}, {}: {}, {} in the file\n", escape_terminal(place_of(d)), d.item, here,
                       escape_terminal(d.theirs));
  }
  out << fmt::format("{} differ, {} equal, {} not in the file\n", found.differences.size(),
                     found.same, found.only_ours);
}

void write_check_json(const PriceSheet& ours, const PriceSheet& theirs,
                      const PriceComparison& found, std::ostream& out) {
  const auto sheet = [](const PriceSheet& of) {
    return Json{{"as_of", of.as_of()}, {"source", of.source()}};
  };
  const auto text = [](const std::string& value) {
    return value.empty() ? Json(nullptr) : Json(value);
  };
  Json document;
  document["kind"] = "lambda-report.price-check";
  document["schema_version"] = 1;
  document["sheet"] = sheet(ours);
  document["file"] = sheet(theirs);
  document["regions"] = found.regions;
  document["equal"] = found.same;
  document["not_in_file"] = found.only_ours;
  document["differences"] = Json::array();
  for (const PriceDifference& d : found.differences)
    document["differences"].push_back(
        {{"region", text(d.region)},
         {"architecture", text(d.architecture)},
         {"item", d.item},
         {"sheet", text(d.ours)},
         {"sheet_status", d.ours.empty() ? Json(nullptr) : Json(name_of(d.ours_status))},
         {"file", text(d.theirs)}});
  print(document, out);
}

Result<std::vector<RateCard>> choose_cards(const RunPlan& plan) {
  const std::string region = plan.report.region.value_or("us-east-1");
  std::vector<Architecture> architectures = {Architecture::kX86_64, Architecture::kArm64};
  if (plan.report.architecture) architectures = {*plan.report.architecture};
  std::vector<RateCard> cards;
  for (const Architecture architecture : architectures) {
    Result<RateCard> card = plan.prices->rates(region, architecture);
    if (card) {
      cards.push_back(*std::move(card));
    } else if (plan.report.architecture || (cards.empty() && architecture != architectures[0])) {
      return std::move(card).error();
    }
  }
  return cards;
}

template <class Write>
ExitCode write_targets(const RunPlan& plan, Write write) {
  ExitCode code = ExitCode::kComplete;
  for (const Target& target : plan.targets) {
    Result<void> written = check_output(target.path, InputIdentities({}));
    if (written) {
      Result<std::unique_ptr<Output>> output = Output::open(target.path);
      if (output) {
        write(target.format == "json", (*output)->stream());
        written = (*output)->finish();
      } else {
        written = std::move(output).error();
      }
    }
    if (!written) {
      say(written.error());
      code = ExitCode::kOutputFailed;
    }
  }
  return code;
}

ExitCode run_check(const RunPlan& plan) {
  const PricingOptions& o = plan.options.pricing;
  const Result<PriceSheet> theirs = read_price_sheet(*o.check);
  if (!theirs) {
    say(theirs.error());
    return ExitCode::kUsage;
  }
  const std::string region = plan.report.region.value_or("");
  const PriceComparison found = plan.prices->compared_with(*theirs, region);
  if (found.same == 0 && found.differences.empty()) {
    say(usage_error(*o.check, region.empty() ? "holds no price that can be compared"
                                             : "holds no price of " + region));
    return ExitCode::kUsage;
  }
  const ExitCode code = write_targets(plan, [&](bool json, std::ostream& out) {
    (json ? write_check_json : write_check_table)(*plan.prices, *theirs, found, out);
  });
  return found.differences.empty() ? code : worse(code, ExitCode::kGateBroken);
}

ExitCode run_prices(RunPlan plan) {
  if (plan.options.pricing.check) return run_check(plan);
  Result<std::vector<RateCard>> cards = choose_cards(plan);
  if (!cards) {
    say(cards.error());
    return ExitCode::kUsage;
  }
  return write_targets(plan, [&](bool json, std::ostream& out) {
    (json ? write_json : write_table)(*plan.prices, *cards, out);
  });
}

std::vector<OutputFormat> formats() {
  return {{"table", "txt", "for people"}, {"json", "json", "for programs"}};
}

void declare(OptionSet& set, Options& o) {
  declare_rate_choice(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_price_check(set, o.pricing);
  declare_targets(set, o.output, format_ids(*o.command), "table (default) or json");
}

}  // namespace

const Command& prices_command() {
  static const Command command = {
      .name = "prices",
      .order = 6,
      .summary = "the rates that are used, and their date",
      .usage = "lambda-report prices [OPTIONS]",
      .about =
          "The price sheet in force: its date, its source, the rates of a Region; and what\n"
          "differs from it in a price list of AWS's (--check; exit 1 where anything does).\n",
      .arguments = Arguments::kNone,
      .formats = formats,
      .declare = declare,
      .run = run_prices,
      .schema = "prices",
      .examples =
          "  lambda-report prices --region ap-south-1\n"
          "  lambda-report prices --check index.json\n"};
  return command;
}

}  // namespace lambda_report::cli
