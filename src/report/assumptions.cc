#include "report/assumptions.h"

#include <algorithm>
#include <string_view>

#include "base/decimal_text.h"
#include "base/iso8601.h"

namespace lambda_report::report {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " ";
  text += noun;
  if (count != 1) text += 's';
  return text;
}

/// The day of the last invocation; empty: no event has a time.
std::string last_day(const AssumptionFacts& facts) {
  constexpr std::size_t kDate = 10;
  if (!facts.report.window) return {};
  return format_iso8601(facts.report.window->last).substr(0, kDate);
}

/// The rates that were used and are less than certain.
void say_statuses(const RateBook::Billed& billed, std::vector<std::string>& out) {
  const RateCard& card = billed.card;
  const Usage& usage = billed.usage;
  const auto say = [&](Int128 quantity, std::string_view what,
                       const std::optional<SourcedRate>& rate) {
    if (quantity == 0 || !rate || rate->status == RateStatus::kOk) return;
    out.push_back("price of " + std::string(what) + " on " +
                  std::string(name_of(card.architecture)) + " in " + card.region + ": " +
                  std::string(name_of(rate->status)));
  };
  say(usage.billed_mb_ms, "a GB-second", card.duration);
  say(usage.requests + usage.provisioned_requests, "a request", card.request);
  say(usage.storage_mb_ms, "/tmp", card.ephemeral_storage);
  say(usage.provisioned_billed_mb_ms, "provisioned concurrency", card.provisioned_concurrency);
  say(usage.provisioned_billed_mb_ms, "a GB-second on provisioned concurrency",
      card.provisioned_duration);
  say(usage.snapstart_restored_mb, "a SnapStart restore", card.snapstart_restore);
}

void say_month(const std::optional<Bill>& month, std::vector<std::string>& out) {
  if (!month) return;
  bool tiered = false;
  for (const BillLine& line : month->lines) {
    tiered = tiered || line.name == "duration, tier 2";
    if (line.name.find("tier ") == std::string::npos || line.rate.status == RateStatus::kOk ||
        line.rate.status == RateStatus::kSingleSource)
      continue;
    out.push_back("price of " + line.name +
                  " of the month: " + std::string(name_of(line.rate.status)));
  }
  if (tiered) out.emplace_back("volume tiers are in the monthly total only; all else is at tier 1");
}

void say_rates(const AssumptionFacts& facts, std::vector<std::string>& out) {
  const PriceInfo& prices = facts.report.prices;
  if (facts.billed.empty()) return;
  std::string sheet = "prices of " + prices.as_of + " (" + prices.source + ")";
  const std::string& date = facts.options.prices_date;
  if (!date.empty() && date < prices.effective_from)
    sheet += ", the oldest there are, for " + date + " (--prices-date)";
  else if (!date.empty())
    sheet += ", in force on " + date + " (--prices-date)";
  else
    sheet += ", whenever the invocations ran";
  if (const std::string last = last_day(facts); !last.empty() && last < prices.effective_from)
    sheet += "; these ran until " + last + ", before that list was in force (" +
             prices.effective_from + ")";
  out.push_back(std::move(sheet));
  if (!prices.savings_plan.empty())
    out.push_back("all duration at the Compute Savings Plan rate " + prices.savings_plan +
                  " (--savings-plan); what exceeds its commitment costs more");
  for (const RateBook::Billed* billed : facts.billed) say_statuses(*billed, out);
  say_month(facts.month, out);
  if (facts.several_currencies)
    out.emplace_back("no total cost: the Regions bill in different currencies");
  if (facts.options.discount_e4)
    out.push_back("a discount of " + decimal_text(*facts.options.discount_e4, 4) +
                  " % on duration (--discount)");
}

void say_billing(const FunctionStats& totals, const Metrics& metrics,
                 std::vector<std::string>& out) {
  if (totals.init_not_billed > 0)
    out.push_back("init was not billed for " + counted(totals.init_not_billed, "cold start") +
                  "; since 2025-08-01 Lambda bills it for every on-demand function");
  if (metrics.billing_step_ms && *metrics.billing_step_ms > 1)
    out.push_back("billed in steps of " + std::to_string(*metrics.billing_step_ms) +
                  " ms; Lambda has billed by the millisecond since December 2020");
  if (totals.emulated > 0)
    out.push_back(counted(totals.emulated, "emulated invocation") + " left out of cost and advice");
  if (totals.managed_instances > 0)
    out.push_back(counted(totals.managed_instances, "invocation") +
                  " on Managed Instances left out of cost and advice: no price by duration");
}

void say_provisioned(const AssumptionFacts& facts, std::vector<std::string>& out) {
  for (const auto& [function, provisioned] : facts.options.provisioned) {
    const bool unseen =
        std::find(facts.unseen.begin(), facts.unseen.end(), function) != facts.unseen.end();
    if (unseen)
      out.push_back("no invocation of " + function +
                    ": its provisioned concurrency is not in the cost");
    else
      out.push_back("every invocation of " + function + " ran on its provisioned concurrency of " +
                    std::to_string(provisioned.units) + " (--provisioned)");
  }
}

void say_projection(const AssumptionFacts& facts, std::vector<std::string>& out) {
  const std::optional<CostFigures>& cost = facts.report.totals.cost;
  if (!cost) return;
  if (!cost->monthly) {
    out.push_back(facts.report.window
                      ? "no monthly cost from a window under 1 hour (--days, --monthly-invocations)"
                      : "no monthly cost without event times (--days, --monthly-invocations)");
    return;
  }
  if (facts.options.free_tier)
    out.emplace_back("the free tier is deducted from the monthly total only, not from functions");
  if (facts.options.monthly_invocations) return;
  out.emplace_back("a month of 730 hours");
  if (!facts.options.days && facts.totals.without_time > 0)
    out.push_back(counted(facts.totals.without_time, "invocation") +
                  " without a time taken to lie in the window");
}

}  // namespace

std::vector<std::string> assumptions_of(const AssumptionFacts& facts) {
  std::vector<std::string> out;
  if (facts.region_assumed)
    out.push_back("Region " + std::string(kAssumedRegion) + " assumed (--region)");
  if (facts.architecture_assumed)
    out.push_back("architecture " + std::string(name_of(kAssumedArchitecture)) +
                  " assumed (--arch, --functions)");
  say_rates(facts, out);
  say_provisioned(facts, out);
  say_billing(facts.totals, facts.report.totals, out);
  say_projection(facts, out);
  if (facts.report.ledger.logs_dropped > 0)
    out.push_back("Lambda dropped " + counted(facts.report.ledger.logs_dropped, "log record") +
                  ": every count is a lower bound");
  return out;
}

std::vector<std::string> state_notes_of(const std::optional<StateFacts>& states) {
  std::vector<std::string> out;
  if (!states) return out;
  out.push_back("added up from " + counted(states->added, "saved state") +
                ": duplicates and retries were looked for within each run only");
  if (states->left_out > 0)
    out.push_back(counted(states->left_out, "saved state") +
                  " left out: the same logs are in another input");
  if (states->environments_sampled)
    out.emplace_back("environments estimated where a saved state holds a sample (± 4.4 %)");
  if (states->times_left_out)
    out.emplace_back("no peak concurrency: a saved state does not keep the times of that many");
  return out;
}

}  // namespace lambda_report::report
