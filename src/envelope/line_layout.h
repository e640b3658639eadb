#ifndef LAMBDA_REPORT_SRC_ENVELOPE_LINE_LAYOUT_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_LINE_LAYOUT_H_

#include <string>
#include <string_view>

namespace lambda_report::envelope {

/// What a file of lines looks like, decided once from its first bytes, so that every range
/// of the file is read alike.
struct LineLayout {
  bool stamped = false;     ///< each event begins with a prefix
  bool time_alone = false;  ///< a line that is only a time dates the lines after it
  /// Every event but the first begins with a tab: `--query 'events[].message' --output text`.
  bool tabbed = false;
  bool named = false;  ///< lines begin with a word and a stream: the name of a log group
  /// The fields of a REPORT stand on lines of their own after it.
  bool spread_reports = false;
};

/// The layout that `head` shows; its first platform line decides.
LineLayout find_layout(std::string_view head);

/// What a layout was found by, for `-v`: "Lambda's lines have a time and a stream in front".
std::string describe_lines(std::string_view head);

/// A line that is one field of a REPORT: "Billed Duration: 45 ms".
bool is_report_field(std::string_view line) noexcept;

/// Whether what a line means depends on the lines before it: JSON objects printed over
/// several lines, times on lines of their own.  Such a file cannot be cut into ranges.
bool needs_lines_before(std::string_view head);

/// `line` without the carriage return of a CRLF end.
inline std::string_view without_cr(std::string_view line) noexcept {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_LINE_LAYOUT_H_
