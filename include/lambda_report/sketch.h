#ifndef LAMBDA_REPORT_SKETCH_H_
#define LAMBDA_REPORT_SKETCH_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "lambda_report/units.h"

namespace lambda_report {

/// Quantiles of non-negative integers, mergeable, with a relative error of at most 1 %.
///
/// Logarithmic buckets with integer counts: each power of two is cut into 64 equal parts,
/// so a bucket is at most 1/64 of its lower edge wide and its middle is within 0.8 % of any
/// member; values below 64 are exact.  No floating point, so every machine fills the same
/// bucket.  Count, sum, min and max are exact.  Merging is adding: the answer does not
/// depend on order or on how the values were split.
///
/// Memory: a sorted list of (bucket, count) while few buckets are in use, pages of 64
/// counts made on demand after that.
class QuantileSketch {
 public:
  /// REQUIRES: value >= 0.
  void add(std::int64_t value, std::uint64_t times = 1);
  void merge(const QuantileSketch& other);

  std::uint64_t count() const noexcept { return count_; }
  Int128 sum() const noexcept { return sum_; }
  std::optional<std::int64_t> min() const noexcept;
  std::optional<std::int64_t> max() const noexcept;

  /// Nearest-rank quantile: the value of rank ⌈numerator/denominator × count⌉ (1-based).
  /// REQUIRES: 0 < numerator <= denominator.  nullopt when empty.
  std::optional<std::int64_t> quantile(std::uint64_t numerator, std::uint64_t denominator) const;

  /// (middle of the bucket, count) in ascending order, for rescaling a distribution.
  std::vector<std::pair<std::int64_t, std::uint64_t>> buckets() const;

  bool operator==(const QuantileSketch&) const;

 private:
  struct Entry {
    std::uint32_t bucket;
    std::uint64_t count;
    bool operator==(const Entry&) const = default;
  };
  std::uint64_t count_ = 0;
  Int128 sum_ = 0;
  std::int64_t min_ = 0, max_ = 0;
  std::vector<Entry> entries_;  // sorted by bucket, while small
  std::vector<std::vector<std::uint64_t>>
      pages_;  // otherwise; page p holds buckets 64 p .. 64 p + 63
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SKETCH_H_
