#include "lambda_report/compare.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "compare/metrics.h"
#include "compare/unlike.h"

namespace lambda_report {
namespace compare {
namespace {

using Rows = std::vector<const ComparedRow*>;

/// The rows of one function (by name, or by the file that holds what has no name).
using ByFunction = std::map<std::pair<std::string, std::string>, Rows>;

std::string file_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool one_unnamed_input(const ComparedSide& side) {
  std::set<std::string> inputs;
  for (const ComparedRow& row : side.rows)
    if (row.function.empty()) inputs.insert(row.input);
  return inputs.size() == 1;
}

/// Functions without a name meet by the name of their file, or because each side has but one.
ByFunction by_function(const ComparedSide& side, bool unnamed_meet) {
  ByFunction functions;
  for (const ComparedRow& row : side.rows) {
    const bool unnamed = row.function.empty();
    functions[{row.function, unnamed && !unnamed_meet ? file_of(row.input) : std::string()}]
        .push_back(&row);
  }
  const auto order = [](const ComparedRow* row) {
    return std::tie(row->memory_size_mb, row->region, row->architecture, row->input);
  };
  for (auto& [name, rows] : functions)
    std::sort(rows.begin(), rows.end(),
              [&](const ComparedRow* a, const ComparedRow* b) { return order(a) < order(b); });
  return functions;
}

OnlyThere only_there(const ComparedRow& row) {
  return {row.function, row.input, row.memory_size_mb, row.invocations};
}

class Pairing {
 public:
  Pairing(Comparison& out, const CompareOptions& options) : out_(out), options_(options) {}

  void compare_function(const Rows& base, const Rows& head) {
    if (std::optional<Unlike> unlike = why_unlike(base, head)) {
      out_.unlike.push_back(*std::move(unlike));
      return;
    }
    Rows base_left = base, head_left;
    for (const ComparedRow* now : head) {
      const auto same = std::find_if(base_left.begin(), base_left.end(), [&](const auto* then) {
        return then->memory_size_mb == now->memory_size_mb && alike(*then, *now);
      });
      if (same == base_left.end()) {
        head_left.push_back(now);
        continue;
      }
      add(**same, *now, metrics_of(**same, *now, options_));
      base_left.erase(same);
    }
    for (const ComparedRow* now : nearest_first(base_left, head_left))
      compare_resized(base, base_left, *now);
    for (const ComparedRow* then : base_left) out_.only_base.push_back(only_there(*then));
  }

 private:
  static bool alike(const ComparedRow& a, const ComparedRow& b) {
    return a.region == b.region && a.architecture == b.architecture;
  }

  static bool may_replace(const ComparedRow& then, const ComparedRow& now) {
    return then.memory_size_mb && now.memory_size_mb && alike(then, now);
  }
  static std::int64_t distance(const ComparedRow& then, const ComparedRow& now) {
    return std::abs(*then.memory_size_mb - *now.memory_size_mb);
  }
  /// Of the rows of `base` that `now` may have replaced, the nearest in size, or nullptr.
  static const ComparedRow* nearest_to(const ComparedRow& now, const Rows& base) {
    const ComparedRow* nearest = nullptr;
    for (const ComparedRow* then : base) {
      if (!may_replace(*then, now)) continue;
      if (nearest == nullptr || distance(*then, now) < distance(*nearest, now)) nearest = then;
    }
    return nearest;
  }

