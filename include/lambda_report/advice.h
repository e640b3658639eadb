#ifndef LAMBDA_REPORT_ADVICE_H_
#define LAMBDA_REPORT_ADVICE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/money.h"
#include "lambda_report/packed_list.h"
#include "lambda_report/price.h"
#include "lambda_report/result.h"

namespace lambda_report {

enum class Severity { kInfo, kWarning, kError };
enum class Confidence { kUnknown, kLow, kMedium, kHigh };

std::string_view name_of(Severity severity) noexcept;
std::string_view name_of(Confidence confidence) noexcept;

/// A range of money; `expected` lies within.
struct MoneyRange {
  Money low, expected, high;
  std::string currency;
};

/// A figure behind a finding: shown as evidence, in this order.
struct Evidence {
  std::string name;  ///< "max_memory_used_mb"
  std::variant<std::int64_t, double, std::string> value;
};

/// low / expected / high of a figure.
struct Range {
  double low = 0, expected = 0, high = 0;
};

/// One thing that somebody should know or do.
struct Finding {
  std::string rule;  ///< kebab-case id, "out-of-memory-risk"
  Severity severity = Severity::kInfo;
  std::string function;  ///< empty: the log does not name it
  std::string input;     ///< where `function` is empty
  std::optional<std::int64_t> memory_size_mb;
  std::string action;   ///< what to do, a short imperative: "change the memory to 512 MB"
  std::string message;  ///< one sentence a person can act on: `action`, a colon, why
  std::optional<std::int64_t> recommended_memory_mb;
  std::optional<MoneyRange> monthly_savings;
  Confidence confidence = Confidence::kUnknown;
  std::vector<Evidence> evidence;
  std::optional<Range> predicted_duration_ms;
  std::optional<Range> predicted_cost_change;  ///< fractions: -0.25 is a quarter less
  std::string verify;                          ///< what to run or measure next to be sure
};

/// The form of a PackedList.  First come function, memory size, input, rule (a word), message and
/// severity.
void pack(const Finding& finding, Packer& packer);
void unpack(Unpacker& unpacker, Finding& finding);

/// A mean duration that somebody measured at a memory size, from a Power Tuning run.
struct MeasuredDuration {
  std::int64_t memory_size_mb = 0;
  double mean_ms = 0;
};

/// What the rules may look at: one row of the report.
struct AdviceInput {
  const FunctionKey* key = nullptr;
  const FunctionStats* stats = nullptr;
  std::optional<RateCard> rates;
  /// The same Region's card of the other architecture, for the what-if line.
  std::optional<RateCard> other_architecture_rates;
  std::optional<std::int64_t> timeout_ms;               ///< from --functions
  std::optional<std::int64_t> provisioned_concurrency;  ///< the same; units configured
  std::string runtime;                                  ///< the same, "python3.12"; empty: unknown
  bool snapstart = false;                               ///< the same: SnapStart is on already
  /// Share of a month that the row stands for: window / 30 days, or invocations of the row /
  /// its invocations a month where the user says them.  nullopt: no projection possible.
  std::optional<double> months_of_window;
  /// All rows of functions of this name and architecture (other memory sizes, versions,
  /// Regions and accounts too), this one included.  The nearer a row is to this one, the more
  /// it counts: see docs/ADVICE.md (several memory sizes).
  std::vector<std::pair<const FunctionKey*, const FunctionStats*>> same_function;
  std::vector<MeasuredDuration> measured;  ///< evidence from outside the log
};

/// The mean duration to be expected at `memory_size_mb`, from those at other sizes (or that
/// one: then it is what was measured): 90 % range, in ms.  `cold`: of first calls.  nullopt:
/// nothing to go by.
std::optional<Range> predict_duration_ms(std::vector<MeasuredDuration> measured, bool cold,
                                         std::int64_t memory_size_mb);

/// What "best" means where several memory sizes will do.
enum class Strategy {
  kSafe,         ///< cheapest of those that are cheaper even at the bad end of the range
  kCheapest,     ///< least expected cost, however slow
  kMaxSlowdown,  ///< cheapest that is at most `max_slowdown` times as slow
  kSlo,          ///< cheapest whose 95 % quantile stays within `slo_ms`
  kBalanced,     ///< fastest within 10 % of the cheapest
  kFreeSpeed,    ///< fastest that costs no more than now; needs two sizes seen
  kLpt,          ///< the "balanced" formula of AWS Lambda Power Tuning
};
/// "safe", "cheapest", "max-slowdown", "slo", "balanced", "free-speed", "lpt"
std::string_view name_of(Strategy strategy) noexcept;
std::optional<Strategy> parse_strategy(std::string_view text) noexcept;

/// A number that a rule compares with.  Static text.
struct Threshold {
  std::string_view name;  ///< snake_case, as the configuration file has it
  double value = 0;       ///< unless the configuration says another
  std::string_view unit;  ///< "share", "ms", "MB", "invocations", …
  std::string_view why;   ///< why the value is what it is
};

/// Findings that somebody has decided to live with.
struct Suppression {
  std::string rule;
  std::string function;                          ///< a glob, as it is shown
  std::function<bool(std::string_view)> covers;  ///< whether `function` matches a name
  std::string reason;
};

/// Which rules run and what they compare with.
struct RuleSettings {
  std::set<std::string, std::less<>> disabled;  ///< rule ids
  /// Rule id → name of the threshold → value.
  std::map<std::string, std::map<std::string, double, std::less<>>, std::less<>> thresholds;
  std::vector<Suppression> suppressions;
};

struct AdviceOptions {
  Strategy strategy = Strategy::kSafe;
  /// Limits on every strategy; kMaxSlowdown and kSlo need theirs.
  std::optional<double> max_slowdown =
      std::nullopt;                             ///< 1.5: at most half as slow again, at the bad end
  std::optional<double> slo_ms = std::nullopt;  ///< on a quantile of warm durations
  int slo_permille = 950;                       ///< which one: 950 is p95, 999 p99.9
  double weight = 0.5;                          ///< of cost against speed, for kLpt, 0..1
  int threads = 1;                              ///< above 1: the code uses more than one CPU
  RuleSettings rules = {};
};

/// How often the 90 % ranges of a prediction hold, in words, for wherever one is printed:
/// "90 % on public benchmarks, 76–98 % by source".
std::string_view prediction_coverage() noexcept;

/// The first thing wrong with `options`, as a usage error: a limit out of range, a rule or a
/// threshold that does not exist.
Result<void> check_options(const AdviceOptions& options);

/// What the log (or a Power Tuning run) says about one memory size of a function.
struct ObservedSize {
  std::int64_t memory_size_mb = 0;
  std::uint64_t invocations = 0;              ///< 0: measured outside the log
  std::optional<std::uint64_t> environments;  ///< nullopt: not known
  std::uint64_t warm_count = 0, cold_count = 0;
  std::optional<double> warm_mean_ms, cold_mean_ms;
  bool outside_log = false;
  std::string from;  ///< "version 7", "eu-west-1": not of this very row; empty: it is
};

enum class Verdict {
  kCurrent,
  kRecommended,
  kFeasible,
  kBelowFloor,     ///< less memory than the log supports
  kNotEnoughData,  ///< too few invocations to go down at all
  kTimeoutRisk,    ///< could come near the timeout
  kTooSlow,        ///< breaks a limit of the options
};
/// "current", "recommended", "feasible", "below-floor", "not-enough-data", "timeout-risk",
/// "too-slow"
std::string_view name_of(Verdict verdict) noexcept;

/// One memory size and what is to be expected of it.
struct Candidate {
  std::int64_t memory_size_mb = 0;
  bool observed = false;  ///< measured, not predicted
  Range duration_ms;      ///< mean of the warm invocations; 90 % range
  std::optional<Range> cold_duration_ms;
  Range cost_change;  ///< of duration and requests, fractions: -0.25 is a quarter less
  std::optional<MoneyRange> monthly_cost;
  Confidence confidence = Confidence::kUnknown;  ///< from the width of the cost range
  Verdict verdict = Verdict::kFeasible;
};

/// The size whose measurement would tell most, and how to measure it.
struct NextExperiment {
  std::int64_t memory_size_mb = 0;
  std::uint64_t invocations = 50;  ///< warm ones wanted
  std::optional<MoneyRange> price;
  double abort_if_p95_above_ms = 0;  ///< then it is outside the predicted range
  std::string reason;
  std::string power_tuning_input;  ///< JSON for the AWS Lambda Power Tuning state machine
};

/// The other architecture at the same size: never part of the size advice.
struct ArchitectureOption {
  Architecture architecture = Architecture::kArm64;
  Range duration_factor;
  Range cost_change;
  std::optional<MoneyRange> monthly_savings;
  std::string note;
};

/// How to set a memory size, ready to paste.  Only for names that need no quoting.
struct ChangeSnippets {
  std::string aws_cli, sam, terraform;
};

/// A finding that a suppression of the configuration covers.
struct SuppressedFinding {
  Finding finding;
  std::string reason;
};

/// Max Memory Used rises while environments live.
struct MemoryGrowth {
  std::uint64_t streams = 0;         ///< with enough invocations to say
  std::uint64_t rising = 0;          ///< of them
  double mb_per_1000 = 0;            ///< median slope, MB in 1000 invocations
  std::int64_t extrapolated_mb = 0;  ///< at twice the invocations of the longest stream
  std::uint64_t longest = 0;         ///< invocations of the longest stream
};

/// Everything that `advise` says about one row.
struct FunctionAdvice {
  FunctionKey key;
  std::string region;  ///< that it is priced in; empty: several
  std::optional<std::int64_t> memory_size_mb;
  std::optional<Architecture> architecture;
  std::vector<ObservedSize> observed;  ///< by memory size
  std::optional<std::int64_t> floor_mb;
  std::optional<std::int64_t> max_memory_used_mb;
  double head_room = 0;                ///< factor behind `floor_mb`
  std::optional<MemoryGrowth> growth;  ///< set: `floor_mb` allows for it
  bool need_unknown = false;  ///< memory was full: nothing smaller, and the need is not known
  bool superseded = false;    ///< the function has run at another size since
  bool other_weeks = false;   ///< another size was seen at least a week before or after
  Strategy strategy = Strategy::kSafe;
  std::vector<Candidate> candidates;  ///< by memory size; empty: nothing can be predicted
  std::optional<std::int64_t> recommended_memory_mb;
  /// The size with the least expected cost among those that may be chosen, current included.
  std::optional<std::int64_t> cheapest_memory_mb;
  /// Faster at no more than today's cost (kFreeSpeed), whatever the strategy.
  std::optional<std::int64_t> free_speed_memory_mb;
  std::string decision;         ///< one sentence: what to do, with its range
  std::string why_not_cheaper;  ///< one sentence; empty: the cheapest is recommended
  std::optional<NextExperiment> next_experiment;
  std::optional<ArchitectureOption> other_architecture;
  std::optional<ChangeSnippets> change;  ///< to the recommended size, else to the experiment's
  std::string power_tuning_link;         ///< the observed sizes as a chart; empty: fewer than two
  std::string coverage;                  ///< how often the ranges hold, in words
  std::optional<Money> monthly_cost;     ///< what the row costs a month, as the report has it
  std::string currency;                  ///< of it
  std::vector<Finding> findings;
  std::vector<SuppressedFinding> suppressed;

