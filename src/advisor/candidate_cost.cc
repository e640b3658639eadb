#include "advisor/candidate_cost.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "advisor/observed.h"

namespace lambda_report::advisor {
namespace {

/// Half the width of the sketch's bucket around `middle_us`: buckets are 1/64 of their
/// power of two wide, and exact below 64 (lambda_report/sketch.h).
double half_width_us(std::int64_t middle_us) {
  if (middle_us < 64) return 0;
  const auto log2 = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(middle_us))) - 1;
  return static_cast<double>(std::int64_t{1} << (log2 - 6)) / 2;
}

/// ∫₀ˣ ⌈t⌉ dt
double integral_rounded_up(double x) {
  const double whole = std::floor(x);
  return whole * (whole + 1) / 2 + (x - whole) * (whole + 1);
}

}  // namespace

double mean_rounded_up(double low, double high) {
  const double first = std::ceil(low), last = std::ceil(high);
  if (first == last) return first;
  if (high - low > 64) return (low + high) / 2 + 0.5;
  return std::clamp((integral_rounded_up(high) - integral_rounded_up(low)) / (high - low), first,
                    last);
}

std::vector<CandidateCost::Bucket> CandidateCost::spread(const QuantileSketch& us) {
  std::vector<Bucket> buckets;
  if (us.count() == 0) return buckets;
  const double least = static_cast<double>(*us.min()), most = static_cast<double>(*us.max());
  for (const auto& [middle, count] : us.buckets()) {
    const double centre = static_cast<double>(middle), half = half_width_us(middle);
    const double low = std::min(std::max(centre - half, least), most);
    const double high = std::max(std::min(centre + half, most), low);
    buckets.push_back({low / 1000, high / 1000, static_cast<double>(count)});
  }
  return buckets;
}

double CandidateCost::sum(const std::vector<Bucket>& buckets, double factor) {
  double total = 0;
  for (const Bucket& bucket : buckets)
    total += bucket.count * mean_rounded_up(bucket.low_ms * factor, bucket.high_ms * factor);
  return total;
}

CandidateCost::CandidateCost(const FunctionStats& stats)
    : warm_(spread(stats.warm_duration_us)),
      first_(spread(stats.cold_duration_us)),
      invocations_(stats.costed_invocations),
      init_ms_(static_cast<double>(stats.init_us.sum()) / 1000) {
  // A billed duration that is no multiple of 50 proves that the step is 1 ms.
  if (stats.not_multiple_of[1] == 0) return;
  const double measured =
      static_cast<double>(stats.billed_ms) + static_cast<double>(stats.unbilled_init_ms);
  rest_ms_ = measured - billed_ms(1, 1);
}

double CandidateCost::billed_ms(double warm, double first) const {
  return std::max(0.0, sum(warm_, warm) + sum(first_, first) + init_ms_ + rest_ms_);
}

Money CandidateCost::cost(double billed_ms, std::int64_t memory_mb, const RateCard& rates) const {
  const auto whole_ms = static_cast<Int128>(std::llround(std::min(billed_ms, 9e18)));
  return Money::of_mb_ms(whole_ms * memory_mb, rates.duration->rate) +
         Money::of_count(static_cast<Int128>(invocations_), rates.request->rate);
}

}  // namespace lambda_report::advisor
