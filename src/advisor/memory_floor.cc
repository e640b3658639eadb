// The least memory that a log supports.
//
// An out-of-memory kill is not a slow request, so the statistic is the maximum, never a
// percentile.  Max Memory Used is in practice a high-water mark of its execution
// environment: ten thousand lines of one environment are one observation of how far it
// goes, which is why the head-room asks for environments too.

#include <algorithm>
#include <cmath>

#include "advisor/observed.h"
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

}  // namespace

std::optional<MemoryFloor> memory_floor(const FunctionStats& stats, std::int64_t memory_size_mb) {
  const std::optional<advisor::MemoryUse> use = advisor::memory_use(stats, memory_size_mb);
  if (!use || memory_size_mb <= 0) return std::nullopt;
  MemoryFloor floor;
  floor.observed_max_mb = use->max_mb;
  floor.head_room = head_room(*use, advisor::environments_of(stats));
  floor.censored = use->max_mb * 100 >= memory_size_mb * 95;
  floor.enough_data = use->lines >= kLinesForAnySmaller;
  const auto wanted = static_cast<std::int64_t>(
      std::ceil(floor.head_room * static_cast<double>(use->max_mb) - 1e-9));
  const std::int64_t with_room = advisor::round_up_64(std::max(wanted, use->max_mb + kLeastRoomMb));
  floor.floor_mb = std::max({with_room, std::min(memory_size_mb, kLeastProposedMb), kLeastMb});
  return floor;
}

}  // namespace lambda_report
