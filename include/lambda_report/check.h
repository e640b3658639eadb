#ifndef LAMBDA_REPORT_CHECK_H_
#define LAMBDA_REPORT_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/result.h"
#include "lambda_report/units.h"

namespace lambda_report {

// Gates: figures of a report held against limits.  Exact: nothing that is compared ever was
// a double, except for memory utilization, which is compared as it is printed (6 decimals).

/// What a figure is counted in, and so which units a limit may have: 3000, 3000ms, 3s, 5%,
/// 0.05, $2.50, 512MB.
enum class LimitUnit { kMilliseconds, kRatio, kCount, kMoney, kMegabytes };
/// "ms", "ratio", "count", "currency", "MB"
std::string_view name_of(LimitUnit unit) noexcept;

/// A figure that can have a limit.
struct CheckMetric {
  std::string name;  ///< "p99", "cold-start-rate"
  LimitUnit unit = LimitUnit::kCount;
  std::string help;  ///< what it is, without full stop
};

/// Every figure that can have a limit, in the order of the help.
const std::vector<CheckMetric>& check_metrics();
/// "_" and "." stand for "-" too; "total-cost", "oom", "duration-p99" and the like are other
/// names.  nullptr: no such figure.
const CheckMetric* find_check_metric(std::string_view name);

/// One limit.
struct Limit {
  std::string metric;        ///< name of a CheckMetric
  bool is_max = true;        ///< false: the figure has to reach it
  Int128 value_e12 = 0;      ///< in the unit of the metric, × 10^12
  std::string glob;          ///< function names; empty: every function
  bool of_total = false;     ///< "@total:": of everything together
  bool is_optional = false;  ///< that no function has such a name is no error
  std::string text;          ///< as it was written, "p99=3s"
  std::string origin;        ///< "--max", "lambda-report.toml:7"
  int layer = 0;             ///< a higher one overrides a lower one; see check_report
};

/// Reads "[GLOB:]METRIC=VALUE"; a GLOB of "@total" is everything together.  The unit of
/// VALUE has to fit.  An Error names the nearest metric.
Result<Limit> parse_limit(std::string_view text, bool is_max);

/// What becomes of a figure that rests on too few invocations.
enum class OnInsufficient {
  kWarn,  ///< judged by the invocations there are, with a warning
  kFail,
  kPass,
};
std::optional<OnInsufficient> parse_on_insufficient(std::string_view text) noexcept;

enum class Outcome {
  kPassed,
  kBroken,
  kNotEnoughData,  ///< too few invocations for this figure, or none of its kind
  kNotMeasured,    ///< the log does not tell it
};
/// "passed", "broken", "not-enough-data", "not-measured"
std::string_view name_of(Outcome outcome) noexcept;

/// One limit held against one function.
struct CheckVerdict {
  FunctionKey key;      ///< empty where `of_total`
  std::size_t row = 0;  ///< of the report; means nothing where `of_total`
  bool of_total = false;
  std::string subject;  ///< "orders", "orders, 512 MB", "(a.log)", "all functions"; raw
  Limit limit;
  LimitUnit unit = LimitUnit::kCount;
  Outcome outcome = Outcome::kPassed;
  bool fails = false;
  std::optional<std::string> measured;          ///< decimal; nullopt: there is no figure
  std::optional<std::string> distance;          ///< measured - limit
  std::optional<std::uint64_t> samples;         ///< behind the figure, where that matters
  std::optional<std::uint64_t> samples_needed;  ///< for this quantile
  std::string currency;                         ///< of money
};

struct CheckResult {
  std::vector<CheckVerdict> verdicts;  ///< those that fail first; else by function and metric
  /// Why the gates say nothing whatever they show: no invocation, a glob without a function.
  std::vector<std::string> problems;
  bool fails() const noexcept;
};

struct CheckOptions {
  std::vector<Limit> limits;
  OnInsufficient on_insufficient = OnInsufficient::kWarn;
  bool allow_empty = false;
  /// Whether a glob matches a name.  Required.
  bool (*matches)(std::string_view glob, std::string_view name) noexcept = nullptr;
  /// What the rows are kept apart by, besides the function's name.
  std::vector<GroupKey> group_by;
};

/// Holds every row of `report` against its limits.
///
/// For one row, metric and direction one limit counts: that of the highest layer; among
/// those one with a glob before one for all; among those the last.  A quantile q of n
/// invocations has too few where n × (1 - q) < 10: 1000 for p99, 200 for p95.
CheckResult check_report(const Report& report, const CheckOptions& options);

/// "orders", "orders, 512 MB", "(a.log)": what a check of `row` is about.
std::string check_subject(const Row& row, const std::vector<GroupKey>& group_by);

/// Writes the result of a check in one format.  Log text is escaped by the renderer.
class CheckRenderer {
 public:
  virtual ~CheckRenderer() = default;
  virtual std::string_view id() const = 0;
  virtual std::string_view extension() const = 0;
  virtual std::string_view help() const = 0;
  virtual void render(const CheckResult& result, const Report& report, const RenderStyle& style,
                      std::ostream& out) const = 0;
};
/// Every format, in the order of the help text.
const std::vector<const CheckRenderer*>& all_check_renderers();
const CheckRenderer* find_check_renderer(std::string_view id);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_CHECK_H_
