#include "lambda_report/money.h"

#include <array>
#include <limits>

#include "base/int128.h"

namespace lambda_report {
namespace {

// 1 / (1024 MB/GB × 1000 ms/s) is 0.0000009765625 = 9,765,625e-13, and a rate counts 1e-14:
// together 1e-27.
constexpr Int128 kPerMbMs = 9'765'625;
// A count has no divisor: 1e-14 to 1e-27.
constexpr Int128 kPerCount = 10'000'000'000'000;

constexpr std::array<Uint128, Money::kDecimals + 1> powers_of_ten() {
  std::array<Uint128, Money::kDecimals + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto kPowersOfTen = powers_of_ten();

/// value / divisor, half to even.
Uint128 divide_half_even(Uint128 value, Uint128 divisor) {
  const Uint128 quotient = value / divisor;
  const Uint128 rest = value % divisor;
  const Uint128 complement = divisor - rest;
  const bool up = rest > complement || (rest == complement && quotient % 2 == 1);
  return quotient + (up ? 1 : 0);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// value / 10^decimals in digits; zeros at the end go down to `min_decimals`.
std::string decimal(Uint128 value, int decimals, int min_decimals) {
  std::string digits = to_string(value);
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::size_t kept = places;
  while (kept > static_cast<std::size_t>(min_decimals) &&
         digits[digits.size() - places + kept - 1] == '0')
    --kept;
  const std::size_t whole = digits.size() - places;
  std::string text = digits.substr(0, whole);
  if (kept > 0) text += "." + digits.substr(whole, kept);
  return text;
}

}  // namespace

std::optional<Rate> Rate::parse(std::string_view text) noexcept {
  std::int64_t value = 0;
  int decimals = -1;  // -1: before the point
  bool any_digit = false;
  for (const char c : text) {
    if (c == '.' && decimals < 0 && any_digit) {
      decimals = 0;
      any_digit = false;  // a digit must follow
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    any_digit = true;
    if (decimals == kDecimals) {
      if (c != '0') return std::nullopt;
      continue;
    }
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, std::int64_t{c - '0'}, &value)) return std::nullopt;
    if (decimals >= 0) ++decimals;
  }
  if (!any_digit) return std::nullopt;
  for (int i = decimals < 0 ? 0 : decimals; i < kDecimals; ++i)
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
  return Rate{value};
}

std::string Rate::str() const {
  return (e14 < 0 ? "-" : "") + decimal(magnitude(e14), kDecimals, 0);
}

Money Money::product(Int128 quantity, Int128 each, Int128 scale) noexcept {
  const std::optional<Int128> priced = checked_mul(quantity, each);
  const std::optional<Int128> units = priced ? checked_mul(*priced, scale) : std::nullopt;
  if (units) return from_units(*units);
  return out_of_range((quantity < 0) != (each < 0));
}

Money Money::out_of_range(bool negative) noexcept {
  Money m = from_units(negative ? kInt128Min : kInt128Max);
  m.overflowed_ = true;
  return m;
}

Money Money::of_mb_ms(Int128 mb_ms, Rate per_gb_second) noexcept {
  return product(mb_ms, per_gb_second.e14, kPerMbMs);
}

Money Money::of_count(Int128 count, Rate each) noexcept {
  return product(count, each.e14, kPerCount);
}

Money& Money::operator+=(const Money& other) noexcept {
  const std::optional<Int128> sum = checked_add(units_, other.units_);
  const bool lost = overflowed_ || other.overflowed_;
  *this = sum ? from_units(*sum) : out_of_range(units_ < 0);
  overflowed_ = overflowed_ || lost;
  return *this;
}

Money& Money::operator-=(const Money& other) noexcept {
  Int128 difference = 0;
  const bool lost = overflowed_ || other.overflowed_;
  if (__builtin_sub_overflow(units_, other.units_, &difference))
    *this = out_of_range(units_ < 0);
  else
    *this = from_units(difference);
  overflowed_ = overflowed_ || lost;
  return *this;
}

Money Money::scaled(std::int64_t numerator, std::int64_t denominator) const noexcept {
  // units = q × denominator + r, so units × n / d = q × n + r × n / d, and r × n < 2^126.
  const bool negative = (units_ < 0) != (numerator < 0);
  const Uint128 divisor = static_cast<Uint128>(denominator);
  const Uint128 factor = magnitude(numerator);
  const Uint128 units = magnitude(units_);
  Uint128 whole = 0;
  const bool lost = __builtin_mul_overflow(units / divisor, factor, &whole);
  const Uint128 part_of = units % divisor * factor;
  // Half to even looks at the whole quotient, so both parts are divided as one.
  const Uint128 part = part_of / divisor;
  const Uint128 rest = part_of % divisor;
  Uint128 total = 0;
  const bool lost_too = __builtin_add_overflow(whole, part, &total);
  if (lost || lost_too || total >= static_cast<Uint128>(kInt128Max)) return out_of_range(negative);
  if (rest > divisor - rest || (rest == divisor - rest && total % 2 == 1)) ++total;
  Money result = from_units(negative ? -static_cast<Int128>(total) : static_cast<Int128>(total));
  result.overflowed_ = overflowed_;
  return result;
}

std::string Money::str(int decimals, int min_decimals) const {
  if (overflowed_) return "out of range";
  const Uint128 rounded = divide_half_even(
      magnitude(units_), kPowersOfTen[static_cast<std::size_t>(kDecimals - decimals)]);
  const bool negative = units_ < 0 && rounded != 0;
  return (negative ? "-" : "") + decimal(rounded, decimals, min_decimals);
}

double Money::approx() const noexcept { return static_cast<double>(units_) * 1e-27; }

}  // namespace lambda_report
