#ifndef LAMBDA_REPORT_SRC_RENDER_REPORT_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_REPORT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::render {

// What a report says in words, for the formats that people read (table, md, html).  All
// text is raw: it holds names from the log and is escaped by the renderer, for its own sink.

/// One line of the block below the table: "Window", "2025-03-20 … UTC, 10.95 d".
struct Fact {
  std::string label;
  std::string text;
  bool warning = false;  ///< something was not read or is not sure
};

/// Window, cost, behaviour, prices, assumptions, what was read and what could not be.
/// Only what there is to say.
std::vector<Fact> facts(const Report& report, bool unicode);

/// The sentence that stands first when the report is partial; empty: it is complete.
std::string partial_banner(const Report& report);

/// "12 of 240 shown"; empty: all are.
std::string rows_shown(const Report& report, std::size_t shown);

/// How many rows of `report` a text format shows.
std::size_t shown_rows(const Report& report, int top);

/// "arm64"; "mixed".
std::string architecture_word(const Row& row);

/// "orders"; "(prod.csv)", the input, where the log does not name the function.
std::string row_name(const FunctionKey& key);

/// "orders"; "(prod.csv)".
std::string finding_name(const Finding& finding);

/// ", 1024 MB → 512 MB"; empty: the finding is not about a size.
std::string finding_sizes(const Finding& finding, bool unicode);

/// What stands between the name and the message: ", 1024 MB → 512 MB, saves $1.20 – $3.40 a
/// month (medium confidence)".
std::string finding_tail(const Finding& finding, bool unicode);

/// "saves $1.20 – $3.40 a month"; "from $3.40 less to $0.20 more a month"; empty: no figure.  A
/// negative saving "costs".
std::string finding_savings(const Finding& finding, bool unicode);

/// The findings that a text format shows, at most ten, in the order of the report: of each
/// function and memory size the first, errors at most half of them while there is something
/// else; then the others, as far as there is room.
std::vector<Finding> shown_findings(const Report& report);

/// "3 more: lambda-report advise"; with the errors among them; empty: all are shown.
std::string findings_left(const Report& report, std::size_t shown);

/// "change the memory to 512 MB", and why: the message without it.
std::string finding_action(const Finding& finding);
std::string finding_reason(const Finding& finding);

/// "3 errors", "1 error".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_REPORT_TEXT_H_
