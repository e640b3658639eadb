#include "base/int128.h"

#include <algorithm>

namespace lambda_report {

std::string to_string(Uint128 value) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string to_string(Int128 value) { return (value < 0 ? "-" : "") + to_string(magnitude(value)); }

std::optional<Int128> parse_int128(std::string_view text) noexcept {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  // Counting down reaches the most negative value too.
  Int128 value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    if (__builtin_mul_overflow(value, Int128{10}, &value)) return std::nullopt;
    if (__builtin_sub_overflow(value, Int128{c - '0'}, &value)) return std::nullopt;
  }
  if (negative) return value;
  if (value == kInt128Min) return std::nullopt;
  return -value;
}

std::optional<Int128> checked_mul(Int128 a, Int128 b) noexcept {
  Int128 product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return product;
}

std::optional<Int128> checked_add(Int128 a, Int128 b) noexcept {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

}  // namespace lambda_report
