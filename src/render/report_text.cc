#include "render/report_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "render/number_format.h"

namespace lambda_report::render {
namespace {

constexpr std::size_t kMaxListed = 5;

/// Joins what there is with ", ".
class Sentence {
 public:
  void add(std::string_view part) {
    if (part.empty()) return;
    if (!text_.empty()) text_ += ", ";
    text_ += part;
  }
  /// Only if `count` is not 0.
  void add(std::uint64_t count, std::string_view one, std::string_view many) {
    if (count != 0) add(counted(count, one, many));
  }
  bool empty() const { return text_.empty(); }
  std::string str() && { return std::move(text_); }

 private:
  std::string text_;
};

void add_fact(std::vector<Fact>& facts, std::string_view label, std::string text,
              bool warning = false) {
  if (!text.empty()) facts.push_back({std::string(label), std::move(text), warning});
}

std::string window_text(const Report& report, bool unicode) {
  if (!report.window) return "not known: no event has a time";
  const Window& window = *report.window;
  return utc_seconds(window.first) + (unicode ? " – " : " to ") + utc_seconds(window.last) +
         " UTC, " + span(window.last.ms - window.first.ms);
}

/// ", "-joined amounts with what they are for; those of 0 are left out.
class Amounts {
 public:
  explicit Amounts(const CostFigures& cost) : style_(money_style(cost.total, cost.currency)) {}
  void add(const Money& amount, std::string_view what) {
    if (amount.units() != 0) sentence_.add(money(amount, style_) + " " + std::string(what));
  }
  std::string str() && { return std::move(sentence_).str(); }

