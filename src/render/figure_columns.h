#ifndef LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_
#define LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"
#include "render/table_layout.h"

namespace lambda_report::render {

inline constexpr std::string_view kCostHeading = "Cost";

struct FigureStyle {
  std::size_t rows = 0;  ///< the first so many rows of the report
  bool unicode = true;
  bool long_headings = false;  ///< "Invocations" instead of "Calls"
};

/// The columns that people see, with humanised figures: the function first, then what tells
/// its rows apart, then the figures by priority.  A column that would say nothing (no init
/// seen, no error) is not there.  Cells of text columns are raw log text: escape them.
std::vector<Column> figure_columns(const Report& report, const FigureStyle& style);

/// Bytes of the folders that the inputs of all unnamed rows have in common: their names are
/// shown without them, by what tells them apart.
std::size_t shared_folder(const Report& report);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_
