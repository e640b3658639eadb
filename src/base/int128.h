#ifndef LAMBDA_REPORT_SRC_BASE_INT128_H_
#define LAMBDA_REPORT_SRC_BASE_INT128_H_

#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report {

__extension__ using Uint128 = unsigned __int128;

inline constexpr Int128 kInt128Max = static_cast<Int128>(~Uint128{0} >> 1);
inline constexpr Int128 kInt128Min = -kInt128Max - 1;

/// Decimal digits, with "-" in front of a negative value.
[[nodiscard]] std::string to_string(Int128 value);

/// The same for a value that cannot be negative.
[[nodiscard]] std::string to_string(Uint128 value);

/// Reads an optional "-" and digits, nothing else.  nullopt also when out of range.
[[nodiscard]] std::optional<Int128> parse_int128(std::string_view text) noexcept;

/// |value|, also for the most negative one.
[[nodiscard]] constexpr Uint128 magnitude(Int128 value) noexcept {
  const Uint128 bits = static_cast<Uint128>(value);
  return value < 0 ? ~bits + 1 : bits;
}

/// a × b and a + b; nullopt when they leave the range.
[[nodiscard]] std::optional<Int128> checked_mul(Int128 a, Int128 b) noexcept;
[[nodiscard]] std::optional<Int128> checked_add(Int128 a, Int128 b) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_INT128_H_
