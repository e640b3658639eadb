#include <algorithm>

#include "aggregator/aggregate_impl.h"

// Joining two parts of a run.

namespace lambda_report {

using aggregator::Attempt;
using aggregator::InvocationIndex;

std::optional<Error> Aggregate::Impl::conflict_with(const Impl& later) {
  if (options.hash_seed != later.options.hash_seed || options.dedupe != later.options.dedupe ||
      options.group_by != later.options.group_by)
    return Error{.code = ErrorCode::kUsage,
                 .what = "parts of a run must be read with the same options",
                 .where = "merge",
                 .hint = "use the same hash_seed, dedupe and group_by for all parts"};
  bool twice = false;
  later.index.for_each([&](std::uint64_t hash, InvocationIndex::Place place) {
    if (twice) return;
    Attempt attempt = later.index.get(place);
    attempt.input = shifted_input(attempt.input, inputs);
    twice = index.find(hash, attempt).duplicate;
  });
  if (twice)
    return Error{.code = ErrorCode::kUsage,
                 .what = "both parts of the run hold the same invocation",
                 .where = "merge",
                 .hint = "read overlapping logs in one go, so that duplicates are found"};
  return std::nullopt;
}

std::uint32_t Aggregate::Impl::shifted_input(std::uint32_t number, std::uint32_t by) {
  return number < Attempt::kMaxInput - std::min(by, Attempt::kMaxInput) ? number + by
                                                                        : Attempt::kMaxInput;
}

Result<void> Aggregate::Impl::merge(Impl& later) {
  if (std::optional<Error> error = conflict_with(later)) return *std::move(error);
  const auto first_cell = static_cast<std::uint32_t>(row_of_cell.size());
  merge_rows(later);
  merge_index(later, first_cell);
  inputs += later.inputs;

  book.merge(later.book);
  for (const auto& time : {later.first, later.last}) {
    if (!time) continue;
    if (!first || *time < *first) first = time;
    if (!last || *time > *last) last = time;
  }
  return {};
}

void Aggregate::Impl::merge_rows(Impl& later) {
  std::vector<StringId> names(later.pool.size());
  for (StringId id = 0; id < names.size(); ++id) names[id] = pool.intern(later.pool[id]);

  intervals_held += later.intervals_held;
  const bool drop =
      intervals_dropped || later.intervals_dropped || intervals_held > options.max_intervals;
  std::vector<std::uint32_t> row_of_later(later.rows.size());
  for (std::size_t i = 0; i < later.rows.size(); ++i) {
    RowKey wanted = later.row_keys[i];
    for (StringId* id : {&wanted.function, &wanted.version, &wanted.region, &wanted.account,
                         &wanted.tenant, &wanted.input})
      *id = names[*id];
    later.rows[i]->log_group = names[later.rows[i]->log_group];
    row_of_later[i] = find_row(wanted);
    join_row(row_of_later[i], std::move(later.rows[i]));
  }
  if (drop) drop_intervals();

  for (const std::uint32_t row : later.row_of_cell)
    row_of_cell.push_back((row & ~kEmulatedRow) == kNoRow
                              ? kNoRow
                              : row_of_later[row & ~kEmulatedRow] | (row & kEmulatedRow));
}

void Aggregate::Impl::merge_index(const Impl& later, std::uint32_t first_cell) {
  later.index.for_each([&](std::uint64_t hash, InvocationIndex::Place place) {
    Attempt attempt = later.index.get(place);
    attempt.input = shifted_input(attempt.input, inputs);
    if (attempt.cell != Attempt::kNoCell)
      attempt.cell = std::min(attempt.cell + first_cell, Attempt::kNoCell);
    std::uint8_t flags = attempt.flags;
    if (const std::uint8_t* evidence = failures.find(hash)) {
      flags = aggregator::with_evidence(flags, *evidence);
      failures.erase(hash);
    }
    const InvocationIndex::Found found = index.find(hash, attempt);
    const bool was_first = (flags & aggregator::kIsRetry) == 0;
    if (found.known && was_first && !takes_first_place(found, attempt))
      flags |= aggregator::kIsRetry;
    if (flags != attempt.flags) reflag(attempt, flags);
    attempt.flags = flags;
    index.insert(found, attempt);
  });
  later.recent.for_each([&](std::uint64_t hash, Attempt attempt) {
    attempt.input = shifted_input(attempt.input, inputs);
    if (attempt.cell != Attempt::kNoCell)
      attempt.cell = std::min(attempt.cell + first_cell, Attempt::kNoCell);
    if (const std::uint8_t* evidence = failures.find(hash)) {
      const std::uint8_t flags = aggregator::with_evidence(attempt.flags, *evidence);
      reflag(attempt, flags);
      attempt.flags = flags;
      failures.erase(hash);
    }
    recent.put(hash, attempt);
  });
  later.failures.for_each(
      [&](std::uint64_t hash, std::uint8_t evidence) { add_late_evidence(hash, evidence); });
}

}  // namespace lambda_report
