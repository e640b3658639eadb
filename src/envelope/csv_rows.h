#ifndef LAMBDA_REPORT_SRC_ENVELOPE_CSV_ROWS_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_CSV_ROWS_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace lambda_report::envelope {

/// A cell of the row under way.  Positions count from the row's first byte, so that they
/// stay good when the row is given again with more behind it.
struct CsvCell {
  std::size_t begin = 0;  ///< of the content, without quotes
  std::size_t length = 0;
  bool doubled = false;  ///< holds doubled quotes
  bool stray = false;    ///< text after the closing quote: what the cell says is uncertain
};

/// Cuts CSV (RFC 4180, any one-byte separator) into cells without looking at a byte twice.
///
/// A quote counts at the start of a cell only; LF ends a row, one CR before it is dropped.
class CsvRows {
 public:
  enum class Step {
    kCell,       ///< a cell, and the row goes on
    kLastCell,   ///< a cell, and the row ends
    kMore,       ///< the row goes on past the bytes at hand
    kOpenQuote,  ///< the input ends inside a quoted cell
  };

  /// `blanks`: blanks may stand between a separator and a quote.
  CsvRows(char separator, bool blanks) : separator_(separator), blanks_(blanks) {}

  /// Reads on in the row that begins at bytes[0]; call again after kCell, and after kMore
  /// with the same bytes and more.  `last`: there is no more.
  Step next(std::string_view bytes, bool last, CsvCell& cell);

  /// After kCell: moves past the rest of the row if its end is at hand and no quote is before
  /// it, for rows whose other cells are not wanted.
  bool skip_to_end(std::string_view bytes);
  /// Bytes of the row that were read; after kLastCell, its length.
  std::size_t position() const { return position_; }
  /// Where the content of the cell under way begins; only after kMore.
  std::size_t cell_begin() const { return in_cell_ ? begin_ : position_; }
  /// Begins a new row.
  void start_row();
  /// After kMore: drops the bytes up to position(), for a row too long to be kept.
  void forget();

 private:
  bool begin_cell(std::string_view bytes, bool last);
  bool read_quoted(std::string_view bytes, bool last, Step& step);
  Step read_unquoted(std::string_view bytes, bool last, CsvCell& cell);
  std::size_t find_newline_from(std::string_view bytes, std::size_t from);
  Step finish(CsvCell& cell, std::size_t end, std::size_t next, Step step);

  char separator_;
  bool blanks_;

  std::size_t position_ = 0;
  bool in_cell_ = false;
  bool quoted_ = false;
  bool closed_ = false;
  std::size_t begin_ = 0;  // of the cell's content
  std::size_t close_ = 0;  // of the quote that closed it
  bool doubled_ = false;
  bool stray_ = false;
  // Rows may have 100,000 cells: the newline is looked for once, not once a cell.
  std::size_t newline_ = 0;   // where the next one is, if it is before searched_
  std::size_t searched_ = 0;  // no other newline between position_ and here
};

/// Writes the content of a cell with its doubled quotes halved to `out`, which is replaced.
void unescape_csv(std::string_view raw, std::string& out);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_CSV_ROWS_H_
