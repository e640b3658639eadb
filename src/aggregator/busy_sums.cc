#include "aggregator/busy_sums.h"

#include <span>

namespace lambda_report::aggregator {
namespace {

/// `counts`: of every bucket there may be.
void add_to(QuantileSketch& sketch, std::span<const std::uint32_t> counts, std::int64_t min,
            std::int64_t max, std::uint64_t sum) {
  const std::uint32_t first = QuantileSketch::bucket_of(static_cast<std::uint64_t>(min));
  const std::uint32_t last = QuantileSketch::bucket_of(static_cast<std::uint64_t>(max));
  sketch.add_counts(counts.subspan(first, last - first + 1), first, min, max,
                    static_cast<Int128>(sum));
}

}  // namespace

void BusySums::move_into(FunctionStats& stats, CountTable& used_mb) {
  if (count_ == 0) return;
  stats.invocations += count_;
  stats.costed_invocations += count_;
  stats.billed_ms += static_cast<Int128>(billed_ms_);
  stats.billed_mb_ms += static_cast<Int128>(billed_ms_) * memory_mb_;
  stats.idle_mb_ms += idle_mb_ms_;
  stats.not_multiple_of[0] += no_multiple_of_100_;
  stats.not_multiple_of[1] += no_multiple_of_50_;
  stats.warm_duration_squares += static_cast<Int128>(squares_);
  add_to(stats.warm_duration_us, durations_, shortest_us_, longest_us_[0], duration_us_);
  add_to(stats.billed_ms_sketch, billed_, least_billed_ms_, most_billed_ms_, billed_ms_);
  for (std::size_t mb = 0; mb < used_.size(); ++mb)
    if (used_[mb] != 0) used_mb.add(static_cast<std::uint32_t>(mb), used_[mb]);
  for (const std::int64_t us : longest_us_) stats.note_longest(us);
  if (!stats.first || first_ms_ < stats.first->ms) stats.first = Timestamp{first_ms_};
  if (!stats.last || last_ms_ > stats.last->ms) stats.last = Timestamp{last_ms_};
  *this = BusySums(memory_mb_);
}

}  // namespace lambda_report::aggregator
