#include "base/packed_key.h"
#include "lambda_report/aggregate.h"

// The sums of one row as bytes.  They never leave the process: docs/STATE.md is the form for
// that.

namespace lambda_report {
namespace {

template <class Pack, Either<std::optional<Timestamp>> Time>
void pack_time(Pack& pack, Time& time) {
  pack.maybe(time, [&pack](auto& known) { pack(known.ms); });
}

/// What is no container.  Taken apart into all members, so that one more does not compile before it
/// is packed too.
template <class Pack, Either<FunctionStats> Stats>
void pack_counts(Pack& pack, Stats& stats) {
  auto& [invocations, costed_invocations, emulated, managed_instances, cold_starts, errors,
         timeouts, out_of_memory, suspected_out_of_memory, retries, without_time, init_billed,
         init_not_billed, not_multiple_of, rounding_slack, billed_ms, billed_mb_ms, init_mb_ms,
         unbilled_init_mb_ms, unbilled_init_ms, idle_mb_ms, error_mb_ms, error_requests,
         retry_mb_ms, retry_requests, restores, restores_charged, restores_free, duration_us,
         warm_duration_us, cold_duration_us, billed_ms_sketch, init_us, restore_us,
         warm_duration_squares, memory, environments, environments_sampled, several_log_groups,
         intervals, intervals_dropped, longest_us, first, last] = stats;
  const auto all = [&pack](auto&... members) { (pack(members), ...); };
  all(invocations, costed_invocations, emulated, managed_instances, cold_starts, errors, timeouts,
      out_of_memory, suspected_out_of_memory, retries, without_time, init_billed, init_not_billed,
      rounding_slack, billed_ms, billed_mb_ms, init_mb_ms, unbilled_init_mb_ms, unbilled_init_ms,
      idle_mb_ms, error_mb_ms, error_requests, retry_mb_ms, retry_requests, restores,
      restores_charged, restores_free, warm_duration_squares, environments_sampled,
      several_log_groups, intervals_dropped);
  for (auto& count : not_multiple_of) pack(count);
  for (auto& us : longest_us) pack(us);
  pack_time(pack, first);
  pack_time(pack, last);
}

// `duration_us` is packed for itself: sums of a test need not be those of an aggregate.
constexpr QuantileSketch FunctionStats::*kSketches[] = {
    &FunctionStats::duration_us,      &FunctionStats::warm_duration_us,
    &FunctionStats::cold_duration_us, &FunctionStats::billed_ms_sketch,
    &FunctionStats::init_us,          &FunctionStats::restore_us};

}  // namespace

void pack(const QuantileSketch& sketch, Packer& packer) {
  const auto counts = sketch.counts();
  packer(counts.size());
  if (counts.empty()) return;
  const std::int64_t min = *sketch.min();
  packer(min);
  packer(*sketch.max() - min);
  std::uint32_t before = 0;
  for (const auto& [bucket, count] : counts) {
    packer(bucket - before);
    packer(count);
    before = bucket;
  }
  packer(sketch.sum() - static_cast<Int128>(min) * static_cast<Int128>(sketch.count()));
}

void unpack(Unpacker& unpacker, QuantileSketch& sketch) {
  sketch = {};
  std::size_t size = 0;
  unpacker(size);
  if (size == 0) return;
  auto many = std::make_unique<QuantileSketch::Many>();
  unpacker(many->min);
  unpacker(many->max);
  many->max += many->min;
  std::uint32_t bucket = 0;
  for (; size > 0; --size) {
    std::uint32_t gap = 0;
    std::uint64_t count = 0;
    unpacker(gap);
    unpacker(count);
    bucket += gap;
    many->count += count;
    many->counts.add(bucket, count);
  }
  unpacker(many->sum);
  many->sum += static_cast<Int128>(many->min) * static_cast<Int128>(many->count);
  if (many->min == many->max) {
    sketch.add(many->min, many->count);
    return;
  }
  sketch.only_ = QuantileSketch::kMany;
  sketch.many_ = many.release();
}

void pack(const UsedOverTime& used, Packer& packer) {
  packer(used.time_ms_);
  packer(used.used_mb_);
  packer(used.spans_ != nullptr);
  if (!used.spans_) return;
  packer(used.spans_->shift);
  packer(used.spans_->first);
  for (const UsedOverTime::Span& span : used.spans_->spans) {
    packer(span.invocations);
    packer(span.max_used_mb);
  }
}

void unpack(Unpacker& unpacker, UsedOverTime& used) {
  unpacker(used.time_ms_);
  unpacker(used.used_mb_);
  bool has_spans = false;
  unpacker(has_spans);
  used.spans_.reset();
  if (!has_spans) return;
  used.spans_ = std::make_unique<UsedOverTime::Life>();
  unpacker(used.spans_->shift);
  unpacker(used.spans_->first);
  for (UsedOverTime::Span& span : used.spans_->spans) {
    unpacker(span.invocations);
    unpacker(span.max_used_mb);
  }
}

void pack(const std::pair<FunctionKey, FunctionStats>& row, Packer& packer) {
  const FunctionStats& s = row.second;
  pack_key(packer, row.first);
  pack_counts(packer, s);
  for (QuantileSketch FunctionStats::*const sketch : kSketches) pack(s.*sketch, packer);
  packer(s.memory.size());
  for (const auto& [pair, count] : s.memory) {
    packer(pair.first);
    packer(pair.second);
    packer(count);
  }
  packer(s.environments.size());
  for (const auto& [hash, seen] : s.environments) {
    packer.fixed(hash);
    packer(seen.invocations);
    packer(seen.max_memory_used_mb);
    pack(seen.used, packer);
  }
  pack(s.intervals, packer);
}

void unpack(Unpacker& unpacker, std::pair<FunctionKey, FunctionStats>& row) {
  FunctionStats& s = row.second;
  s = {};
  pack_key(unpacker, row.first);
  pack_counts(unpacker, s);
  for (QuantileSketch FunctionStats::*const sketch : kSketches) unpack(unpacker, s.*sketch);

  std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, std::uint64_t>> memory;
  unpacker.list(memory, [&](auto& entry) {
    unpacker(entry.first.first);
    unpacker(entry.first.second);
    unpacker(entry.second);
  });
  s.memory = decltype(s.memory)::from_sorted(std::move(memory));

  std::vector<std::pair<std::uint64_t, EnvironmentStats>> environments;
  unpacker.list(environments, [&](auto& entry) {
    unpacker.fixed(entry.first);
    unpacker(entry.second.invocations);
    unpacker(entry.second.max_memory_used_mb);
    unpack(unpacker, entry.second.used);
  });
  s.environments = decltype(s.environments)::from_sorted(std::move(environments));
  unpack(unpacker, s.intervals);
}

}  // namespace lambda_report
