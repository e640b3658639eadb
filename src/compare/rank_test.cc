#include "compare/rank_test.h"

#include <algorithm>
#include <cmath>

#include "compare/proportion.h"

namespace lambda_report::compare {
namespace {

constexpr double kZ95 = 1.959963984540054;

/// Twice the sum over pairs of [b > a] + ½ [b = a], and Σ (t³ − t) over tied values.
struct Ranks {
  Int128 twice_u = 0;
  double ties = 0;
};

Ranks rank(const ValueCounts& a, const ValueCounts& b) {
  Ranks ranks;
  std::uint64_t below = 0;  // values of a below the current one
  auto at = a.begin();
  for (const auto& [value, count] : b) {
    for (; at != a.end() && at->first < value; ++at) below += at->second;
    const std::uint64_t equal = at != a.end() && at->first == value ? at->second : 0;
    ranks.twice_u += static_cast<Int128>(count) * (2 * static_cast<Int128>(below) + equal);
  }
  const auto add_ties = [&ranks](std::uint64_t count) {
    const auto t = static_cast<double>(count);
    ranks.ties += t * t * t - t;
  };
  auto i = a.begin();
  for (const auto& [value, count] : b) {
    for (; i != a.end() && i->first < value; ++i) add_ties(i->second);
    const bool tied = i != a.end() && i->first == value;
    add_ties(count + (tied ? i->second : 0));
    if (tied) ++i;
  }
  for (; i != a.end(); ++i) add_ties(i->second);
  return ranks;
}

/// Standard deviation of U under the null.
double spread_of_u(double m, double n, double ties) {
  const double all = m + n;
  return std::sqrt(m * n / 12 * (all + 1 - (all > 1 ? ties / (all * (all - 1)) : 0)));
}

std::vector<std::pair<double, std::uint64_t>> in_logs(const ValueCounts& values) {
  std::vector<std::pair<double, std::uint64_t>> logs;
  logs.reserve(values.size());
  for (const auto& [value, count] : values)
    logs.emplace_back(std::log(static_cast<double>(std::max<std::int64_t>(value, 1))), count);
  return logs;
}

using Logs = std::vector<std::pair<double, std::uint64_t>>;

/// The pairs with log b − log a ≤ d.
double pairs_up_to(const Logs& a, const Logs& b, double total_a, double d) {
  double pairs = 0, below = 0;
  auto at = a.begin();
  for (const auto& [value, count] : b) {
    for (; at != a.end() && at->first < value - d; ++at) below += static_cast<double>(at->second);
    pairs += static_cast<double>(count) * (total_a - below);
  }
  return pairs;
}

/// The difference of the given rank (1-based) among all pairs, to 1e-12.
double difference_at(const Logs& a, const Logs& b, double total_a, double rank) {
  double low = b.front().first - a.back().first, high = b.back().first - a.front().first;
  low -= 1e-9;
  high += 1e-12;
  for (int i = 0; i < 60 && high - low > 1e-13; ++i) {
    const double middle = low + (high - low) / 2;
    (pairs_up_to(a, b, total_a, middle) >= rank ? high : low) = middle;
  }
  constexpr double kNothing = 1e-11;  // what the bisection leaves of equal values
  return std::abs(high) < kNothing ? 0 : high;
}

/// Order statistics that hold the q quantile with 95 % confidence, as values.
std::pair<double, double> quantile_interval(const ValueCounts& values, double q) {
  const auto n = static_cast<double>(total_of(values));
  const double half = kZ95 * std::sqrt(q * (1 - q) / n);
  return {quantile_of(values, std::max(q - half, 0.5 / n)),
          quantile_of(values, std::min(q + half, 1.0))};
}

std::uint64_t count_above(const ValueCounts& values, std::int64_t limit) {
  std::uint64_t above = 0;
  for (const auto& [value, count] : values) above += value > limit ? count : 0;
  return above;
}

/// The value whose share above is nearest to 5 % of both together.
std::int64_t common_p95(const ValueCounts& a, const ValueCounts& b) {
  const double n = static_cast<double>(total_of(a) + total_of(b));
  ValueCounts all;
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  double seen = 0, best = 2;
  std::int64_t limit = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    seen += static_cast<double>(all[i].second);
    if (i + 1 < all.size() && all[i + 1].first == all[i].first) continue;
    const double distance = std::abs(1 - seen / n - 0.05);
    if (distance < best) {
      best = distance;
      limit = all[i].first;
    }
  }
  return limit;
}

}  // namespace

