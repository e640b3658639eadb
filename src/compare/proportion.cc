#include "compare/proportion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace lambda_report::compare {
namespace {

constexpr double kZ95 = 1.959963984540054;

double log_factorial(std::uint64_t n) {
  static const std::array<double, 256> kSmall = [] {
    std::array<double, 256> logs{};
    for (std::size_t i = 2; i < logs.size(); ++i)
      logs[i] = logs[i - 1] + std::log(static_cast<double>(i));
    return logs;
  }();
  if (n < kSmall.size()) return kSmall[n];
  // Stirling's series; std::lgamma writes to a global.
  const auto x = static_cast<double>(n);
  constexpr double kHalfLog2Pi = 0.91893853320467274178;
  return (x + 0.5) * std::log(x) - x + kHalfLog2Pi + 1 / (12 * x) - 1 / (360 * x * x * x);
}

double log_choose(std::uint64_t n, std::uint64_t k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

double fisher(const Proportion& a, const Proportion& b, std::uint64_t low, std::uint64_t high) {
  const std::uint64_t hits = a.hits + b.hits;
  const double all = log_choose(a.trials + b.trials, hits);
  const auto log_chance = [&](std::uint64_t k) {
    return log_choose(a.trials, k) + log_choose(b.trials, hits - k) - all;
  };
  // Tables as unlikely as the one seen count too; the slack is for rounding.
  const double limit = log_chance(a.hits) + 1e-7;
  double p = 0;
  for (std::uint64_t k = low; k <= high; ++k) {
    const double chance = log_chance(k);
    if (chance <= limit) p += std::exp(chance);
  }
  return std::min(1.0, p);
}

std::pair<double, double> wilson(const Proportion& p) {
  const auto n = static_cast<double>(p.trials);
  const double share = p.share(), z2 = kZ95 * kZ95;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ95 * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return {p.hits == 0 ? 0 : centre - half, p.hits == p.trials ? 1 : centre + half};
}

}  // namespace

double compare_shares(const Proportion& a, const Proportion& b) {
  constexpr std::uint64_t kMostTables = 20'000;
  const std::uint64_t hits = a.hits + b.hits;
  const std::uint64_t low = hits > b.trials ? hits - b.trials : 0;
  const std::uint64_t high = std::min(hits, a.trials);
  if (high - low <= kMostTables) return fisher(a, b, low, high);
  const auto m = static_cast<double>(a.trials), n = static_cast<double>(b.trials);
  const double pooled = static_cast<double>(hits) / (m + n);
  const double spread = std::sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
  if (spread <= 0) return 1;
  return std::erfc(std::abs(b.share() - a.share()) / spread / std::sqrt(2.0));
}

std::pair<double, double> difference_interval(const Proportion& a, const Proportion& b) {
  const double d = b.share() - a.share();
  const auto [a_low, a_high] = wilson(a);
  const auto [b_low, b_high] = wilson(b);
  return {d - std::hypot(b.share() - b_low, a_high - a.share()),
          d + std::hypot(b_high - b.share(), a.share() - a_low)};
}

double chance_of_all_new(std::uint64_t k, std::uint64_t old_units, std::uint64_t new_units) {
  if (k == 0) return 1;
  if (k > new_units) return 0;
  const double chance = log_choose(new_units, k) - log_choose(old_units + new_units, k);
  return std::min(1.0, std::exp(chance));
}

void adjust(std::span<double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return p[i] > p[j]; });
  double least = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    double& value = p[order[i]];
    const double factor = static_cast<double>(p.size()) / static_cast<double>(p.size() - i);
    least = std::min(least, value * factor);
    value = least;
  }
}

}  // namespace lambda_report::compare
