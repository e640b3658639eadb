// Does memory grow for good?
//
// Max Memory Used is the high-water mark of an environment.  It rises over the first calls of
// nearly every function and then stays; where it keeps rising for as long as the environment
// lives, the largest value seen is not the largest there will be.  The median of the slopes
// between all pairs of spans (Theil-Sen) tells the two apart: one step leaves most pairs flat.

#include "advisor/memory_growth.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lambda_report::advisor {
namespace {

// Two points always make a line.
constexpr std::size_t kLeastSpans = 3;

/// REQUIRES: !values.empty().
double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// The median slope of the high-water mark, MB for an invocation.
double slope_of(const std::vector<UsedOverTime::Span>& spans) {
  std::vector<double> slopes, invocations, used;
  double count = 0, mark = 0;
  for (const UsedOverTime::Span& span : spans) {
    count += span.invocations;
    mark = std::max(mark, static_cast<double>(span.max_used_mb));
    for (std::size_t i = 0; i < used.size(); ++i)
      slopes.push_back((mark - used[i]) / (count - invocations[i]));
    invocations.push_back(count);
    used.push_back(mark);
  }
  return median(std::move(slopes));
}

}  // namespace

std::optional<MemoryGrowth> memory_growth(const FunctionStats& stats, std::int64_t max_used_mb,
                                          double least_invocations, double rising_share) {
  MemoryGrowth growth;
  std::vector<double> slopes;
  for (const auto& [stream, environment] : stats.environments) {
    if (static_cast<double>(environment.invocations) < least_invocations) continue;
    const std::vector<UsedOverTime::Span> spans = environment.used.spans();
    if (spans.size() < kLeastSpans) continue;
    ++growth.streams;
    growth.longest = std::max<std::uint64_t>(growth.longest, environment.invocations);
    slopes.push_back(slope_of(spans));
    if (slopes.back() > 0) ++growth.rising;
  }
  if (growth.rising == 0 ||
      static_cast<double>(growth.rising) < rising_share * static_cast<double>(growth.streams))
    return std::nullopt;
  const double slope = median(std::move(slopes));
  growth.mb_per_1000 = 1000 * slope;
  const double more = std::min(slope * static_cast<double>(growth.longest), 1e9);
  growth.extrapolated_mb = max_used_mb + static_cast<std::int64_t>(std::ceil(more));
  return growth;
}

}  // namespace lambda_report::advisor