  /// `head`, those that are near to a size of `base` before others, which might take it.
  static Rows nearest_first(const Rows& base, const Rows& head) {
    std::vector<std::pair<std::int64_t, const ComparedRow*>> order;
    for (const ComparedRow* now : head) {
      const ComparedRow* const then = nearest_to(*now, base);
      order.emplace_back(then != nullptr ? distance(*then, *now) : 0, now);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Rows rows;
    for (const auto& [distance, now] : order) rows.push_back(now);
    return rows;
  }

  /// `left`: sizes that the new side no longer has; the nearest of them is what it replaced.
  void compare_resized(const Rows& base, Rows& left, const ComparedRow& now) {
    const ComparedRow* const nearest = nearest_to(now, left);
    if (nearest == nullptr) {
      out_.only_head.push_back(only_there(now));
      return;
    }
    Rows known;
    for (const ComparedRow* then : base)
      if (may_replace(*then, now)) known.push_back(then);
    add(*nearest, now, metrics_of_resized(known, *nearest, now, options_));
    std::erase(left, nearest);
  }

  void add(const ComparedRow& then, const ComparedRow& now, std::vector<ComparedMetric> metrics) {
    ComparedFunction function;
    function.function = now.function;
    function.input = now.input;
    function.old_memory_mb = then.memory_size_mb;
    function.new_memory_mb = now.memory_size_mb;
    function.region = now.region;
    function.architecture = now.architecture;
    function.metrics = std::move(metrics);
    out_.functions.push_back(std::move(function));
  }

  Comparison& out_;
  const CompareOptions& options_;
};

void add_notes(const ComparedSide& base, const ComparedSide& head, Comparison& out) {
  for (const ComparedSide* side : {&base, &head}) {
    if (side->is_summary)
      out.notes.push_back(side->name +
                          " is a saved summary: it has no distributions, so durations, memory and "
                          "cost are shown without a test; a saved state (-o NAME.lrs) has them");
    if (!side->complete) out.notes.push_back(side->name + " is partial: something was lost");
  }
}

/// Costs of two price sheets, or currencies, do not compare.
bool same_prices(const ComparedSide& base, const ComparedSide& head) {
  return base.prices.as_of == head.prices.as_of && base.prices.source == head.prices.source &&
         base.prices.currency == head.prices.currency;
}

void drop_costs(Comparison& out) {
  for (ComparedFunction& function : out.functions)
    std::erase_if(function.metrics,
                  [](const ComparedMetric& m) { return m.id == "cost_per_million"; });
  out.notes.emplace_back("costs are not compared: the sides were priced with different sheets");
}

}  // namespace
}  // namespace compare

std::vector<std::string_view> compared_metrics() {
  return {"warm_duration",    "warm_duration_p95", "cold_duration",   "init_duration",
          "cost_per_million", "max_memory_used",   "cold_start_rate", "error_rate",
          "timeout_rate",     "out_of_memory_rate"};
}

std::string_view name_of(ComparisonOutcome outcome) noexcept {
  switch (outcome) {
    case ComparisonOutcome::kSame:
      return "same";
    case ComparisonOutcome::kNote:
      return "note";
    case ComparisonOutcome::kFail:
      return "fail";
    case ComparisonOutcome::kUntested:
      return "untested";
    case ComparisonOutcome::kTooFew:
      return "too-few";
  }
  return "";
}

std::uint64_t Comparison::regressions() const noexcept {
  std::uint64_t count = 0;
  for (const ComparedFunction& function : functions)
    for (const ComparedMetric& m : function.metrics)
      count += m.worse && m.outcome == ComparisonOutcome::kFail ? 1 : 0;
  return count;
}

std::uint64_t Comparison::improvements() const noexcept {
  std::uint64_t count = 0;
  for (const ComparedFunction& function : functions)
    for (const ComparedMetric& m : function.metrics)
      count += !m.worse && (m.outcome == ComparisonOutcome::kFail ||
                            m.outcome == ComparisonOutcome::kNote)
                   ? 1
                   : 0;
  return count;
}

Comparison compare_sides(const ComparedSide& base, const ComparedSide& head,
                         const CompareOptions& options) {
  using namespace compare;  // NOLINT(google-build-using-namespace): this file is its front
  Comparison out;
  out.base = base.name;
  out.head = head.name;
  out.base_is_summary = base.is_summary;
  out.head_is_summary = head.is_summary;
  out.complete = base.complete && head.complete;
  out.currency = head.prices.currency;
  const bool unnamed_meet = one_unnamed_input(base) && one_unnamed_input(head);
  const ByFunction before = by_function(base, unnamed_meet), now = by_function(head, unnamed_meet);
  Pairing pairing(out, options);
  for (const auto& [name, rows] : now) {
    const auto same = before.find(name);
    if (same != before.end()) {
      pairing.compare_function(same->second, rows);
      continue;
    }
    for (const ComparedRow* row : rows) out.only_head.push_back(only_there(*row));
  }
  for (const auto& [name, rows] : before)
    if (!now.contains(name))
      for (const ComparedRow* row : rows) out.only_base.push_back(only_there(*row));

  add_notes(base, head, out);
  if (!same_prices(base, head)) drop_costs(out);
  std::vector<ComparedMetric*> all;
  for (ComparedFunction& function : out.functions)
    for (ComparedMetric& m : function.metrics) all.push_back(&m);
  out.tests = judge(all, options);
  return out;
}

}  // namespace lambda_report
