#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"
#include "report/advising.h"
#include "report/assumptions.h"
#include "report/consultation.h"
#include "report/costing.h"
#include "report/explain.h"
#include "report/figures.h"
#include "report/grouping.h"
#include "report/not_in_cost.h"
#include "report/peak_concurrency.h"
#include "report/projection.h"
#include "report/provisioned.h"
#include "report/row_order.h"
#include "report/total_of_rows.h"

// From the sums of a run to its report: constituents (one price each) are costed exactly,
// then put together to rows, and the rows to the total.  Nothing is added after rounding.
//
// There may be very many rows.  The sums of a row are unpacked, priced and judged together with
// those that it is compared with, and are gone when a few hundred rows more were made.

namespace lambda_report {
namespace report {
namespace {

struct Draft {
  RowOrder order;
  std::uint32_t rows = 0;  ///< made so far
  TotalOfRows totals;
  bool knows_all_times = true;
  std::uint64_t peak = 0;  ///< of all rows at once; 0: not known
  CostSum cost;
  bool overflowed = false;  ///< what a row costs
  bool region_assumed = false, architecture_assumed = false;
  bool storage_unknown = false;  ///< of something that was costed
  std::vector<Charge> charges;   ///< of the run, where anything is explained
  std::map<std::uint32_t, std::vector<Charge>> row_charges;  ///< of explained rows, by number
};

/// The sum of constituents, which are not needed any more: pairs, then pairs of pairs.
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
  made.number = draft.rows++;
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
  if (one_card) made.rates = first_card;
  made.row.metrics.cost = sum.sum();
  return made;
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

bool lost(const Metrics& metrics) { return metrics.cost && overflowed(*metrics.cost); }

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

/// Makes rows, a family after the other, has the advisor asked about many at a time and packs
/// them: their sums live no longer than that.
class RowMaker {
 public:
  RowMaker(const Grouping& grouping, const ProvisionedPlan& provisioned,
           const std::optional<Projection>& projection, const ReportOptions& options,
           RateBook& book, Consultation& consultation, Advising& advising, Draft& draft,
           PackedList<Row>& rows)
      : grouping_(grouping),
        provisioned_(provisioned),
        projection_(projection),
        options_(options),
        book_(book),
        consultation_(consultation),
        advising_(advising),
        draft_(draft),
        rows_(rows) {}

  Result<void> make_all() {
    for (std::size_t family = 0; family < grouping_.families().size(); ++family)
      if (Result<void> made = make(grouping_.families()[family]); !made) return made;
    consult([this] { draft_.peak = peak_of_all(); });
    return {};
  }

 private:
  static constexpr std::size_t kAtATime = 256;

  Result<void> make(std::span<const std::uint32_t> family) {
    Family& drafts = made_.emplace_back();
    for (const std::uint32_t number : family) {
      Group group = grouping_[number];
      provisioned_.settle(group);
      Result<DraftRow> made = make_row(std::move(group), options_, book_, draft_);
      if (!made) return std::move(made).error();
      project(projection_, made->row.metrics.cost);
      drafts.push_back(*std::move(made));
    }
    made_rows_ += drafts.size();
    if (made_rows_ >= kAtATime) consult();
    return {};
  }

  void consult(const std::function<void()>& meanwhile = {}) {
    consultation_.go_through(made_, meanwhile);
    for (Family& family : made_)
      for (DraftRow& done : family) pack_away(done);
    made_.clear();
    made_rows_ = 0;
  }

  /// What ran at once in these rows and in all before them.
  std::uint64_t peak_of_all() const {
    std::vector<const Intervals*> lists = draft_.totals.intervals();
    for (const Family& family : made_)
      for (const DraftRow& row : family) {
        if (!knows_all_times(row.stats)) return 0;
        lists.push_back(&row.stats.intervals);
      }
    return draft_.knows_all_times ? peak_concurrency(lists) : 0;
  }

  void pack_away(DraftRow& done) {
    draft_.knows_all_times &= knows_all_times(done.stats);
    draft_.overflowed |= lost(done.row.metrics);
    draft_.order.note(done.row);
    rows_.push_back(done.row);
    draft_.totals.add(std::move(done.stats));
    advising_.keep(done);
    if (done.is_explained) draft_.row_charges.emplace(done.number, std::move(done.charges));
  }

