#include "aggregator/busy_sums.h"

#include <cassert>
#include <optional>
#include <span>
#include <utility>

namespace lambda_report::aggregator {
namespace {

/// Adds the counts of buckets to a sketch.  REQUIRES: they are those of such values.
void merge_into(QuantileSketch& sketch, std::span<const std::uint32_t> counts, std::int64_t min,
                std::int64_t max, std::uint64_t sum) {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> buckets;
  const std::uint32_t last = QuantileSketch::bucket_of(static_cast<std::uint64_t>(max));
  for (std::uint32_t b = QuantileSketch::bucket_of(static_cast<std::uint64_t>(min)); b <= last; ++b)
    if (counts[b] != 0) buckets.emplace_back(b, counts[b]);
  const std::optional<QuantileSketch> added =
      QuantileSketch::restored(buckets, min, max, static_cast<Int128>(sum));
  assert(added);
  if (added) sketch.merge(*added);
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
  merge_into(stats.warm_duration_us, durations_, shortest_us_, longest_us_[0], duration_us_);
  merge_into(stats.billed_ms_sketch, billed_, least_billed_ms_, most_billed_ms_, billed_ms_);
  for (std::size_t mb = 0; mb < used_.size(); ++mb)
    if (used_[mb] != 0) used_mb.add(static_cast<std::uint32_t>(mb), used_[mb]);
  for (const std::int64_t us : longest_us_) stats.note_longest(us);
  if (!stats.first || first_ms_ < stats.first->ms) stats.first = Timestamp{first_ms_};
  if (!stats.last || last_ms_ > stats.last->ms) stats.last = Timestamp{last_ms_};
  *this = BusySums(memory_mb_);
}

}  // namespace lambda_report::aggregator
