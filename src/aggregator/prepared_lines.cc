#include <algorithm>
#include <cassert>

#include "aggregator/aggregate_impl.h"

// Lines that workers have prepared, into the sums.

namespace lambda_report {

using aggregator::Prepared;
using aggregator::PreparedLines;

namespace {

/// How many lines before it is needed the index is asked to load an invocation's tags.
constexpr std::size_t kAhead = 24;
/// … and those of the next block, where that one is full.
constexpr std::size_t kOverflowAhead = 10;

}  // namespace

void Aggregate::Impl::add_prepared(const PreparedLines& lines, std::size_t from, std::size_t to) {
  assert(input.is_open && held.empty());
  if (from == 0 && options.dedupe) {
    for (std::size_t i = 0; i < std::min(kAhead, lines.events.size()); ++i)
      index.prefetch(lines.events[i].id_hash);
  }
  LogLine names;
  aggregator::Stream* stream = nullptr;
  std::uint32_t known = 0;
  for (std::size_t i = from; i < to; ++i) {
    const Prepared& event = lines.events[i];
    if (stream == nullptr || event.names != known) {
      known = event.names;
      const aggregator::EventNames& who = lines.names[known];
      names.log_stream = who.log_stream;
      names.log_group = who.log_group;
      names.account = who.account;
      names.region = who.region;
      stream = &stream_of(names);
    }
    if (options.dedupe) {
      if (i + kAhead < lines.events.size()) index.prefetch(lines.events[i + kAhead].id_hash);
      if (i + kOverflowAhead < lines.events.size())
        index.prefetch_overflow(lines.events[i + kOverflowAhead].id_hash);
    }
    add_prepared(event, *stream, names);
  }
}

void Aggregate::Impl::add_prepared(const Prepared& event, aggregator::Stream& stream,
                                   const LogLine& names) {
  if (event.is_start || event.was_started) open(stream, event.id_hash);
  if (event.is_start) return;
  Invocation next;
  aggregator::Figures& figures = next.counted.figures;
  figures.duration_us = event.duration_us;
  figures.billed_ms = event.billed_ms;
  figures.memory_mb = event.memory_mb;
  figures.used_mb = event.used_mb;
  figures.init_us = event.init_us;
  next.counted.time_ms = event.time_ms;
  next.id_hash = event.id_hash;
  next.attempt.metrics = event.metrics;
  next.evidence = event.evidence;
  admit(next, stream, names, nullptr);
}

void Aggregate::Impl::count_prepared(const PreparedLines& lines) {
  for (std::size_t i = 0; i < lines.kinds.size(); ++i) book.kinds[i] += lines.kinds[i];
  see_time(lines.first);
  see_time(lines.last);
}

}  // namespace lambda_report
