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

namespace lambda_report::cli {
namespace {

using Json = nlohmann::ordered_json;

struct NamedRate {
  const char* id;
  const char* label;
  const std::optional<SourcedRate>* rate;
};

std::vector<NamedRate> rates_of(const RateCard& card) {
  return {{"duration_per_gb_second", "duration, per GB-second", &card.duration},
          {"request", "request", &card.request},
          {"ephemeral_storage_per_gb_second", "ephemeral storage, per GB-second",
           &card.ephemeral_storage},
          {"provisioned_concurrency_per_gb_second", "provisioned concurrency, per GB-second",
           &card.provisioned_concurrency},
          {"provisioned_duration_per_gb_second", "duration on it, per GB-second",
           &card.provisioned_duration}};
}

void write_table(const PriceSheet& sheet, const std::vector<RateCard>& cards, std::ostream& out) {
  out << fmt::format("Prices as of {}, from {}; {} Regions\n", escape_terminal(sheet.as_of()),
                     escape_terminal(sheet.source()), sheet.regions().size());
  for (const RateCard& card : cards) {
    out << fmt::format("\n{}, {}, in {}\n", escape_terminal(card.region),
                       name_of(card.architecture), escape_terminal(card.currency));
    for (const NamedRate& named : rates_of(card)) {
      const std::optional<SourcedRate>& rate = *named.rate;
      out << fmt::format("  {:<40} {}\n", named.label, rate ? rate->rate.str() : "not known");
    }
    for (const DurationTier& tier : card.tiers) {
      const std::string step = tier.up_to_gb_s
                                   ? fmt::format("up to {} GB-seconds a month", *tier.up_to_gb_s)
                                   : std::string("above");
      out << fmt::format("    {:<38} {}\n", step, tier.rate.str());
    }
  }
}

Json json_of(const RateCard& card) {
  Json object;
  object["region"] = card.region;
  object["architecture"] = name_of(card.architecture);
  object["currency"] = card.currency;
  for (const NamedRate& named : rates_of(card)) {
    const std::optional<SourcedRate>& rate = *named.rate;
    object[named.id] =
        rate ? Json{{"rate", rate->rate.str()}, {"as_of", rate->as_of}, {"source", rate->source}}
             : Json(nullptr);
  }
  Json tiers = Json::array();
  for (const DurationTier& tier : card.tiers) {
    tiers.push_back({{"up_to_gb_seconds", tier.up_to_gb_s ? Json(*tier.up_to_gb_s) : Json(nullptr)},
                     {"rate", tier.rate.str()}});
  }
  object["duration_tiers"] = std::move(tiers);
  return object;
}

void write_json(const PriceSheet& sheet, const std::vector<RateCard>& cards, std::ostream& out) {
  Json document;
  document["kind"] = "lambda-report.prices";
  document["schema_version"] = 1;
  document["as_of"] = sheet.as_of();
  document["source"] = sheet.source();
  document["regions"] = sheet.regions();
  document["rates"] = Json::array();
  for (const RateCard& card : cards) document["rates"].push_back(json_of(card));
  // Ascii, and replaced where a user's sheet is no UTF-8.
  out << document.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
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

Result<void> write_prices(const RunPlan& plan, const std::vector<RateCard>& cards,
                          const Target& target) {
  if (Result<void> checked = check_output(target.path, InputIdentities({})); !checked) {
    return checked;
  }
  Result<std::unique_ptr<Output>> output = Output::open(target.path);
  if (!output) return std::move(output).error();
  const auto write = target.format == "json" ? write_json : write_table;
  write(*plan.prices, cards, (*output)->stream());
  return (*output)->finish();
}

ExitCode run_prices(RunPlan plan) {
  Result<std::vector<RateCard>> cards = choose_cards(plan);
  if (!cards) {
    say(cards.error());
    return ExitCode::kUsage;
  }
  ExitCode code = ExitCode::kComplete;
  for (const Target& target : plan.targets) {
    if (Result<void> written = write_prices(plan, *cards, target); !written) {
      say(written.error());
      code = ExitCode::kOutputFailed;
    }
  }
  return code;
}

std::vector<OutputFormat> formats() {
  return {{"table", "txt", "for people"}, {"json", "json", "for programs"}};
}

void declare(OptionSet& set, Options& o) {
  declare_rate_choice(set, o.naming);
  declare_price_sheet(set, o.pricing);
  declare_targets(set, o.output, format_ids(*o.command), "table (default) or json");
}

}  // namespace

const Command& prices_command() {
  static const Command command = {
      .name = "prices",
      .order = 6,
      .summary = "the rates that are used, and their date",
      .usage = "lambda-report prices [OPTIONS]",
      .about = "The price sheet in force: its date, its source, the rates of a Region.\n",
      .arguments = Arguments::kNone,
      .formats = formats,
      .declare = declare,
      .run = run_prices,
      .schema = {},
      .examples = "  lambda-report prices --region ap-south-1\n"};
  return command;
}

}  // namespace lambda_report::cli
