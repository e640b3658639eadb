#include <algorithm>
#include <utility>

#include "base/int128.h"
#include "base/nearest.h"
#include "lambda_report/check.h"

// "orders-*:p99=3s" as a Limit.

namespace lambda_report {
namespace {

constexpr int kDecimals = 12;
// 10^12: far above every figure, and small enough that no comparison leaves 128 bits.
constexpr std::size_t kMaxWholeDigits = 12;

Error bad(std::string what, std::string hint) {
  return Error{ErrorCode::kUsage, std::move(what), {}, std::move(hint)};
}

struct Suffix {
  std::string_view text;
  std::int64_t factor;   ///< into the unit of the metric, …
  std::int64_t divisor;  ///< … divided by
};

std::vector<Suffix> suffixes_of(LimitUnit unit) {
  switch (unit) {
    case LimitUnit::kMilliseconds:
      return {{"ms", 1, 1}, {"us", 1, 1000}, {"min", 60'000, 1}, {"s", 1000, 1}, {"m", 60'000, 1}};
    case LimitUnit::kRatio:
      return {{"%", 1, 100}};
    case LimitUnit::kMegabytes:
      return {{"MB", 1, 1}, {"GB", 1024, 1}};
    case LimitUnit::kMoney:
      return {{"USD", 1, 1}, {"CNY", 1, 1}};
    case LimitUnit::kCount:
      break;
  }
  return {};
}

std::string hint_of(LimitUnit unit) {
  switch (unit) {
    case LimitUnit::kMilliseconds:
      return "a duration such as 3000, 3000ms or 3s";
    case LimitUnit::kRatio:
      return "a share such as 5% or 0.05";
    case LimitUnit::kMegabytes:
      return "a size such as 512 or 512MB";
    case LimitUnit::kMoney:
      return "an amount such as 2.50 or $2.50";
    case LimitUnit::kCount:
      return "a whole number such as 0";
  }
  return {};
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "2.50" as 2.5 × 10^12; nullopt: no plain decimal, or too long.
std::optional<Int128> parse_e12(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  if (digits.size() > kMaxWholeDigits) return std::nullopt;
  std::string fraction;
  if (point < text.size()) fraction = text.substr(point + 1);
  if (point < text.size() && fraction.empty()) return std::nullopt;
  while (fraction.size() > kDecimals && fraction.back() == '0') fraction.pop_back();
  if (fraction.size() > kDecimals) return std::nullopt;
  if (digits.empty() && fraction.empty()) return std::nullopt;
  fraction.resize(kDecimals, '0');
  digits += fraction;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return parse_int128(digits);
}

std::optional<Int128> parse_value(std::string_view text, LimitUnit unit) {
  text = trim(text);
  if (unit == LimitUnit::kMoney && text.starts_with('$')) text = trim(text.substr(1));
  std::int64_t factor = 1, divisor = 1;
  for (const Suffix& suffix : suffixes_of(unit)) {
    if (!text.ends_with(suffix.text)) continue;
    text = trim(text.substr(0, text.size() - suffix.text.size()));
    factor = suffix.factor;
    divisor = suffix.divisor;
    break;
  }
  const std::optional<Int128> value = parse_e12(text);
  if (!value) return std::nullopt;
  const std::optional<Int128> product = checked_mul(*value, factor);
  if (!product || *product % divisor != 0) return std::nullopt;
  const Int128 result = *product / divisor;
  constexpr Int128 kOne = 1'000'000'000'000;
  if (unit == LimitUnit::kCount && result % kOne != 0) return std::nullopt;
  // 5 is a slip for 5%; a rate above 1 there is not.  Memory used can exceed its size a bit.
  if (unit == LimitUnit::kRatio && result > 2 * kOne) return std::nullopt;
  return result;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const CheckMetric& metric : check_metrics()) names.push_back(metric.name);
  return names;
}

/// nearest() allows a third of a name to differ, which short names ("p9") never reach.
std::string hint_for_metric(std::string_view typed) {
  const std::optional<std::string> name = nearest(typed, metric_names());
  if (name) return "did you mean " + *name + "?";
  return "p50, p90, p95, p99, max, mean, cold-start-rate, error-rate, cost-per-million, …: "
         "lambda-report check --help lists them";
}

}  // namespace

std::string_view name_of(LimitUnit unit) noexcept {
  switch (unit) {
    case LimitUnit::kMilliseconds:
      return "ms";
    case LimitUnit::kRatio:
      return "ratio";
    case LimitUnit::kCount:
      return "count";
    case LimitUnit::kMoney:
      return "currency";
    case LimitUnit::kMegabytes:
      return "MB";
  }
  return {};
}

Result<Limit> parse_limit(std::string_view text, bool is_max) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos) {
    return bad("is no METRIC=VALUE: " + std::string(text), "such as p99=3000 or 'orders-*:p99=3s'");
  }
  Limit limit;
  limit.is_max = is_max;
  limit.text = text;
  std::string_view left = trim(text.substr(0, equals));
  const std::size_t colon = left.rfind(':');
  if (colon != std::string_view::npos) {
    limit.glob = left.substr(0, colon);
    left = trim(left.substr(colon + 1));
    limit.of_total = limit.glob == "@total";
    if (limit.glob.empty()) return bad("has an empty name before its colon: " + limit.text, {});
    if (limit.of_total) limit.glob.clear();
  }
  const CheckMetric* metric = find_check_metric(left);
  if (metric == nullptr) {
    return bad("unknown metric " + std::string(left), hint_for_metric(left));
  }
  limit.metric = metric->name;
  if (limit.metric == "malformed-share") {
    if (!limit.glob.empty()) {
      return bad("malformed-share is of the whole log, not of a function: " + limit.text,
                 "leave out " + limit.glob + ":");
    }
    limit.of_total = true;
  }
  const std::string_view value = text.substr(equals + 1);
  const std::optional<Int128> parsed = parse_value(value, metric->unit);
  if (!parsed) {
    return bad("is no limit for " + metric->name + ": " + std::string(value),
               hint_of(metric->unit));
  }
  limit.value_e12 = *parsed;
  return limit;
}

std::optional<OnInsufficient> parse_on_insufficient(std::string_view text) noexcept {
  if (text == "warn") return OnInsufficient::kWarn;
  if (text == "fail") return OnInsufficient::kFail;
  if (text == "pass") return OnInsufficient::kPass;
  return std::nullopt;
}

}  // namespace lambda_report
