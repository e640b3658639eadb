#include "cli/options/pricing.h"

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "What they cost";
}  // namespace

void declare_price_sheet(OptionSet& set, PricingOptions& o) {
  OptionGroup(set, kTitle)
      .value("--prices", o.prices, "FILE", "your own price sheet instead of the built-in one");
}

void declare_discount(OptionSet& set, PricingOptions& o) {
  OptionGroup(set, kTitle)
      .value("--discount", o.discount, "PCT",
             "off the duration price, as a Savings Plan gives it; never off requests");
}

void declare_projection(OptionSet& set, PricingOptions& o) {
  OptionGroup prices(set, kTitle);
  prices.flag("--free-tier", o.free_tier, "take the monthly free tier off");
  prices.value("--monthly-invocations", o.monthly_invocations, "N",
               "project a month of N invocations, not of the log's window");
  prices.value("--days", o.days, "D", "the log covers D days, though its events do not show it");
}

}  // namespace lambda_report::cli
