#ifndef LAMBDA_REPORT_COMPARE_H_
#define LAMBDA_REPORT_COMPARE_H_

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/price.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/result.h"

namespace lambda_report {

// Two sets of logs of the same functions: what got slower, dearer or larger, and is it
// noise?  The method and its reasons are in docs/COMPARE.md.

/// Values with how often each occurred, ascending.
using ValueCounts = std::vector<std::pair<std::int64_t, std::uint64_t>>;

/// A distribution of durations in µs: all of it, or (from a saved summary) a few quantiles.
struct ComparedDurations {
  std::uint64_t count = 0;
  double mean_us = 0, p50_us = 0, p95_us = 0;
  ValueCounts values;  ///< empty: only the figures above are known
};

/// What one function did at one memory size in one Region on one architecture.
struct ComparedRow {
  std::string function;  ///< empty: not named by the log
  std::string input;     ///< where `function` is empty
  std::optional<std::int64_t> memory_size_mb;
  std::string region;
  Basis region_basis = Basis::kAssumed;
  Architecture architecture = Architecture::kX86_64;
  Basis architecture_basis = Basis::kAssumed;
  std::uint64_t invocations = 0, cold_starts = 0, errors = 0, timeouts = 0, out_of_memory = 0;
  std::optional<int> billing_step_ms;
  std::optional<std::string> init_billed;  ///< as in Metrics
  std::optional<Timestamp> first, last;
  ComparedDurations warm, cold, init;
  std::optional<std::int64_t> max_memory_used_mb;
  ValueCounts memory_by_line;         ///< MB; empty: only the maximum is known
  ValueCounts memory_by_environment;  ///< the maximum of each; empty: not known
  /// Of a million invocations; the part that billed durations cause, and its relative
  /// standard error (nullopt: not known).
  std::optional<double> cost_per_million;
  double duration_share = 0;
  std::optional<double> billed_error;
  std::uint64_t costed_invocations = 0;
};

/// One side of a comparison.
struct ComparedSide {
  std::string name;  ///< as shown: "base.lrs"
  std::vector<ComparedRow> rows;
  PriceInfo prices;
  bool is_summary = false;  ///< from a saved summary: quantiles only
  bool complete = true;
};

/// The rows of what was read, priced with `options` (its `group_by` does not matter).
Result<ComparedSide> compared_side(std::string name, const AggregateResult& result,
                                   const ReportOptions& options);
/// Whether `head` begins the JSON of `summary --format json`.
bool looks_like_summary(std::string_view head) noexcept;
/// The same of a saved summary.
Result<ComparedSide> compared_summary(std::string name, std::string_view json);

struct CompareOptions {
  double note_bar = 0.05, fail_bar = 0.10;  ///< of relative changes
  double rate_bar = 0.01;                   ///< of rates: one point
  double least_effect = 0.147;              ///< |Cliff's delta| that is more than negligible
  double significance = 0.01;               ///< of p adjusted over all tests
  std::uint64_t least_count = 50;           ///< lines on each side
  std::vector<std::string> fail_on;         ///< metrics that may fail; empty: all
};

/// The metrics of `fail_on`, in the order of the output.
std::vector<std::string_view> compared_metrics();

enum class ComparisonOutcome {
  kSame,      ///< nothing beyond noise and the bars
  kNote,      ///< real, and beyond the first bar
  kFail,      ///< real, and beyond the second
  kUntested,  ///< the side lacks what a test needs
  kTooFew,    ///< too few lines
};
/// "same", "note", "fail", "untested", "too-few"
std::string_view name_of(ComparisonOutcome outcome) noexcept;

struct ComparedMetric {
  std::string_view id;    ///< "warm_duration", "cold_start_rate", …
  std::string_view unit;  ///< "ms", "ratio", "MB", "currency"
  std::optional<double> old_value, new_value;
  /// Fraction of the old value; of a rate, the difference itself.
  std::optional<double> change;
  std::optional<std::pair<double, double>> interval;  ///< of `change`, 95 %
  std::optional<double> p, p_adjusted;
  std::optional<double> effect;  ///< Cliff's delta: above 0, new values tend to be larger
  std::uint64_t old_count = 0, new_count = 0;
  ComparisonOutcome outcome = ComparisonOutcome::kSame;
  bool worse = false;  ///< the new value is the larger one; every metric here is a cost
  std::string reason;  ///< of kUntested, kTooFew, and of comparisons out of the ordinary
  /// 90 % range predicted for the new memory size, in the unit; then there is no test.
  std::optional<std::pair<double, double>> predicted;
};

struct ComparedFunction {
  std::string function, input;
  std::optional<std::int64_t> old_memory_mb, new_memory_mb;
  std::string region;
  Architecture architecture = Architecture::kX86_64;
  std::vector<ComparedMetric> metrics;
};

/// A function (at a memory size) of one side only.
struct OnlyThere {
  std::string function, input;
  std::optional<std::int64_t> memory_size_mb;
  std::uint64_t invocations = 0;
};
struct Unlike {
  std::string function, reason, hint;
};

struct Comparison {
  std::string base, head;
  bool base_is_summary = false, head_is_summary = false;
  bool complete = true;
  std::string currency;
  std::vector<ComparedFunction> functions;  ///< by function, memory size, Region, architecture
  std::vector<OnlyThere> only_base, only_head;
  std::vector<Unlike> unlike;                   ///< functions that cannot be compared, and why
  std::uint64_t tests = 0;                      ///< p values that were adjusted together
  std::vector<std::string> notes;               ///< one sentence each
  std::uint64_t regressions() const noexcept;   ///< metrics with kFail that are worse
  std::uint64_t improvements() const noexcept;  ///< kNote or kFail that are better
};

/// Pure: the same sides give the same comparison, whatever the order of their rows.
Comparison compare_sides(const ComparedSide& base, const ComparedSide& head,
                         const CompareOptions& options = {});

/// The forms of a comparison: "table", "json", "md", "junit", "github"; ending, help.
struct ComparisonFormat {
  std::string_view id, ending, help;
  void (*write)(const Comparison& comparison, const RenderStyle& style, std::ostream& out);
};
const std::vector<ComparisonFormat>& comparison_formats();

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_COMPARE_H_
