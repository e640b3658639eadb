#ifndef LAMBDA_REPORT_SRC_TOKENIZER_NUMBER_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/scan.h"

namespace lambda_report::tokenizer {

/// Reads a plain decimal number at the cursor, scaled to thousandths: "72.51" → 72510.
///
/// Digits, optionally '.' and at least one digit; digits past the third decimal are dropped.
/// nullopt (the cursor is then anywhere): a sign, an exponent, a separator, "100.", ".5",
/// more than 15 digits before the point.  Never allocates.
inline std::optional<std::int64_t> read_thousandths(Cursor& c) noexcept {
  std::int64_t value = 0;
  int digits = 0;
  for (; is_digit(c.peek()) && !c.done(); c.skip(1), ++digits) {
    if (digits == 15) return std::nullopt;
    value = value * 10 + (c.peek() - '0');
  }
  if (digits == 0) return std::nullopt;
  int decimals = 0;
  if (c.eat('.')) {
    if (!is_digit(c.peek())) return std::nullopt;
    for (; is_digit(c.peek()); c.skip(1)) {
      if (decimals < 3) {
        value = value * 10 + (c.peek() - '0');
        ++decimals;
      }
    }
  }
  for (; decimals < 3; ++decimals) value *= 10;
  return value;
}

/// The same for a whole number; "128.00" is whole, "128.5" is not (nullopt).
inline std::optional<std::int64_t> read_whole(Cursor& c) noexcept {
  std::int64_t value = 0;
  int digits = 0;
  for (; is_digit(c.peek()) && !c.done(); c.skip(1), ++digits) {
    if (digits == 15) return std::nullopt;
    value = value * 10 + (c.peek() - '0');
  }
  if (digits == 0) return std::nullopt;
  if (c.eat('.')) {
    if (!is_digit(c.peek())) return std::nullopt;
    for (; is_digit(c.peek()); c.skip(1)) {
      if (c.peek() != '0') return std::nullopt;
    }
  }
  return value;
}

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_NUMBER_H_
