#ifndef LAMBDA_REPORT_SRC_RENDER_TABLE_LAYOUT_H_
#define LAMBDA_REPORT_SRC_RENDER_TABLE_LAYOUT_H_

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lambda_report::render {

// Text tables for terminals.  All text given to this file is escaped already
// (escape_terminal) and is measured by display width.

/// What a piece of text means to the eye.  A tone never carries a meaning alone: a word, a
/// sign or the heading of the column says the same.
enum class Tone { kPlain, kDim, kBold, kRed, kYellow, kGreen };

/// Puts ANSI colours round text, or does nothing.
class Pen {
 public:
  explicit Pen(bool color) : color_(color) {}
  std::string paint(Tone tone, std::string_view text) const;

 private:
  bool color_;
};

enum class Align { kLeft, kRight };

struct Cell {
  std::string text;
  Tone tone = Tone::kPlain;
  std::optional<double> value;  ///< what the text stands for, to sort by
};

/// One column of a table.
struct Column {
  std::string heading;
  Align align = Align::kRight;
  int priority = 0;          ///< lower is shown first when room is short; 0: always shown
  bool is_log_text = false;  ///< cells come from the log, not from a number
  std::vector<Cell> cells;   ///< one a row
  Cell total;                ///< of the last line
};

struct TableStyle {
  std::size_t width = 80;
  bool unicode = true;
  Pen pen{false};
  bool with_total = true;  ///< the last line, and the rule above it
};

/// Which columns fit in `width`, in their given order.  Column 0, the name, may be cut down
/// to a quarter of the width; others are whole or absent.
std::vector<std::size_t> choose_columns(const std::vector<Column>& columns, std::size_t width);

/// Writes heading, rows and total.  Every line is at most `style.width` wide (but never less
/// than the columns of priority 0 need) and begins with a blank.
void write_table(const std::vector<Column>& columns, const TableStyle& style, std::ostream& out);

/// What is done with the cells of one row, one for each column.
using CellUse = std::function<void(const std::vector<Cell>&)>;
/// Calls its argument for each row, in order.
using CellRows = std::function<void(const CellUse&)>;

/// The same, where the columns have no cells of their own: there may be too many to hold.  Goes
/// over the rows twice.
void write_table(const std::vector<Column>& columns, const CellRows& rows, const TableStyle& style,
                 std::ostream& out);

/// Cuts `text` into lines of at most `width` columns, at blanks where it can.  What does not
/// fit in `max_lines` is dropped and the last line ends in `mark`.  No line but the first
/// begins with "::", which a build server would obey.  REQUIRES: width > 0, max_lines > 0.
std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines,
                              std::string_view mark);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_TABLE_LAYOUT_H_
