#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "lambda_report/report.h"
#include "report/assumptions.h"
#include "report/costing.h"
#include "report/figures.h"
#include "report/grouping.h"
#include "report/projection.h"

// From the sums of a run to its report: constituents (one price each) are costed exactly,
// then put together to rows, and the rows to the total.  Nothing is added after rounding.

namespace lambda_report {
namespace report {
namespace {

/// A row with what only the advice needs of it.
struct DraftRow {
  Row row;
  FunctionStats stats;
  std::optional<RateCard> rates;  ///< nullopt: several, or nothing was costed
  std::optional<std::int64_t> timeout_ms;
};

struct Draft {
  std::deque<DraftRow> rows;
  FunctionStats totals;
  CostSum cost;
  bool region_assumed = false, architecture_assumed = false;
};

Result<DraftRow> make_row(Group group, RateBook& book, Draft& draft) {
  DraftRow made;
  made.row = row_of(group);
  CostSum sum;
  const RateCard* first_card = nullptr;
  bool one_card = true;
  for (Constituent& c : group) {
    Result<std::optional<CostFigures>> cost = book.cost_of(c);
    if (!cost) return std::move(cost).error();
    if (*cost) {
      sum.add(**cost);
      draft.cost.add(**cost);
      draft.region_assumed |= c.region_basis == Basis::kAssumed;
      draft.architecture_assumed |= c.architecture_basis == Basis::kAssumed;
      const RateCard* card = book.card_of(c);
      one_card = one_card && (first_card == nullptr || card == first_card);
      first_card = card;
    }
    if (c.config != nullptr && c.config->timeout_ms)
      made.timeout_ms =
          std::min(made.timeout_ms.value_or(*c.config->timeout_ms), *c.config->timeout_ms);
    if (&c == &group.front())
      made.stats = std::move(c.stats);
    else
      made.stats.merge(c.stats);
  }
  if (one_card && first_card != nullptr) made.rates = *first_card;
  made.row.metrics = figures_of(made.stats);
  made.row.metrics.cost = sum.sum();
  draft.totals.merge(made.stats);
  return made;
}

/// By cost, dearest first and what has none last; then function, memory size, the other keys.
bool comes_first(const DraftRow* a, const DraftRow* b) {
  const auto& left = a->row.metrics.cost;
  const auto& right = b->row.metrics.cost;
  if (left.has_value() != right.has_value()) return left.has_value();
  // Amounts of two currencies do not compare.
  if (left && left->currency != right->currency) return left->currency < right->currency;
  if (left && left->total != right->total) return left->total > right->total;
  const auto rest = [](const Row& row) {
    return std::tie(row.key.function, row.key.memory_size_mb, row.key, row.region,
                    row.architecture);
  };
  return rest(a->row) < rest(b->row);
}

bool more_urgent(const Finding& a, const Finding& b) {
  if (a.severity != b.severity) return a.severity > b.severity;
  const auto savings = [](const Finding& finding) {
    return finding.monthly_savings ? finding.monthly_savings->expected : Money{};
  };
  if (savings(a) != savings(b)) return savings(a) > savings(b);
  return std::tie(a.function, a.memory_size_mb, a.input, a.rule, a.message) <
         std::tie(b.function, b.memory_size_mb, b.input, b.rule, b.message);
}

std::vector<Finding> findings_of(const std::deque<DraftRow>& rows,
                                 const std::optional<Projection>& projection) {
  // The rows of one function: all its memory sizes, versions, ….  One without a name stands
  // alone.
  std::map<std::tuple<std::string, std::string, std::string, Architecture, std::string>,
           std::vector<const DraftRow*>>
      functions;
  for (const DraftRow& draft : rows) {
    const Row& row = draft.row;
    functions[{row.key.function, row.region, row.key.account, row.architecture,
               row.key.function.empty() ? row.key.input : std::string()}]
        .push_back(&draft);
  }
  std::vector<Finding> findings;
  for (const auto& [identity, drafts] : functions) {
    AdviceInput input;
    if (projection) input.months_of_window = projection->months();
    for (const DraftRow* draft : drafts)
      input.same_function.emplace_back(&draft->row.key, &draft->stats);
    for (const DraftRow* draft : drafts) {
      if (draft->stats.costed_invocations == 0) continue;  // emulated, Managed Instances
      input.key = &draft->row.key;
      input.stats = &draft->stats;
      input.rates = draft->rates;
      input.timeout_ms = draft->timeout_ms;
      std::vector<Finding> found = advise(input);
      std::move(found.begin(), found.end(), std::back_inserter(findings));
    }
  }
  std::stable_sort(findings.begin(), findings.end(), more_urgent);
  return findings;
}

// "USD"; "CNY/USD" where a run has Regions of both.
PriceInfo price_info(const PriceSheet& sheet, const std::vector<const RateBook::Billed*>& billed) {
  std::set<std::string> currencies;
  for (const RateBook::Billed* at : billed) currencies.insert(at->card.currency);
  if (currencies.empty()) currencies.insert("USD");
  std::string all;
  for (const std::string& currency : currencies) {
    if (!all.empty()) all += '/';
    all += currency;
  }
  return {sheet.as_of(), sheet.source(), all};
}

void project(const std::optional<Projection>& projection, std::optional<CostFigures>& cost) {
  if (projection && cost) cost->monthly = projection->of(cost->total);
}

bool any_overflow(const Draft& draft, const Metrics& totals) {
  const auto lost = [](const Metrics& metrics) {
    return metrics.cost && overflowed(*metrics.cost);
  };
  return lost(totals) || std::any_of(draft.rows.begin(), draft.rows.end(),
                                     [&](const DraftRow& made) { return lost(made.row.metrics); });
}

Result<void> check(const ReportOptions& options) {
  if (options.discount_e4 && (*options.discount_e4 < 0 || *options.discount_e4 > 1'000'000))
    return Error{.code = ErrorCode::kUsage,
                 .what = "must be from 0 to 100 percent",
                 .where = "--discount",
                 .hint = {}};
  return {};
}

}  // namespace
}  // namespace report

Result<Report> build_report(AggregateResult result, const ReportOptions& options) {
  using namespace report;
  if (const Result<void> fine = check(options); !fine) return fine.error();
  const PriceSheet& sheet = options.prices != nullptr ? *options.prices : PriceSheet::builtin();

  Draft draft;
  RateBook book(sheet, options);
  for (Group& group : report::group(std::move(result.functions), options)) {
    Result<DraftRow> made = make_row(std::move(group), book, draft);
    if (!made) return std::move(made).error();
    draft.rows.push_back(*std::move(made));
  }

  Report out;
  if (result.first && result.last) out.window = Window{*result.first, *result.last};
  out.complete = result.ledger.inputs_failed.empty();
  out.ledger = std::move(result.ledger);
  if (result.states + result.states_left_out > 0)
    out.states = StateFacts{result.states, result.states_left_out,
                            draft.totals.environments_sampled, draft.totals.intervals_dropped};
  out.totals = figures_of(draft.totals);
  out.totals.cost = draft.cost.sum();
  out.prices = price_info(sheet, book.billed());

  const Result<std::optional<Projection>> projection =
      projection_of(options, out.window, draft.totals.costed_invocations);
  if (!projection) return projection.error();
  for (DraftRow& made : draft.rows) project(*projection, made.row.metrics.cost);
  project(*projection, out.totals.cost);
  if (any_overflow(draft, out.totals))
    return Error{.code = ErrorCode::kOverflow,
                 .what = "the cost left the range of exact arithmetic",
                 .where = {},
                 .hint = {}};
  if (out.totals.cost && out.totals.cost->monthly) {
    Result<MonthlyFigures> bill =
        monthly_bill(**projection, *out.totals.cost->monthly, book.billed(), sheet, options);
    if (!bill) return std::move(bill).error();
    out.totals.cost->monthly = *std::move(bill);
  }

  if (options.with_advice) out.findings = findings_of(draft.rows, *projection);
  std::vector<DraftRow*> sorted;
  sorted.reserve(draft.rows.size());
  for (DraftRow& made : draft.rows) sorted.push_back(&made);
  std::sort(sorted.begin(), sorted.end(), comes_first);
  out.rows_total = sorted.size();
  out.rows.reserve(sorted.size());
  for (DraftRow* made : sorted) out.rows.push_back(std::move(made->row));
  out.assumptions = assumptions_of({options, out, draft.totals, book.billed(), draft.region_assumed,
                                    draft.architecture_assumed, draft.cost.several_currencies()});
  return out;
}

}  // namespace lambda_report
