#include "render/figure_columns.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "render/number_format.h"
#include "render/report_text.h"

namespace lambda_report::render {
namespace {

// Used memory at and above which a cell is coloured: the thresholds of the advice rule for
// out-of-memory risk.
constexpr double kUsedRisk = 0.90;
constexpr double kUsedDanger = 0.95;

class ColumnMaker {
 public:
  ColumnMaker(const Report& report, const FigureStyle& style)
      : report_(report), style_(style), missing_{style.unicode ? "–" : "-", Tone::kDim, {}} {}

  std::vector<Column> columns() {
    add_name();
    add_identities();
    add_memory();
    add_counts_and_cost();
    add_troubles();
    add_durations();
    add_rest();
    return std::move(columns_);
  }

 private:
  void add_name();
  void add_identities();
  bool rows_look_alike() const;
  void add_memory();
  void add_counts_and_cost();
  void add_troubles();
  void add_durations();
  void add_rest();

  std::string heading(std::string_view short_form, std::string_view long_form) const {
    return std::string(style_.long_headings ? long_form : short_form);
  }

  /// A text that tells rows apart; left out where every row says the same.
  template <class TextOf>
  void add_identity(std::string name, int priority, TextOf text_of) {
    std::set<std::string> distinct;
    Column column{std::move(name), Align::kLeft, priority, true, {}, {}};
    for (std::size_t i = 0; i < style_.rows; ++i) {
      const std::string text = text_of(report_.rows[i]);
      distinct.insert(text);
      column.cells.push_back(text.empty() ? missing_ : Cell{text, Tone::kPlain, {}});
    }
    if (distinct.size() > 1) columns_.push_back(std::move(column));
  }

  /// A figure of each row and of the total.
  template <class CellOf>
  void add(std::string name, int priority, CellOf cell) {
    Column column{std::move(name), Align::kRight, priority, false, {}, {}};
    for (std::size_t i = 0; i < style_.rows; ++i)
      column.cells.push_back(cell(report_.rows[i].metrics));
    column.total = cell(report_.totals);
    columns_.push_back(std::move(column));
  }

  /// A count that is bad news: only there, and then early, where it happened.
  void add_trouble(std::string name, int priority, std::uint64_t Metrics::*count) {
    if (report_.totals.*count == 0) return;
    add(std::move(name), priority, [count](const Metrics& metrics) {
      const std::uint64_t value = metrics.*count;
      return Cell{grouped(value), value == 0 ? Tone::kDim : Tone::kRed, static_cast<double>(value)};
    });
  }

  Cell quantile(const std::optional<DurationFigures>& figures,
                std::int64_t DurationFigures::*which) const {
    if (!figures || figures->count == 0) return missing_;
    const std::int64_t us = (*figures).*which;
    return {duration(us), Tone::kPlain, static_cast<double>(us)};
  }

  Cell used_memory(const Metrics& metrics) const {
    if (!metrics.memory_utilization) return missing_;
    const double used = metrics.memory_utilization->max;
    const Tone tone = used >= kUsedDanger ? Tone::kRed
                      : used >= kUsedRisk ? Tone::kYellow
                                          : Tone::kPlain;
    return {whole_percent(used), tone, used};
  }

  Cell amount(const std::optional<Money>& value, const MoneyStyle& style) const {
    if (!value) return missing_;
    return {money(*value, style), Tone::kPlain, value->approx()};
  }

  static std::optional<Money> total_of(const Metrics& metrics) {
    if (!metrics.cost) return std::nullopt;
    return metrics.cost->total;
  }
  static std::optional<Money> per_million_of(const Metrics& metrics) {
    if (!metrics.cost) return std::nullopt;
    return metrics.cost->per_million();
  }

  template <class AmountOf>
  MoneyStyle style_for(AmountOf amount_of) const {
    Money largest;
    for (const Row& row : report_.rows)
      largest = std::max(largest, amount_of(row.metrics).value_or(Money()));
    largest = std::max(largest, amount_of(report_.totals).value_or(Money()));
    return money_style(largest, report_.prices.currency);
  }

