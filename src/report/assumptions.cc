#include "report/assumptions.h"

#include <string_view>

#include "base/decimal_text.h"

namespace lambda_report::report {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " ";
  text += noun;
  if (count != 1) text += 's';
  return text;
}

void say_rates(const AssumptionFacts& facts, std::vector<std::string>& out) {
  const PriceInfo& prices = facts.report.prices;
  if (!facts.billed.empty())
    out.push_back("prices of " + prices.as_of + " (" + prices.source +
                  "), whenever the invocations ran");
  for (const RateBook::Billed* billed : facts.billed) {
    const RateCard& card = billed->card;
    if (card.duration->status == RateStatus::kOk) continue;
    out.push_back("price of a GB-second on " + std::string(name_of(card.architecture)) + " in " +
                  card.region + ": " + std::string(name_of(card.duration->status)));
  }
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

void say_states(const std::optional<StateFacts>& states, std::vector<std::string>& out) {
  if (!states) return;
  out.push_back("added up from " + counted(states->added, "saved state") +
                ": duplicates and retries were looked for within each run only");
  if (states->left_out > 0)
    out.push_back(counted(states->left_out, "saved state") +
                  " left out: the same logs are in another input");
  if (states->environments_sampled)
    out.emplace_back("environments estimated where a saved state holds a sample (± 4.4 %)");
  if (states->times_left_out)
    out.emplace_back("no peak concurrency: a saved state does not keep the times of that many");
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
  say_billing(facts.totals, facts.report.totals, out);
  say_projection(facts, out);
  say_states(facts.report.states, out);
  if (facts.report.ledger.logs_dropped > 0)
    out.push_back("Lambda dropped " + counted(facts.report.ledger.logs_dropped, "log record") +
                  ": every count is a lower bound");
  return out;
}

}  // namespace lambda_report::report
