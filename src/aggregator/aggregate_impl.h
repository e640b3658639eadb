#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_AGGREGATE_IMPL_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_AGGREGATE_IMPL_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregator/held_row.h"
#include "aggregator/input_state.h"
#include "aggregator/invocation_index.h"
#include "aggregator/ledger_book.h"
#include "aggregator/prepared.h"
#include "aggregator/recent_map.h"
#include "base/hash.h"
#include "base/string_pool.h"
#include "lambda_report/aggregate.h"

namespace lambda_report {

// How a REPORT goes through:
//
//   admit()    who says it (stream → origin), what is known to be wrong with it, selection
//   settle()   new, retry or duplicate; into the cell of (origin, memory, …)
//   fold()     at the end of the input: cells become rows of the run
//
// The index of a large run is far beyond the caches.  Prepared lines come many at a time, so
// what they touch there is asked for when they are admitted, and they wait to be settled until
// there are many.
//
// An invocation is remembered by the number of its cell.  Numbers count on over all
// inputs; `row_of_cell` leads from those of earlier inputs to the row they became part of.

struct Aggregate::Impl {
  using RecordNames = aggregator::RecordNames;

  static constexpr std::uint32_t kNoRow = 0x7fffffff;
  static constexpr std::uint32_t kEmulatedRow = 0x80000000;  ///< of row_of_cell: not costed

  /// What the rows of the run are told apart by.
  struct RowKey {
    StringId function = 0, version = 0, region = 0, account = 0, tenant = 0, input = 0;
    std::int32_t memory_mb = -1, bucket = aggregator::CellKey::kNoBucket;
    bool operator==(const RowKey&) const = default;
  };

  /// A REPORT on its way into the sums.
  struct Invocation {
    std::uint64_t id_hash = 0;
    aggregator::Attempt attempt;
    aggregator::Counted counted;
    std::uint32_t origin = 0;
    StringId tenant = 0;
    aggregator::Stream* stream = nullptr;
    std::uint8_t evidence = 0;
  };

  /// A prepared REPORT between `admit` and `settle`.
  struct Pending {
    const aggregator::Prepared* event;
    aggregator::Stream* stream;
    std::uint32_t origin;
    std::uint8_t evidence, flags;
    bool is_cold;
  };

  explicit Impl(AggregateOptions opts);

  // aggregate.cc: one event
  void add(const LogLine& line, const Record& record);
  void dispatch(const LogLine& line, const Record& record);
  void start(const LogLine& line, const StartLine& start);
  void init_start(const LogLine& line, const InitStartLine& init);
  void restore_start(const LogLine& line, const RestoreStartLine& restore);
  void failed_init(const LogLine& line);
  void failure(const LogLine& line, const FailureLine& failure);
  void platform(const PlatformLine& line);
  void look_for_inner_reports(const LogLine& line);
  void see_time(const std::optional<Timestamp>& time);
  /// A time outside the range of units.h is none.
  static std::optional<std::int64_t> valid_time(const std::optional<Timestamp>& time) {
    if (!time || time->ms < 0 || time->ms > kMaxTimestampMs) return std::nullopt;
    return time->ms;
  }
  std::uint64_t hash_of_id(std::string_view request_id) const {
    return aggregator::hash_of_request_id(request_id, key);
  }
  void open(aggregator::Stream& stream, std::uint64_t id_hash);

  // origins.cc: who says it
  aggregator::Stream& stream_of(const LogLine& line);
  aggregator::Stream& find_stream(const LogLine& line);
  void forget_streams();
  void leave(aggregator::Stream& stream);
  std::uint32_t origin_of(aggregator::Stream& stream, const LogLine& line) {
    return stream.origin != aggregator::Stream::kNone ? stream.origin : make_origin(stream, line);
  }
  std::uint32_t make_origin(aggregator::Stream& stream, const LogLine& line);
  std::uint32_t origin_with(std::uint32_t origin, const RecordNames& names);
  std::uint32_t find_origin(const aggregator::OriginKey& wanted);
  RecordNames names_of_arn(std::string_view function_arn);

  // reports.cc: one invocation
  void report(const LogLine& line, const ReportLine& report);
  void admit(Invocation& next, aggregator::Stream& stream, const LogLine& names,
             const ReportLine* record);
  /// `evidence` of the record itself, and what the lines before it say.
  std::uint8_t take_evidence(aggregator::Stream& stream, std::uint64_t id_hash,
                             std::uint8_t evidence) {
    if (stream.open.id_hash == id_hash) {
      evidence |= stream.open.evidence;
      stream.open = {};
    }
    if (!failures.empty()) {
      if (const std::uint8_t* before = failures.find(id_hash)) {
        evidence |= *before;
        failures.erase(id_hash);
      }
    }
    return evidence;
  }
  /// Whether an invocation of this origin is wanted; counts it if not.
  bool takes(aggregator::Origin& origin, std::int64_t time_ms) const {
    if (!origin.is_selected) {
      ++origin.deselected;
      return false;
    }
    if (time_ms >= 0 && !times.has(time_ms)) {
      ++origin.outside_window;
      return false;
    }
    return true;
  }
  void settle(Invocation& report, const LogLine& line, const ReportLine* record);