std::uint64_t total_of(const ValueCounts& values) {
  std::uint64_t total = 0;
  for (const auto& [value, count] : values) total += count;
  return total;
}

double quantile_of(const ValueCounts& values, double q) {
  const auto n = static_cast<double>(total_of(values));
  const double rank = std::max(1.0, std::ceil(q * n - 1e-9));
  double seen = 0;
  for (const auto& [value, count] : values) {
    seen += static_cast<double>(count);
    if (seen >= rank) return static_cast<double>(value);
  }
  return static_cast<double>(values.back().first);
}

RankTest mann_whitney(const ValueCounts& a, const ValueCounts& b) {
  const auto m = static_cast<double>(total_of(a)), n = static_cast<double>(total_of(b));
  const Ranks ranks = rank(a, b);
  const double u = static_cast<double>(ranks.twice_u) / 2;
  RankTest test;
  test.delta = 2 * u / (m * n) - 1;
  const double spread = spread_of_u(m, n, ranks.ties);
  if (spread <= 0) return test;
  const double z = std::max(0.0, std::abs(u - m * n / 2) - 0.5) / spread;
  test.p = std::erfc(z / std::sqrt(2.0));
  return test;
}

Shift hodges_lehmann(const ValueCounts& a, const ValueCounts& b) {
  const Logs logs_a = in_logs(a), logs_b = in_logs(b);
  const auto m = static_cast<double>(total_of(a)), n = static_cast<double>(total_of(b));
  const double pairs = m * n;
  const double lower = difference_at(logs_a, logs_b, m, std::floor((pairs + 1) / 2));
  const double upper = difference_at(logs_a, logs_b, m, std::floor(pairs / 2) + 1);
  const double reach = kZ95 * spread_of_u(m, n, rank(a, b).ties);
  const double first = std::max(1.0, std::floor(pairs / 2 - reach));
  Shift shift;
  shift.change = std::expm1((lower + upper) / 2);
  shift.low = std::expm1(difference_at(logs_a, logs_b, m, first));
  shift.high = std::expm1(difference_at(logs_a, logs_b, m, pairs + 1 - first));
  return shift;
}

QuantileTest compare_p95(const ValueCounts& a, const ValueCounts& b) {
  constexpr double kQ = 0.95;
  QuantileTest test;
  test.old_value = quantile_of(a, kQ);
  test.new_value = quantile_of(b, kQ);
  const std::int64_t limit = common_p95(a, b);
  test.p =
      compare_shares({count_above(a, limit), total_of(a)}, {count_above(b, limit), total_of(b)});
  const auto log_of = [](double value) { return std::log(std::max(value, 1.0)); };
  const auto [old_low, old_high] = quantile_interval(a, kQ);
  const auto [new_low, new_high] = quantile_interval(b, kQ);
  const double old_log = log_of(test.old_value), new_log = log_of(test.new_value);
  const double d = new_log - old_log;
  test.shift.change = std::expm1(d);
  test.shift.low =
      std::expm1(d - std::hypot(new_log - log_of(new_low), log_of(old_high) - old_log));
  test.shift.high =
      std::expm1(d + std::hypot(log_of(new_high) - new_log, old_log - log_of(old_low)));
  return test;
}

}  // namespace lambda_report::compare
