#include "advisor/duration_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace lambda_report::advisor {
namespace {

constexpr double kOneCpuMb = 1769;
// Lambda's smallest size; the shapes are not defined much below it.
constexpr std::int64_t kLeastMb = 128;
constexpr double kLeastMs = 1e-3;
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

/// A histogram of weighted points that keeps their mean: each point is shared between the
/// two nearest bins.  With bins of a quarter of a standard deviation the smoothed
/// distribution is the one of the points themselves to 0.05 %.
class Histogram {
 public:
  Histogram(double low, double high, double width)
      : low_(low), width_(width), bins_(static_cast<std::size_t>((high - low) / width) + 2) {}

  void add(double at, double weight) {
    const double place = (at - low_) / width_;
    const auto bin = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(bin);
    bins_[bin] += weight * (1 - part);
    bins_[bin + 1] += weight * part;
    total_ += weight;
  }
  /// REQUIRES: nothing is added afterwards.
  void sum_up() {
    below_.resize(bins_.size() + 1);
    for (std::size_t i = 0; i < bins_.size(); ++i) below_[i + 1] = below_[i] + bins_[i];
  }
  double centre(std::size_t bin) const { return low_ + width_ * static_cast<double>(bin); }
  /// The first bin whose centre is not below `at`.
  std::size_t from(double at) const {
    const double place = std::ceil((at - low_) / width_);
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins_.size())));
  }
  /// Of all bins before this one.
  double below(std::size_t bin) const { return below_[bin]; }
  double weight(std::size_t bin) const { return bins_[bin]; }
  double total() const { return total_; }

 private:
  double low_, width_;
  double total_ = 0;
  std::vector<double> bins_, below_;
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

/// The posterior of each shape; T1 is the one that fits the points best.
void DurationBelief::weigh_cells() {
  const std::vector<double>& prior = model_->weights_[static_cast<std::size_t>(class_)];
  const double variance = model_->tau_ * model_->tau_ + standard_error_ * standard_error_;
  Cells all{.limit_mb = std::numeric_limits<std::int64_t>::max(), .list = {}};
  double best = -1e300;
  std::vector<double> residuals(points_.size());
  for (std::uint32_t i = 0; i < model_->shapes_.size(); ++i) {
    double log_t1 = 0, log_likelihood = 0;
    for (std::size_t k = 0; k < points_.size(); ++k) {
      residuals[k] = std::log(points_[k].mean_ms) -
                     model_->log_shape(model_->shapes_[i], points_[k].memory_mb);
      log_t1 += residuals[k] / static_cast<double>(points_.size());
    }
    for (double residual : residuals)
      log_likelihood -= 0.5 * (residual - log_t1) * (residual - log_t1) / variance;
    all.list.push_back({i, std::log(prior[i] + 1e-300) + log_likelihood, log_t1});
    best = std::max(best, all.list.back().weight);
  }
  for (Cell& cell : all.list) cell.weight = std::exp(cell.weight - best);
  cells_.push_back(std::move(all));
  for (const double limit : model_->caps_)
    if (static_cast<double>(points_.back().memory_mb) <= limit)
      cells_.push_back(merged_up_to(static_cast<std::int64_t>(limit)));
  std::sort(cells_.begin(), cells_.end(),
            [](const Cells& a, const Cells& b) { return a.limit_mb < b.limit_mb; });
}

/// REQUIRES: no point above `limit_mb`, so that shapes that are the same up to it are as
/// likely but for their prior.
DurationBelief::Cells DurationBelief::merged_up_to(std::int64_t limit_mb) const {
  const auto same = [this, limit = static_cast<double>(limit_mb)](const Cell& a, const Cell& b) {
    const DurationModel::Shape& x = model_->shapes_[a.index];
    const DurationModel::Shape& y = model_->shapes_[b.index];
    if (x.psi != y.psi) return false;
    return x.psi == 0 || (x.delta == y.delta && std::min(x.cap_mb, y.cap_mb) >= limit);
  };
  Cells merged{.limit_mb = limit_mb, .list = {}};
  for (const Cell& cell : cells_.front().list) {
    if (!merged.list.empty() && same(merged.list.back(), cell))
      merged.list.back().weight += cell.weight;
    else
      merged.list.push_back(cell);
  }
  return merged;
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

  const auto fitting = std::find_if(cells_.begin(), cells_.end(), [memory_mb](const Cells& cells) {
    return memory_mb <= cells.limit_mb;
  });
  const double drift = 0.07 * std::min(nearest(points_, memory_mb), 2.0);
  const double sd = std::sqrt(0.03 * 0.03 + drift * drift + standard_error_ * standard_error_);

  std::vector<double> centres;
  centres.reserve(fitting->list.size());
  for (const Cell& cell : fitting->list)
    centres.push_back(cell.log_t1 + model_->log_shape(model_->shapes_[cell.index], memory_mb));
  const auto [lowest, highest] = std::minmax_element(centres.begin(), centres.end());
  Histogram histogram(*lowest, *highest, sd / 4);
  for (std::size_t i = 0; i < centres.size(); ++i)
    histogram.add(centres[i], fitting->list[i].weight);
  histogram.sum_up();

  const auto cdf = [&](double x) {
    const std::size_t first = histogram.from(x - kNormalEdge * sd);
    const std::size_t last = histogram.from(x + kNormalEdge * sd);
    double sum = histogram.below(first);
    for (std::size_t i = first; i < last; ++i)
      sum += histogram.weight(i) * model_->normal_cdf((x - histogram.centre(i)) / sd);
    return sum / histogram.total();
  };
  // The Illinois method: a secant inside a bracket, a third of the steps of halving it.
  const auto quantile = [&](double q, double low, double high) {
    double at_low = cdf(low) - q, at_high = cdf(high) - q, at = low;
    int last_side = 0;
    for (int step = 0; step < 60 && high - low > 1e-5; ++step) {
      at = (low * at_high - high * at_low) / (at_high - at_low);
      const double value = cdf(at) - q;
      if (std::fabs(value) < 1e-6) break;
      if (value < 0) {
        low = at;
        at_low = value;
        if (last_side < 0) at_high /= 2;
        last_side = -1;
      } else {
        high = at;
        at_high = value;
        if (last_side > 0) at_low /= 2;
        last_side = 1;
      }
    }
    return at;
  };
  const double left = *lowest - 5 * sd, right = *highest + 5 * sd;
  const double middle = quantile(0.50, left, right);
  const double low = quantile(0.05, left, middle);
  const double high = quantile(0.95, middle, right);
  const double wider = widening(memory_mb);
  return Range{.low = std::exp(std::min(low - wider, middle)),
               .expected = std::exp(middle),
               .high = std::exp(std::max(high + wider, middle))};
}

}  // namespace lambda_report::advisor
