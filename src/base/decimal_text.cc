#include "base/decimal_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "base/int128.h"

namespace lambda_report {
namespace {

void drop_trailing_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
}

}  // namespace

std::string decimal_text(Int128 units, int decimals) {
  std::string text = to_string(magnitude(units));
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  text.insert(text.size() - places, 1, '.');
  if (units < 0) text.insert(0, 1, '-');
  drop_trailing_zeros(text);
  return text;
}

std::string quotient_text(Int128 numerator, Int128 denominator, int decimals) {
  const auto divisor = static_cast<Uint128>(denominator);
  Uint128 rest = static_cast<Uint128>(numerator) % divisor;
  const Uint128 whole = static_cast<Uint128>(numerator) / divisor;
  Uint128 fraction = 0, unit = 1;
  for (int i = 0; i < decimals; ++i) {
    rest *= 10;
    fraction = fraction * 10 + rest / divisor;
    rest %= divisor;
    unit *= 10;
  }
  const bool odd = (decimals > 0 ? fraction : whole) % 2 == 1;
  if (rest > divisor - rest || (rest == divisor - rest && odd)) ++fraction;
  std::string text = to_string(whole + fraction / unit);
  fraction %= unit;
  if (fraction == 0) return text;
  std::string digits = to_string(fraction);
  digits.insert(0, static_cast<std::size_t>(decimals) - digits.size(), '0');
  text += '.';
  text += digits;
  drop_trailing_zeros(text);
  return text;
}

std::string gb_seconds_text(Int128 mb_ms) { return decimal_text(mb_ms * 9'765'625, 13); }

std::string double_text(double value, int decimals) {
  if (!std::isfinite(value) || std::fabs(value) > 1e15) return {};
  std::array<char, 64> buffer{};
  const std::to_chars_result end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                                 value, std::chars_format::fixed, decimals);
  std::string text(buffer.data(), end.ptr);
  drop_trailing_zeros(text);
  return text == "-0" ? "0" : text;
}

}  // namespace lambda_report