 private:
  MoneyStyle style_;
  Sentence sentence_;
};

void add_cost(const CostFigures& cost, std::vector<Fact>& facts) {
  const MoneyStyle style = money_style(cost.total, cost.currency);
  Amounts sums(cost);
  sums.add(cost.duration, "duration");
  sums.add(cost.requests, "requests");
  if (cost.ephemeral_storage) sums.add(*cost.ephemeral_storage, "ephemeral storage");
  if (cost.snapstart_restore) sums.add(*cost.snapstart_restore, "SnapStart restores");
  if (cost.provisioned_concurrency)
    sums.add(*cost.provisioned_concurrency, "provisioned concurrency");
  const std::string parts = std::move(sums).str();
  add_fact(facts, "Cost", money(cost.total, style) + (parts.empty() ? "" : " = " + parts));
  Amounts of_it(cost);
  of_it.add(cost.idle_memory, "memory never used");
  of_it.add(cost.init, "init");
  of_it.add(cost.errors, "errors and timeouts");
  of_it.add(cost.retries, "retries");
  const std::string spent = std::move(of_it).str();
  if (!spent.empty()) add_fact(facts, "", "of it " + spent);
  if (cost.monthly)
    add_fact(
        facts, "",
        "about " + money(cost.monthly->total, style) + " a month (" + cost.monthly->basis + ")");
  const std::optional<Money> total = cost.todays_total(), duration = cost.todays_duration();
  if (total && duration && cost.todays_init.units() != 0)
    add_fact(facts, "",
             "under today's INIT billing " + money(*total, style) + " (duration " +
                 money(*duration, style) + ")");
}

std::string behaviour_text(const Metrics& totals) {
  Sentence text;
  text.add(totals.errors, "error", "errors");
  text.add(totals.timeouts, "timeout", "timeouts");
  text.add(totals.out_of_memory, "out of memory", "out of memory");
  text.add(totals.suspected_out_of_memory, "suspected out of memory", "suspected out of memory");
  if (text.empty()) text.add("no error, timeout or out of memory seen");
  text.add(totals.retries, "retry", "retries");
  if (totals.cold_starts != 0)
    text.add(counted(totals.cold_starts, "cold start", "cold starts") + " (" +
             percent(totals.cold_start_rate()) + ")");
  text.add(totals.environments, "environment", "environments");
  if (totals.peak_concurrency)
    text.add("at most " + grouped(*totals.peak_concurrency) + " at a time");
  return std::move(text).str();
}

std::string place_text(const Row& row) {
  std::string text = row.region_basis == Basis::kMixed ? "mixed Regions" : row.region;
  if (row.region_basis == Basis::kAssumed) text += " (assumed)";
  text += " " + architecture_word(row);
  if (row.architecture_basis == Basis::kAssumed) text += " (assumed)";
  return text;
}

std::string prices_text(const Report& report) {
  Sentence text;
  text.add("sheet of " + report.prices.as_of + " (" + report.prices.source + ")");
  if (!report.prices.savings_plan.empty())
    text.add("Compute Savings Plan " + report.prices.savings_plan);
  std::vector<std::string> places;
  for (const Row& row : report.rows) {
    std::string place = place_text(row);
    if (std::find(places.begin(), places.end(), place) == places.end())
      places.push_back(std::move(place));
    if (places.size() > kMaxListed) break;
  }
  for (std::size_t i = 0; i < std::min(places.size(), kMaxListed); ++i) text.add(places[i]);
  if (places.size() > kMaxListed) text.add("and more");
  return std::move(text).str();
}

std::string not_in_cost_text(const Report& report) {
  Sentence text;
  for (const std::string& item : report.not_in_cost) text.add(item);
  return std::move(text).str();
}

std::string read_text(const Ledger& ledger) {
  Sentence text;
  text.add(counted(ledger.reports, "REPORT", "REPORTs"));
  text.add(ledger.lines, "line", "lines");
  if (ledger.bytes != 0) text.add(bytes(ledger.bytes));
  text.add(ledger.inputs, "input", "inputs");
  return std::move(text).str();
}

std::string left_out_text(const Ledger& ledger) {
  Sentence text;
  text.add(ledger.duplicates, "duplicate", "duplicates");
  text.add(ledger.outside_window, "REPORT outside --since/--until",
           "REPORTs outside --since/--until");
  text.add(ledger.deselected, "REPORT by --include/--exclude", "REPORTs by --include/--exclude");
  return std::move(text).str();
}

std::string not_costed_text(const Ledger& ledger) {
  Sentence text;
  text.add(ledger.emulated, "emulated invocation", "emulated invocations");
  text.add(ledger.managed_instances, "invocation on Managed Instances",
           "invocations on Managed Instances");
  return std::move(text).str();
}

std::string not_read_text(const Ledger& ledger) {
  Sentence text;
  text.add(ledger.malformed, "malformed REPORT", "malformed REPORTs");
  text.add(ledger.suspicious, "suspicious line that only looks like a REPORT",
           "suspicious lines that only look like REPORTs");
  text.add(ledger.overlong_lines, "overlong line", "overlong lines");
  text.add(ledger.logs_dropped, "record that Lambda dropped itself",
           "records that Lambda dropped itself");
  return std::move(text).str();
}

std::string rejected_place(const RejectedSample& sample) {
  std::string text = sample.input;
  text += sample.line ? " line " + std::to_string(*sample.line)
                      : " byte " + std::to_string(sample.offset);
  return text + ": " + sample.reason;
}

/// The first place of each reason.
void add_rejected(const Ledger& ledger, std::vector<Fact>& facts) {
  std::vector<std::string_view> reasons;
  for (const RejectedSample& sample : ledger.rejected) {
    if (reasons.size() == kMaxListed) return;
    if (std::find(reasons.begin(), reasons.end(), sample.reason) != reasons.end()) continue;
    reasons.push_back(sample.reason);
    add_fact(facts, "", "first at " + rejected_place(sample), true);
  }
}

void add_failed_inputs(const Ledger& ledger, std::vector<Fact>& facts) {
  const std::vector<FailedInput>& failed = ledger.inputs_failed;
  for (std::size_t i = 0; i < std::min(failed.size(), kMaxListed); ++i)
    add_fact(facts, i == 0 ? "Failed" : "", "input " + failed[i].input + ": " + failed[i].reason,
             true);
  if (failed.size() > kMaxListed)
    add_fact(facts, "", "and " + counted(failed.size() - kMaxListed, "more", "more"), true);
}

}  // namespace

std::vector<Fact> facts(const Report& report, bool unicode) {
  const Ledger& ledger = report.ledger;
  std::vector<Fact> list;
  add_fact(list, "Window", window_text(report, unicode));
  if (report.totals.cost) {
    add_cost(*report.totals.cost, list);
    if (!report.not_in_cost.empty()) add_fact(list, "", "not in it: " + not_in_cost_text(report));
  }
  if (report.totals.invocations != 0) add_fact(list, "Behaviour", behaviour_text(report.totals));
  add_fact(list, "Prices", prices_text(report));
  bool first = true;
  for (const std::vector<std::string>* sentences : {&report.assumptions, &report.state_notes})
    for (const std::string& sentence : *sentences)
      add_fact(list, std::exchange(first, false) ? "Assumed" : "", sentence, true);
  add_fact(list, "Read", read_text(ledger));
  add_fact(list, "Left out", left_out_text(ledger));
  add_fact(list, "Unpriced", not_costed_text(ledger));
  if (ledger.without_time != 0)
    add_fact(list, "Untimed", counted(ledger.without_time, "REPORT", "REPORTs"));
  add_fact(list, "Not read", not_read_text(ledger), true);
  add_rejected(ledger, list);
  add_failed_inputs(ledger, list);
  return list;
}

std::string partial_banner(const Report& report) {
  if (report.complete) return {};
  return "PARTIAL: something was lost and it is not known how much. Counts and costs are lower "
         "bounds.";
}

std::size_t shown_rows(const Report& report, int top) {
  if (top <= 0) return report.rows.size();
  return std::min(report.rows.size(), static_cast<std::size_t>(top));
}

std::string rows_shown(const Report& report, std::size_t shown) {
  const std::uint64_t total = std::max<std::uint64_t>(report.rows_total, report.rows.size());
  if (shown >= total) return {};
  return grouped(shown) + " of " + grouped(total) + " shown";
}

std::string architecture_word(const Row& row) {
  if (row.architecture_basis == Basis::kMixed) return "mixed";
  return std::string(name_of(row.architecture));
}

std::string row_name(const FunctionKey& key) {
  return key.function.empty() ? "(" + key.input + ")" : key.function;
}

std::string finding_name(const Finding& finding) {
  return finding.function.empty() ? "(" + finding.input + ")" : finding.function;
}

std::string finding_sizes(const Finding& finding, bool unicode) {
  std::string text;
  if (finding.memory_size_mb) text += ", " + std::to_string(*finding.memory_size_mb) + " MB";
  if (finding.recommended_memory_mb && finding.recommended_memory_mb != finding.memory_size_mb)
    text += (unicode ? " → " : " -> ") + std::to_string(*finding.recommended_memory_mb) + " MB";
  return text;
}

std::string finding_tail(const Finding& finding, bool unicode) {
  std::string text = finding_sizes(finding, unicode);
  const std::string savings = finding_savings(finding, unicode);
  if (!savings.empty()) text += ", " + savings;
  if (finding.confidence != Confidence::kUnknown && !savings.empty())
    text += " (" + std::string(name_of(finding.confidence)) + " confidence)";
  return text;
}

std::string finding_savings(const Finding& finding, bool unicode) {
  if (!finding.monthly_savings) return {};
  const MoneyRange& range = *finding.monthly_savings;
  if (range.expected.units() == 0) return {};
  // Either may come true: no promise in either direction.
  if (range.low.units() < 0 && range.high.units() > 0)
    return "from " + money(range.high, range.currency) + " less to " +
           money(Money::from_units(-range.low.units()), range.currency) + " more a month";
  if (range.expected.units() < 0)
    return "costs " +
           money_range(Money::from_units(-range.high.units()),
                       Money::from_units(-range.low.units()), range.currency, unicode) +
           " more a month";
  return "saves " + money_range(range.low, range.high, range.currency, unicode) + " a month";
}

std::vector<Finding> shown_findings(const Report& report) {
  constexpr std::size_t kMost = 10, kMostErrors = 5;
  const PackedList<Finding>& all = report.findings;
  const bool only_errors = std::all_of(all.begin(), all.end(), [](const Finding& finding) {
    return finding.severity == Severity::kError;
  });
  std::map<std::size_t, Finding> taken;  // by place
  std::size_t errors = 0;
  const auto take = [&](std::size_t i, const Finding& finding) {
    const bool is_error = finding.severity == Severity::kError;
    if (is_error && !only_errors && errors == kMostErrors) return;
    if (taken.emplace(i, finding).second && is_error) ++errors;
  };
  std::set<std::tuple<std::string, std::string, std::optional<std::int64_t>>> subjects;
  for (std::size_t i = 0; i < all.size() && taken.size() < kMost; ++i) {
    const Finding finding = all[i];
    if (subjects.emplace(finding.function, finding.input, finding.memory_size_mb).second)
      take(i, finding);
  }
  for (std::size_t i = 0; i < all.size() && taken.size() < kMost; ++i) take(i, all[i]);
  std::vector<Finding> shown;
  for (auto& [place, finding] : taken) shown.push_back(std::move(finding));
  return shown;
}

std::string findings_left(const Report& report, std::size_t shown) {
  if (shown >= report.findings.size()) return {};
  std::string text = grouped(report.findings.size() - shown) + " more";
  std::size_t errors = 0;
  for (const Finding& finding : report.findings)
    errors += finding.severity == Severity::kError ? 1 : 0;
  for (const Finding& finding : shown_findings(report))
    errors -= finding.severity == Severity::kError ? 1 : 0;
  if (errors > 0) text += " (" + counted(errors, "error", "errors") + ")";
  return text + ": lambda-report advise";
}

std::string finding_action(const Finding& finding) {
  return finding.action.empty() ? finding.message : finding.action;
}

std::string finding_reason(const Finding& finding) {
  if (finding.action.empty()) return {};
  const std::string head = finding.action + ": ";
  return finding.message.starts_with(head) ? finding.message.substr(head.size()) : finding.message;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return grouped(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace lambda_report::render