  const Report& report_;
  const FigureStyle& style_;
  const Cell missing_;
  std::vector<Column> columns_;
};

void ColumnMaker::add_name() {
  Column column{"Function", Align::kLeft, 0, true, {}, {"Total", Tone::kBold, {}}};
  const std::size_t shared = shared_folder(report_);
  for (std::size_t i = 0; i < style_.rows; ++i) {
    FunctionKey key = report_.rows[i].key;
    if (key.function.empty()) key.input.erase(0, shared);
    column.cells.push_back({row_name(key), Tone::kPlain, {}});
  }
  columns_.push_back(std::move(column));
}

void ColumnMaker::add_identities() {
  add_identity("Time", 1, [](const Row& row) { return row.key.time_bucket; });
  add_identity("Input", 1, [](const Row& row) {
    return row.key.function.empty() ? std::string() : row.key.input;
  });
  const bool look_alike = rows_look_alike();
  const int detail = look_alike ? 1 : 8;
  add_identity("Version", detail, [](const Row& row) { return row.key.version; });
  add_identity("Tenant", detail, [](const Row& row) { return row.key.tenant; });
  const int place = look_alike ? 1 : 14;
  add_identity("Account", place, [](const Row& row) { return row.key.account; });
  add_identity("Region", place, [](const Row& row) { return row.region; });
  add_identity("Arch", place, [](const Row& row) { return architecture_word(row); });
}

// What a row was not grouped by needs a column only where the rest does not tell two rows
// apart: Region and architecture are said below the table too.
bool ColumnMaker::rows_look_alike() const {
  std::set<FunctionKey> seen;
  for (std::size_t i = 0; i < style_.rows; ++i) {
    FunctionKey key;
    const FunctionKey& full = report_.rows[i].key;
    key.function = full.function;
    key.memory_size_mb = full.memory_size_mb;
    key.input = full.input;
    key.time_bucket = full.time_bucket;
    if (!seen.insert(std::move(key)).second) return true;
  }
  return false;
}

void ColumnMaker::add_memory() {
  Column column{"Memory", Align::kRight, 1, false, {}, {}};
  bool known = false;
  for (std::size_t i = 0; i < style_.rows; ++i) {
    const std::optional<std::int64_t>& size = report_.rows[i].key.memory_size_mb;
    known = known || size.has_value();
    column.cells.push_back(
        size ? Cell{std::to_string(*size) + " MB", Tone::kPlain, static_cast<double>(*size)}
             : missing_);
  }
  if (known) columns_.push_back(std::move(column));
}

void ColumnMaker::add_counts_and_cost() {
  add(heading("Calls", "Invocations"), 2, [](const Metrics& metrics) {
    return Cell{grouped(metrics.invocations), Tone::kPlain,
                static_cast<double>(metrics.invocations)};
  });
  const MoneyStyle style = style_for(total_of);
  add(std::string(kCostHeading), 3,
      [&](const Metrics& metrics) { return amount(total_of(metrics), style); });
  columns_.back().total.tone = Tone::kBold;
}

void ColumnMaker::add_troubles() {
  add_trouble("Errors", 4, &Metrics::errors);
  add_trouble("Timeouts", 8, &Metrics::timeouts);
  add_trouble("OOM", 8, &Metrics::out_of_memory);
}

void ColumnMaker::add_durations() {
  const auto add_quantile = [&](std::string name, int priority,
                                std::int64_t DurationFigures::*which) {
    add(std::move(name), priority,
        [&, which](const Metrics& metrics) { return quantile(metrics.duration, which); });
  };
  add_quantile("p50", 5, &DurationFigures::p50_us);
  add_quantile("p95", 9, &DurationFigures::p95_us);
  add_quantile("p99", 6, &DurationFigures::p99_us);
}

void ColumnMaker::add_rest() {
  if (report_.totals.memory_utilization)
    add(heading("Used", "Max used"), 7,
        [&](const Metrics& metrics) { return used_memory(metrics); });
  if (report_.totals.cold_starts != 0) {
    add("Cold", 10, [](const Metrics& metrics) {
      return Cell{percent(metrics.cold_start_rate()), Tone::kPlain, metrics.cold_start_rate()};
    });
  }
  if (report_.totals.init_duration)
    add("Init p95", 11, [&](const Metrics& metrics) {
      return quantile(metrics.init_duration, &DurationFigures::p95_us);
    });
  if (report_.totals.billed_mb_ms)
    add(heading("GB-s", "Billed GB-s"), 13, [&](const Metrics& metrics) {
      if (!metrics.billed_mb_ms) return missing_;
      return Cell{gb_seconds(*metrics.billed_mb_ms), Tone::kPlain,
                  static_cast<double>(*metrics.billed_mb_ms)};
    });
  const MoneyStyle style = style_for(per_million_of);
  if (report_.totals.cost)
    add("Per million", 12,
        [&](const Metrics& metrics) { return amount(per_million_of(metrics), style); });
}

}  // namespace

std::size_t shared_folder(const Report& report) {
  const std::string* first = nullptr;
  std::size_t shared = 0;
  for (const Row& row : report.rows) {
    const FunctionKey& key = row.key;
    if (!key.function.empty()) continue;
    if (first == nullptr) {
      first = &key.input;
      shared = key.input.rfind('/') + 1;  // npos + 1 is 0
      continue;
    }
    const std::size_t length = std::min(shared, key.input.size());
    const auto differ = std::mismatch(
        key.input.begin(), key.input.begin() + static_cast<std::ptrdiff_t>(length), first->begin());
    shared = static_cast<std::size_t>(differ.first - key.input.begin());
    while (shared > 0 && (*first)[shared - 1] != '/') --shared;
  }
  return shared;
}

std::vector<Column> figure_columns(const Report& report, const FigureStyle& style) {
  return ColumnMaker(report, style).columns();
}

}  // namespace lambda_report::render
