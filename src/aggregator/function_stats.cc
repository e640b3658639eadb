#include <algorithm>

#include "lambda_report/aggregate.h"

namespace lambda_report {

void EnvironmentStats::merge(const EnvironmentStats& other) {
  invocations += other.invocations;
  max_memory_used_mb = std::max(max_memory_used_mb, other.max_memory_used_mb);
  used.merge(other.used);
}

void FunctionStats::merge(const FunctionStats& other) {
  for (const std::int64_t us : other.longest_us) note_longest(us);
  const auto sum = [this, &other](auto... members) { ((this->*members += other.*members), ...); };
  using S = FunctionStats;
  sum(&S::invocations, &S::costed_invocations, &S::emulated, &S::managed_instances, &S::cold_starts,
      &S::errors, &S::timeouts, &S::out_of_memory, &S::suspected_out_of_memory, &S::retries,
      &S::without_time, &S::init_billed, &S::init_not_billed, &S::rounding_slack, &S::billed_ms,
      &S::billed_mb_ms, &S::init_mb_ms, &S::unbilled_init_mb_ms, &S::unbilled_init_ms,
      &S::idle_mb_ms, &S::error_mb_ms, &S::error_requests, &S::retry_mb_ms, &S::retry_requests,
      &S::restores, &S::restores_charged, &S::restores_free, &S::warm_duration_squares);
  for (std::size_t i = 0; i < not_multiple_of.size(); ++i)
    not_multiple_of[i] += other.not_multiple_of[i];

  for (QuantileSketch S::*sketch : {&S::duration_us, &S::warm_duration_us, &S::cold_duration_us,
                                    &S::billed_ms_sketch, &S::init_us, &S::restore_us})
    (this->*sketch).merge(other.*sketch);

  memory.merge(other.memory, [](std::uint64_t& mine, std::uint64_t theirs) { mine += theirs; });
  environments.merge(
      other.environments,
      [](EnvironmentStats& mine, const EnvironmentStats& theirs) { mine.merge(theirs); });
  environments_sampled = environments_sampled || other.environments_sampled;
  if (environments_sampled && environments.size() > kSampledEnvironments)
    environments = FlatMap<std::uint64_t, EnvironmentStats>::from_sorted(
        {environments.begin(), environments.begin() + kSampledEnvironments});
  several_log_groups = several_log_groups || other.several_log_groups;

  intervals_dropped = intervals_dropped || other.intervals_dropped;
  if (intervals_dropped) {
    intervals = {};
  } else {
    intervals.append(other.intervals);
  }

  if (other.first && (!first || *other.first < *first)) first = other.first;
  if (other.last && (!last || *other.last > *last)) last = other.last;
}

std::uint64_t environment_count(const FunctionStats& stats) noexcept {
  const std::size_t kept = stats.environments.size();
  if (!stats.environments_sampled || kept < 2) return kept;
  // The k-th smallest of n uniform hashes lies near k / n of their range (Bar-Yossef et al.
  // 2002, "Counting distinct elements in a data stream"; unbiased with k − 1).
  const double share =
      (static_cast<double>(stats.environments.rbegin()->first) + 1) / 18446744073709551616.0;
  const double estimate = static_cast<double>(kept - 1) / share;
  constexpr double kMost = 9.0e18;
  return std::max<std::uint64_t>(kept, static_cast<std::uint64_t>(std::min(estimate, kMost)));
}

FunctionKey displayed_key(const FunctionKey& key, std::span<const GroupKey> group_by) {
  const auto asked = [group_by](GroupKey wanted) {
    return std::find(group_by.begin(), group_by.end(), wanted) != group_by.end();
  };
  FunctionKey shown = key;
  const bool by_function = asked(GroupKey::kFunction);
  if (!by_function) shown.function.clear();
  shown.log_group.clear();
  if (!asked(GroupKey::kInput) && !(by_function && key.function.empty())) shown.input.clear();
  if (!asked(GroupKey::kMemory)) shown.memory_size_mb.reset();
  if (!asked(GroupKey::kVersion)) shown.version.clear();
  if (!asked(GroupKey::kRegion)) shown.region.clear();
  if (!asked(GroupKey::kAccount)) shown.account.clear();
  if (!asked(GroupKey::kTenant)) shown.tenant.clear();
  if (!asked(GroupKey::kDay) && !asked(GroupKey::kHour)) shown.time_bucket.clear();
  return shown;
}

}  // namespace lambda_report
