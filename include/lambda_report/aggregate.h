#ifndef LAMBDA_REPORT_AGGREGATE_H_
#define LAMBDA_REPORT_AGGREGATE_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambda_report/billing.h"
#include "lambda_report/flat_map.h"
#include "lambda_report/intervals.h"
#include "lambda_report/line.h"
#include "lambda_report/packed_list.h"
#include "lambda_report/record.h"
#include "lambda_report/result.h"
#include "lambda_report/sketch.h"
#include "lambda_report/units.h"
#include "lambda_report/used_over_time.h"

namespace lambda_report {

/// What a row of the report stands for.  `function` and `memory` by default.
enum class GroupKey : std::uint8_t {
  kFunction,
  kMemory,
  kVersion,
  kRegion,
  kAccount,
  kArch,
  kTenant,
  kDay,
  kHour,
  kInput
};

/// Identity of a set of invocations.  An empty string or nullopt: not known, or not a key
/// that was asked for.
struct FunctionKey {
  std::string function;
  std::optional<std::int64_t> memory_size_mb;
  std::string version;
  std::string region;  ///< only what the log itself says
  std::string account;
  std::string log_group;  ///< empty also where several groups fall together
  std::string tenant;
  std::string input;        ///< set where `function` is empty, or by --group-by input
  std::string time_bucket;  ///< "2026-03-02" or "2026-03-02T10", by --group-by day, hour
  auto operator<=>(const FunctionKey&) const = default;
};

/// One execution environment (log stream), as far as memory advice needs it.
struct EnvironmentStats {
  std::uint64_t invocations = 0;
  std::int64_t max_memory_used_mb = 0;
  UsedOverTime used;  ///< of the invocations with a time

  void merge(const EnvironmentStats& other);
};

/// Everything that is counted for one set of invocations of one memory size.
///
/// A commutative monoid: all members are integers (or exact containers of them), `merge`
/// adds, and neither order nor splitting shows in the result.  Prices never enter here.
/// "Costed" sums leave out emulated invocations and Managed Instances, which have no
/// duration price.
struct FunctionStats {
  std::uint64_t invocations = 0;  ///< all, emulated and Managed Instances included
  std::uint64_t costed_invocations = 0;
  std::uint64_t emulated = 0;
  std::uint64_t managed_instances = 0;
  std::uint64_t cold_starts = 0;
  std::uint64_t errors = 0;                   ///< without timeouts; a lower bound
  std::uint64_t timeouts = 0;                 ///< no matter what else went wrong
  std::uint64_t out_of_memory = 0;            ///< proven; each is an error or a timeout too
  std::uint64_t suspected_out_of_memory = 0;  ///< timeouts with the memory 98 % full
  std::uint64_t retries = 0;
  std::uint64_t without_time = 0;

  /// How each record was billed (see `classify_billing`).
  std::uint64_t init_billed = 0, init_not_billed = 0;
  std::array<std::uint64_t, 3>
      not_multiple_of{};  ///< billed durations that are no multiple of 100, 50, 1 ms
  std::uint64_t rounding_slack =
      0;  ///< records billed at least 2 ms above duration + init: proof of a coarse step

  Int128 billed_ms = 0;            ///< costed
  Int128 billed_mb_ms = 0;         ///< costed: Σ billed ms × memory size
  Int128 init_mb_ms = 0;           ///< the part of it that init caused
  Int128 unbilled_init_mb_ms = 0;  ///< what init would add where it was free: today's INIT billing
  std::uint64_t unbilled_init_ms = 0;
  Int128 idle_mb_ms = 0;  ///< Σ billed ms × (memory size − max memory used), where not negative
  Int128 error_mb_ms = 0;            ///< of errors and timeouts
  std::uint64_t error_requests = 0;  ///< costed ones of them
  Int128 retry_mb_ms = 0;
  std::uint64_t retry_requests = 0;
  std::uint64_t restores = 0;
  /// Those of them whose log names the runtime; all others: not known.
  std::uint64_t restores_charged = 0, restores_free = 0;

  QuantileSketch duration_us, warm_duration_us, cold_duration_us, billed_ms_sketch, init_us,
      restore_us;
  Int128 warm_duration_squares = 0;  ///< Σ µs², for the confidence of the mean

