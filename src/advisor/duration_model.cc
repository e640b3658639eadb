#include "advisor/duration_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <mutex>

namespace lambda_report::advisor {
namespace {

constexpr double kOneCpuMb = 1769;
// Lambda's smallest size; the shapes are not defined much below it.
constexpr std::int64_t kLeastMb = 128;
constexpr double kLeastMs = 1e-3;
// Sizes whose logarithms are remembered: the multiples of a step that advice looks at, and one
// vCPU.
constexpr std::int64_t kStepMb = 64;
constexpr std::size_t kSteps = 3008 / kStepMb + 1;

/// 0: it is not one of them.
std::size_t number_of(std::int64_t memory_mb) {
  if (memory_mb == static_cast<std::int64_t>(kOneCpuMb)) return kSteps;
  if (memory_mb <= 0 || memory_mb % kStepMb != 0) return 0;
  const auto step = static_cast<std::size_t>(memory_mb / kStepMb);
  return step < kSteps ? step : 0;
}

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

}  // namespace

struct DurationModel::Remembered {
  std::array<std::once_flag, kSteps + 1> once;
  std::array<std::vector<double>, kSteps + 1> logs;
};

DurationModel::DurationModel() : remembered_(std::make_unique<Remembered>()) {}
DurationModel::DurationModel(DurationModel&&) noexcept = default;
DurationModel& DurationModel::operator=(DurationModel&&) noexcept = default;
DurationModel::~DurationModel() = default;

std::span<const double> DurationModel::logs_at(std::int64_t memory_mb,
                                               std::vector<double>& room) const {
  const std::size_t number = number_of(memory_mb);
  if (number == 0) {
    work_out_logs(memory_mb, room);
    return room;
  }
  std::call_once(remembered_->once[number],
                 [&] { work_out_logs(memory_mb, remembered_->logs[number]); });
  return remembered_->logs[number];
}

void DurationModel::work_out_logs(std::int64_t memory_mb, std::vector<double>& logs) const {
  const double memory = static_cast<double>(std::max(memory_mb, kLeastMb));
  logs.resize(shapes_.size());
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const Shape& shape = shapes_[i];
    // Shapes side by side often differ above this size only.
    if (i > 0 && shape.psi == shapes_[i - 1].psi && shape.delta == shapes_[i - 1].delta &&
        shapes_[i - 1].cap_mb >= memory && shape.cap_mb >= memory) {
      logs[i] = logs[i - 1];
      continue;
    }
    const double cpu = std::min(memory, shape.cap_mb) / kOneCpuMb;
    logs[i] = std::log(1 - shape.psi + shape.psi * (1 - shape.delta) / (cpu - shape.delta));
  }
}

void DurationModel::make_grids(const std::array<std::vector<double>, 3>& weights) {
  for (const double cap : caps_) make_grid(static_cast<std::int64_t>(cap), weights);
  make_grid(kAnySize, weights);
}

void DurationModel::make_grid(std::int64_t limit_mb,
                              const std::array<std::vector<double>, 3>& weights) {
  const auto same = [limit = static_cast<double>(limit_mb)](const Shape& a, const Shape& b) {
    if (a.psi != b.psi) return false;
    return a.psi == 0 || (a.delta == b.delta && std::min(a.cap_mb, b.cap_mb) >= limit);
  };
  ShapeGrid& grid = grids_.emplace_back();
  grid.limit_mb = limit_mb;
  std::array<std::vector<double>, 3>& prior = grid.log_prior;
  for (std::uint32_t i = 0; i < shapes_.size(); ++i) {
    const bool is_new = grid.shapes.empty() || !same(shapes_[grid.shapes.back()], shapes_[i]);
    if (is_new) grid.shapes.push_back(i);
    for (std::size_t c = 0; c < prior.size(); ++c) {
      if (is_new) prior[c].push_back(0);
      prior[c].back() += weights[c][i];
    }
  }
  for (std::vector<double>& values : prior)
    for (double& value : values) value = std::log(value + 1e-300);
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
                                    double standard_error, std::int64_t up_to_mb) const {
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
  const std::int64_t largest = std::max(up_to_mb, belief.points_.back().memory_mb);
  belief.grid_ = &*std::find_if(grids_.begin(), grids_.end(), [largest](const ShapeGrid& grid) {
    return largest <= grid.limit_mb;
  });
  belief.weigh_shapes();
  return belief;
}

/// The posterior of each shape; T1 is the one that fits the points best.
void DurationBelief::weigh_shapes() {
  const std::vector<std::uint32_t>& shapes = grid_->shapes;
  const std::vector<double>& prior = grid_->log_prior[static_cast<std::size_t>(class_)];
  const double variance = model_->tau_ * model_->tau_ + standard_error_ * standard_error_;
  const auto count = static_cast<double>(points_.size());
  std::vector<double> room, residuals(points_.size() * shapes.size());
  weights_ = prior;
  log_t1s_.assign(shapes.size(), 0);
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const double seen = std::log(points_[k].mean_ms);
    const std::span<const double> logs = model_->logs_at(points_[k].memory_mb, room);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const double residual = seen - logs[shapes[i]];
      residuals[k * shapes.size() + i] = residual;
      log_t1s_[i] += residual / count;
    }
  }
  for (std::size_t k = 0; k < points_.size(); ++k) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const double off = residuals[k * shapes.size() + i] - log_t1s_[i];
      weights_[i] -= 0.5 * off * off / variance;
    }
  }
  const double best = *std::max_element(weights_.begin(), weights_.end());
  for (double& weight : weights_) weight = std::exp(weight - best);
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

Range DurationBelief::predict(std::int64_t memory_mb) {
  for (const DurationPoint& point : points_)
    if (point.memory_mb == memory_mb) return {point.mean_ms, point.mean_ms, point.mean_ms};

  assert(memory_mb <= grid_->limit_mb);
  const double drift = 0.07 * std::min(nearest(points_, memory_mb), 2.0);
  const double sd = std::sqrt(0.03 * 0.03 + drift * drift + standard_error_ * standard_error_);

  const std::span<const double> logs = model_->logs_at(memory_mb, logs_);
  centres_ = log_t1s_;
  for (std::size_t i = 0; i < centres_.size(); ++i) centres_[i] += logs[grid_->shapes[i]];
  smoothed_.set(centres_, weights_, sd);
  const double middle = smoothed_.quantile(0.50, smoothed_.low(), smoothed_.high());
  const double low = smoothed_.quantile(0.05, smoothed_.low(), middle);
  const double high = smoothed_.quantile(0.95, middle, smoothed_.high());
  const double wider = widening(memory_mb);
  return Range{.low = std::exp(std::min(low - wider, middle)),
               .expected = std::exp(middle),
               .high = std::exp(std::max(high + wider, middle))};
}

}  // namespace lambda_report::advisor
