#ifndef LAMBDA_REPORT_MONEY_H_
#define LAMBDA_REPORT_MONEY_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report {

// Exact money.
//
// A bill is Σ MB·ms × rate / (1024 MB/GB × 1000 ms/s).  1/1,024,000 is the finite decimal
// 0.0000009765625, so the product of an integer sum and a decimal rate is again a finite
// decimal: with rates of at most 14 decimals it needs 14 + 13 = 27.  Money therefore
// counts whole 1e-27 of the currency in 128 bits (up to 1.7e11), adds without error in any
// order, and is rounded once, half to even, where it is printed.

/// A price: an integer count of 1e-14 of the currency per unit.
struct Rate {
  static constexpr int kDecimals = 14;
  std::int64_t e14 = 0;

  /// Reads a plain decimal such as "0.0000166667".  nullopt: sign, exponent, a fifteenth
  /// decimal that is not 0, or out of range.
  static std::optional<Rate> parse(std::string_view text) noexcept;
  /// Shortest exact decimal, "0.0000166667".
  std::string str() const;
  auto operator<=>(const Rate&) const = default;
};

/// An exact amount in one currency.  Arithmetic is checked: a result out of range sets
/// `overflowed()`, which stays set, and is held at the end of the range, so that no
/// wrapped total can be printed or compared.
class Money {
 public:
  static constexpr int kDecimals = 27;

  constexpr Money() = default;
  /// `units` of 1e-27.
  static constexpr Money from_units(Int128 units) noexcept {
    Money m;
    m.units_ = units;
    return m;
  }

  /// The end of the range, overflowed.
  static Money out_of_range(bool negative) noexcept;

  /// Σ MB·ms at `per_gb_second`: exact.
  static Money of_mb_ms(Int128 mb_ms, Rate per_gb_second) noexcept;
  /// `count` × `each`: exact.
  static Money of_count(Int128 count, Rate each) noexcept;

  Int128 units() const noexcept { return units_; }
  bool overflowed() const noexcept { return overflowed_; }

  Money& operator+=(const Money& other) noexcept;
  Money& operator-=(const Money& other) noexcept;
  friend Money operator+(Money a, const Money& b) noexcept { return a += b; }
  friend Money operator-(Money a, const Money& b) noexcept { return a -= b; }
  /// This amount × numerator / denominator, rounded half to even to 1e-27.
  /// REQUIRES: denominator > 0.
  Money scaled(std::int64_t numerator, std::int64_t denominator) const noexcept;

  friend bool operator==(const Money&, const Money&) noexcept = default;
  friend std::strong_ordering operator<=>(const Money& a, const Money& b) noexcept {
    if (a.units_ != b.units_)
      return a.units_ < b.units_ ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.overflowed_ <=> b.overflowed_;
  }

  /// Rounded half to even to `decimals` (0..27); trailing zeros are kept only up to
  /// `min_decimals`.  "0.0004520562753125" → str(12) = "0.000452056275".  "out of range"
  /// where `overflowed()`, so that nobody mistakes it for an amount.
  std::string str(int decimals = 12, int min_decimals = 0) const;
  /// For comparing and drawing only, never for summing.
  double approx() const noexcept;

 private:
  static Money product(Int128 quantity, Int128 each, Int128 scale) noexcept;

  Int128 units_ = 0;
  bool overflowed_ = false;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_MONEY_H_