  /// nullptr: no such candidate.
  const Candidate* candidate(std::optional<std::int64_t> memory_mb) const noexcept;
};

class Rule;

/// The values of one rule's thresholds that are in force.
class RuleThresholds {
 public:
  RuleThresholds(const Rule& rule, const RuleSettings& settings);
  /// REQUIRES: the rule has a threshold of that name.
  double operator[](std::string_view name) const;

 private:
  const Rule& rule_;
  const std::map<std::string, double, std::less<>>* changed_ = nullptr;
};

/// One rule of advice.  Pure: the same input gives the same findings.
class Rule {
 public:
  virtual ~Rule() = default;
  virtual std::string_view id() const = 0;
  /// One line: what it looks for and why.
  virtual std::string_view rationale() const = 0;
  /// The numbers that the configuration may change.
  virtual std::span<const Threshold> thresholds() const { return {}; }
  /// `advice` is complete but for its findings.
  virtual void check(const AdviceInput& input, const FunctionAdvice& advice,
                     const RuleThresholds& thresholds, std::vector<Finding>& findings) const = 0;
};

/// Every rule, sorted by the name of its file.
const std::vector<const Rule*>& all_rules();
/// nullptr: no such rule.
const Rule* find_rule(std::string_view id) noexcept;

/// The memory-size advice and the findings of every rule: the gravest first, else in the
/// order of the rules.  Nothing but the key for a row without an invocation that Lambda
/// itself ran and billed by duration.
///
/// Pure: neither the order of `same_function` nor that of `measured` shows.
FunctionAdvice advise_function(const AdviceInput& input, const AdviceOptions& options = {});

/// The findings of `advise_function`, sparing what no rule looks at; `suppressed`, if given,
/// takes those that a suppression covers.
std::vector<Finding> advise(const AdviceInput& input, const AdviceOptions& options = {},
                            std::vector<SuppressedFinding>* suppressed = nullptr);

/// A mean duration by memory size from AWS Lambda Power Tuning: its result as JSON, or a link
/// to lambda-power-tuning.show, which is decoded and never opened.  `name` says in errors
/// where the text came from.
Result<std::vector<MeasuredDuration>> read_measured_durations(std::string_view text,
                                                              std::string_view name);

/// The least memory that the observations support: see docs/ADVICE.md (memory floor).
struct MemoryFloor {
  std::int64_t floor_mb = 0;
  std::int64_t observed_max_mb = 0;
  double head_room = 1.25;   ///< factor on the observed maximum
  bool censored = false;     ///< the maximum touches the size: the need is not known
  bool enough_data = false;  ///< false: no smaller size may be proposed
};
std::optional<MemoryFloor> memory_floor(const FunctionStats& stats, std::int64_t memory_size_mb);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_ADVICE_H_
