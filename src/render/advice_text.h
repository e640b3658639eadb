#ifndef LAMBDA_REPORT_SRC_RENDER_ADVICE_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_ADVICE_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"
#include "render/table_layout.h"

namespace lambda_report::render {

// What the advice on one function says in words, for the formats that people read.  All text
// is raw: it holds names from the log and is escaped by the renderer, for its own sink.

/// "orders, 1024 MB, version 7, x86_64, us-east-1".
std::string advice_title(const FunctionAdvice& advice);

/// One line of what is known and what to do: "Memory", "at most 212 MB used, …".
struct AdviceFact {
  std::string label;
  std::string text;
  bool is_command = false;  ///< to be copied as it is, never cut or wrapped
};

/// What was seen, the floor, and the cost.
std::vector<AdviceFact> observed_facts(const FunctionAdvice& advice, bool unicode);
/// Why not cheaper, what to measure next, the other architecture, how to apply it.
std::vector<AdviceFact> action_facts(const FunctionAdvice& advice, bool unicode);

/// The candidates that say most, at most `most`, by memory size: the current, proposed,
/// measured and cheapest ones, the floor, one vCPU, and doublings between.
std::vector<const Candidate*> shown_candidates(const FunctionAdvice& advice, std::size_t most);

/// The table of `candidates`: size, duration, cost, verdict.
std::vector<Column> candidate_columns(const FunctionAdvice& advice,
                                      const std::vector<const Candidate*>& candidates,
                                      bool unicode);

/// The curves of duration (on a logarithmic scale) and cost with their 90 % ranges, one line
/// a size, `width` columns; the last line is the legend.  Empty below 60 columns and for a
/// single size.
std::vector<std::string> plot_lines(const FunctionAdvice& advice, std::size_t width, bool unicode);

/// "Ranges of the mean: 90 % on public benchmarks, …": what the ranges are worth.
std::string coverage_note(bool unicode);

/// "-38 %", "+4.2 %", "0 %".
std::string signed_percent(double fraction);
/// "297 ms", of milliseconds.
std::string milliseconds_text(double ms);

/// Whether there is more to show of the row than that nothing is to be done.
bool says_something(const FunctionAdvice& advice);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_ADVICE_TEXT_H_
