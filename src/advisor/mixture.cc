#include "advisor/mixture.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace lambda_report::advisor {
namespace {

constexpr std::uint64_t kLeastCalls = 50;
constexpr double kLeastExplained = 0.60;
constexpr double kLeastShare = 0.05;
constexpr double kLeastBetween = 0.05;
const double kNear = std::log(1.1);
const double kLeastApart = std::log(1.5);

struct Point {
  double log, count;
};

}  // namespace

std::optional<TwoGroups> two_groups(const QuantileSketch& us) {
  if (us.count() < kLeastCalls) return std::nullopt;
  std::vector<Point> points;
  double n = 0, sum = 0, squares = 0;
  for (const auto& [middle, count] : us.buckets()) {
    const double log = std::log(std::max(1.0, static_cast<double>(middle)));
    const double weight = static_cast<double>(count);
    points.push_back({log, weight});
    n += weight;
    sum += weight * log;
    squares += weight * log * log;
  }
  const double total = squares - sum * sum / n;  // n × variance
  if (!(total > 1e-9)) return std::nullopt;

  double left_n = 0, left_sum = 0, best = 0, best_n = 0, best_sum = 0, split = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    left_n += points[i].count;
    left_sum += points[i].count * points[i].log;
    const double right_n = n - left_n;
    const double gap = left_sum / left_n - (sum - left_sum) / right_n;
    const double between = left_n * right_n / n * gap * gap;
    if (between <= best) continue;
    best = between;
    best_n = left_n;
    best_sum = left_sum;
    split = (points[i].log + points[i + 1].log) / 2;
  }
  const double smaller = std::min(best_n, n - best_n);
  if (best < kLeastExplained * total || smaller < kLeastShare * n) return std::nullopt;
  if ((sum - best_sum) / (n - best_n) - best_sum / best_n < kLeastApart) return std::nullopt;
  double near = 0;
  for (const Point& point : points)
    if (std::fabs(point.log - split) < kNear) near += point.count;
  if (near >= kLeastBetween * smaller) return std::nullopt;
  return TwoGroups{.split_ms = std::exp(split) / 1000,
                   .short_mean_ms = std::exp(best_sum / best_n) / 1000,
                   .long_mean_ms = std::exp((sum - best_sum) / (n - best_n)) / 1000,
                   .long_share = (n - best_n) / n,
                   .explained = best / total};
}

}  // namespace lambda_report::advisor
