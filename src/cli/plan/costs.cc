#include "cli/plan/costs.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/function_configs.h"
#include "cli/glob.h"
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

/// "8h", "90m", "3600s", "2d" in seconds, up to a month of 31 days; nullopt: is none.
std::optional<std::int64_t> parse_span_seconds(std::string_view text) {
  constexpr std::int64_t kMost = 31 * 86'400;
  if (text.empty()) return std::nullopt;
  std::int64_t unit = 0;
  switch (text.back()) {
    case 's':
      unit = 1;
      break;
    case 'm':
      unit = 60;
      break;
    case 'h':
      unit = 3600;
      break;
    case 'd':
      unit = 86'400;
      break;
    default:
      return std::nullopt;
  }
  text.remove_suffix(1);
  const std::optional<std::int64_t> count = parse_number<std::int64_t>(text);
  if (!count || *count < 1 || *count > kMost / unit) return std::nullopt;
  return *count * unit;
}

/// "FN=N" or "FN=N@SPAN"; a name may hold "=" no more than AWS lets it.
Result<void> read_provisioned(const PricingOptions& o, ReportOptions& r) {
  constexpr std::int64_t kMost = 1'000'000;
  for (const std::string& text : o.provisioned) {
    const std::size_t equals = text.rfind('=');
    const auto wrong = [&] {
      return usage_error("--provisioned", "is no FUNCTION=N or FUNCTION=N@TIME: " + text,
                         "orders=10, or orders=10@8h where it is configured 8 hours a month");
    };
    if (equals == std::string::npos || equals == 0) return wrong();
    std::string_view value = std::string_view(text).substr(equals + 1);
    ProvisionedConcurrency provisioned;
    if (const std::size_t at = value.find('@'); at != std::string_view::npos) {
      provisioned.seconds_a_month = parse_span_seconds(value.substr(at + 1));
      if (!provisioned.seconds_a_month) return wrong();
      value = value.substr(0, at);
    }
    const std::optional<std::int64_t> units = parse_number<std::int64_t>(value);
    if (!units || *units < 1 || *units > kMost) return wrong();
    provisioned.units = *units;
    if (!r.provisioned.emplace(text.substr(0, equals), provisioned).second)
      return usage_error("--provisioned", "is given twice for " + text.substr(0, equals));
  }
  return {};
}

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return false;
  }
  const auto part = [&](std::size_t at) { return *parse_number<int>(text.substr(at, 2)); };
  return part(5) >= 1 && part(5) <= 12 && part(8) >= 1 && part(8) <= 31;
}

/// Names of the plans that any card of the sheet has.
std::vector<std::string> plan_names(const PriceSheet& sheet) {
  std::vector<std::string> names;
  for (const std::string& region : sheet.regions())
    for (const Architecture architecture : {Architecture::kX86_64, Architecture::kArm64})
      if (const RateCard* card = sheet.find(region, architecture))
        for (const SavingsPlan& plan : card->savings_plans)
          if (std::find(names.begin(), names.end(), plan.name) == names.end())
            names.push_back(plan.name);
  return names;
}

Result<void> read_savings_plan(const PricingOptions& o, const PriceSheet& sheet, ReportOptions& r) {
  if (!o.savings_plan) return {};
  const std::vector<std::string> names = plan_names(sheet);
  if (names.empty())
    return usage_error("--savings-plan", "the price sheet has no Savings Plan",
                       "take --discount, or a sheet that has its rates (docs/PRICES.md)");
  if (std::find(names.begin(), names.end(), *o.savings_plan) == names.end())
    return unknown_name("--savings-plan", *o.savings_plan, names);
  r.savings_plan = *o.savings_plan;
  return {};
}

}  // namespace

Result<PriceSheet> read_price_sheet(const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return std::move(text).error();
  return PriceSheet::parse(*text, path);
}

Result<std::shared_ptr<const PriceSheet>> load_prices(const PricingOptions& o) {
  if (o.prices_date) {
    if (o.prices) return usage_error("--prices-date", "does not go with --prices");
    if (!is_date(*o.prices_date))
      return usage_error("--prices-date", "is no date such as 2021-06-30: " + *o.prices_date);
  }
  if (!o.prices) {
    const PriceSheet& sheet =
        o.prices_date ? PriceSheet::builtin_on(*o.prices_date) : PriceSheet::builtin();
    // Not owned: a built-in sheet lives as long as the program.
    return std::shared_ptr<const PriceSheet>(std::shared_ptr<void>(), &sheet);
  }
  Result<PriceSheet> sheet = read_price_sheet(*o.prices);
  if (!sheet) return std::move(sheet).error();
  if (sheet->regions().empty())
    return Error{ErrorCode::kBadConfig, "holds prices of Lambda@Edge, and none of a Region",
                 *o.prices, "lambda-report prices --check FILE compares what it holds"};
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
  const PricingOptions& p = options.pricing;
  if (Result<void> read = read_figures(p, r); !read) return std::move(read).error();
  if (Result<void> read = read_provisioned(p, r); !read) return std::move(read).error();
  if (Result<void> read = read_savings_plan(p, prices, r); !read) return std::move(read).error();
  r.prices_date = p.prices_date.value_or("");
  if (!p.explain.empty())
    r.explains = [globs = p.explain](std::string_view name) {
      return std::any_of(globs.begin(), globs.end(), [name](const std::string& glob) {
        return glob == name || glob_matches(glob, name);
      });
    };
  return r;
}

}  // namespace lambda_report::cli
