#include <algorithm>

#include "aggregator/aggregate_impl.h"
#include "aggregator/names.h"

// One invocation: from its REPORT to the sums.

namespace lambda_report {

using aggregator::Attempt;
using aggregator::Cell;
using aggregator::CellKey;
using aggregator::Figures;
using aggregator::InvocationIndex;
using aggregator::Origin;
using aggregator::Stream;

namespace {

/// As many invocations make a cell busy, and as many cells can be: a few MiB.
constexpr std::uint64_t kBusy = 64;
constexpr std::size_t kMostBusyCells = 128;

}  // namespace

void Aggregate::Impl::report(const LogLine& line, const ReportLine& report) {
  Invocation next;
  next.counted.figures = Figures::of(report);
  next.counted.time_ms = valid_time(line.time).value_or(-1);
  next.counted.is_emulated = report.init_before_duration;
  next.id_hash = hash_of_id(report.request_id);
  next.attempt.metrics = aggregator::hash_of_figures(next.counted.figures, key);
  next.evidence = aggregator::evidence_of(report);
  next.tenant = by_tenant ? pool.intern(report.tenant_id) : 0;
  admit(next, stream_of(line), line, options.on_invocation ? &report : nullptr);
}

/// `names`: of the line; all of it where `record` is given, which a row is then made of.
void Aggregate::Impl::admit(Invocation& next, Stream& stream, const LogLine& names,
                            const ReportLine* record) {
  ++book.candidates;
  aggregator::Counted& counted = next.counted;
  if (counted.is_emulated) input.is_emulator = true;
  next.stream = &stream;
  next.origin = origin_of(stream, names);
  next.origin = origin_by_records(next.origin, stream, next.id_hash);
  next.evidence = take_evidence(stream, next.id_hash, next.evidence);
  counted.is_cold =
      counted.figures.init_us >= 0 || counted.figures.restore_us >= 0 || stream.failed_init;
  stream.failed_init = false;
  if (!takes(input.origins[next.origin], counted.time_ms)) return;
  counted.restore_charge =
      stream.several_restore_charges ? RestoreCharge::kUnknown : stream.restore_charge;
  const bool is_costed = counted.figures.is_costed() && !counted.is_emulated;
  next.attempt.time_ms = counted.time_ms;
  next.attempt.billed_ms = counted.figures.billed_ms;
  next.attempt.input = input.number;
  next.attempt.flags = static_cast<std::uint8_t>(
      aggregator::with_evidence(
          aggregator::memory_flags(counted.figures.memory_mb, counted.figures.used_mb),
          next.evidence) |
      (is_costed ? aggregator::kIsCosted : 0));
  settle(next, names, record);
}

void Aggregate::Impl::settle(Invocation& report, const LogLine& line, const ReportLine* record) {
  const Figures& figures = report.counted.figures;
  Attempt& attempt = report.attempt;
  InvocationIndex::Found found;
  bool is_retry = false;
  if (options.dedupe) {
    found = index.find(report.id_hash, attempt);
    if (found.duplicate) {
      ++input.origins[report.origin].duplicates;
      reflag(found.at, aggregator::with_evidence(index.get(found.at).flags, report.evidence));
      return;
    }
    is_retry = found.known && !takes_first_place(found, attempt);
  } else if (const Attempt* before = recent.find(report.id_hash)) {
    is_retry = !is_duplicate(attempt, *before);
  }
  if (is_retry) attempt.flags |= aggregator::kIsRetry;

  CellKey wanted;
  wanted.origin = report.origin;
  wanted.memory_mb = static_cast<std::int32_t>(figures.memory_mb);
  wanted.tenant = report.tenant;
  wanted.bucket = bucket_of(report.counted.time_ms);
  wanted.kind = CellKey::kind_of(figures.memory_mb, figures.used_mb, figures.billed_ms) |
                (report.counted.is_emulated ? std::uint32_t{CellKey::kEmulated} : std::uint32_t{0});
  const RecentCell& place = cell_of(wanted);
  const std::uint32_t cell_number = place.number;
  Cell& cell = *place.cell;
  attempt.cell =
      std::min(static_cast<std::uint32_t>(row_of_cell.size()) + cell_number, Attempt::kNoCell);
  if (!options.dedupe) {
    recent.put(report.id_hash, attempt);
  } else if (!found.repeated) {
    index.insert(found, attempt);
  }

  cell.add(report.counted, attempt.flags);
  if (report.stream->environment != 0)
    count_environment(*report.stream, cell_number, report.counted.is_emulated ? 0 : figures.used_mb,
                      report.counted.time_ms);
  if (!intervals_dropped && report.counted.time_ms >= 0 && figures.duration_us >= 0)
    note_interval(cell, figures.duration_us, figures.init_us, report.counted.time_ms);
  if (record != nullptr) emit(report, line, *record, attempt.flags);
}

/// Whether `attempt` was made before the one that counts as the first so far; then that one
/// is counted as a retry from now on.
bool Aggregate::Impl::takes_first_place(const InvocationIndex::Found& found,
                                        const Attempt& attempt) {
  if (!found.first.is_some()) return false;
  const Attempt first_so_far = index.get(found.first);
  if (!comes_before(attempt, first_so_far)) return false;
  reflag(found.first, static_cast<std::uint8_t>(first_so_far.flags | aggregator::kIsRetry));
  return true;
}

void Aggregate::Impl::find_cell(CellKey wanted, RecentCell& found) {
  static_assert(sizeof(CellKey) == 5 * sizeof(std::uint32_t));
  const std::uint64_t hash =
      hash_bytes({reinterpret_cast<const char*>(&wanted), sizeof wanted}, key);
  const std::uint32_t known = input.cell_index.find(
      hash, [&](std::uint32_t number) { return input.cell_keys[number] == wanted; });
  if (known != aggregator::HashIndex::kNone) {
    found = {wanted, known, input.cells[known].get()};
    return;
  }
  const auto number = static_cast<std::uint32_t>(input.cells.size());
  input.cells.push_back(std::make_unique<Cell>());
  input.cells.back()->memory_mb = wanted.memory_mb;
  input.cells.back()->note_group(input.origins[wanted.origin].key.log_group);
  input.cell_keys.push_back(wanted);
  input.cell_index.insert(hash, number);
  found = {wanted, number, input.cells.back().get()};
}

/// Gives a cell that has become busy its sums, if there are any left to give.
void Aggregate::Impl::let_be_busy(Cell& cell) {
  if (cell.busy != nullptr || cell.stats.invocations < kBusy || busy_cells == kMostBusyCells ||
      cell.memory_mb < 0 || cell.memory_mb > aggregator::BusySums::kMaxMemoryMb)
    return;
  cell.busy = std::make_unique<aggregator::BusySums>(cell.memory_mb);
  ++busy_cells;
}

void Aggregate::Impl::count_environment(Stream& stream, std::uint32_t cell, std::int64_t used_mb,
                                        std::int64_t time_ms) {
  if (stream.cell != cell) {
    flush_environment(stream);
    stream.cell = cell;
  }
  ++stream.seen.invocations;
  stream.seen.max_memory_used_mb = std::max(stream.seen.max_memory_used_mb, used_mb);
  if (used_mb > 0 && time_ms >= 0) stream.seen.used.add(time_ms, used_mb);
}

void Aggregate::Impl::flush_environment(Stream& stream) {
  if (stream.cell != Stream::kNone)
    input.cells[stream.cell]->add_environment(stream.environment, std::move(stream.seen));
  stream.cell = Stream::kNone;
  stream.seen = {};
}

void Aggregate::Impl::drop_intervals() {
  intervals_dropped = true;
  for (const auto* cells : {&rows, &input.cells})
    for (const std::unique_ptr<Cell>& cell : *cells) cell->stats.intervals = {};
}

void Aggregate::Impl::add_late_evidence(std::uint64_t id_hash, std::uint8_t evidence) {
  if (!options.dedupe) {
    if (Attempt* attempt = recent.find(id_hash)) {
      const std::uint8_t flags = aggregator::with_evidence(attempt->flags, evidence);
      reflag(*attempt, flags);
      attempt->flags = flags;
      return;
    }
  } else if (const auto at = index.latest(id_hash); at.is_some()) {
    reflag(at, aggregator::with_evidence(index.get(at).flags, evidence));
    return;
  }
  const std::uint8_t* before = failures.find(id_hash);
  failures.put(id_hash, static_cast<std::uint8_t>(evidence | (before != nullptr ? *before : 0)));
}

void Aggregate::Impl::reflag(InvocationIndex::Place at, std::uint8_t flags) {
  Attempt attempt = index.get(at);
  if (attempt.flags == flags) return;
  reflag(attempt, flags);
  attempt.flags = flags;
  index.set(at, attempt);
}

/// Counts again what `flags` change, in the cell or row that holds the invocation.
void Aggregate::Impl::reflag(const Attempt& attempt, std::uint8_t flags) {
  if (attempt.cell == Attempt::kNoCell) return;
  bool is_costed = (attempt.flags & aggregator::kIsCosted) != 0;
  Cell* cell = nullptr;
  if (attempt.cell < row_of_cell.size()) {
    const std::uint32_t row = row_of_cell[attempt.cell];
    if ((row & ~kEmulatedRow) == kNoRow) return;
    if ((row & kEmulatedRow) != 0) is_costed = false;
    cell = rows[row & ~kEmulatedRow].get();
  } else {
    cell = input.cells[attempt.cell - row_of_cell.size()].get();
  }
  cell->reflag(attempt.flags, flags, attempt.billed_ms, is_costed);
}

void Aggregate::Impl::emit(const Invocation& report, const LogLine& line, const ReportLine& record,
                           std::uint8_t flags) {
  const Origin& origin = input.origins[report.origin];
  StringId function = origin.key.function;
  if (function == 0) function = input.record_function.get();
  StringId region = origin.key.region;
  if (region == 0) region = input.record_region.get();
  if (region == 0) {
    const auto runtime = input.runtime_regions.find(origin.key.function);
    if (runtime != input.runtime_regions.end()) region = runtime->second.get();
  }
  const StringId account =
      origin.key.account != 0 ? origin.key.account : input.record_account.get();

  InvocationRow row;
  if (report.counted.time_ms >= 0) row.time = Timestamp{report.counted.time_ms};
  row.function = function != 0 ? pool[function] : std::string_view(options.function);
  row.version = pool[origin.key.version];
  row.region = pool[region];
  row.account = pool[account];
  row.log_group = line.log_group;
  row.log_stream =
      line.log_stream.empty() ? std::string_view(input.info.log_stream) : line.log_stream;
  row.report = record;
  row.cold_start = report.counted.is_cold;
  const InitBilling init = report.counted.figures.billing().init;
  if (init == InitBilling::kBilled) row.init_billed = true;
  if (init == InitBilling::kNotBilled) row.init_billed = false;
  const bool looks_emulated =
      (input.is_emulator || row.account == aggregator::kLocalStackAccount) &&
      report.counted.figures.used_mb == report.counted.figures.memory_mb;
  row.costed = (flags & aggregator::kIsCosted) != 0 && !looks_emulated;
  row.restore_charge = report.counted.restore_charge;
  row.input = input.info.name;
  row.offset = line.offset;
  if (function == 0 && options.selects && !options.selects(row.function)) return;
  held.hold(row);
  if (!record.xray_trace_id.empty()) flush_row();
}

void Aggregate::Impl::flush_row() {
  if (!held.empty()) options.on_invocation(held.release());
}

}  // namespace lambda_report
