#include "state/read_row.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "lambda_report/state.h"
#include "state/fields.h"

namespace lambda_report::state {
namespace {

// A time may lie a day and a bit before 1970: an invocation that ended then began earlier.
constexpr std::int64_t kMostMs = std::int64_t{1} << 44;

bool read_sketch(std::string_view bytes, QuantileSketch& into) {
  Reader in(bytes);
  const std::uint64_t min = in.varint(), spread = in.varint();
  const UInt128 sum = in.varint128();
  if (min > kMaxDurationUs || spread > kMaxDurationUs - min || sum > kMostSummed) return false;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> counts;
  std::uint64_t bucket = in.varint();
  for (bool first = true; !in.at_end(); first = false) {
    const std::uint64_t word = in.varint();
    if (!first) bucket += 1;
    if ((word & 1) != 0) {
      const std::uint64_t gap = in.varint();
      if (first || gap > CountTable::kMaxKey) return false;
      bucket += gap + 1;
    }
    if (bucket > CountTable::kMaxKey) return false;
    counts.emplace_back(static_cast<std::uint32_t>(bucket), word >> 1);
  }
  if (in.failed() || counts.empty()) return false;
  std::optional<QuantileSketch> sketch =
      QuantileSketch::restored(counts, static_cast<std::int64_t>(min),
                               static_cast<std::int64_t>(min + spread), static_cast<Int128>(sum));
  if (!sketch) return false;
  into = *std::move(sketch);
  return true;
}

bool read_steps(std::string_view bytes, FunctionStats& stats) {
  Reader in(bytes);
  for (std::uint64_t& count : stats.not_multiple_of) {
    count = in.varint();
    if (count > stats.invocations) return false;
  }
  return !in.failed() && in.at_end() && stats.not_multiple_of != std::array<std::uint64_t, 3>{};
}

bool read_memory(std::string_view bytes, FunctionStats& stats) {
  Reader in(bytes);
  std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, std::uint64_t>> pairs;
  std::pair<std::int64_t, std::int64_t> before{0, 0};
  UInt128 total = 0;
  while (!in.at_end()) {
    const std::uint64_t size = in.varint(), used = in.varint(), count = in.varint();
    if (size > kMaxMemoryMb || used > kMaxMemoryMb || count == 0) return false;
    const std::pair<std::int64_t, std::int64_t> key = {
        before.first + static_cast<std::int64_t>(size),
        (size == 0 ? before.second : 0) + static_cast<std::int64_t>(used)};
    if (key.first > kMaxMemoryMb || key.second > kMaxMemoryMb) return false;
    if (!pairs.empty() && key <= before) return false;
    pairs.emplace_back(key, count);
    total += count;
    before = key;
  }
  if (in.failed() || total > stats.invocations) return false;
  stats.memory = decltype(stats.memory)::from_sorted(std::move(pairs));
  return true;
}

bool read_environments(std::string_view bytes, FunctionStats& stats) {
  Reader in(bytes);
  std::vector<std::pair<std::uint64_t, EnvironmentStats>> pairs;
  std::uint64_t hash = 0;
  UInt128 total = 0;
  while (!in.at_end()) {
    const std::uint64_t step = in.varint();
    EnvironmentStats seen;
    seen.invocations = in.varint();
    const std::uint64_t most = in.varint();
    if (step == 0 || step > ~hash || most > kMaxMemoryMb || seen.invocations == 0) return false;
    hash += step;
    seen.max_memory_used_mb = static_cast<std::int64_t>(most);
    pairs.emplace_back(hash, seen);
    total += seen.invocations;
  }
  if (in.failed() || total > stats.invocations || pairs.size() > kSampledEnvironments) return false;
  stats.environments = decltype(stats.environments)::from_sorted(std::move(pairs));
  return true;
}

bool read_intervals(std::string_view bytes, FunctionStats& stats) {
  Reader in(bytes);
  std::int64_t start = 0;
  Intervals::Interval last = {-kMostMs, -kMostMs};
  while (!in.at_end()) {
    const std::int64_t step = in.zigzag();
    const std::uint64_t length = in.varint();
    if (step < -kMostMs || step > kMostMs || length > kMostMs) return false;
    start += step;
    if (start < -kMostMs || start > kMostMs) return false;
    const Intervals::Interval interval{start, start + static_cast<std::int64_t>(length)};
    if (interval < last) return false;
    last = interval;
    stats.intervals.add(interval.first, interval.second);
  }
  return !in.failed() &&
         stats.intervals.size() <= std::min<std::uint64_t>(kSavedIntervals, stats.invocations);
}

bool read_longest(std::string_view bytes, FunctionStats& stats) {
  Reader in(bytes);
  for (std::int64_t& us : stats.longest_us) {
    const std::uint64_t field = in.varint();
    if (field > kMaxDurationUs + 1) return false;
    us = static_cast<std::int64_t>(field) - 1;
  }
  const auto [first, second] = stats.longest_us;
  return !in.failed() && in.at_end() && first >= 0 && second <= first;
}

bool read_flag(UInt128 number, bool& into) {
  into = true;
  return number == 1;
}

bool read_number(const Field& field, FunctionKey& key, FunctionStats& stats) {
  if (const auto count = member_of(kCounts, field.id)) {
    stats.*count = static_cast<std::uint64_t>(field.number);
    return field.number <= (field.id == kCounts[0].id ? kMostCounted : stats.invocations);
  }
  if (const auto count = member_of(kOtherCounts, field.id)) {
    stats.*count = static_cast<std::uint64_t>(field.number);
    return field.number <= kMostOfOthers;
  }
  if (const auto sum = member_of(kSums, field.id)) {
    stats.*sum = static_cast<Int128>(field.number);
    return field.number <= kMostSummed;
  }
  switch (field.id) {
    case kMemorySize:
      if (field.number < 1 || field.number > kMaxMemoryMb + 1) return false;
      key.memory_size_mb = static_cast<std::int64_t>(field.number) - 1;
      return true;
    case kEnvironmentsSampled:
      return read_flag(field.number, stats.environments_sampled) &&
             stats.environments.size() == kSampledEnvironments;
    case kIntervalsDropped:
      return read_flag(field.number, stats.intervals_dropped) && stats.intervals.empty();
    case kSeveralLogGroups:
      return read_flag(field.number, stats.several_log_groups) && key.log_group.empty();
    case kFirstReport:
      return read_time(field.number, stats.first);
    case kLastReport:
      return read_time(field.number, stats.last);
    default:
      return false;
  }
}

bool read_bytes(const Field& field, FunctionKey& key, FunctionStats& stats) {
  if (const auto text = member_of(kKeyTexts, field.id)) {
    key.*text = field.bytes;
    return true;
  }
  if (const auto sketch = member_of(kSketches, field.id))
    return read_sketch(field.bytes, stats.*sketch) && (stats.*sketch).count() <= stats.invocations;
  switch (field.id) {
    case kNotMultipleOf:
      return read_steps(field.bytes, stats);
    case kMemory:
      return read_memory(field.bytes, stats);
    case kEnvironments:
      return read_environments(field.bytes, stats);
    case kIntervals:
      return read_intervals(field.bytes, stats);
    case kLongest:
      return read_longest(field.bytes, stats);
    default:
      return false;
  }
}

}  // namespace

bool read_time(UInt128 field, std::optional<Timestamp>& into) {
  if (field > static_cast<UInt128>(kMaxTimestampMs) + 1) return false;
  if (field != 0) into = Timestamp{static_cast<std::int64_t>(field) - 1};
  return true;
}

bool read_row(std::string_view message, FunctionKey& key, FunctionStats& stats) {
  FieldReader in(message, [](std::uint32_t) { return false; });
  while (const std::optional<Field> field = in.next()) {
    const bool good = field->type == WireType::kNumber ? read_number(*field, key, stats)
                                                       : read_bytes(*field, key, stats);
    if (!good) return false;
  }
  if (in.failed() || stats.invocations == 0) return false;
  if (stats.first.has_value() != stats.last.has_value() || stats.first > stats.last) return false;
  stats.duration_us = stats.warm_duration_us;
  stats.duration_us.merge(stats.cold_duration_us);
  // Every REPORT has a duration.
  return stats.duration_us.count() > 0 && stats.duration_us.count() <= stats.invocations;
}

}  // namespace lambda_report::state
