#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

#include "aggregator/aggregate_impl.h"

// Prepared lines, into the sums.

namespace lambda_report {

using aggregator::CellKey;
using aggregator::InvocationIndex;
using aggregator::Prepared;
using aggregator::PreparedLines;
using aggregator::Stream;

namespace {

aggregator::Figures figures_of(const Prepared& event) noexcept {
  aggregator::Figures figures;
  figures.duration_us = event.duration_us;
  figures.billed_ms = event.billed_ms;
  figures.memory_mb = event.memory_mb;
  figures.used_mb = event.used_mb;
  figures.init_us = event.init_us;
  return figures;
}

/// Whether it is one that BusySums takes: nothing is missing, and nothing to decide about its bill.
bool is_usual(const Prepared& event, bool is_cold) noexcept {
  const std::int64_t any_negative = event.duration_us | event.time_ms | event.billed_ms |
                                    event.used_mb | (event.memory_mb - event.used_mb);
  return any_negative >= 0 && !is_cold &&
         std::int64_t{event.billed_ms} * 1000 < event.duration_us + 2000;
}

}  // namespace

void Aggregate::Impl::add_prepared(const PreparedLines& lines, std::size_t from, std::size_t to) {
  assert(input.is_open && held.empty());
  LogLine names;
  Stream* stream = nullptr;
  std::uint32_t known = 0;
  for (const Prepared& event : std::span(lines.events).subspan(from, to - from)) {
    if (stream == nullptr || event.names != known) {
      known = event.names;
      const aggregator::EventNames& who = lines.names[known];
      names.log_stream = who.log_stream;
      names.log_group = who.log_group;
      names.account = who.account;
      names.region = who.region;
      stream = &stream_of(names);
    }
    if (event.is_start || event.was_started) {
      if (stream->open.evidence != 0) settle_pending();  // it may be asked for one of them
      open(*stream, event.id_hash);
      if (event.is_start) continue;
    }
    admit_prepared(event, *stream, names);
  }
  settle_pending();
}

/// What `admit` does, for a REPORT without a restore that no emulator printed.
inline void Aggregate::Impl::admit_prepared(const Prepared& event, Stream& stream,
                                            const LogLine& names) {
  ++book.candidates;
  std::uint32_t of = origin_of(stream, names);
  if (!starts.empty() || want_version) of = origin_by_records(of, stream, event.id_hash);
  const std::uint8_t evidence = take_evidence(stream, event.id_hash, event.evidence);
  const bool is_cold = event.init_us >= 0 || stream.failed_init;
  stream.failed_init = false;
  if (!takes(input.origins[of], event.time_ms)) return;
  std::uint8_t flags = aggregator::memory_flags(event.memory_mb, event.used_mb);
  if (evidence != 0) flags = aggregator::with_evidence(flags, evidence);
  if ((event.billed_ms | event.memory_mb) >= 0) flags |= aggregator::kIsCosted;
  if (pending_count == kMostPending) settle_pending();
  index.prefetch(event.id_hash);
  pending.data()[pending_count++] = {&event, &stream, of, evidence, flags, is_cold};
}

std::uint32_t Aggregate::Impl::origin_by_records(std::uint32_t origin, const Stream& stream,
                                                 std::uint64_t id_hash) {
  if (const RecordNames* said = starts.empty() ? nullptr : starts.find(id_hash))
    origin = origin_with(origin, *said);
  if (want_version && stream.record.version != 0)
    origin = origin_with(origin, {0, stream.record.version, 0, 0});
  return origin;
}

void Aggregate::Impl::settle_pending() {
  const std::span<const Pending> all(pending.data(), std::exchange(pending_count, 0));
  if (!options.dedupe) {
    for (const Pending& next : all) settle_unchecked(next);
    return;
  }
  for (const Pending& next : all) {
    const std::uint64_t id_hash = next.event->id_hash;
    const std::uint32_t slot = index.fresh_slot(id_hash);
    if (slot != InvocationIndex::kNone) {
      const RecentCell& place = place_of(next);
      index.insert_fresh(id_hash, slot, attempt_of(next, place.number));
      add_fresh(next, place);
    } else {
      settle_carefully(next);
    }
  }
}

/// Without duplicates to look for: only a retry among the latest asks for more.
void Aggregate::Impl::settle_unchecked(const Pending& next) {
  if (recent.find(next.event->id_hash) != nullptr) return settle_carefully(next);
  const RecentCell& place = place_of(next);
  recent.put(next.event->id_hash, attempt_of(next, place.number));
  add_fresh(next, place);
}

inline const Aggregate::Impl::RecentCell& Aggregate::Impl::place_of(const Pending& next) {
  const Prepared& event = *next.event;
  return cell_of({.origin = next.origin,
                  .memory_mb = event.memory_mb,
                  .bucket = bucket_of(event.time_ms),
                  .kind = CellKey::kind_of(event.memory_mb, event.used_mb, event.billed_ms)});
}

inline aggregator::Attempt Aggregate::Impl::attempt_of(const Pending& next,
                                                       std::uint32_t cell) const {
  return {.metrics = next.event->metrics,
          .time_ms = next.event->time_ms,
          .billed_ms = next.event->billed_ms,
          .cell = std::min(static_cast<std::uint32_t>(row_of_cell.size()) + cell,
                           aggregator::Attempt::kNoCell),
          .input = input.number,
          .flags = next.flags};
}

/// What `settle` does to the sums, for one whose id was not seen before.
inline void Aggregate::Impl::add_fresh(const Pending& next, const RecentCell& place) {
  const Prepared& event = *next.event;
  aggregator::Cell& cell = *place.cell;
  if (cell.busy != nullptr && is_usual(event, next.is_cold)) {
    cell.add_usual({.duration_us = event.duration_us,
                    .time_ms = event.time_ms,
                    .billed_ms = event.billed_ms,
                    .used_mb = event.used_mb},
                   next.flags);
  } else {
    add_unusual(cell, next);
  }
  if (next.stream->environment != 0)
    count_environment(*next.stream, place.number, event.used_mb, event.time_ms);
  if (!intervals_dropped && event.time_ms >= 0 && event.duration_us >= 0)
    note_interval(cell, event.duration_us, event.init_us, event.time_ms);
}

void Aggregate::Impl::add_unusual(aggregator::Cell& cell, const Pending& next) {
  aggregator::Counted counted;
  counted.figures = figures_of(*next.event);
  counted.time_ms = next.event->time_ms;
  counted.is_cold = next.is_cold;
  cell.add(counted, next.flags);
  let_be_busy(cell);
}

void Aggregate::Impl::settle_carefully(const Pending& next) {
  const Prepared& event = *next.event;
  Invocation report;
  report.counted.figures = figures_of(event);
  report.counted.time_ms = event.time_ms;
  report.counted.is_cold = next.is_cold;
  report.id_hash = event.id_hash;
  report.attempt.metrics = event.metrics;
  report.attempt.time_ms = event.time_ms;
  report.attempt.billed_ms = event.billed_ms;
  report.attempt.input = input.number;
  report.attempt.flags = next.flags;
  report.evidence = next.evidence;
  report.origin = next.origin;
  report.stream = next.stream;
  settle(report, {}, nullptr);
}

void Aggregate::Impl::count_prepared(const PreparedLines& lines) {
  for (std::size_t i = 0; i < lines.kinds.size(); ++i) book.kinds[i] += lines.kinds[i];
  if (lines.last_ms < 0) return;
  see_time(Timestamp{lines.first_ms});
  see_time(Timestamp{lines.last_ms});
}

}  // namespace lambda_report
