#ifndef LAMBDA_REPORT_ADVICE_H_
#define LAMBDA_REPORT_ADVICE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/money.h"
#include "lambda_report/price.h"

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
  std::string message;  ///< one sentence a person can act on
  std::optional<std::int64_t> recommended_memory_mb;
  std::optional<MoneyRange> monthly_savings;
  Confidence confidence = Confidence::kUnknown;
  std::vector<Evidence> evidence;
  std::optional<Range> predicted_duration_ms;
  std::optional<Range> predicted_cost_change;  ///< fractions: -0.25 is a quarter less
  std::string verify;                          ///< what to run or measure next to be sure
};

/// What the rules may look at: one row of the report.
struct AdviceInput {
  const FunctionKey* key = nullptr;
  const FunctionStats* stats = nullptr;
  std::optional<RateCard> rates;
  std::optional<std::int64_t> timeout_ms;  ///< from --functions
  std::optional<double> months_of_window;  ///< window / 30 days; nullopt: no projection possible
  /// All rows of the same function (other memory sizes too), this one included.
  std::vector<std::pair<const FunctionKey*, const FunctionStats*>> same_function;
};

/// One rule of advice.  Pure: the same input gives the same findings.
class Rule {
 public:
  virtual ~Rule() = default;
  virtual std::string_view id() const = 0;
  /// One line: what it looks for and why the threshold is what it is.
  virtual std::string_view rationale() const = 0;
  virtual void check(const AdviceInput& input, std::vector<Finding>& findings) const = 0;
};

/// Every rule, sorted by the name of its file.
const std::vector<const Rule*>& all_rules();

/// Runs every rule over `input`: the gravest findings first, else in the order of the rules.
/// Empty for a row without an invocation that Lambda itself ran and billed by duration.
std::vector<Finding> advise(const AdviceInput& input);

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