  /// (memory size MB, max memory used MB) → invocations.  Emulators' are left out: theirs
  /// is made up.
  FlatMap<std::pair<std::int64_t, std::int64_t>, std::uint64_t> memory;
  /// Hash of the log stream, the same in every run → environment.  Empty where streams are
  /// not known.
  FlatMap<std::uint64_t, EnvironmentStats> environments;
  /// `environments` holds only the kSampledEnvironments smallest hashes of more: what a
  /// saved state keeps.  Hashes are uniform, so these are a fair sample, and whichever way
  /// samples are merged, the result is the sample of the whole.
  bool environments_sampled = false;
  /// The row had several log groups, and its key therefore none.
  bool several_log_groups = false;
  /// Of each timed invocation; emptied, with `intervals_dropped` set, once a run holds more than
  /// the aggregate's budget.
  Intervals intervals;
  bool intervals_dropped = false;

  /// The two longest durations, the longest first; -1: none.  Two invocations that end at the
  /// same whole second were ended by the timeout.
  std::array<std::int64_t, 2> longest_us = {-1, -1};

  void note_longest(std::int64_t us) noexcept {
    if (us <= longest_us[1]) return;
    longest_us[1] = us;
    if (us > longest_us[0]) std::swap(longest_us[0], longest_us[1]);
  }

  std::optional<Timestamp> first, last;  ///< of REPORT events

