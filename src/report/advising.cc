#include "report/advising.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

// From rows to what the advisor may look at, and its findings in the order of a report.

namespace lambda_report::report {
namespace {

/// Whose sizes, versions and places may be compared.  One without a name stands alone.
using Identity = std::tuple<std::string, Architecture, std::string>;

Identity identity_of(const Row& row) {
  return {row.key.function, row.architecture,
          row.key.function.empty() ? row.key.input : std::string()};
}

Architecture other_than(Architecture architecture) {
  return architecture == Architecture::kArm64 ? Architecture::kX86_64 : Architecture::kArm64;
}

/// The cards of the other architecture, each asked of the sheet once.
class OtherCards {
 public:
  explicit OtherCards(const PriceSheet& sheet) : sheet_(sheet) {}

  std::optional<RateCard> of(const RateCard& card) {
    const auto key = std::pair(card.region, card.architecture);
    auto at = known_.find(key);
    if (at == known_.end()) {
      Result<RateCard> other = sheet_.rates(card.region, other_than(card.architecture));
      at = known_.emplace(key, other ? std::optional(*std::move(other)) : std::nullopt).first;
    }
    return at->second;
  }

 private:
  const PriceSheet& sheet_;
  std::map<std::pair<std::string, Architecture>, std::optional<RateCard>> known_;
};

/// The evidence by function, once it is known whose each is.
Result<std::map<std::string, std::vector<MeasuredDuration>>> evidence_by_function(
    const std::vector<const DraftRow*>& rows, const ReportOptions& options, Report& report) {
  std::map<std::string, std::vector<MeasuredDuration>> by_function;
  std::set<std::string> names;
  if (options.evidence.empty()) return by_function;
  for (const DraftRow* draft : rows) names.insert(draft->row.key.function);
  for (const MeasuredEvidence& evidence : options.evidence) {
    if (evidence.function.empty() && names.size() > 1)
      return Error{.code = ErrorCode::kUsage,
                   .what = "does not say whose it is, and the log holds " +
                           std::to_string(names.size()) + " functions",
                   .where = "--evidence " + evidence.source,
                   .hint = "--evidence NAME=" + evidence.source};
    if (!evidence.function.empty() && !names.contains(evidence.function)) {
      report.assumptions.push_back("the evidence for " + evidence.function +
                                   " was not used: the log does not hold that function");
      continue;
    }
    const std::string name =
        evidence.function.empty() && !names.empty() ? *names.begin() : evidence.function;
    std::vector<MeasuredDuration>& all = by_function[name];
    all.insert(all.end(), evidence.durations.begin(), evidence.durations.end());
  }
  return by_function;
}

/// A finding with what it is ranked by.
struct Ranked {
  Finding finding;
  Money cost;  ///< of its row, in the log
};

/// What fails now comes first; then what saves most, then what concerns the dearest function.
bool comes_before(const Ranked& a, const Ranked& b) {
  const auto is_error = [](const Ranked& one) { return one.finding.severity == Severity::kError; };
  if (is_error(a) != is_error(b)) return is_error(a);
  const auto savings = [](const Finding& finding) {
    if (!finding.monthly_savings || finding.monthly_savings->expected < Money{}) return Money{};
    return finding.monthly_savings->expected;
  };
  const auto order = [](const Finding& f) {
    return std::tie(f.function, f.memory_size_mb, f.input, f.rule, f.message);
  };
  const Money saved = savings(a.finding), other = savings(b.finding);
  if (saved != other) return saved > other;
  if (a.finding.severity != b.finding.severity) return a.finding.severity > b.finding.severity;
  if (a.cost != b.cost) return a.cost > b.cost;
  return order(a.finding) < order(b.finding);
}

std::vector<Finding> in_order(std::vector<Ranked> ranked) {
  std::stable_sort(ranked.begin(), ranked.end(), comes_before);
  std::vector<Finding> findings;
  findings.reserve(ranked.size());
  for (Ranked& one : ranked) findings.push_back(std::move(one.finding));
  return findings;
}

Money cost_of(const Row& row) { return row.metrics.cost ? row.metrics.cost->total : Money{}; }

}  // namespace

void DraftRow::take(const FunctionConfig& config) {
  if (config.timeout_ms)
    timeout_ms = std::min(timeout_ms.value_or(*config.timeout_ms), *config.timeout_ms);
  if (config.provisioned_concurrency) provisioned_concurrency = config.provisioned_concurrency;
  if (!config.runtime.empty()) runtime = config.runtime;
  snapstart = snapstart || config.snapstart;
}

Result<void> add_advice(const std::vector<const DraftRow*>& rows, const PriceSheet& sheet,
                        const std::optional<Projection>& projection, const ReportOptions& options,
                        Report& report) {
  auto evidence = evidence_by_function(rows, options, report);
  if (!evidence) return std::move(evidence).error();
  std::map<Identity, std::vector<std::pair<const FunctionKey*, const FunctionStats*>>> functions;
  for (const DraftRow* draft : rows)
    functions[identity_of(draft->row)].emplace_back(&draft->row.key, &draft->stats);

  OtherCards other_cards(sheet);
  std::vector<Ranked> ranked;
  AdviceInput input;
  const Identity* last = nullptr;
  for (const DraftRow* draft : rows) {
    if (draft->stats.costed_invocations == 0) continue;  // emulated, Managed Instances
    const auto same = functions.find(identity_of(draft->row));
    if (last != &same->first) input.same_function = same->second;
    last = &same->first;
    if (projection) input.months_of_window = projection->months();
    input.key = &draft->row.key;
    input.stats = &draft->stats;
    input.rates = draft->rates;
    input.other_architecture_rates =
        draft->rates && options.full_advice ? other_cards.of(*draft->rates) : std::nullopt;
    input.timeout_ms = draft->timeout_ms;
    input.provisioned_concurrency = draft->provisioned_units > 0
                                        ? std::optional(draft->provisioned_units)
                                        : draft->provisioned_concurrency;
    input.runtime = draft->runtime;
    input.snapstart = draft->snapstart;
    const auto measured = evidence->find(draft->row.key.function);
    input.measured =
        measured == evidence->end() ? std::vector<MeasuredDuration>() : measured->second;

    std::vector<Finding> found;
    if (options.full_advice) {
      FunctionAdvice& advice = report.advice.emplace_back(advise_function(input, options.advice));
      if (advice.region.empty()) advice.region = draft->row.region;
      if (draft->row.metrics.cost && draft->row.metrics.cost->monthly)
        advice.monthly_cost = draft->row.metrics.cost->monthly->total;
      advice.currency = draft->row.metrics.cost ? draft->row.metrics.cost->currency : std::string();
      found = advice.findings;
      report.suppressed.insert(report.suppressed.end(), advice.suppressed.begin(),
                               advice.suppressed.end());
    } else {
      found = advise(input, options.advice, &report.suppressed);
    }
    for (Finding& finding : found) ranked.push_back({std::move(finding), cost_of(draft->row)});
  }
  report.findings = in_order(std::move(ranked));
  return {};
}

}  // namespace lambda_report::report
