#ifndef LAMBDA_REPORT_SRC_RENDER_COMPARISON_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_COMPARISON_TEXT_H_

#include <string>
#include <string_view>

#include "lambda_report/compare.h"

namespace lambda_report::render {

// Pieces that the forms of a comparison share.  Names are raw: each form escapes for itself.

/// "orders", or the input of a function without a name.
std::string raw_name(const std::string& function, const std::string& input);
/// "512 MB", "512 -> 1024 MB", "–" where it is not known.
std::string memory_text(const ComparedFunction& function, bool unicode);
/// "warm duration p95".
std::string metric_text(std::string_view id);
/// A value in its unit: "72.5 ms", "1.2 %", "212 MB", "$1.23".
std::string value_text(const ComparedMetric& metric, std::optional<double> value,
                       const std::string& currency);
/// "+10.3 %", "-1.2 pt"; "~" where it is noise or below the bars.
std::string change_text(const ComparedMetric& metric);
/// "[+8.1 %, +12.4 %]"; of a predicted range "predicted 40.1 ms … 62.0 ms"; or empty.
std::string interval_text(const ComparedMetric& metric, bool unicode);
/// "worse", "worse, fails", "better", "no test", "too few", "" where nothing changed.
std::string outcome_text(const ComparedMetric& metric);
/// One line that says it all: "warm duration 40.1 ms -> 52.0 ms, +29.7 % [+27 %, +31 %]".
std::string sentence(const ComparedMetric& metric, const std::string& currency);
/// "2 regressions, 1 improvement in 14 tests of 3 functions".
std::string headline(const Comparison& comparison);

enum class Direction { kWorse, kBetter, kNeither, kUntested };
/// A rate that was 0 and is 0: of no interest to people.
bool is_idle(const ComparedMetric& metric) noexcept;
Direction direction_of(const ComparedMetric& metric) noexcept;

void write_comparison_table(const Comparison&, const RenderStyle&, std::ostream&);
void write_comparison_json(const Comparison&, const RenderStyle&, std::ostream&);
void write_comparison_md(const Comparison&, const RenderStyle&, std::ostream&);
void write_comparison_junit(const Comparison&, const RenderStyle&, std::ostream&);
void write_comparison_github(const Comparison&, const RenderStyle&, std::ostream&);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_COMPARISON_TEXT_H_
