#include "cli/options/pricing.h"

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "What they cost";
}  // namespace

void declare_price_sheet(OptionSet& set, PricingOptions& o) {
  OptionGroup prices(set, kTitle);
  prices.value("--prices", o.prices, "FILE",
               "your own price sheet, or AWS's price list for AWSLambda, JSON or CSV");
  prices.value("--prices-date", o.prices_date, "DATE",
               "the built-in sheet in force that day (2021-06-30); default: the newest");
}

void declare_discount(OptionSet& set, PricingOptions& o) {
  OptionGroup prices(set, kTitle);
  prices.value("--discount", o.discount, "PCT", "off the duration price; never off requests");
  prices.value("--savings-plan", o.savings_plan, "NAME",
               "all duration at the rate of a Compute Savings Plan: no_upfront, all_upfront");
  prices.repeatable("--provisioned", o.provisioned, "FN=N",
                    "FN has provisioned concurrency of N, and ran on it; FN=N@8h: 8 h a month");
}

void declare_projection(OptionSet& set, PricingOptions& o) {
  OptionGroup prices(set, kTitle);
  prices.flag("--free-tier", o.free_tier, "take the monthly free tier off");
  prices.value("--monthly-invocations", o.monthly_invocations, "N",
               "project a month of N invocations, not of the log's window");
  prices.value("--days", o.days, "D", "the log covers D days, though its events do not show it");
}

void declare_explanation(OptionSet& set, PricingOptions& o) {
  OptionGroup(set, kTitle)
      .repeatable("--explain", o.explain, "FN",
                  "the arithmetic of FN's cost, step by step, in tables and JSON; a name or GLOB");
}

void declare_price_check(OptionSet& set, PricingOptions& o) {
  OptionGroup(set, kTitle)
      .value("--check", o.check, "FILE",
             "print what differs in AWS's price list FILE; exit 1 where anything does");
}

}  // namespace lambda_report::cli
