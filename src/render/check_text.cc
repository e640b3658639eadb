#include "render/check_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "base/decimal_text.h"
#include "render/number_format.h"
#include "render/report_text.h"

namespace lambda_report::render {
namespace {

constexpr int kLimitScale = 12;

std::string without_sign(std::string_view decimal) {
  return std::string(decimal.substr(decimal.starts_with('-') ? 1 : 0));
}

/// 0.052 as 5.2: the point moves, no digit is computed.
std::string times_hundred(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  std::string digits = without_sign(decimal);
  std::size_t point = digits.find('.');
  if (point == std::string::npos) {
    digits += "00";
  } else {
    digits.erase(point, 1);
    digits.append(2, '0');
    digits.insert(point + 2, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
  digits.erase(0, first);
  if (digits.empty() || digits.front() == '.') digits.insert(0, 1, '0');
  return negative ? "-" + digits : digits;
}

std::string money_text(std::string_view decimal, std::string_view currency) {
  std::string digits = without_sign(decimal);
  const std::size_t point = digits.find('.');
  if (point == std::string::npos) {
    digits += ".00";
  } else if (digits.size() - point == 2) {
    digits += '0';
  }
  const std::string sign = decimal.starts_with('-') ? "-" : "";
  if (currency.empty() || currency == "USD") return sign + "$" + digits;
  return sign + digits + " " + std::string(currency);
}

double approximately(std::string_view decimal) {
  double value = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  return value;
}

/// "73.3 %", without sign; empty where the limit is 0.
std::string share_text(const CheckVerdict& verdict) {
  const double limit = approximately(decimal_text(verdict.limit.value_e12, kLimitScale));
  if (limit == 0 || !verdict.distance) return {};
  return percent(std::fabs(approximately(*verdict.distance)) / limit);
}

std::string share_of_limit(const CheckVerdict& verdict) {
  const std::string share = share_text(verdict);
  return share.empty() ? share : " (" + share + ")";
}

/// Over the limit by more than nothing.
bool is_above(const CheckVerdict& verdict) {
  return !verdict.distance->starts_with('-') && *verdict.distance != "0";
}

std::string few_words(const CheckVerdict& verdict) {
  const std::uint64_t samples = verdict.samples.value_or(0);
  if (samples == 0) return "not enough data: no such invocation in the log";
  return "not enough data: " + counted(samples, "invocation", "invocations") + " of the " +
         std::to_string(verdict.samples_needed.value_or(0)) + " that it takes";
}

std::string not_measured_words(const CheckVerdict& verdict) {
  if (verdict.limit.metric == "monthly-cost") {
    return "not measured: a month needs a log of an hour or more, --days or --monthly-invocations";
  }
  return "not measured: the log does not tell it";
}

}  // namespace

std::string figure_text(std::string_view decimal, LimitUnit unit, std::string_view currency) {
  switch (unit) {
    case LimitUnit::kMilliseconds:
      return std::string(decimal) + " ms";
    case LimitUnit::kRatio:
      return times_hundred(decimal) + " %";
    case LimitUnit::kCount:
      return std::string(decimal);
    case LimitUnit::kMoney:
      return money_text(decimal, currency);
    case LimitUnit::kMegabytes:
      return std::string(decimal) + " MB";
  }
  return {};
}

std::string limit_text(const CheckVerdict& verdict) {
  return figure_text(decimal_text(verdict.limit.value_e12, kLimitScale), verdict.unit,
                     verdict.currency);
}

std::string distance_text(const CheckVerdict& verdict) {
  if (!verdict.distance) return {};
  return (is_above(verdict) ? "+" : "") +
         figure_text(*verdict.distance, verdict.unit, verdict.currency);
}

std::string distance_share(const CheckVerdict& verdict) {
  const std::string share = share_text(verdict);
  if (share.empty() || share.front() == '<' || share.front() == '>' || verdict.distance == "0")
    return share;
  return (is_above(verdict) ? "+" : "-") + share;
}

std::string_view outcome_word(const CheckVerdict& verdict) {
  if (verdict.outcome == Outcome::kNotEnoughData) return verdict.fails ? "FAIL" : "FEW";
  if (verdict.outcome == Outcome::kNotMeasured) return verdict.fails ? "FAIL" : "NONE";
  return verdict.fails ? "FAIL" : "PASS";
}

std::string verdict_sentence(const CheckVerdict& verdict) {
  const std::string& metric = verdict.limit.metric;
  if (!verdict.measured) {
    const bool few = verdict.outcome == Outcome::kNotEnoughData;
    return metric + ", limit " + limit_text(verdict) + ": " +
           (few ? few_words(verdict) : not_measured_words(verdict));
  }
  const bool is_max = verdict.limit.is_max;
  std::string text =
      metric + " is " + figure_text(*verdict.measured, verdict.unit, verdict.currency);
  const std::string limit = limit_text(verdict);
  if (verdict.distance == "0") {
    text += ", exactly the limit";
  } else if (verdict.distance) {
    const bool above = !verdict.distance->starts_with('-');
    text += ", " + figure_text(without_sign(*verdict.distance), verdict.unit, verdict.currency) +
            share_of_limit(verdict) + (above ? " over" : " under") +
            (is_max ? " the limit of " : " the least wanted, ") + limit;
  }
  const bool few = verdict.samples_needed && verdict.samples < verdict.samples_needed;
  return few ? text + "; " + few_words(verdict) : text;
}

std::string check_summary(const CheckResult& result) {
  const auto failed = static_cast<std::size_t>(
      std::count_if(result.verdicts.begin(), result.verdicts.end(),
                    [](const CheckVerdict& verdict) { return verdict.fails; }));
  const std::string all = counted(result.verdicts.size(), "check", "checks");
  if (failed > 0) return std::to_string(failed) + " of " + all + " failed";
  if (result.verdicts.empty()) return "no check was made";
  return result.verdicts.size() == 1 ? "1 check passed" : "all " + all + " passed";
}

}  // namespace lambda_report::render
