#include "render/number_format.h"

#include <algorithm>
#include <cmath>

#include "base/iso8601.h"

namespace lambda_report::render {
namespace {

using UInt128 = unsigned __int128;

std::string digits_of(UInt128 value) {
  std::string text;
  do {
    text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

std::string with_commas(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

UInt128 power_of_ten(int exponent) {
  UInt128 value = 1;
  for (; exponent > 0; --exponent) value *= 10;
  return value;
}

UInt128 rounded(UInt128 value, UInt128 divisor) { return (value + divisor / 2) / divisor; }

/// value / 10^scale with `decimals` decimals, rounded half up, whole part grouped.
std::string decimal(UInt128 value, int scale, int decimals) {
  const UInt128 units = rounded(value, power_of_ten(scale - decimals));
  const UInt128 one = power_of_ten(decimals);
  std::string text = with_commas(digits_of(units / one));
  if (decimals == 0) return text;
  const std::string fraction = digits_of(units % one);
  text.push_back('.');
  text.append(static_cast<std::size_t>(decimals) - fraction.size(), '0');
  return text + fraction;
}

/// value / 10^scale with three digits or so: 2 decimals below 10, 1 below 100, else none.
std::string three_digits(UInt128 value, int scale) {
  const UInt128 one = power_of_ten(scale);
  if (rounded(value, one / 100) < 1000) return decimal(value, scale, 2);
  if (rounded(value, one / 10) < 1000) return decimal(value, scale, 1);
  return decimal(value, scale, 0);
}

void drop_trailing_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

UInt128 magnitude(const Money& amount) {
  const Int128 units = amount.units();
  return units < 0 ? UInt128{0} - static_cast<UInt128>(units) : static_cast<UInt128>(units);
}

/// How many places the first digit that is not 0 stands behind the point: 12.3 → 0, 0.45 → 1,
/// 0.00045 → 4.  REQUIRES: units > 0.
int leading_place(UInt128 units) {
  int place = 0;
  for (UInt128 edge = power_of_ten(Money::kDecimals); units < edge && place < Money::kDecimals;
       edge /= 10)
    ++place;
  return place;
}

constexpr int kMillionth = 6;

std::string scientific(UInt128 units) {
  int place = leading_place(units);
  UInt128 tenths = place == Money::kDecimals
                       ? units * 10
                       : rounded(units, power_of_ten(Money::kDecimals - place - 1));
  if (tenths >= 100) {  // 9.96 → 10.0
    tenths = 10;
    --place;
  }
  return decimal(tenths, 1, 1) + "e-" + std::to_string(place);
}

std::string amount_text(UInt128 units, int decimals) {
  if (units == 0) return decimal(0, Money::kDecimals, decimals);
  const int place = leading_place(units);
  if (place > kMillionth) return scientific(units);
  return decimal(units, Money::kDecimals, place == 0 ? decimals : std::max(decimals, place + 1));
}

std::string in_currency(const std::string& text, bool negative, std::string_view currency) {
  const std::string sign = negative ? "-" : "";
  if (currency == "USD") return sign + "$" + text;
  return sign + text + " " + std::string(currency);
}

}  // namespace

std::string grouped(std::uint64_t value) { return with_commas(std::to_string(value)); }

std::string duration(std::int64_t us) {
  if (us < 0) us = 0;
  const auto value = static_cast<UInt128>(us);
  if (us < 10) return us == 0 ? "0 ms" : decimal(value, 3, 3) + " ms";
  if (us < 999'500) return three_digits(value, 3) + " ms";
  return three_digits(value, 6) + " s";
}

std::string span(std::int64_t ms) {
  const auto value = static_cast<UInt128>(std::max<std::int64_t>(ms, 0));
  std::string text;
  std::string unit;
  if (ms < 60'000) {
    text = three_digits(value, 3);
    unit = " s";
  } else if (ms < 3'600'000) {
    text = three_digits(value * 1000 / 60, 6);
    unit = " min";
  } else if (ms < 48 * std::int64_t{3'600'000}) {
    text = three_digits(value * 1000 / 3600, 6);
    unit = " h";
  } else {
    text = decimal(value * 1000 / 86'400, 6, 2);
    unit = " d";
  }
  drop_trailing_zeros(text);
  return text + unit;
}

std::string utc_seconds(Timestamp time) {
  std::string text = format_iso8601(time).substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string percent(double fraction) {
  if (!(fraction > 0)) return "0 %";
  if (fraction >= 1) return whole_percent(fraction);
  const auto tenths = std::llround(fraction * 1000);
  if (tenths == 0) return "<0.1 %";
  if (tenths >= 1000) return ">99.9 %";
  return decimal(static_cast<UInt128>(tenths), 1, 1) + " %";
}

std::string whole_percent(double fraction) {
  if (!(fraction > 0)) return "0 %";
  const auto percents = std::llround(std::min(fraction, 1e6) * 100);
  return percents == 0 ? "<1 %" : std::to_string(percents) + " %";
}

std::string bytes(std::uint64_t value) {
  if (value < 1000) return std::to_string(value) + (value == 1 ? " byte" : " bytes");
  constexpr std::string_view kUnits[] = {" kB", " MB", " GB", " TB", " PB"};
  int scale = 3;
  std::size_t unit = 0;
  while (unit + 1 < std::size(kUnits) && rounded(value, power_of_ten(scale)) >= 1000) {
    scale += 3;
    ++unit;
  }
  return three_digits(value, scale) + std::string(kUnits[unit]);
}

std::string gb_seconds(Int128 mb_ms) {
  if (mb_ms <= 0) return "0";
  // 1 / 1,024,000 = 9,765,625e-13; sums are below 2^90, so thousandths do not overflow.
  const auto thousandths = static_cast<UInt128>(mb_ms) / 1024 + (mb_ms % 1024 >= 512 ? 1 : 0);
  if (thousandths == 0) return "<0.001";
  if (thousandths < 10'000) return decimal(thousandths, 3, 3);
  return decimal(thousandths, 3, thousandths < 1'000'000 ? 1 : 0);
}

MoneyStyle money_style(const Money& largest, std::string_view currency) {
  MoneyStyle style{std::string(currency), 2};
  const UInt128 units = magnitude(largest);
  if (units == 0) return style;
  const int place = leading_place(units);
  if (place > 0) style.decimals = std::min(place + 3, 9);
  return style;
}

std::string money(const Money& amount, const MoneyStyle& style) {
  if (amount.overflowed()) return "out of range";
  return in_currency(amount_text(magnitude(amount), style.decimals), amount.units() < 0,
                     style.currency);
}

std::string money(const Money& amount, std::string_view currency) {
  MoneyStyle style{std::string(currency), 2};
  const UInt128 units = magnitude(amount);
  if (units != 0 && leading_place(units) > 0) style.decimals = leading_place(units) + 2;
  return money(amount, style);
}

std::string money_range(const Money& low, const Money& high, std::string_view currency,
                        bool unicode) {
  const Money& larger = magnitude(high) > magnitude(low) ? high : low;
  MoneyStyle style{std::string(currency), 2};
  const UInt128 units = magnitude(larger);
  if (units != 0 && leading_place(units) > 0) style.decimals = leading_place(units) + 1;
  const std::string from = money(low, style);
  const std::string to = money(high, style);
  if (from == to) return from;
  return from + (unicode ? " – " : " to ") + to;
}

}  // namespace lambda_report::render