  void merge(const FunctionStats& other);
};

/// The sums of one row, in the form of a PackedList: the members of the key, then `invocations` and
/// `costed_invocations`, come first.
using FunctionRow = std::pair<FunctionKey, FunctionStats>;
void pack(const FunctionRow& row, Packer& packer);
void unpack(Unpacker& unpacker, FunctionRow& row);

/// As many environments of a row as a sample of them holds.
inline constexpr std::size_t kSampledEnvironments = 512;

/// How many environments a row had: exact, or, from a sample of n, estimated with a relative
/// standard error of 1/√(n − 2), 4.4 %.
std::uint64_t environment_count(const FunctionStats& stats) noexcept;

/// One bucket of the ledger's `rejected` list.
struct RejectedSample {
  std::string input;
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> line;  ///< 1-based, where the input has lines
  std::string reason;
  std::string excerpt;  ///< first bytes, raw: escape before showing
  RejectKind kind = RejectKind::kMalformed;
};

struct FailedInput {
  std::string input;
  std::string reason;
  bool opened = false;  ///< it could be opened, and then broke
  std::string hint;     ///< what to try; may be empty
};

/// The books: every candidate lands in exactly one bucket, and
/// candidates = reports + duplicates + malformed + suspicious + outside_window.
struct Ledger {
  std::uint64_t inputs = 0, bytes = 0, lines = 0;
  std::uint64_t reports = 0, duplicates = 0, malformed = 0, suspicious = 0, outside_window = 0;
  std::uint64_t deselected = 0, emulated = 0, managed_instances = 0, without_time = 0,
                overlong_lines = 0;
  std::uint64_t logs_dropped = 0;              ///< records that Lambda itself says it dropped
  std::map<std::string, std::uint64_t> kinds;  ///< "start", "end", "init_start", … "other"
  std::vector<FailedInput> inputs_failed;
  std::vector<RejectedSample> rejected;  ///< first 20 of each reason
  std::uint64_t candidates() const noexcept {
    return reports + duplicates + malformed + suspicious + outside_window;
  }
};

/// What an input as a whole says about its events; empty: nothing.
struct InputInfo {
  std::string name;      ///< as shown: path, or "-"
  std::string function;  ///< by --function-from
  std::string region, account, version;
  std::string log_stream;  ///< read from an S3 export's directory name
};

/// One invocation as `records` shows it.  Views die when the callback returns.
struct InvocationRow {
  std::optional<Timestamp> time;
  std::string_view function, version, region, account, log_group, log_stream;
  ReportLine report;
  bool cold_start = false;
  std::optional<bool> init_billed;  ///< nullopt: no init, or it cannot be told
  bool costed = false;              ///< has a duration price
  RestoreCharge restore_charge = RestoreCharge::kUnknown;  ///< where it is a restore
  std::string_view input;
  std::uint64_t offset = 0;
};

struct AggregateOptions {
  bool dedupe = true;
  std::vector<GroupKey> group_by = {GroupKey::kFunction, GroupKey::kMemory};
  std::string function;                   ///< --function: the name where nothing else names it
  std::optional<Timestamp> since, until;  ///< until is exclusive
  std::function<bool(std::string_view)> selects;  ///< --include / --exclude; empty: all
  /// Called for each counted invocation, in input order; empty: not wanted.
  std::function<void(const InvocationRow&)> on_invocation;
  std::uint64_t hash_seed =
      0;  ///< from the caller's entropy: hostile names cannot be made to collide
  std::size_t max_intervals = 1'000'000;
};

/// What of which input was counted: tells whether two results hold the same events.
struct InputPart {
  std::uint64_t head = 0;   ///< hash of the first 64 KiB, decompressed
  std::uint64_t bytes = 0;  ///< length, decompressed
  std::optional<Timestamp> since, until;
  std::uint64_t selection = 0;  ///< hash of the other options that select
  auto operator<=>(const InputPart&) const = default;
};

/// The finished sums of a run.
///
/// `functions` is finer than what was asked for: prices depend on Region, account and (by
/// configuration) on the function, advice on the memory size, so these always keep rows
/// apart.  A row of the report is the sum of the rows with the same `displayed_key`.
struct AggregateResult {
  /// Sorted by key.  Packed: a run may have 200,000 rows.
  PackedList<FunctionRow> functions;
  std::vector<GroupKey> group_by;  ///< as asked for
  Ledger ledger;
  std::optional<Timestamp> first, last;  ///< of all platform events with a time
  bool dedupe = true;                    ///< as asked for
  std::vector<InputPart> parts;          ///< what was read, sorted, each once
  std::uint64_t states = 0;              ///< saved states that were added
  std::uint64_t states_left_out = 0;     ///< … and those that held nothing new
};

/// The part of `key` that `group_by` asks for; the rest is emptied.  Functions without a
/// name stay apart by input as long as functions are told apart.  `log_group` is no key and
/// always emptied: show it where all rows that fall together have the same one.
FunctionKey displayed_key(const FunctionKey& key, std::span<const GroupKey> group_by);

namespace aggregator {
struct PreparedLines;
}

/// Joins the fragments of invocations and adds them up.
///
/// Use: begin_input, add/reject for each line in order, end_input, for each input; then
/// finish().  One thread at a time.  Memory: ≤ 40 bytes a distinct invocation with
/// `dedupe`, ≤ 1.5 KiB a row, 24 bytes an environment, and nothing that grows with the
/// input otherwise (64 Ki streams and 64 Ki unfinished invocations are remembered).
///
/// What belongs together, across all inputs: a START names version and function of the REPORT
/// with its request id, a failed init makes the next REPORT of its stream a cold start, a
/// failure finds its REPORT, and a REPORT its duplicates and retries.  Without `dedupe` only the
/// last 4096 invocations are remembered, for late failures and retries.
class Aggregate {
 public:
  explicit Aggregate(AggregateOptions options);
  Aggregate(Aggregate&&) noexcept;
  Aggregate& operator=(Aggregate&&) noexcept;
  ~Aggregate();

  void begin_input(const InputInfo& info);
  void add(const LogLine& line, const Record& record);
  /// For the pipeline: lines from..to that were prepared on another thread
  /// (src/aggregator/prepared.h), and, once, how many there are of each kind.
  void add(const aggregator::PreparedLines& lines, std::size_t from, std::size_t to);
  void count(const aggregator::PreparedLines& lines);
  void reject(RejectKind kind, std::string_view raw, std::uint64_t offset, std::string_view reason);
  void lines_read(std::uint64_t count);
  /// `count` of the lines read can be no platform lines and were not handed over.
  void skipped(std::uint64_t count);
  void overlong_line(std::uint64_t offset);
  /// Something was lost: the input is listed in `inputs_failed`, the run is partial.
  /// `opened`: it could be opened, and then was cut or broken (a container, a read error).
  void input_failed(std::string_view reason, bool opened = true, std::string_view hint = {});
  void end_input(std::uint64_t bytes);
  /// What was added so far is about this share of all that will be; 0: not known.  A hint for
  /// how much room to make, which never changes the result.
  void expect(double share);

  /// REQUIRES: no input is open.
  AggregateResult finish() &&;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_AGGREGATE_H_