  // prepared_lines.cc: many of them
  void add_prepared(const aggregator::PreparedLines& lines, std::size_t from, std::size_t to);
  void admit_prepared(const aggregator::Prepared& event, aggregator::Stream& stream,
                      const LogLine& names);
  std::uint32_t origin_by_records(std::uint32_t origin, const aggregator::Stream& stream,
                                  std::uint64_t id_hash);
  void settle_pending();
  void settle_unchecked(const Pending& next);
  void settle_carefully(const Pending& next);
  void add_unusual(aggregator::Cell& cell, const Pending& next);
  void count_prepared(const aggregator::PreparedLines& lines);
  bool takes_first_place(const aggregator::InvocationIndex::Found& found,
                         const aggregator::Attempt& attempt);
  /// A cell of this input, and its number.
  struct RecentCell {
    aggregator::CellKey key;
    std::uint32_t number = 0;
    aggregator::Cell* cell = nullptr;
  };
  const RecentCell& place_of(const Pending& next);
  aggregator::Attempt attempt_of(const Pending& next, std::uint32_t cell) const;
  void add_fresh(const Pending& next, const RecentCell& place);
  const RecentCell& cell_of(const aggregator::CellKey& wanted) {
    // Multiplied, or memory sizes that are powers of two would meet in one place.
    const std::uint32_t mixed = (wanted.origin + static_cast<std::uint32_t>(wanted.memory_mb) * 8 +
                                 wanted.kind + static_cast<std::uint32_t>(wanted.bucket)) *
                                0x9e3779b1u;
    RecentCell& lately = recent_cells[mixed >> 26];
    if (lately.key != wanted) find_cell(wanted, lately);
    return lately;
  }
  void find_cell(aggregator::CellKey wanted, RecentCell& found);
  std::int32_t bucket_of(std::int64_t time_ms) const {
    if (bucket_ms == 0 || time_ms < 0) return aggregator::CellKey::kNoBucket;
    return static_cast<std::int32_t>(time_ms / bucket_ms);
  }
  void let_be_busy(aggregator::Cell& cell);
  void count_environment(aggregator::Stream& stream, std::uint32_t cell, std::int64_t used_mb,
                         std::int64_t time_ms);
  void flush_environment(aggregator::Stream& stream);
  void note_interval(aggregator::Cell& cell, std::int64_t duration_us, std::int64_t init_us,
                     std::int64_t end_ms) {
    if (++intervals_held > options.max_intervals) {
      drop_intervals();
      return;
    }
    const std::int64_t busy_us = duration_us + (init_us > 0 ? init_us : 0);
    cell.stats.intervals.add(end_ms - (busy_us + 999) / 1000, end_ms);
  }
  void drop_intervals();
  void add_late_evidence(std::uint64_t id_hash, std::uint8_t evidence);
  void reflag(aggregator::InvocationIndex::Place at, std::uint8_t flags);
  void reflag(const aggregator::Attempt& attempt, std::uint8_t flags);
  void emit(const Invocation& report, const LogLine& line, const ReportLine& record,
            std::uint8_t flags);
  void flush_row();

  // fold.cc: cells → rows → result
  void begin_input(const InputInfo& info);
  void end_input(std::uint64_t bytes);
  void fold();
  std::vector<aggregator::OriginKey> resolve_origins();
  RowKey row_key(const aggregator::OriginKey& names, const aggregator::CellKey& key) const;
  std::uint32_t find_row(const RowKey& key);
  void join_row(std::uint32_t row, std::unique_ptr<aggregator::Cell> cell);
  AggregateResult finish();
  FunctionKey function_key(std::uint32_t row) const;
  bool row_before(std::uint32_t a, std::uint32_t b) const;

  // what is asked for
  AggregateOptions options;
  HashKey key;
  bool by_version = false, by_tenant = false, by_input = false, by_day = false, by_hour = false;
  bool want_version = false;
  std::int64_t bucket_ms = 0;  ///< of a row by day or by hour
  aggregator::SelectedTimes times;

  // the input being read
  bool input_failed_already = false;
  aggregator::InputState input;
  aggregator::Stream* last_stream = nullptr;  ///< of the line before, whose names follow
  std::string last_names[4];
  /// Cells found lately, by a hash of their keys: most inputs have few, and call one after
  /// the other.
  static constexpr std::size_t kRecentCells = 64;
  std::array<RecentCell, kRecentCells> recent_cells{};
  void forget_recent_cells() { recent_cells.fill({{.origin = aggregator::Stream::kNone}, 0}); }
  std::size_t busy_cells = 0;
  static constexpr std::size_t kMostPending = 128;
  std::array<Pending, kMostPending> pending;
  std::size_t pending_count = 0;
  aggregator::HeldRow held;

  // the run
  StringPool pool;
  aggregator::LedgerBook book;
  std::uint32_t inputs = 0;
  aggregator::InvocationIndex index;                         ///< with dedupe
  aggregator::RecentMap<aggregator::Attempt> recent;         ///< without
  aggregator::RecentMap<std::uint8_t> failures;              ///< whose REPORT was not seen yet
  aggregator::RecentMap<RecordNames> starts;                 ///< what they say about their REPORT
  aggregator::RecentMap<aggregator::Unfinished> unfinished;  ///< by the names of a stream
  std::vector<std::unique_ptr<aggregator::Cell>> rows;
  std::vector<RowKey> row_keys;
  aggregator::HashIndex row_index;
  std::vector<std::uint32_t> row_of_cell;
  std::uint64_t intervals_held = 0;
  bool intervals_dropped = false;
  std::optional<Timestamp> first, last;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_AGGREGATE_IMPL_H_
