#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_LINES_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_extent.h"
#include "envelope/envelope.h"
#include "envelope/line_prefix.h"

namespace lambda_report::envelope {

/// The bytes from the line under way on, and what was taken of them.
struct LinesAhead {
  std::string_view rest;  ///< from the line under way to the end of the bytes
  bool last = false;      ///< nothing comes behind them
  std::size_t taken = 0;  ///< by the line under way, with what belongs to it; 0: more is needed
  bool goes_on = false;   ///< what was taken ends before its last line does
  std::uint64_t lines = 0, skipped = 0;
};

/// JSON objects among lines of text: one or several on a line, or one spread over lines.
class JsonLines {
 public:
  /// Reads the objects of the line under way, whose message begins with '{', and of what `ahead`
  /// has behind it where the first one ends there.  `is_outside`: in no event of its export.
  void read(const LinePrefix& line, bool is_outside, std::uint64_t offset, LinesAhead& ahead,
            LineSink& sink);

 private:
  struct Line {
    const LinePrefix& prefix;
    bool is_outside, may_be_platform;
    std::uint64_t offset;
    LinesAhead& ahead;
    LineSink& sink;
  };

  static void deliver(std::string_view object, const Line& line);
  void on_line(JsonExtent first, const Line& line);
  void on_spread(std::string_view object, const Line& line);

  std::string spread_;  // the last object that was spread over lines, without blanks
  std::uint64_t no_object_before_ = 0;  // a search for an object's end failed up to here
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_LINES_H_
