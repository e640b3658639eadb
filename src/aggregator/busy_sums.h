#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_BUSY_SUMS_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_BUSY_SUMS_H_

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <limits>
#include <vector>

#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

// Most invocations of a busy cell have nothing special: warm, billed by the millisecond, with
// all figures and a time.  Those are added here, in 64-bit sums and counts that lie at known
// places, where adding takes no search and no branch that a figure decides; the sums of the
// cell follow when it is asked for them.  That is some 10 to 50 KiB, so only the first few busy
// cells have one.

/// The figures of such an invocation.
struct UsualFigures {
  std::int64_t duration_us, time_ms;
  std::int32_t billed_ms, used_mb;
};

class BusySums {
 public:
  /// Sums of more would not fit.
  static constexpr std::uint32_t kMost = 1u << 18;
  /// Memory sizes above this are nobody's, and would take room.
  static constexpr std::int64_t kMaxMemoryMb = 10'240;

  /// REQUIRES: 0 <= memory_mb <= kMaxMemoryMb.
  explicit BusySums(std::int64_t memory_mb)
      : memory_mb_(memory_mb), used_(static_cast<std::size_t>(memory_mb) + 1) {}

  bool is_full() const noexcept { return count_ == kMost; }

  /// REQUIRES: nothing is negative, used_mb <= memory_mb, the ranges of units.h, !is_full().
  void add(const UsualFigures& f) noexcept {
    const auto duration = static_cast<std::uint64_t>(f.duration_us);
    const auto billed = static_cast<std::uint32_t>(f.billed_ms);
    ++count_;
    duration_us_ += duration;
    squares_ += static_cast<unsigned __int128>(duration) * duration;
    billed_ms_ += billed;
    idle_mb_ms_ += f.billed_ms * (memory_mb_ - f.used_mb);
    no_multiple_of_100_ += std::uint32_t{billed % 100 != 0};
    no_multiple_of_50_ += std::uint32_t{billed % 50 != 0};
    assert(duration <= kMaxDurationUs && billed <= kMaxDurationUs / 1000);
    assert(static_cast<std::uint32_t>(f.used_mb) < used_.size());
    ++durations_.data()[QuantileSketch::bucket_of(duration)];
    ++billed_.data()[QuantileSketch::bucket_of(billed)];
    ++used_.data()[static_cast<std::uint32_t>(f.used_mb)];
    shortest_us_ = std::min(shortest_us_, f.duration_us);
    least_billed_ms_ = std::min(least_billed_ms_, f.billed_ms);
    most_billed_ms_ = std::max(most_billed_ms_, f.billed_ms);
    first_ms_ = std::min(first_ms_, f.time_ms);
    last_ms_ = std::max(last_ms_, f.time_ms);
    if (f.duration_us > longest_us_[1]) {
      longest_us_[1] = f.duration_us;
      if (f.duration_us > longest_us_[0]) std::swap(longest_us_[0], longest_us_[1]);
    }
  }

  /// Adds all of it to the sums of a cell, and starts again.
  void move_into(FunctionStats& stats, CountTable& used_mb);

 private:
  static constexpr std::size_t kDurationBuckets =
      QuantileSketch::bucket_of(std::uint64_t{kMaxDurationUs}) + 1;
  static constexpr std::size_t kBilledBuckets =
      QuantileSketch::bucket_of(std::uint64_t{kMaxDurationUs / 1000}) + 1;

  std::int64_t memory_mb_;
  std::uint32_t count_ = 0, no_multiple_of_100_ = 0, no_multiple_of_50_ = 0;
  std::int32_t least_billed_ms_ = std::numeric_limits<std::int32_t>::max(), most_billed_ms_ = -1;
  std::uint64_t duration_us_ = 0, billed_ms_ = 0;
  std::int64_t idle_mb_ms_ = 0;
  __extension__ unsigned __int128 squares_ = 0;
  std::int64_t shortest_us_ = std::numeric_limits<std::int64_t>::max();
  std::array<std::int64_t, 2> longest_us_ = {-1, -1};
  std::int64_t first_ms_ = std::numeric_limits<std::int64_t>::max(), last_ms_ = -1;
  std::vector<std::uint32_t> used_;  ///< of each number of MB
  std::array<std::uint32_t, kDurationBuckets> durations_{};
  std::array<std::uint32_t, kBilledBuckets> billed_{};
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_BUSY_SUMS_H_
