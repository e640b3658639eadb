#ifndef LAMBDA_REPORT_SRC_ADVISOR_SMOOTHED_H_
#define LAMBDA_REPORT_SRC_ADVISOR_SMOOTHED_H_

#include <cstddef>
#include <span>
#include <vector>

namespace lambda_report::advisor {

/// The distribution function of the standard normal distribution, by a table.
///
/// What is smoothed by a normal distribution is summed over bins of a quarter of its standard
/// deviation, so the values that one sum needs lie a quarter apart: they stand beside each other
/// here.  Between two rows, which are 1/256 apart, values are good to 5e-7.
class NormalTable {
 public:
  static constexpr std::size_t kPerDeviation = 4;
  /// Beyond so many standard deviations it is 0 or 1, to 1e-9.
  static constexpr std::size_t kEdge = 6;
  static constexpr std::size_t kRow = 2 * kEdge * kPerDeviation;

  static const NormalTable& get();

  /// Σ bins[k] · Φ((kRow / 2 - 1 - k + part) / 4) over k < kRow.
  /// REQUIRES: 0 <= part < 1; `bins` has kRow values.
  double dot(const double* bins, double part) const noexcept;

 private:
  static constexpr std::size_t kRows = 64;
  NormalTable();

  std::vector<double> rows_;  // of kRow; the last one begins where the first one does, 1/4 on
};

/// Weighted points of the real line, each one smoothed by the same normal distribution.
class Smoothed {
 public:
  Smoothed() = default;
  Smoothed(std::span<const double> points, std::span<const double> weights, double sd) {
    set(points, weights, sd);
  }
  /// Other points, in the memory of those before.
  /// REQUIRES: as many `weights` as `points`, at least one; a positive total; sd > 0.
  void set(std::span<const double> points, std::span<const double> weights, double sd);

  /// Where the distribution function is `q`, to 1e-6 of q or 1e-5 of the place; looked for
  /// between two places.
  double quantile(double q, double low, double high) const;
  /// Nearly all of it lies between these.
  double low() const noexcept { return low_; }
  double high() const noexcept { return high_; }

 private:
  double cdf(double x) const;

  double origin_ = 0, width_ = 0;  // of the first bin
  double low_ = 0, high_ = 0;
  double total_ = 0;
  std::vector<double> bins_, below_;  // below_[i]: of all bins before i
};

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_SMOOTHED_H_
