#include "lambda_report/check.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/decimal_text.h"
#include "base/int128.h"
#include "base/nearest.h"
#include "report/check_metrics.h"

namespace lambda_report {
namespace {

constexpr int kLimitScale = 12;
constexpr std::int64_t kTailNeeded = 10;  // invocations beyond a quantile

Int128 power_of_ten(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// measured - limit as a sign.  Both sides × denominator × the larger of the scales.
int compare(const Figure& measured, Int128 limit_e12) {
  const int up = std::max(0, kLimitScale - measured.scale);
  const int down = std::max(0, measured.scale - kLimitScale);
  const std::optional<Int128> left = checked_mul(measured.numerator, power_of_ten(up));
  std::optional<Int128> right = checked_mul(limit_e12, measured.denominator);
  if (right) right = checked_mul(*right, power_of_ten(down));
  if (!right) return -1;  // a limit above all that Money can hold
  if (!left) return 1;
  return *left < *right ? -1 : *left > *right ? 1 : 0;
}

/// The figure × 10^12, rounded half to even; for what is shown.
std::optional<Int128> to_e12(const Figure& figure) {
  Int128 numerator = figure.numerator;
  Int128 denominator = figure.denominator;
  if (figure.scale <= kLimitScale) {
    const auto raised = checked_mul(numerator, power_of_ten(kLimitScale - figure.scale));
    if (!raised) return std::nullopt;
    numerator = *raised;
  } else {
    denominator *= power_of_ten(figure.scale - kLimitScale);
  }
  Int128 whole = numerator / denominator;
  const Int128 rest = numerator % denominator;
  const Int128 twice = rest * 2 - denominator;
  if (twice > 0 || (twice == 0 && whole % 2 == 1)) ++whole;
  return whole;
}

/// A fraction such as 1/3 has no end: 6 decimals are shown, exact ones as they are.
std::string shown(const Figure& figure) {
  if (figure.denominator != 1) {
    return quotient_text(figure.numerator, figure.denominator * power_of_ten(figure.scale), 6);
  }
  const std::optional<Int128> value = to_e12(figure);
  return value ? decimal_text(*value, kLimitScale) : std::string();
}

std::string part_of(const Row& row, GroupKey key) {
  switch (key) {
    case GroupKey::kMemory:
      return row.key.memory_size_mb ? std::to_string(*row.key.memory_size_mb) + " MB"
                                    : std::string();
    case GroupKey::kVersion:
      return row.key.version.empty() ? "" : "version " + row.key.version;
    case GroupKey::kRegion:
      return row.region;
    case GroupKey::kAccount:
      return row.key.account;
    case GroupKey::kArch:
      return row.architecture_basis == Basis::kMixed ? "" : std::string(name_of(row.architecture));
    case GroupKey::kTenant:
      return row.key.tenant.empty() ? "" : "tenant " + row.key.tenant;
    case GroupKey::kInput:
      return row.key.function.empty() ? std::string() : row.key.input;
    case GroupKey::kDay:
      return row.key.time_bucket;
    case GroupKey::kHour:
      return row.key.time_bucket;
    case GroupKey::kFunction:
      break;
  }
  return {};
}

/// A fraction's distance has the decimals that it is shown with, unless nothing would be left.
std::optional<std::string> distance_of(const Figure& figure, Int128 limit_e12) {
  const std::optional<Int128> value = to_e12(figure);
  if (!value) return std::nullopt;
  constexpr Int128 kMillionth = 1'000'000;  // of 1e12
  const Int128 rounded = (*value + kMillionth / 2) / kMillionth * kMillionth;
  const bool same_side = (rounded > limit_e12) == (*value > limit_e12) && rounded != limit_e12;
  const bool round = figure.denominator != 1 && same_side;
  return decimal_text((round ? rounded : *value) - limit_e12, kLimitScale);
}

class Checker {
 public:
  Checker(const Report& report, const CheckOptions& options)
      : report_(report), options_(options), used_(options.limits.size(), false) {}

  CheckResult run() {
    for (std::size_t i = 0; i < report_.rows.size(); ++i) check_row(i);
    check_total();
    CheckResult result;
    result.verdicts = std::move(verdicts_);
    std::stable_sort(
        result.verdicts.begin(), result.verdicts.end(),
        [](const CheckVerdict& a, const CheckVerdict& b) { return a.fails && !b.fails; });
    add_problems(result);
    return result;
  }

 private:
  void check_row(std::size_t index) {
    const Row& row = report_.rows[index];
    std::map<std::pair<std::string_view, bool>, const Limit*> chosen;
    for (std::size_t i = 0; i < options_.limits.size(); ++i) {
      const Limit& limit = options_.limits[i];
      const bool is_for_row =
          !limit.of_total && (limit.glob.empty() || options_.matches(limit.glob, row.key.function));
      if (!is_for_row) continue;
      used_[i] = true;
      const Limit*& best = chosen[{limit.metric, limit.is_max}];
      if (best == nullptr || rank(limit) >= rank(*best)) best = &limit;
    }
    for (const MeasuredMetric& metric : measured_metrics()) {
      for (const bool is_max : {true, false}) {
        const auto found = chosen.find({metric.shown.name, is_max});
        if (found == chosen.end()) continue;
        CheckVerdict verdict;
        verdict.key = row.key;
        verdict.row = index;
        verdict.subject = check_subject(row, options_.group_by);
        verdict.limit = *found->second;
        judge(metric, {row.metrics, report_, &row.key}, verdict);
      }
    }
  }

  void check_total() {
    for (const MeasuredMetric& metric : measured_metrics()) {
      for (const bool is_max : {true, false}) {
        const Limit* chosen = nullptr;
        for (const Limit& limit : options_.limits) {
          if (!limit.of_total || limit.metric != metric.shown.name || limit.is_max != is_max) {
            continue;
          }
          if (chosen == nullptr || limit.layer >= chosen->layer) chosen = &limit;
        }
        if (chosen == nullptr) continue;
        CheckVerdict verdict;
        verdict.of_total = true;
        verdict.subject = metric.of_total_only ? "the log" : "all functions";
        verdict.limit = *chosen;
        judge(metric, {report_.totals, report_, nullptr}, verdict);
      }
    }
  }

  static std::pair<int, bool> rank(const Limit& limit) {
    return {limit.layer, !limit.glob.empty()};
  }

  void judge(const MeasuredMetric& metric, const FigureSource& source, CheckVerdict& verdict) {
    verdict.unit = metric.shown.unit;
    if (source.metrics.cost) verdict.currency = source.metrics.cost->currency;
    const std::optional<Figure> figure = metric.measure(source);
    bool few = false;
    if (metric.samples != nullptr) {
      verdict.samples = metric.samples(source.metrics);
      few = *verdict.samples == 0;
      if (metric.rest_per_thousand > 0) {
        verdict.samples_needed =
            static_cast<std::uint64_t>(kTailNeeded * 1000 / metric.rest_per_thousand);
        few = *verdict.samples < *verdict.samples_needed;
      }
    }
    bool broken = false;
    if (figure) {
      const int sign = compare(*figure, verdict.limit.value_e12);
      broken = verdict.limit.is_max ? sign > 0 : sign < 0;
      verdict.measured = shown(*figure);
      verdict.distance = distance_of(*figure, verdict.limit.value_e12);
    }
    decide(figure.has_value(), few, broken, verdict);
    verdicts_.push_back(std::move(verdict));
  }

  void decide(bool measured, bool few, bool broken, CheckVerdict& verdict) const {
    const OnInsufficient then = options_.on_insufficient;
    if (!few && measured) {
      verdict.outcome = broken ? Outcome::kBroken : Outcome::kPassed;
      verdict.fails = broken;
    } else if (!few) {
      verdict.outcome = Outcome::kNotMeasured;
      verdict.fails = then != OnInsufficient::kPass;  // nothing there to judge by
    } else {
      const bool judged_broken = broken && then == OnInsufficient::kWarn;
      verdict.outcome = judged_broken ? Outcome::kBroken : Outcome::kNotEnoughData;
      verdict.fails = judged_broken || then == OnInsufficient::kFail;
    }
  }

  void add_problems(CheckResult& result) const {
    if (report_.totals.invocations == 0) {
      if (!options_.allow_empty) result.problems.emplace_back("no invocation found");
      return;
    }
    for (std::size_t i = 0; i < options_.limits.size(); ++i) {
      const Limit& limit = options_.limits[i];
      if (used_[i] || limit.of_total || limit.is_optional) continue;
      result.problems.push_back(limit.origin + ": no function is called like " + limit.glob +
                                nearest_name(limit.glob));
    }
  }

  std::string nearest_name(const std::string& glob) const {
    constexpr std::size_t kMostCompared = 1000;
    std::vector<std::string> names;
    for (const Row& row : report_.rows) {
      if (!row.key.function.empty() && names.size() < kMostCompared) {
        names.push_back(row.key.function);
      }
    }
    const std::optional<std::string> name = nearest(glob, names);
    return name ? "; did you mean " + *name + "?" : std::string();
  }

  const Report& report_;
  const CheckOptions& options_;
  std::vector<bool> used_;  // by limit: there is a row that it is for
  std::vector<CheckVerdict> verdicts_;
};

}  // namespace

std::string check_subject(const Row& row, const std::vector<GroupKey>& group_by) {
  std::string name = row.key.function;
  if (name.empty()) name = row.key.input.empty() ? "(no name)" : "(" + row.key.input + ")";
  for (const GroupKey key : group_by) {
    const std::string part = part_of(row, key);
    if (!part.empty()) name += ", " + part;
  }
  return name;
}

std::string_view name_of(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::kPassed:
      return "passed";
    case Outcome::kBroken:
      return "broken";
    case Outcome::kNotEnoughData:
      return "not-enough-data";
    case Outcome::kNotMeasured:
      return "not-measured";
  }
  return {};
}

bool CheckResult::fails() const noexcept {
  return !problems.empty() ||
         std::any_of(verdicts.begin(), verdicts.end(),
                     [](const CheckVerdict& verdict) { return verdict.fails; });
}

CheckResult check_report(const Report& report, const CheckOptions& options) {
  return Checker(report, options).run();
}

}  // namespace lambda_report
