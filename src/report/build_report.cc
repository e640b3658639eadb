#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "lambda_report/report.h"
#include "report/advising.h"
#include "report/assumptions.h"
#include "report/costing.h"
#include "report/explain.h"
#include "report/figures.h"
#include "report/grouping.h"
#include "report/not_in_cost.h"
#include "report/projection.h"
#include "report/provisioned.h"

// From the sums of a run to its report: constituents (one price each) are costed exactly,
// then put together to rows, and the rows to the total.  Nothing is added after rounding.

namespace lambda_report {
namespace report {
namespace {

struct Draft {
  std::deque<DraftRow> rows;
  FunctionStats totals;
  CostSum cost;
  bool region_assumed = false, architecture_assumed = false;
  bool storage_unknown = false;  ///< of something that was costed
  std::vector<Charge> charges;   ///< of the run, where anything is explained
};

/// Merging into one sum would copy its sorted lists once a row; by halves they are copied
/// once a level.
FunctionStats sum_of(std::deque<DraftRow>::const_iterator first,
                     const std::deque<DraftRow>::const_iterator& last) {
  constexpr std::ptrdiff_t kFew = 4;
  FunctionStats sum;
  if (last - first <= kFew) {
    for (; first != last; ++first) sum.merge(first->stats);
    return sum;
  }
  const auto middle = first + (last - first) / 2;
  sum = sum_of(first, middle);
  sum.merge(sum_of(middle, last));
  return sum;
}

/// The same for constituents, which are not needed any more: pairs, then pairs of pairs.
FunctionStats take_sum(Group& group) {
  for (std::size_t step = 1; step < group.size(); step *= 2)
    for (std::size_t i = 0; i + step < group.size(); i += 2 * step) {
      group[i].stats.merge(group[i + step].stats);
      group[i + step].stats = {};
    }
  return std::move(group.front().stats);
}

/// What a constituent costs, into the sums that it belongs to.
Result<void> add_cost(const Constituent& c, const ReportOptions& options, RateBook& book,
                      CostSum& sum, DraftRow& made, Draft& draft) {
  Result<std::optional<Charge>> charged = book.charge(c);
  if (!charged) return std::move(charged).error();
  if (!*charged) return {};
  Charge& charge = **charged;
  const CostFigures cost = cost_of(charge, options.discount_e4.value_or(0));
  sum.add(cost);
  draft.cost.add(cost);
  draft.region_assumed |= c.region_basis == Basis::kAssumed;
  draft.architecture_assumed |= c.architecture_basis == Basis::kAssumed;
  draft.storage_unknown |= !charge.ephemeral_storage_mb;
  made.provisioned_units = std::max(made.provisioned_units, charge.provisioned_units);
  if (made.is_explained) add_charge(made.charges, charge, false);
  if (options.explains) add_charge(draft.charges, std::move(charge), true);
  return {};
}

Result<DraftRow> make_row(Group group, const ReportOptions& options, RateBook& book, Draft& draft) {
  DraftRow made;
  made.row = row_of(group);
  const FunctionKey& key = made.row.key;
  made.is_explained =
      options.explains && options.explains(key.function.empty() ? key.input : key.function);
  CostSum sum;
  const RateCard* first_card = nullptr;
  bool one_card = true;
  for (const Constituent& c : group) {
    if (Result<void> added = add_cost(c, options, book, sum, made, draft); !added)
      return std::move(added).error();
    if (const RateCard* card = book.card_of(c)) {
      one_card = one_card && (first_card == nullptr || card == first_card);
      first_card = card;
    }
    if (c.config != nullptr) made.take(*c.config);
  }
  made.stats = take_sum(group);
  if (one_card && first_card != nullptr) made.rates = *first_card;
  made.row.metrics = figures_of(made.stats);
  made.row.metrics.cost = sum.sum();
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

// "USD"; "CNY/USD" where a run has Regions of both.
PriceInfo price_info(const PriceSheet& sheet, const ReportOptions& options,
                     const std::vector<const RateBook::Billed*>& billed) {
  std::set<std::string> currencies;
  for (const RateBook::Billed* at : billed) currencies.insert(at->card.currency);
  if (currencies.empty()) currencies.insert("USD");
  std::string all;
  for (const std::string& currency : currencies) {
    if (!all.empty()) all += '/';
    all += currency;
  }
  return {sheet.as_of(), sheet.source(), all, sheet.effective_from(), options.savings_plan};
}

void project(const std::optional<Projection>& projection, std::optional<CostFigures>& cost) {
  if (projection && cost) cost->monthly = projection->of(*cost);
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
  if (Result<void> fine = check_provisioned(options); !fine) return fine;
  return check_options(options.advice);
}

/// The time that the log covers.
std::optional<std::int64_t> log_ms(const ReportOptions& options,
                                   const std::optional<Window>& window) {
  if (const std::optional<std::int64_t> given = days_ms(options)) return given;
  if (!window) return std::nullopt;
  return window->last.ms - window->first.ms;
}

void explain(const Draft& draft, const std::vector<DraftRow*>& sorted, const ExplainTerms& terms,
             const std::optional<Bill>& month, const PriceSheet& sheet, Report& out) {
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if (sorted[i]->is_explained)
      out.explanations.push_back(explain_row(out.rows[i], sorted[i]->charges, terms));
  // One row is the total, unless a month's bill says more.
  if (!out.explanations.empty() && out.totals.cost && (out.rows_total > 1 || month))
    out.explanations.push_back(explain_total(*out.totals.cost, draft.charges, terms, month));
  out.rate_sources = sources_of(out.explanations, sheet);
}

}  // namespace
}  // namespace report

Result<Report> build_report(AggregateResult result, const ReportOptions& options) {
  using namespace report;
  if (const Result<void> fine = check(options); !fine) return fine.error();
  const PriceSheet& sheet = options.prices != nullptr ? *options.prices : PriceSheet::builtin();

  Report out;
  if (result.first && result.last) out.window = Window{*result.first, *result.last};
  std::vector<Group> groups = report::group(std::move(result.functions), options);
  const std::vector<std::string> unseen =
      settle_provisioned(groups, options, log_ms(options, out.window));
  Draft draft;
  RateBook book(sheet, options);
  for (Group& group : groups) {
    Result<DraftRow> made = make_row(std::move(group), options, book, draft);
    if (!made) return std::move(made).error();
    draft.rows.push_back(*std::move(made));
  }
  draft.totals = sum_of(draft.rows.cbegin(), draft.rows.cend());

  out.complete = result.ledger.inputs_failed.empty();
  out.ledger = std::move(result.ledger);
  if (result.states + result.states_left_out > 0)
    out.states = StateFacts{result.states, result.states_left_out,
                            draft.totals.environments_sampled, draft.totals.intervals_dropped};
  out.totals = figures_of(draft.totals);
  out.totals.cost = draft.cost.sum();
  out.prices = price_info(sheet, options, book.billed());

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
  std::optional<Bill> month;
  if (out.totals.cost && out.totals.cost->monthly) {
    Result<MonthlyBill> made =
        monthly_bill(**projection, *out.totals.cost->monthly, book.billed(), sheet, options);
    if (!made) return std::move(made).error();
    out.totals.cost->monthly = std::move(made->figures);
    month = std::move(made->bill);
  }

  std::vector<DraftRow*> sorted;
  sorted.reserve(draft.rows.size());
  for (DraftRow& made : draft.rows) sorted.push_back(&made);
  std::sort(sorted.begin(), sorted.end(), comes_first);
  if (options.with_advice) {
    const std::vector<const DraftRow*> rows(sorted.begin(), sorted.end());
    if (Result<void> advised = add_advice(rows, sheet, *projection, options, out); !advised)
      return std::move(advised).error();
  }
  out.rows_total = sorted.size();
  out.rows.reserve(sorted.size());
  for (DraftRow* made : sorted) out.rows.push_back(std::move(made->row));
  const std::vector<std::string> notes = std::move(out.assumptions);
  out.assumptions = assumptions_of({options, out, draft.totals, book.billed(), month, unseen,
                                    draft.region_assumed, draft.architecture_assumed,
                                    draft.cost.several_currencies()});
  out.state_notes = state_notes_of(out.states);
  out.assumptions.insert(out.assumptions.end(), notes.begin(), notes.end());
  out.not_in_cost = not_in_cost({options, draft.totals, book, draft.storage_unknown});
  if (options.explains)
    explain(draft, sorted, {options.discount_e4.value_or(0), *projection}, month, sheet, out);
  return out;
}

}  // namespace lambda_report
