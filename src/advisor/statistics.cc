#include "advisor/statistics.h"

#include <algorithm>
#include <cmath>

namespace lambda_report::advisor {

Share wilson(std::uint64_t hits, std::uint64_t trials) {
  constexpr double kZ = 1.959963984540054;  // two-sided 95 %
  const double n = static_cast<double>(trials);
  const double p = static_cast<double>(hits) / n;
  const double z2 = kZ * kZ;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return Share{.low = hits == 0 ? 0 : std::max(0.0, centre - half),
               .observed = p,
               .high = hits == trials ? 1 : std::min(1.0, centre + half)};
}

double rule_of_three(std::uint64_t n) {
  if (n == 0) return 1;
  return std::min(1.0, 1 - std::pow(0.05, 1.0 / static_cast<double>(n)));
}

}  // namespace lambda_report::advisor
