#include "advisor/smoothed.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

namespace lambda_report::advisor {
namespace {

/// Bins without weight on either side, so that no sum leaves the bins.
constexpr std::size_t kMargin = NormalTable::kRow;
/// Of a row, as many bins lie below the place that it is for.
constexpr std::size_t kBelow = NormalTable::kRow / 2 - 1;

}  // namespace

NormalTable::NormalTable() : rows_((kRows + 1) * kRow) {
  for (std::size_t row = 0; row <= kRows; ++row) {
    for (std::size_t k = 0; k < kRow; ++k) {
      const double steps =
          static_cast<double>(kBelow) - static_cast<double>(k) + static_cast<double>(row) / kRows;
      rows_[row * kRow + k] = 0.5 * std::erfc(-steps / kPerDeviation / std::sqrt(2.0));
    }
  }
}

const NormalTable& NormalTable::get() {
  static const NormalTable table;
  return table;
}

double NormalTable::dot(const double* bins, double part) const noexcept {
  const double place = part * kRows;
  const auto row = static_cast<std::size_t>(place);
  const double* const here = rows_.data() + row * kRow;
  const double* const next = here + kRow;
  // Sums side by side, which fit into registers of two; always the same four, so that the result
  // does not depend on the compiler.
  using Two = double __attribute__((vector_size(2 * sizeof(double))));
  const auto two = [](const double* from) {
    Two values;
    std::memcpy(&values, from, sizeof values);
    return values;
  };
  Two low[2] = {}, high[2] = {};
  for (std::size_t k = 0; k < kRow; k += 4) {
    for (std::size_t i = 0; i < 2; ++i) {
      const Two weights = two(bins + k + 2 * i);
      low[i] += weights * two(here + k + 2 * i);
      high[i] += weights * two(next + k + 2 * i);
    }
  }
  const Two lows = low[0] + low[1], highs = high[0] + high[1];
  const double from = lows[0] + lows[1], to = highs[0] + highs[1];
  return from + (place - static_cast<double>(row)) * (to - from);
}

void Smoothed::set(std::span<const double> points, std::span<const double> weights, double sd) {
  assert(!points.empty() && points.size() == weights.size() && sd > 0);
  width_ = sd / NormalTable::kPerDeviation;
  total_ = 0;
  const auto [lowest, highest] = std::minmax_element(points.begin(), points.end());
  low_ = *lowest - 5 * sd;
  high_ = *highest + 5 * sd;
  origin_ = *lowest - static_cast<double>(kMargin) * width_;
  bins_.assign(static_cast<std::size_t>((*highest - *lowest) / width_) + 2 + 2 * kMargin, 0);
  // Each point is shared between the two nearest bins, which keeps the mean: the smoothed
  // distribution is the one of the points themselves to 0.13 % of all, mostly to a tenth of that.
  const double per_width = 1 / width_;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double place = (points[i] - origin_) * per_width;
    const auto bin = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(bin);
    bins_[bin] += weights[i] * (1 - part);
    bins_[bin + 1] += weights[i] * part;
    total_ += weights[i];
  }
  below_.resize(bins_.size() + 1);
  below_[0] = 0;
  for (std::size_t i = 0; i < bins_.size(); ++i) below_[i + 1] = below_[i] + bins_[i];
}

double Smoothed::cdf(double x) const {
  const double place = (x - origin_) / width_;
  const double whole = std::floor(place);
  const std::size_t first = static_cast<std::size_t>(whole) - kBelow;
  const double near = NormalTable::get().dot(bins_.data() + first, place - whole);
  return (below_[first] + near) / total_;
}

// The Illinois method: a secant inside a bracket, a third of the steps of halving it.
double Smoothed::quantile(double q, double low, double high) const {
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
}

}  // namespace lambda_report::advisor
