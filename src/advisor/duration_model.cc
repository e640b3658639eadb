#include "advisor/duration_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>

namespace lambda_report::advisor {
namespace {

constexpr double kOneCpuMb = 1769;
// Lambda's smallest size; the shapes are not defined much below it.
constexpr std::int64_t kLeastMb = 128;
constexpr double kLeastMs = 1e-3;
// Cells this much less likely than the best one cannot move a quantile.
constexpr double kNegligible = 1e-5;

constexpr double kNormalEdge = 6;
constexpr int kNormalSteps = 2048;  // a step of 0.006: interpolation is good to 1e-6

int distance_class(double log2_distance) {
  return log2_distance <= 0.6 ? 0 : log2_distance <= 1.1 ? 1 : 2;
}

double nearest(std::span<const DurationPoint> points, std::int64_t memory_mb) {
  double least = 1e9;
  for (const DurationPoint& point : points)
    least = std::min(least, std::fabs(std::log(static_cast<double>(memory_mb) /
                                               static_cast<double>(point.memory_mb))));
  return least;
}

/// Normal distributions of one width around different centres.
struct Mixture {
  std::vector<std::pair<double, double>> parts;  // centre, weight (sum 1)
  double sd = 1;
};

}  // namespace

void DurationModel::fill_normal_table() {
  normal_table_.resize(kNormalSteps + 2);
  for (int i = 0; i < kNormalSteps + 2; ++i) {
    const double z = -kNormalEdge + 2 * kNormalEdge * i / kNormalSteps;
    normal_table_[static_cast<std::size_t>(i)] = 0.5 * std::erfc(-z / std::sqrt(2.0));
  }
}

double DurationModel::normal_cdf(double z) const {
  if (z <= -kNormalEdge) return 0;
  if (z >= kNormalEdge) return 1;
  const double at = (z + kNormalEdge) * (kNormalSteps / (2 * kNormalEdge));
  const auto i = static_cast<std::size_t>(at);
  const double part = at - static_cast<double>(i);
  return normal_table_[i] + part * (normal_table_[i + 1] - normal_table_[i]);
}

double DurationModel::log_shape(const Shape& shape, std::int64_t memory_mb) const {
  const double cpu =
      std::min(static_cast<double>(std::max(memory_mb, kLeastMb)), shape.cap_mb) / kOneCpuMb;
  return std::log(1 - shape.psi + shape.psi * (1 - shape.delta) / (cpu - shape.delta));
}

double DurationModel::widening(const WideningKey& key) const {
  if (const auto it = widening_.find(key); it != widening_.end()) return it->second;
  // Too rare to have been measured: the widest of the nearest kin.
  const auto [sizes, kind, side, distance] = key;
  double kin = -1, any = 0;
  for (const auto& [other, value] : widening_) {
    if (std::get<0>(other) != sizes) continue;
    any = std::max(any, value);
    if (std::get<1>(other) == kind && std::get<2>(other) == side) kin = std::max(kin, value);
  }
  return kin > -1 ? kin : any;
}

DurationBelief DurationModel::learn(std::span<const DurationPoint> points, CallKind kind,
                                    double standard_error) const {
  assert(!points.empty());
  DurationBelief belief;
  belief.model_ = this;
  belief.points_.assign(points.begin(), points.end());
  belief.standard_error_ = standard_error;
  std::sort(
      belief.points_.begin(), belief.points_.end(),
      [](const DurationPoint& a, const DurationPoint& b) { return a.memory_mb < b.memory_mb; });
  double mean_log = 0;
  for (DurationPoint& point : belief.points_) {
    point.mean_ms = std::max(point.mean_ms, kLeastMs);
    mean_log += std::log(point.mean_ms) / static_cast<double>(points.size());
  }
  belief.class_ = std::exp(mean_log) < short_below_ms_ ? DurationBelief::Class::kShort
                  : kind == CallKind::kFirst           ? DurationBelief::Class::kFirst
                                                       : DurationBelief::Class::kLong;
  belief.weigh_cells();
  return belief;
}

/// The posterior of each cell; T1 is the one that fits the points best.
void DurationBelief::weigh_cells() {
  const std::vector<double>& prior = model_->weights_[static_cast<std::size_t>(class_)];
  const std::vector<DurationModel::Shape>& shapes = model_->shapes_;
  const double variance = model_->tau_ * model_->tau_ + standard_error_ * standard_error_;
  const bool one_cpu = points_.back().memory_mb <= static_cast<std::int64_t>(kOneCpuMb);
  const auto same_below_one_cpu = [](const DurationModel::Shape& a, const DurationModel::Shape& b) {
    return a.psi == b.psi && (a.delta == b.delta || a.psi == 0);
  };

  double best = -1e300, log_t1 = 0, log_likelihood = 0;
  std::vector<double> residuals(points_.size());
  for (std::uint32_t i = 0; i < shapes.size(); ++i) {
    if (i == 0 || !one_cpu || !same_below_one_cpu(shapes[i - 1], shapes[i])) {
      log_t1 = log_likelihood = 0;
      for (std::size_t k = 0; k < points_.size(); ++k) {
        residuals[k] =
            std::log(points_[k].mean_ms) - model_->log_shape(shapes[i], points_[k].memory_mb);
        log_t1 += residuals[k] / static_cast<double>(points_.size());
      }
      for (double residual : residuals)
        log_likelihood -= 0.5 * (residual - log_t1) * (residual - log_t1) / variance;
    }
    all_.push_back({i, std::log(prior[i] + 1e-300) + log_likelihood, log_t1});
    best = std::max(best, all_.back().weight);
  }
  for (Cell& cell : all_) cell.weight = std::exp(cell.weight - best);
  if (!one_cpu) return;
  for (const Cell& cell : all_) {
    if (!below_.empty() && same_below_one_cpu(shapes[below_.back().index], shapes[cell.index]))
      below_.back().weight += cell.weight;
    else
      below_.push_back(cell);
  }
}

double DurationBelief::widening(std::int64_t memory_mb) const {
  const int sizes = static_cast<int>(std::min<std::size_t>(points_.size(), 3));
  const int side = memory_mb < points_.front().memory_mb  ? -1
                   : memory_mb > points_.back().memory_mb ? 1
                                                          : 0;
  int distance = distance_class(nearest(points_, memory_mb) / std::log(2.0));
  if (side == 0) distance = std::min(distance, 1);
  return model_->widening({sizes, static_cast<int>(class_), side, distance});
}

Range DurationBelief::predict(std::int64_t memory_mb) const {
  for (const DurationPoint& point : points_)
    if (point.memory_mb == memory_mb) return {point.mean_ms, point.mean_ms, point.mean_ms};

  const bool below = !below_.empty() && memory_mb <= static_cast<std::int64_t>(kOneCpuMb);
  const std::vector<Cell>& cells = below ? below_ : all_;
  const double drift = 0.07 * std::min(nearest(points_, memory_mb), 2.0);
  const double sd = std::sqrt(0.03 * 0.03 + drift * drift + standard_error_ * standard_error_);

  double heaviest = 0;
  for (const Cell& cell : cells) heaviest = std::max(heaviest, cell.weight);
  Mixture mixture{.parts = {}, .sd = sd};
  mixture.parts.reserve(cells.size());
  double total = 0, lowest = 1e300, highest = -1e300;
  for (const Cell& cell : cells) {
    if (cell.weight <= kNegligible * heaviest) continue;
    const double centre = cell.log_t1 + model_->log_shape(model_->shapes_[cell.index], memory_mb);
    mixture.parts.emplace_back(centre, cell.weight);
    total += cell.weight;
    lowest = std::min(lowest, centre);
    highest = std::max(highest, centre);
  }

  const auto cdf = [&](double x) {
    double sum = 0;
    for (const auto& [centre, weight] : mixture.parts)
      sum += weight * model_->normal_cdf((x - centre) / mixture.sd);
    return sum / total;
  };
  const auto quantile = [&](double q, double low, double high) {
    while (high - low > 1e-5) {
      const double middle = (low + high) / 2;
      (cdf(middle) < q ? low : high) = middle;
    }
    return (low + high) / 2;
  };
  const double left = lowest - 5 * sd, right = highest + 5 * sd;
  const double middle = quantile(0.50, left, right);
  const double low = quantile(0.05, left, middle);
  const double high = quantile(0.95, middle, right);
  const double wider = widening(memory_mb);
  return Range{.low = std::exp(std::min(low - wider, middle)),
               .expected = std::exp(middle),
               .high = std::exp(std::max(high + wider, middle))};
}

}  // namespace lambda_report::advisor
