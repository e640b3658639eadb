#include "render/figure_columns.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "render/number_format.h"
#include "render/report_text.h"

namespace lambda_report::render {
namespace {

// Used memory at and above which a cell is coloured: the thresholds of the advice rule for
// out-of-memory risk.
constexpr double kUsedRisk = 0.90;
constexpr double kUsedDanger = 0.95;

/// A text that may tell rows apart.
struct Identity {
  std::string_view heading;
  std::string (*text_of)(const Row& row);
};
constexpr Identity kIdentities[] = {
    {"Time", [](const Row& row) { return row.key.time_bucket; }},
    {"Input",
     [](const Row& row) { return row.key.function.empty() ? std::string() : row.key.input; }},
    {"Version", [](const Row& row) { return row.key.version; }},
    {"Tenant", [](const Row& row) { return row.key.tenant; }},
    {"Account", [](const Row& row) { return row.key.account; }},
    {"Region", [](const Row& row) { return row.region; }},
    {"Arch", [](const Row& row) { return architecture_word(row); }},
};
constexpr std::size_t kAlways = 2;  // the first identities, whatever the others say
constexpr std::size_t kPlaces = 4;  // those from here on

std::optional<Money> total_of(const Metrics& metrics) {
  if (!metrics.cost) return std::nullopt;
  return metrics.cost->total;
}
std::optional<Money> per_million_of(const Metrics& metrics) {
  if (!metrics.cost) return std::nullopt;
  return metrics.cost->per_million();
}

/// What has to be known of all rows before the first of them is shown.
struct RowFacts {
  bool differ[std::size(kIdentities)] = {};
  bool sizes_known = false;
  Money largest_total, largest_per_million;  ///< of those that are not shown too
  bool look_alike = false;

  RowFacts(const Report& report, std::size_t rows);
};

/// Whether two rows have the same name, memory size, input and time.
class LookAlikes {
 public:
  void add(const Row& row, std::uint32_t number) {
    numbers_.emplace_back(hash_bytes(text_of(row), HashKey::from_seed(0)), number);
  }
  // Hashes narrow it down; texts decide.  Whoever makes names that collide makes them be sorted.
  bool any(const PackedList<Row>& rows) {
    std::sort(numbers_.begin(), numbers_.end());
    for (auto from = numbers_.begin(), to = from; from != numbers_.end(); from = to) {
      to = std::find_if(from, numbers_.end(),
                        [&](const auto& number) { return number.first != from->first; });
      if (to - from == 1) continue;
      std::vector<std::string> texts;
      for (auto at = from; at != to; ++at) texts.push_back(text_of(rows[at->second]));
      std::sort(texts.begin(), texts.end());
      if (std::adjacent_find(texts.begin(), texts.end()) != texts.end()) return true;
    }
    return false;
  }

 private:
  static std::string text_of(const Row& row) {
    std::string text;
    for (const std::string* part : {&row.key.function, &row.key.input, &row.key.time_bucket}) {
      text += std::to_string(part->size()) + ':' + *part;
    }
    if (row.key.memory_size_mb) text += std::to_string(*row.key.memory_size_mb);
    return text;
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> numbers_;
};

RowFacts::RowFacts(const Report& report, std::size_t rows) {
  std::string first[std::size(kIdentities)];
  LookAlikes names;
  std::uint32_t number = 0;
  for (const Row& row : report.rows) {
    largest_total = std::max(largest_total, total_of(row.metrics).value_or(Money()));
    largest_per_million =
        std::max(largest_per_million, per_million_of(row.metrics).value_or(Money()));
    if (number >= rows) continue;
    for (std::size_t i = 0; i < std::size(kIdentities); ++i) {
      std::string text = kIdentities[i].text_of(row);
      if (number == 0)
        first[i] = std::move(text);
      else
        differ[i] = differ[i] || text != first[i];
    }
    sizes_known = sizes_known || row.key.memory_size_mb.has_value();
    names.add(row, number++);
  }
  look_alike = names.any(report.rows);
}

}  // namespace

class ColumnMaker {
 public:
  ColumnMaker(FigureTable& table, const FigureStyle& style)
      : report_(table.report_),
        style_(style),
        missing_{style.unicode ? "–" : "-", Tone::kDim, {}},
        facts_(table.report_, style.rows),
        table_(table) {}

  void make() {
    add_name();
    add_identities();
    add_memory();
    add_counts_and_cost();
    add_troubles();
    add_durations();
    add_rest();
  }

 private:
  void add_name();
  void add_identities();
  void add_memory();
  void add_counts_and_cost();
  void add_troubles();
  void add_durations();
  void add_rest();

  std::string heading(std::string_view short_form, std::string_view long_form) const {
    return std::string(style_.long_headings ? long_form : short_form);
  }

  void add_column(Column column, std::function<Cell(const Row&)> cell_of) {
    table_.columns_.push_back(std::move(column));
    table_.cell_of_.push_back(std::move(cell_of));
  }

  /// A figure of each row and of the total.
  template <class CellOf>
  void add(std::string name, int priority, CellOf cell) {
    Column column{std::move(name), Align::kRight, priority, false, {}, cell(report_.totals)};
    add_column(std::move(column), [cell](const Row& row) { return cell(row.metrics); });
  }

  /// A count that is bad news: only there, and then early, where it happened.
  void add_trouble(std::string name, int priority, std::uint64_t Metrics::*count) {
    if (report_.totals.*count == 0) return;
    add(std::move(name), priority, [count](const Metrics& metrics) {
      const std::uint64_t value = metrics.*count;
      return Cell{grouped(value), value == 0 ? Tone::kDim : Tone::kRed, static_cast<double>(value)};
    });
  }

