#ifndef LAMBDA_REPORT_SRC_PRICING_TIERS_H_
#define LAMBDA_REPORT_SRC_PRICING_TIERS_H_

#include <cstddef>

#include "lambda_report/price.h"

namespace lambda_report::pricing {

/// The rate of tier `index` (0-based, > 0) where the list gives only tier 1: 10 % off, then
/// 20 % off, rounded half up to ten decimals.  That rule gives all four printed us-east-1
/// figures.  Source: AWS Compute Blog, "Introducing tiered pricing for AWS Lambda",
/// 2022-08-04.
inline Rate estimated_tier_rate(Rate tier_1, std::size_t index) noexcept {
  constexpr std::int64_t kTenthDecimal = 10'000;  // 1e-10 in units of 1e-14
  const std::int64_t tenths = index == 1 ? 9 : 8;
  const Int128 exact_e15 = Int128{tier_1.e14} * tenths;
  const Int128 rounded = (exact_e15 + kTenthDecimal * 5) / (kTenthDecimal * 10) * kTenthDecimal;
  return Rate{static_cast<std::int64_t>(rounded)};
}

}  // namespace lambda_report::pricing

#endif  // LAMBDA_REPORT_SRC_PRICING_TIERS_H_
