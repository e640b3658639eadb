#include "cli/plan/costs.h"

#include <cmath>
#include <utility>

#include "cli/function_configs.h"
#include "cli/plan/values.h"
#include "cli/read_file.h"

namespace lambda_report::cli {
namespace {

Result<void> read_figures(const PricingOptions& o, ReportOptions& r) {
  if (o.discount) {
    r.discount_e4 = parse_percent_e4(*o.discount);
    if (!r.discount_e4) {
      return usage_error("--discount", "is no percentage from 0 to 100: " + *o.discount,
                         "such as 12 or 12.5%");
    }
  }
  if (o.monthly_invocations) {
    r.monthly_invocations = parse_number<std::uint64_t>(*o.monthly_invocations);
    constexpr std::uint64_t kMost = 1'000'000'000'000'000;
    if (!r.monthly_invocations || *r.monthly_invocations == 0 || *r.monthly_invocations > kMost) {
      return usage_error("--monthly-invocations",
                         "is no whole number from 1 to 10^15: " + *o.monthly_invocations);
    }
  }
  if (o.days) {
    r.days = parse_number<double>(*o.days);
    constexpr double kLeast = 1.0 / 1440, kMost = 36'500;
    if (!r.days || !std::isfinite(*r.days) || *r.days < kLeast || *r.days > kMost) {
      return usage_error("--days", "is no number of days from 0.0007 to 36500: " + *o.days);
    }
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const PriceSheet>> load_prices(const PricingOptions& o) {
  if (!o.prices) {
    // Not owned: the built-in sheet lives as long as the program.
    return std::shared_ptr<const PriceSheet>(std::shared_ptr<void>(), &PriceSheet::builtin());
  }
  Result<std::string> text = read_file(*o.prices);
  if (!text) return std::move(text).error();
  Result<PriceSheet> sheet = PriceSheet::parse(*text, *o.prices);
  if (!sheet) return std::move(sheet).error();
  return std::shared_ptr<const PriceSheet>(std::make_shared<PriceSheet>(*std::move(sheet)));
}

Result<ReportOptions> make_report_options(const Options& options, const PriceSheet& prices) {
  const NamingOptions& o = options.naming;
  ReportOptions r;
  r.prices = &prices;
  r.free_tier = options.pricing.free_tier;
  if (o.region) {
    if (!prices.knows(*o.region)) return unknown_name("--region", *o.region, prices.regions());
    r.region = o.region;
  }
  if (o.arch) {
    r.architecture = parse_architecture(*o.arch);
    if (!r.architecture) return unknown_name("--arch", *o.arch, {"x86_64", "arm64"});
  }
  if (o.functions) {
    Result<std::string> text = read_file(*o.functions);
    if (!text) return std::move(text).error();
    auto configs = parse_function_configs(*text, *o.functions);
    if (!configs) return std::move(configs).error();
    r.functions = *std::move(configs);
  }
  if (Result<void> read = read_figures(options.pricing, r); !read) return std::move(read).error();
  return r;
}

}  // namespace lambda_report::cli