  void add_quantile(std::string name, int priority, std::optional<DurationFigures> Metrics::*which,
                    std::int64_t DurationFigures::*quantile) {
    add(std::move(name), priority, [which, quantile, missing = missing_](const Metrics& metrics) {
      const std::optional<DurationFigures>& figures = metrics.*which;
      if (!figures || figures->count == 0) return missing;
      const std::int64_t us = (*figures).*quantile;
      return Cell{duration(us), Tone::kPlain, static_cast<double>(us)};
    });
  }

  template <class AmountOf>
  void add_amount(std::string name, int priority, Money largest, AmountOf amount_of) {
    largest = std::max(largest, amount_of(report_.totals).value_or(Money()));
    const MoneyStyle style = money_style(largest, report_.prices.currency);
    add(std::move(name), priority, [style, amount_of, missing = missing_](const Metrics& metrics) {
      const std::optional<Money> value = amount_of(metrics);
      return value ? Cell{money(*value, style), Tone::kPlain, value->approx()} : missing;
    });
  }

  const Report& report_;
  const FigureStyle& style_;
  const Cell missing_;
  const RowFacts facts_;
  FigureTable& table_;
};

void ColumnMaker::add_name() {
  const std::size_t shared = shared_folder(report_);
  add_column({"Function", Align::kLeft, 0, true, {}, {"Total", Tone::kBold, {}}},
             [shared](const Row& row) {
               FunctionKey key = row.key;
               if (key.function.empty()) key.input.erase(0, shared);
               return Cell{row_name(key), Tone::kPlain, {}};
             });
}

// What a row was not grouped by needs a column only where the rest does not tell two rows
// apart: Region and architecture are said below the table too.
void ColumnMaker::add_identities() {
  for (std::size_t i = 0; i < std::size(kIdentities); ++i) {
    if (!facts_.differ[i]) continue;
    int priority = 1;
    if (i >= kAlways && !facts_.look_alike) priority = i < kPlaces ? 8 : 14;
    add_column({std::string(kIdentities[i].heading), Align::kLeft, priority, true, {}, {}},
               [text_of = kIdentities[i].text_of, missing = missing_](const Row& row) {
                 const std::string text = text_of(row);
                 return text.empty() ? missing : Cell{text, Tone::kPlain, {}};
               });
  }
}

void ColumnMaker::add_memory() {
  if (!facts_.sizes_known) return;
  add_column({"Memory", Align::kRight, 1, false, {}, {}}, [missing = missing_](const Row& row) {
    const std::optional<std::int64_t>& size = row.key.memory_size_mb;
    return size ? Cell{std::to_string(*size) + " MB", Tone::kPlain, static_cast<double>(*size)}
                : missing;
  });
}

void ColumnMaker::add_counts_and_cost() {
  add(heading("Calls", "Invocations"), 2, [](const Metrics& metrics) {
    return Cell{grouped(metrics.invocations), Tone::kPlain,
                static_cast<double>(metrics.invocations)};
  });
  add_amount(std::string(kCostHeading), 3, facts_.largest_total, total_of);
  table_.columns_.back().total.tone = Tone::kBold;
}

void ColumnMaker::add_troubles() {
  add_trouble("Errors", 4, &Metrics::errors);
  add_trouble("Timeouts", 8, &Metrics::timeouts);
  add_trouble("OOM", 8, &Metrics::out_of_memory);
}

void ColumnMaker::add_durations() {
  add_quantile("p50", 5, &Metrics::duration, &DurationFigures::p50_us);
  add_quantile("p95", 9, &Metrics::duration, &DurationFigures::p95_us);
  add_quantile("p99", 6, &Metrics::duration, &DurationFigures::p99_us);
}

void ColumnMaker::add_rest() {
  if (report_.totals.memory_utilization)
    add(heading("Used", "Max used"), 7, [missing = missing_](const Metrics& metrics) {
      if (!metrics.memory_utilization) return missing;
      const double used = metrics.memory_utilization->max;
      const Tone tone = used >= kUsedDanger ? Tone::kRed
                        : used >= kUsedRisk ? Tone::kYellow
                                            : Tone::kPlain;
      return Cell{whole_percent(used), tone, used};
    });
  if (report_.totals.cold_starts != 0) {
    add("Cold", 10, [](const Metrics& metrics) {
      return Cell{percent(metrics.cold_start_rate()), Tone::kPlain, metrics.cold_start_rate()};
    });
  }
  if (report_.totals.init_duration)
    add_quantile("Init p95", 11, &Metrics::init_duration, &DurationFigures::p95_us);
  if (report_.totals.billed_mb_ms)
    add(heading("GB-s", "Billed GB-s"), 13, [missing = missing_](const Metrics& metrics) {
      if (!metrics.billed_mb_ms) return missing;
      return Cell{gb_seconds(*metrics.billed_mb_ms), Tone::kPlain,
                  static_cast<double>(*metrics.billed_mb_ms)};
    });
  if (report_.totals.cost)
    add_amount("Per million", 12, facts_.largest_per_million, per_million_of);
}

FigureTable::FigureTable(const Report& report, const FigureStyle& style)
    : report_(report), rows_(style.rows) {
  ColumnMaker(*this, style).make();
}

void FigureTable::for_each_row(const CellUse& use) const {
  std::vector<Cell> cells(columns_.size());
  std::size_t shown = 0;
  for (const Row& row : report_.rows) {
    if (shown++ == rows_) break;
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_of_[i](row);
    use(cells);
  }
}

std::size_t shared_folder(const Report& report) {
  std::optional<std::string> first;
  std::size_t shared = 0;
  for (const Row& row : report.rows) {
    const FunctionKey& key = row.key;
    if (!key.function.empty()) continue;
    if (!first) {
      first = key.input;
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

}  // namespace lambda_report::render
