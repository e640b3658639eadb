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

FunctionStats TotalOfRows::take() {
  while (parts_.size() > 1) join_last_two();
  return parts_.empty() ? FunctionStats() : std::move(parts_.front().stats);
}

}  // namespace lambda_report::report