  const Grouping& grouping_;
  const ProvisionedPlan& provisioned_;
  const std::optional<Projection>& projection_;
  const ReportOptions& options_;
  RateBook& book_;
  Consultation& consultation_;
  Advising& advising_;
  Draft& draft_;
  PackedList<Row>& rows_;
  std::vector<Family> made_;  ///< not packed yet
  std::size_t made_rows_ = 0;
};

void explain(const Draft& draft, const std::vector<std::uint32_t>& order, const ExplainTerms& terms,
             const std::optional<Bill>& month, const PriceSheet& sheet, Report& out) {
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto charges = draft.row_charges.find(order[i]);
    if (charges != draft.row_charges.end())
      out.explanations.push_back(explain_row(out.rows[i], charges->second, terms));
  }
  // One row is the total, unless a month's bill says more.
  if (!out.explanations.empty() && out.totals.cost && (out.rows_total > 1 || month))
    out.explanations.push_back(explain_total(*out.totals.cost, draft.charges, terms, month));
  out.rate_sources = sources_of(out.explanations, sheet);
}

std::vector<std::uint32_t> inverse_of(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place_of(order.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) place_of[order[place]] = place;
  return place_of;
}

}  // namespace
}  // namespace report

Result<Report> build_report(AggregateResult result, const ReportOptions& options) {
  using namespace report;
  if (const Result<void> fine = check(options); !fine) return fine.error();
  const PriceSheet& sheet = options.prices != nullptr ? *options.prices : PriceSheet::builtin();

  Report out;
  if (result.first && result.last) out.window = Window{*result.first, *result.last};
  // Charges are explained in the order of the groups.
  const Grouping grouping(result.functions, options,
                          options.explains ? Grouping::Families::kOne : Grouping::Families::kAlike);
  const ProvisionedPlan provisioned(grouping, options, log_ms(options, out.window));
  const Result<std::optional<Projection>> projection =
      projection_of(options, out.window, grouping.costed_invocations());
  if (!projection) return projection.error();
  std::vector<std::string> notes;
  Result<EvidenceByFunction> evidence =
      options.with_advice ? evidence_by_function(grouping, options, notes) : EvidenceByFunction();
  if (!evidence) return std::move(evidence).error();

  Draft draft;
  RateBook book(sheet, options);
  Consultation consultation({sheet, *projection, options, *evidence});
  Advising advising;
  RowMaker maker(grouping, provisioned, *projection, options, book, consultation, advising, draft,
                 out.rows);
  if (Result<void> made = maker.make_all(); !made) return std::move(made).error();
  const FunctionStats totals = draft.totals.take();

  out.complete = result.ledger.inputs_failed.empty();
  out.ledger = std::move(result.ledger);
  if (result.states + result.states_left_out > 0)
    out.states = StateFacts{result.states, result.states_left_out, totals.environments_sampled,
                            totals.intervals_dropped};
  out.totals = figures_of(totals, draft.peak);
  out.totals.cost = draft.cost.sum();
  out.prices = price_info(sheet, options, book.billed());
  project(*projection, out.totals.cost);
  if (draft.overflowed || lost(out.totals))
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

  const std::vector<std::uint32_t> order = draft.order.of(out.rows);
  out.rows.reorder(order);
  out.rows_total = order.size();
  if (options.with_advice) advising.finish(inverse_of(order), out);
  const std::vector<std::string> unseen = provisioned.unseen();
  out.assumptions =
      assumptions_of({options, out, totals, book.billed(), month, unseen, draft.region_assumed,
                      draft.architecture_assumed, draft.cost.several_currencies()});
  out.state_notes = state_notes_of(out.states);
  out.assumptions.insert(out.assumptions.end(), notes.begin(), notes.end());
  out.not_in_cost = not_in_cost({options, totals, book, draft.storage_unknown});
  if (options.explains)
    explain(draft, order, {options.discount_e4.value_or(0), *projection}, month, sheet, out);
  return out;
}

}  // namespace lambda_report
