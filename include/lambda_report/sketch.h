#ifndef LAMBDA_REPORT_SKETCH_H_
#define LAMBDA_REPORT_SKETCH_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "lambda_report/units.h"

namespace lambda_report {

class Packer;
class Unpacker;

/// Exact counts by a small key (below 2^17), such as a bucket or a number of MB.
///
/// An open-addressed table of 8-byte entries that grows with the number of *distinct* keys;
/// one key needs no memory of its own.  Counts hold 47 bits.
class CountTable {
 public:
  static constexpr std::uint32_t kMaxKey = (std::uint32_t{1} << 17) - 2;

  CountTable() = default;
  CountTable(const CountTable& other);
  CountTable(CountTable&& other) noexcept;
  CountTable& operator=(const CountTable& other);
  CountTable& operator=(CountTable&& other) noexcept;

  /// REQUIRES: key <= kMaxKey, times > 0.
  void add(std::uint32_t key, std::uint64_t times = 1);
  void merge(const CountTable& other);
  void clear() noexcept { *this = CountTable(); }

  /// Distinct keys.
  std::size_t size() const noexcept { return used_; }
  /// (key, count), ascending by key.
  std::vector<std::pair<std::uint32_t, std::uint64_t>> sorted() const;

  bool operator==(const CountTable& other) const { return sorted() == other.sorted(); }

 private:
  // An entry is count << 17 | (key + 1); 0 is free.
  static constexpr int kKeyBits = 17;
  static constexpr std::uint64_t kKeyMask = (std::uint64_t{1} << kKeyBits) - 1;

  std::uint32_t home(std::uint64_t tag) const noexcept {
    return static_cast<std::uint32_t>(tag) * 0x9e3779b1u >> shift_;
  }
  void add_new(std::uint64_t tag, std::uint64_t times);
  void grow();

  std::uint32_t used_ = 0;
  std::uint32_t shift_ = 32;  ///< 32 - log2(slots); 32: `single_` is all there is
  std::uint64_t single_ = 0;
  std::unique_ptr<std::uint64_t[]> slots_;
};

inline void CountTable::add(std::uint32_t key, std::uint64_t times) {
  const std::uint64_t tag = key + 1;
  if (shift_ == 32) {
    if ((single_ & kKeyMask) == tag) {
      single_ += times << kKeyBits;
      return;
    }
  } else {
    const std::uint32_t mask = (std::uint32_t{1} << (32 - shift_)) - 1;
    for (std::uint32_t slot = home(tag); slots_[slot] != 0; slot = (slot + 1) & mask) {
      if ((slots_[slot] & kKeyMask) == tag) {
        slots_[slot] += times << kKeyBits;
        return;
      }
    }
  }
  add_new(tag, times);
}

/// Quantiles of non-negative integers, mergeable, with a relative error of at most 1 %.
///
/// Logarithmic buckets with integer counts: each power of two is cut into 64 equal parts,
/// so a bucket is at most 1/64 of its lower edge wide and its middle is within 0.8 % of any
/// member; values below 128 are exact.  No floating point, so every machine fills the same
/// bucket.  Count, sum, min and max are exact.  Merging is adding: the answer does not
/// depend on order or on how the values were split.
///
/// Memory: 16 bytes while all values are the same, else 96 and 8 to 16 for each bucket in use.
class QuantileSketch {
  static constexpr int kPartBits = 6;
  static constexpr std::uint64_t kParts = std::uint64_t{1} << kPartBits;

