// The least memory that a log supports.
//
// An out-of-memory kill is not a slow request, so the statistic is the maximum, never a
// percentile.  Max Memory Used is in practice a high-water mark of its execution
// environment: ten thousand lines of one environment are one observation of how far it
// goes, which is why the head-room asks for environments too.

#include <algorithm>
#include <cmath>

#include "advisor/memory_growth.h"
#include "advisor/observed.h"
#include "advisor/sizing.h"
#include "advisor/wording.h"
#include "lambda_report/advice.h"

namespace lambda_report {
namespace {

constexpr std::uint64_t kLinesForAnySmaller = 20;
constexpr std::uint64_t kLinesForLeastHeadRoom = 50;
constexpr std::uint64_t kEnvironmentsForLeastHeadRoom = 3;
constexpr std::int64_t kLeastRoomMb = 32;
// At 128 MB the runtime's fixed work takes a large part of a 7 % CPU share, and calls can
// take more than twice as long as at 256: it is proposed only where it was seen to work.
constexpr std::int64_t kLeastProposedMb = 192;
constexpr std::int64_t kLeastMb = 128;

double head_room(const advisor::MemoryUse& use, std::optional<std::uint64_t> environments) {
  const bool known_well = use.lines >= kLinesForLeastHeadRoom && environments &&
                          *environments >= kEnvironmentsForLeastHeadRoom;
  const double by_sample = known_well ? 1.25 : 1.5;
  if (use.max_mb <= 0) return by_sample;
  // A maximum far above the 99 % quantile says that the tail is long: expect more of it.
  const double tail =
      static_cast<double>(use.max_mb - use.q99_mb) / static_cast<double>(use.max_mb);
  return std::max(by_sample, 1 + 2 * tail);
}

/// The floor of one row before the least size that may be proposed; floor_mb is the need.
std::optional<MemoryFloor> need_of(const FunctionStats& stats, std::int64_t memory_size_mb) {
  const std::optional<advisor::MemoryUse> use = advisor::memory_use(stats, memory_size_mb);
  if (!use || memory_size_mb <= 0) return std::nullopt;
  MemoryFloor need;
  need.observed_max_mb = use->max_mb;
  need.head_room = head_room(*use, advisor::environments_of(stats));
  need.censored = use->max_mb * 100 >= memory_size_mb * 95 || stats.out_of_memory > 0;
  need.enough_data = use->lines >= kLinesForAnySmaller;
  const auto wanted = static_cast<std::int64_t>(
      std::ceil(need.head_room * static_cast<double>(use->max_mb) - 1e-9));
  need.floor_mb = advisor::round_up_64(std::max(wanted, use->max_mb + kLeastRoomMb));
  return need;
}

std::int64_t at_least_proposable(std::int64_t need_mb, std::int64_t least_seen_mb) {
  return std::max({need_mb, std::min(least_seen_mb, kLeastProposedMb), kLeastMb});
}

}  // namespace

std::optional<MemoryFloor> memory_floor(const FunctionStats& stats, std::int64_t memory_size_mb) {
  std::optional<MemoryFloor> floor = need_of(stats, memory_size_mb);
  if (floor) floor->floor_mb = at_least_proposable(floor->floor_mb, memory_size_mb);
  return floor;
}

namespace advisor {
namespace {

/// The growth of the row's memory where it leads beyond the head-room.
std::optional<MemoryGrowth> growth_beyond(const Sizing& sizing, std::int64_t max_used_mb,
                                          double head_room) {
  const RuleThresholds limit(*find_rule("memory-growth"), sizing.options.rules);
  std::optional<MemoryGrowth> growth = memory_growth(
      *sizing.input.stats, max_used_mb, limit["invocations"], limit["environments_share"]);
  if (growth &&
      static_cast<double>(growth->extrapolated_mb) <= head_room * static_cast<double>(max_used_mb))
    growth.reset();
  return growth;
}

}  // namespace

bool find_floor(const Sizing& sizing, FunctionAdvice& advice) {
  const std::optional<MemoryFloor> own = need_of(*sizing.input.stats, sizing.current_mb);
  if (!own) return false;
  std::int64_t need_mb = own->floor_mb, max_used_mb = own->observed_max_mb;
  std::int64_t least_seen_mb = sizing.current_mb;
  for (std::size_t i = 0; i < sizing.strata.comparable.size(); ++i) {
    const std::int64_t size = sizing.strata.comparable_sizes[i];
    const std::optional<MemoryFloor> other = need_of(*sizing.strata.comparable[i], size);
    if (!other || size == sizing.current_mb) continue;
    // Where the memory was full, all that is known is that more is needed.
    need_mb = std::max(need_mb, other->censored ? round_up_64(size + 1) : other->floor_mb);
    max_used_mb = std::max(max_used_mb, other->observed_max_mb);
    if (!other->censored && other->enough_data) least_seen_mb = std::min(least_seen_mb, size);
  }
  advice.growth = growth_beyond(sizing, max_used_mb, own->head_room);
  if (advice.growth) need_mb = std::max(need_mb, round_up_64(advice.growth->extrapolated_mb));
  advice.floor_mb = at_least_proposable(need_mb, least_seen_mb);
  advice.max_memory_used_mb = max_used_mb;
  advice.head_room = own->head_room;
  advice.need_unknown = own->censored;
  return own->enough_data && !own->censored;
}

}  // namespace advisor

}  // namespace lambda_report
