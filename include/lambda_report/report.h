#ifndef LAMBDA_REPORT_REPORT_H_
#define LAMBDA_REPORT_REPORT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/advice.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/money.h"
#include "lambda_report/packed_list.h"
#include "lambda_report/price.h"
#include "lambda_report/result.h"

namespace lambda_report {

/// How something that the log may not say came to be known.
/// kMixed: the row holds several (see ReportOptions::group_by).
enum class Basis { kLog, kConfig, kGiven, kAssumed, kMixed };
std::string_view name_of(Basis basis) noexcept;

/// Distribution of a duration.  min, max and sum are exact; the quantiles are nearest-rank
/// with a relative error of at most 1 %.
struct DurationFigures {
  std::uint64_t count = 0;
  std::int64_t min_us = 0, max_us = 0;
  std::int64_t p50_us = 0, p90_us = 0, p95_us = 0, p99_us = 0;
  Int128 sum_us = 0;
  /// sum / count, in ms.
  double mean_ms() const noexcept;
};

/// Exact: Max Memory Used is a whole number of MB.
struct MemoryFigures {
  std::uint64_t count = 0;
  std::int64_t min_mb = 0, p50_mb = 0, p90_mb = 0, p95_mb = 0, p99_mb = 0, max_mb = 0;
  Int128 sum_mb = 0;
  double mean_mb() const noexcept;
};

struct UtilizationFigures {
  double p50 = 0, p99 = 0, max = 0;  ///< fraction of the memory size
};

struct MonthlyFigures {
  Money total;
  std::string basis;  ///< "window 10.95 d", "--monthly-invocations 3000000"
};

struct CostFigures {
  Money duration, requests, total;
  Money init;         ///< the part of `duration` that billed init caused
  Money idle_memory;  ///< the part of `duration` that paid for memory never used
  Money errors;       ///< duration and requests of errors and timeouts
  Money retries;      ///< the same of repeated attempts
  // Parts of `total` that a log alone does not show.  nullopt: not known to apply.
  std::optional<Money> ephemeral_storage;        ///< by --functions
  std::optional<Money> snapstart_restore;        ///< Python and .NET; by the log or --functions
  std::optional<Money> provisioned_concurrency;  ///< by --provisioned: what stands ready
  Money provisioned_month;                       ///< the same for a month of 730 hours
  Money todays_init;             ///< what today's INIT billing would add to `duration`
  std::uint64_t free_inits = 0;  ///< cold starts whose init was not billed
  std::optional<MonthlyFigures> monthly;
  std::uint64_t costed_invocations = 0;
  std::string currency;  ///< "USD"
  /// `duration` and `total` as they would be under today's INIT billing; nullopt: nothing
  /// was billed by older rules.
  std::optional<Money> todays_duration() const;
  std::optional<Money> todays_total() const;
  /// total × 10^6 / costed invocations, rounded half to even to 1e-27; nullopt: none.
  std::optional<Money> per_million() const;
};

/// The METRICS of the contract for one row or for the total.
struct Metrics {
  std::uint64_t invocations = 0, cold_starts = 0, errors = 0, timeouts = 0, out_of_memory = 0,
                suspected_out_of_memory = 0;
  std::uint64_t retries = 0, environments = 0;
  std::optional<std::uint64_t> peak_concurrency;
  std::optional<int> billing_step_ms;
  std::optional<std::string> init_billed;  ///< "all", "none", "some"; nullopt: no init seen
  std::optional<DurationFigures> duration, warm_duration, cold_duration, billed_duration,
      init_duration, restore_duration;
  std::optional<MemoryFigures> max_memory_used;
  std::optional<UtilizationFigures> memory_utilization;
  std::optional<Int128> billed_mb_ms;  ///< nullopt: nothing that has a duration price
  std::optional<CostFigures> cost;     ///< nullopt: as above
  double cold_start_rate() const noexcept;
};

struct Row {
  /// What was not asked for as a group key is set where the whole row agrees on it.
  FunctionKey key;
  std::string region;  ///< empty: kMixed
  Basis region_basis = Basis::kAssumed;
  Architecture architecture = Architecture::kX86_64;  ///< means nothing where kMixed
  Basis architecture_basis = Basis::kAssumed;
  Metrics metrics;
};

/// The form of a PackedList.  The key comes first, in the order of its members.
void pack(const Row& row, Packer& packer);
void unpack(Unpacker& unpacker, Row& row);

struct PriceInfo {
  std::string as_of, source;
  std::string currency;  ///< "USD"; "CNY/USD" where rows differ: see CostFigures::currency
  std::string effective_from = {};  ///< first day that the sheet is for
  /// Empty: on demand.  Else the Compute Savings Plan whose rates were used.
  std::string savings_plan = {};
};

struct Window {
  Timestamp first, last;
};

/// What came from saved states, and what they could not keep exactly.
struct StateFacts {
  std::uint64_t added = 0, left_out = 0;  ///< states; those left out held nothing new
  bool environments_sampled = false;      ///< numbers of environments are estimates (± 4.4 %)
  bool times_left_out = false;            ///< peak concurrency is not known
  bool all_exact() const noexcept { return !environments_sampled && !times_left_out; }
};

/// One step of the arithmetic behind a figure, every digit of it.
struct ExplainedStep {
  std::string figure;      ///< where it stands in the JSON: "cost.duration"; "" for a rounding
  std::string arithmetic;  ///< "0.759375 GB-second × 0.0000166667"
  std::string value;       ///< what comes out, exactly: "0.0000126562753125"
  std::string unit;        ///< of the value: "USD", "GB-second", "MB·ms"
  /// The rate that went in, and what it is for.
  std::optional<SourcedRate> rate = {};
  std::string rate_unit = {};
};

/// How the cost of a row, or of the whole run, came about.
struct Explanation {
  bool is_total = false;
  FunctionKey key;  ///< of the row
  std::string region;
  std::string architecture;  ///< empty: several
  std::string currency;
  std::vector<ExplainedStep> steps;
};

/// Everything that any renderer may show.  Plain data; no renderer computes a figure that
/// is not here.
struct Report {
  PriceInfo prices;
  std::optional<Window> window;
  bool complete = true;  ///< false: something was lost and it is not known how much
  Ledger ledger;
  Metrics totals;
  PackedList<Row> rows;          ///< by cost, then function, then memory size
  std::uint64_t rows_total = 0;  ///< before --top
  /// Errors first, then by what can be saved, then by what the function costs.
  PackedList<Finding> findings;
  std::vector<SuppressedFinding> suppressed;  ///< in the order of the rows
  /// Everything that can be said about each row that was costed, in the order of `rows`; only
  /// by ReportOptions::full_advice.
  std::vector<FunctionAdvice> advice;
  std::optional<StateFacts> states;
  /// The same as sentences for people.  Apart from `assumptions`: what programs read does not
  /// depend on whether sums came from logs or from states.
  std::vector<std::string> state_notes = {};
  std::vector<std::string>
      assumptions;  ///< one sentence each: "Region us-east-1 assumed (--region)"
  /// What AWS may charge for and this log cannot show, one clause each, with what would tell.
  std::vector<std::string> not_in_cost;
  std::vector<Explanation> explanations;  ///< of what ReportOptions::explains; the total last
  std::map<std::string, std::string> rate_sources;  ///< of the rates in `explanations`
};

/// Configuration of one function, from --functions.
struct FunctionConfig {
  std::optional<Architecture> architecture;
  std::optional<std::int64_t> timeout_ms, ephemeral_storage_mb, memory_size_mb;
  std::optional<std::int64_t> provisioned_concurrency;  ///< units, of all versions and aliases
  bool snapstart = false;
  std::string runtime, region, account;
};

/// Provisioned concurrency of a function, from --provisioned.
struct ProvisionedConcurrency {
  std::int64_t units = 0;                       ///< 1..1,000,000
  std::optional<std::int64_t> seconds_a_month;  ///< nullopt: all the time
};

/// Durations that were measured outside the log, from a Power Tuning run.
struct MeasuredEvidence {
  std::string function;  ///< whose; empty: of the only function of the log
  std::string source;    ///< where it came from, as errors name it
  std::vector<MeasuredDuration> durations;
};

struct ReportOptions {
  const PriceSheet* prices = nullptr;  ///< nullptr: the built-in sheet
  /// The rows; without kFunction nothing is kept apart by input either.
  std::vector<GroupKey> group_by = {GroupKey::kFunction, GroupKey::kMemory};
  std::optional<std::string> region;  ///< --region: where the log does not say
  std::optional<Architecture> architecture;
  std::map<std::string, FunctionConfig> functions;
  std::optional<std::uint64_t> monthly_invocations;
  std::optional<double> days;
  std::optional<std::int64_t> discount_e4;  ///< percent × 10^4, on duration only
  bool free_tier = false;
  /// Name of the Compute Savings Plan that covers all duration; empty: on demand.
  std::string savings_plan = {};
  std::map<std::string, ProvisionedConcurrency> provisioned = {};  ///< by function
  /// The day for which --prices-date chose the sheet; empty: none was named.
  std::string prices_date = {};
  /// Whose arithmetic is wanted, by function name (by input where there is none).
  std::function<bool(std::string_view)> explains = {};
  bool with_advice = true;
  bool full_advice = false;  ///< fills `Report::advice` too
  AdviceOptions advice = {};
  std::vector<MeasuredEvidence> evidence;
  unsigned jobs = 1;  ///< threads that look for advice; never changes the result
};

/// Prices and summarises what an Aggregate found.  Fails when a Region has no known rate, when
/// `advice` holds what makes no sense, and when `evidence` does not say whose it is though the
/// log holds several functions.
Result<Report> build_report(AggregateResult result, const ReportOptions& options);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_REPORT_H_
