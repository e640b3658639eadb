#include "report/advising.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
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

}  // namespace

/// The cards of the other architecture, each asked of the sheet once.
class Advising::OtherCards {
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

Result<EvidenceByFunction> evidence_by_function(const Grouping& grouping,
                                                const ReportOptions& options,
                                                std::vector<std::string>& notes) {
  EvidenceByFunction by_function;
  if (options.evidence.empty()) return by_function;
  std::set<std::string> names;
  for (std::size_t group = 0; group < grouping.size(); ++group)
    names.insert(row_of(grouping[group]).key.function);
  for (const MeasuredEvidence& evidence : options.evidence) {
    if (evidence.function.empty() && names.size() > 1)
      return Error{.code = ErrorCode::kUsage,
                   .what = "does not say whose it is, and the log holds " +
                           std::to_string(names.size()) + " functions",
                   .where = "--evidence " + evidence.source,
                   .hint = "--evidence NAME=" + evidence.source};
    if (!evidence.function.empty() && !names.contains(evidence.function)) {
      notes.push_back("the evidence for " + evidence.function +
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

void DraftRow::take(const FunctionConfig& config) {
  if (config.timeout_ms)
    timeout_ms = std::min(timeout_ms.value_or(*config.timeout_ms), *config.timeout_ms);
  if (config.provisioned_concurrency) provisioned_concurrency = config.provisioned_concurrency;
  if (!config.runtime.empty()) runtime = config.runtime;
  snapstart = snapstart || config.snapstart;
}

Advising::Advising(const PriceSheet& sheet, const std::optional<Projection>& projection,
                   const ReportOptions& options, const EvidenceByFunction& evidence)
    : sheet_(sheet),
      projection_(projection),
      options_(options),
      evidence_(evidence),
      other_cards_(std::make_unique<OtherCards>(sheet_)) {}

Advising::~Advising() = default;

void Advising::look_at(std::span<const DraftRow* const> rows) {
  std::map<Identity, Rows> functions;
  for (const DraftRow* draft : rows)
    functions[identity_of(draft->row)].emplace_back(&draft->row.key, &draft->stats);
  const Identity* last = nullptr;
  for (const DraftRow* draft : rows) {
    if (draft->stats.costed_invocations == 0) continue;  // emulated, Managed Instances
    const auto same = functions.find(identity_of(draft->row));
    if (last != &same->first) input_.same_function = same->second;
    last = &same->first;
    look_at(*draft);
  }
}

void Advising::set_terms(const DraftRow& draft) {
  if (projection_) input_.months_of_window = projection_->months();
  if (draft.rates != input_rates_ || draft.rates == nullptr) {
    input_rates_ = draft.rates;
    input_.rates = draft.rates != nullptr ? std::optional(*draft.rates) : std::nullopt;
    input_.other_architecture_rates = draft.rates != nullptr && options_.full_advice
                                          ? other_cards_->of(*draft.rates)
                                          : std::nullopt;
  }
  input_.timeout_ms = draft.timeout_ms;
  input_.provisioned_concurrency = draft.provisioned_units > 0
                                       ? std::optional(draft.provisioned_units)
                                       : draft.provisioned_concurrency;
  input_.runtime = draft.runtime;
  input_.snapstart = draft.snapstart;
  const auto measured = evidence_.find(draft.row.key.function);
  input_.measured =
      measured == evidence_.end() ? std::vector<MeasuredDuration>() : measured->second;
}

void Advising::look_at(const DraftRow& draft) {
  input_.key = &draft.row.key;
  input_.stats = &draft.stats;
  set_terms(draft);
  std::vector<SuppressedFinding> suppressed;
  if (options_.full_advice) {
    FunctionAdvice& advice =
        advice_.emplace_back(draft.number, advise_function(input_, options_.advice)).second;
    const std::optional<CostFigures>& cost = draft.row.metrics.cost;
    if (advice.region.empty()) advice.region = draft.row.region;
    if (cost && cost->monthly) advice.monthly_cost = cost->monthly->total;
    advice.currency = cost ? cost->currency : std::string();
    suppressed = advice.suppressed;
    keep(advice.findings, draft);
  } else {
    keep(advise(input_, options_.advice, &suppressed), draft);
  }
  for (SuppressedFinding& one : suppressed) suppressed_.emplace_back(draft.number, std::move(one));
}

void Advising::keep(const std::vector<Finding>& found, const DraftRow& draft) {
  for (const Finding& finding : found) {
    Rank rank;
    if (finding.monthly_savings) rank.saved = std::max(finding.monthly_savings->expected, Money{});
    if (draft.row.metrics.cost) rank.cost = draft.row.metrics.cost->total;
    rank.severity = finding.severity;
    rank.row = draft.number;
    ranks_.push_back(rank);
    findings_.push_back(finding);
  }
}

/// What fails now comes first; then what saves most, then what concerns the dearest function.
bool Advising::comes_before(std::uint32_t a, std::uint32_t b) const {
  const Rank &left = ranks_[a], &right = ranks_[b];
  const auto is_error = [](const Rank& one) { return one.severity == Severity::kError; };
  if (is_error(left) != is_error(right)) return is_error(left);
  if (left.saved != right.saved) return left.saved > right.saved;
  if (left.severity != right.severity) return left.severity > right.severity;
  if (left.cost != right.cost) return left.cost > right.cost;
  const auto name = [this](std::uint32_t finding) {
    Unpacker unpacker = findings_.unpacker(finding);
    const std::string_view function = unpacker.view();
    std::optional<std::int64_t> memory_size_mb;
    unpacker(memory_size_mb);
    const std::string_view input = unpacker.view();
    const std::string_view rule = unpacker.word_view();
    return std::tuple(function, memory_size_mb, input, rule, unpacker.view());
  };
  const auto first = name(a), second = name(b);
  if (first != second) return first < second;
  return left.row != right.row ? left.row < right.row : a < b;
}

void Advising::finish(const std::vector<std::uint32_t>& place_of, Report& report) {
  for (Rank& rank : ranks_) rank.row = place_of[rank.row];
  std::vector<std::uint32_t> order(ranks_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [this](std::uint32_t a, std::uint32_t b) { return comes_before(a, b); });
  findings_.reorder(order);
  report.findings = std::move(findings_);

  const auto in_place = [&](const auto& a, const auto& b) {
    return place_of[a.first] < place_of[b.first];
  };
  std::stable_sort(advice_.begin(), advice_.end(), in_place);
  for (auto& [row, advice] : advice_) report.advice.push_back(std::move(advice));
  std::stable_sort(suppressed_.begin(), suppressed_.end(), in_place);
  for (auto& [row, one] : suppressed_) report.suppressed.push_back(std::move(one));
}

}  // namespace lambda_report::report