 public:
  QuantileSketch() = default;
  QuantileSketch(const QuantileSketch& other);
  QuantileSketch(QuantileSketch&& other) noexcept { swap(other); }
  // A copy may throw, and a class made of sketches has to know: so not by value.
  QuantileSketch& operator=(const QuantileSketch& other) { return *this = QuantileSketch(other); }
  QuantileSketch& operator=(QuantileSketch&& other) noexcept {
    QuantileSketch taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~QuantileSketch() {
    if (only_ == kMany) delete many_;
  }

  /// REQUIRES: value >= 0.
  void add(std::int64_t value) {
    if (only_ == kMany)
      many_->add(value, 1);
    else
      add_to_few(value, 1);
  }
  /// REQUIRES: value >= 0, times > 0.
  void add(std::int64_t value, std::uint64_t times) {
    if (only_ == kMany)
      many_->add(value, times);
    else
      add_to_few(value, times);
  }
  /// Adds values of which only their counts by bucket, extremes and sum are known; `counts[i]` is
  /// that of bucket `first` + i.  REQUIRES: there are such values, one at least.
  void add_counts(std::span<const std::uint32_t> counts, std::uint32_t first, std::int64_t min,
                  std::int64_t max, Int128 sum);
  void merge(const QuantileSketch& other);

  std::uint64_t count() const noexcept { return only_ == kMany ? many_->count : times_; }
  Int128 sum() const noexcept {
    return only_ == kMany ? many_->sum : static_cast<Int128>(only_) * static_cast<Int128>(times_);
  }
  std::optional<std::int64_t> min() const noexcept;
  std::optional<std::int64_t> max() const noexcept;

  /// Nearest-rank quantile: the value of rank ⌈numerator/denominator × count⌉ (1-based).
  /// REQUIRES: 0 < numerator <= denominator.  nullopt when empty.
  std::optional<std::int64_t> quantile(std::uint64_t numerator, std::uint64_t denominator) const;
  /// Several, at the price of one.  REQUIRES: count() > 0; 0 < numerator <= denominator for each,
  /// in ascending order.
  std::vector<std::int64_t> quantiles(std::span<const std::uint64_t> numerators,
                                      std::uint64_t denominator) const;

  /// The bucket of a value.  Values below 64 have one each; after that each power of two has 64.
  static constexpr std::uint32_t bucket_of(std::uint64_t value) noexcept {
    const int shift = 63 - std::countl_zero(value | kParts) - kPartBits;
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(shift) << kPartBits) +
                                      (value >> shift));
  }

  /// (middle of the bucket, count) in ascending order, for rescaling a distribution.
  std::vector<std::pair<std::int64_t, std::uint64_t>> buckets() const;

  /// (number of the bucket, count) in ascending order, and the sketch made of them again.
  /// nullopt: no values have these counts, extremes and sum.  Counts hold 47 bits.
  std::vector<std::pair<std::uint32_t, std::uint64_t>> counts() const;
  static std::optional<QuantileSketch> restored(
      std::span<const std::pair<std::uint32_t, std::uint64_t>> counts, std::int64_t min,
      std::int64_t max, Int128 sum);

  bool operator==(const QuantileSketch& other) const;

  friend void pack(const QuantileSketch& sketch, Packer& packer);
  friend void unpack(Unpacker& unpacker, QuantileSketch& sketch);

 private:
  static std::int64_t middle_of(std::uint32_t bucket) noexcept;

  /// Two values at least.
  struct Many {
    Int128 sum = 0;
    std::uint64_t count = 0;
    std::int64_t min = 0, max = 0;
    CountTable counts;

    void add(std::int64_t value, std::uint64_t times) {
      if (value < min) min = value;
      if (value > max) max = value;
      count += times;
      sum += static_cast<Int128>(value) * static_cast<Int128>(times);
      counts.add(bucket_of(static_cast<std::uint64_t>(value)), times);
    }
    bool operator==(const Many&) const = default;
  };
  static constexpr std::int64_t kMany = -1;

  void swap(QuantileSketch& other) noexcept {
    std::swap(only_, other.only_);
    std::swap(bits_, other.bits_);
  }
  void add_to_few(std::int64_t value, std::uint64_t times);
  void make_many();

  // Most sketches of a run with very many functions hold one value, or none.
  std::int64_t only_ = 0;  ///< the value that all have, or kMany
  union {
    std::uint64_t times_;  ///< that it was added
    Many* many_;           ///< owned
    std::uint64_t bits_ = 0;
  };
  static_assert(sizeof(Many*) == sizeof(std::uint64_t));  // NOLINT(bugprone-sizeof-expression)
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SKETCH_H_
