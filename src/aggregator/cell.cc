#include "aggregator/cell.h"

#include <algorithm>

namespace lambda_report::aggregator {
namespace {

std::int64_t in_range(const std::optional<std::int64_t>& value, std::int64_t max) {
  return value && *value >= 0 && *value <= max ? *value : -1;
}

constexpr std::int64_t kMaxBilledMs = kMaxDurationUs / 1000;

std::optional<std::int64_t> optional_of(std::int64_t value) {
  if (value < 0) return std::nullopt;
  return value;
}

/// What the flags of an invocation count as; a timeout is not an error too.
struct Outcome {
  bool timeout, error, out_of_memory, suspected;

  explicit Outcome(std::uint8_t flags)
      : timeout((flags & kTimedOut) != 0),
        error(!timeout && (flags & (kFailed | kOutOfMemory)) != 0),
        out_of_memory((flags & kOutOfMemory) != 0),
        suspected(timeout && !out_of_memory && (flags & kMemory98) != 0) {}
  bool failed() const { return timeout || error; }
};

/// Adds `after` - `before` to an unsigned count.
void change(std::uint64_t& count, bool before, bool after) {
  if (after && !before) ++count;
  if (before && !after) --count;
}

bool by_stream(const std::pair<std::uint64_t, EnvironmentStats>& a,
               const std::pair<std::uint64_t, EnvironmentStats>& b) {
  return a.first < b.first;
}

}  // namespace

Figures Figures::of(const ReportLine& report) noexcept {
  Figures f;
  f.duration_us = in_range(report.duration_us, kMaxDurationUs);
  f.billed_ms = in_range(report.billed_ms, kMaxBilledMs);
  f.memory_mb = in_range(report.memory_size_mb, kMaxMemoryMb);
  f.used_mb = in_range(report.max_memory_used_mb, kMaxMemoryMb);
  f.init_us = in_range(report.init_duration_us, kMaxDurationUs);
  f.restore_us = in_range(report.restore_duration_us, kMaxDurationUs);
  f.billed_restore_ms = in_range(report.billed_restore_ms, kMaxBilledMs);
  return f;
}

RecordBilling Figures::billing() const noexcept {
  if (duration_us < 0 || billed_ms < 0) return {};
  // Most records have no init and are billed to the next millisecond: nothing to decide.
  if (init_us < 0 && billed_ms * 1000 < duration_us + 2000) return {};
  return classify_billing(duration_us, billed_ms, optional_of(init_us),
                          optional_of(billed_restore_ms));
}

std::uint8_t evidence_of(const ReportLine& report) noexcept {
  if (report.status.empty() && report.error_type.empty()) return 0;
  std::uint8_t evidence = 0;
  if (report.status == "timeout") evidence |= kSawTimeout;
  if (report.status == "error" || report.status == "failure") evidence |= kSawError;
  if (report.error_type == "Runtime.OutOfMemory") evidence |= kSawOutOfMemory;
  return evidence;
}

std::uint8_t evidence_of(const FailureLine& failure) noexcept {
  std::uint8_t evidence = kSawError;
  if (failure.kind == FailureKind::kTimeout) evidence = kSawTimeout;
  if (failure.kind == FailureKind::kKilled) evidence |= kSawKilled;
  if (failure.error_type == "Runtime.OutOfMemory") evidence |= kSawOutOfMemory;
  return evidence;
}

std::uint8_t with_evidence(std::uint8_t flags, std::uint8_t evidence) noexcept {
  if ((evidence & kSawTimeout) != 0) flags |= kTimedOut;
  if ((evidence & (kSawError | kSawKilled)) != 0) flags |= kFailed;
  const bool killed_when_full = (evidence & kSawKilled) != 0 && (flags & kMemory95) != 0;
  if ((evidence & kSawOutOfMemory) != 0 || killed_when_full) flags |= kOutOfMemory;
  return flags;
}

void Cell::add(const Counted& counted, std::uint8_t flags) {
  const Figures& f = counted.figures;
  FunctionStats& s = stats;
  ++s.invocations;
  if (counted.is_emulated) ++s.emulated;
  // Neither a bill nor a memory: Managed Instances are paid by the instance.
  if (f.billed_ms < 0 && f.memory_mb < 0 && !counted.is_emulated) ++s.managed_instances;
  if (counted.is_cold) ++s.cold_starts;
  if (f.duration_us >= 0) {
    s.note_longest(f.duration_us);
    (counted.is_cold ? s.cold_duration_us : s.warm_duration_us).add(f.duration_us);
    if (!counted.is_cold)
      s.warm_duration_squares += static_cast<Int128>(f.duration_us) * f.duration_us;
  }
  if (f.billed_ms >= 0) s.billed_ms_sketch.add(f.billed_ms);
  if (f.init_us >= 0) s.init_us.add(f.init_us);
  if (f.restore_us >= 0) {
    s.restore_us.add(f.restore_us);
    ++s.restores;
    if (counted.restore_charge == RestoreCharge::kCharged) ++s.restores_charged;
    if (counted.restore_charge == RestoreCharge::kFree) ++s.restores_free;
  }
  if (f.memory_mb >= 0 && f.used_mb >= 0 && !counted.is_emulated)
    used_mb.add(static_cast<std::uint32_t>(f.used_mb));
  if ((flags & kIsCosted) != 0) add_bill(f);
  if ((flags & (kTimedOut | kFailed | kOutOfMemory | kIsRetry)) != 0)
    reflag(0, flags, f.billed_ms, (flags & kIsCosted) != 0);
  if (counted.time_ms < 0) {
    ++s.without_time;
    return;
  }
  const Timestamp time{counted.time_ms};
  if (!s.first || time < *s.first) s.first = time;
  if (!s.last || time > *s.last) s.last = time;
}

void Cell::calm_down() {
  if (busy == nullptr) return;
  busy->move_into(stats, used_mb);
  busy.reset();
}

void Cell::add_bill(const Figures& f) {
  FunctionStats& s = stats;
  ++s.costed_invocations;
  s.billed_ms += f.billed_ms;
  s.billed_mb_ms += f.billed_ms * f.memory_mb;  // below 2^44
  if (f.used_mb >= 0 && f.used_mb < f.memory_mb)
    s.idle_mb_ms += f.billed_ms * (f.memory_mb - f.used_mb);
  if (f.billed_ms % 50 != 0) {
    ++s.not_multiple_of[0];
    ++s.not_multiple_of[1];
  } else if (f.billed_ms % 100 != 0) {
    ++s.not_multiple_of[0];
  }
  const RecordBilling billing = f.billing();
  if (billing.coarse_step) ++s.rounding_slack;
  if (billing.init == InitBilling::kBilled) {
    ++s.init_billed;
    s.init_mb_ms += static_cast<Int128>(billing.billed_init_ms) * f.memory_mb;
  } else if (billing.init == InitBilling::kNotBilled) {
    ++s.init_not_billed;
    s.unbilled_init_ms += static_cast<std::uint64_t>(billing.free_init_ms);
    s.unbilled_init_mb_ms += static_cast<Int128>(billing.free_init_ms) * f.memory_mb;
  }
}

void Cell::reflag(std::uint8_t before, std::uint8_t after, std::int64_t billed_ms, bool is_costed) {
  const Outcome was(before), is(after);
  change(stats.timeouts, was.timeout, is.timeout);
  change(stats.errors, was.error, is.error);
  change(stats.out_of_memory, was.out_of_memory, is.out_of_memory);
  change(stats.suspected_out_of_memory, was.suspected, is.suspected);
  const bool was_retry = (before & kIsRetry) != 0, is_retry = (after & kIsRetry) != 0;
  change(stats.retries, was_retry, is_retry);
  if (!is_costed) return;
  const Int128 mb_ms = static_cast<Int128>(billed_ms) * memory_mb;
  change(stats.error_requests, was.failed(), is.failed());
  stats.error_mb_ms += mb_ms * (int{is.failed()} - int{was.failed()});
  change(stats.retry_requests, was_retry, is_retry);
  stats.retry_mb_ms += mb_ms * (int{is_retry} - int{was_retry});
}

void Cell::make_emulated() {
  FunctionStats& s = stats;
  s.emulated = s.invocations;
  s.managed_instances = 0;
  s.costed_invocations = s.init_billed = s.init_not_billed = s.rounding_slack = 0;
  s.not_multiple_of = {};
  s.billed_ms = s.billed_mb_ms = s.init_mb_ms = s.unbilled_init_mb_ms = s.idle_mb_ms = 0;
  s.error_mb_ms = s.retry_mb_ms = 0;
  s.unbilled_init_ms = s.error_requests = s.retry_requests = 0;
  used_mb.clear();
  for (auto& [stream, seen] : environments) {
    seen.max_memory_used_mb = 0;
    seen.used.clear();
  }
}

void Cell::note_group(StringId group) noexcept {
  if (group == 0 || group == log_group || several_groups) return;
  several_groups = log_group != 0;
  log_group = several_groups ? 0 : group;
}

void Cell::add_environment(std::uint64_t stream, EnvironmentStats seen) {
  environments.emplace_back(stream, std::move(seen));
  if (environments.size() > 2 * settled_environments + 16) settle();
}

void Cell::settle() {
  std::sort(environments.begin(), environments.end(), by_stream);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < environments.size(); ++i) {
    if (kept > 0 && environments[kept - 1].first == environments[i].first) {
      environments[kept - 1].second.merge(environments[i].second);
    } else {
      if (kept != i) environments[kept] = std::move(environments[i]);
      ++kept;
    }
  }
  environments.resize(kept);
  settled_environments = kept;
}

void Cell::merge(Cell&& other) {
  stats.merge(other.stats);
  used_mb.merge(other.used_mb);
  for (auto& [stream, seen] : other.environments) add_environment(stream, std::move(seen));
  if (other.several_groups) {
    several_groups = true;
    log_group = 0;
  }
  note_group(other.log_group);
}

FunctionStats Cell::take() {
  stats.duration_us = stats.warm_duration_us;
  stats.duration_us.merge(stats.cold_duration_us);
  std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, std::uint64_t>> memory;
  memory.reserve(used_mb.size());
  for (const auto& [used, count] : used_mb.sorted()) memory.push_back({{memory_mb, used}, count});
  used_mb.clear();
  stats.memory =
      FlatMap<std::pair<std::int64_t, std::int64_t>, std::uint64_t>::from_sorted(std::move(memory));
  settle();
  environments.shrink_to_fit();
  stats.environments =
      FlatMap<std::uint64_t, EnvironmentStats>::from_sorted(std::move(environments));
  return std::move(stats);
}

}  // namespace lambda_report::aggregator
