#include "report/advising.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

// Whose the evidence is, and findings in the order of a report.

namespace lambda_report::report {
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

void Advising::keep(DraftRow& draft) {
  for (const Finding& finding : draft.said.findings) {
    Rank rank;
    if (finding.monthly_savings) rank.saved = std::max(finding.monthly_savings->expected, Money{});
    if (draft.row.metrics.cost) rank.cost = draft.row.metrics.cost->total;
    rank.severity = finding.severity;
    rank.row = draft.number;
    ranks_.push_back(rank);
    findings_.push_back(finding);
  }
  if (draft.said.advice) advice_.emplace_back(draft.number, *std::move(draft.said.advice));
  for (SuppressedFinding& one : draft.said.suppressed)
    suppressed_.emplace_back(draft.number, std::move(one));
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
