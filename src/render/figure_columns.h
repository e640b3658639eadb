#ifndef LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_
#define LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_

#include <cstddef>
#include <functional>
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
class FigureTable {
 public:
  /// `report` must outlive it.
  FigureTable(const Report& report, const FigureStyle& style);
  /// Headings and totals: the cells of very many rows are made a row at a time.
  const std::vector<Column>& columns() const noexcept { return columns_; }
  void for_each_row(const CellUse& use) const;

 private:
  friend class ColumnMaker;
  const Report& report_;
  std::size_t rows_;
  std::vector<Column> columns_;
  std::vector<std::function<Cell(const Row&)>> cell_of_;  ///< one a column
};

/// Bytes of the folders that the inputs of all unnamed rows have in common: their names are
/// shown without them, by what tells them apart.
std::size_t shared_folder(const Report& report);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_FIGURE_COLUMNS_H_
