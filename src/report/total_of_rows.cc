#include "report/total_of_rows.h"

#include <utility>

namespace lambda_report::report {
namespace {

void forget_lives(FunctionStats& stats) {
  std::vector<std::pair<std::uint64_t, EnvironmentStats>> kept;
  kept.reserve(stats.environments.size());
  for (const auto& [stream, seen] : stats.environments)
    kept.push_back({stream, {seen.invocations, seen.max_memory_used_mb, {}}});
  stats.environments = decltype(stats.environments)::from_sorted(std::move(kept));
}

}  // namespace

void TotalOfRows::add(FunctionStats&& stats) {
  forget_lives(stats);
  put_aside(std::exchange(stats.intervals, {}));
  parts_.push_back({std::move(stats), 0});
  while (parts_.size() > 1 && parts_[parts_.size() - 2].level == parts_.back().level)
    join_last_two();
}

void TotalOfRows::join_last_two() {
  const Part last = std::move(parts_.back());
  parts_.pop_back();
  parts_.back().stats.merge(last.stats);
  ++parts_.back().level;
}

void TotalOfRows::put_aside(Intervals&& intervals) {
  constexpr std::size_t kMany = 64;
  if (intervals.size() >= kMany) {
    intervals_.push_back(std::move(intervals));
  } else {
    few_intervals_.append(intervals);
  }
}

std::vector<const Intervals*> TotalOfRows::intervals() const {
  std::vector<const Intervals*> lists = {&few_intervals_};
  for (const Intervals& list : intervals_) lists.push_back(&list);
  return lists;
}

FunctionStats TotalOfRows::take() {
  while (parts_.size() > 1) join_last_two();
  return parts_.empty() ? FunctionStats() : std::move(parts_.front().stats);
}

}  // namespace lambda_report::report
