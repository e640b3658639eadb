#ifndef LAMBDA_REPORT_SRC_ENVELOPE_LINE_PREFIX_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_LINE_PREFIX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/iso8601.h"
#include "lambda_report/line.h"
#include "lambda_report/units.h"

namespace lambda_report::envelope {

/// What a tool wrote in front of a message.
struct LinePrefix {
  std::string_view message;
  std::string_view log_stream, log_group;
  std::optional<Timestamp> time;
  /// A time, a stream or a group stood there (the time may be one that does not exist).
  bool present = false;

  /// The message with what was said of it.  It must be padded, as a Decoder's bytes are.
  LogLine as_line(std::uint64_t offset) const {
    return {.message = message,
            .log_stream = log_stream,
            .log_group = log_group,
            .account = {},
            .region = {},
            .time = time,
            .offset = offset,
            .padded = true};
  }
};

/// Takes prefixes off lines:
///
///   <time> <message>                          S3 export, `aws logs tail --format short`
///   <time>\t<message>                         copied from the console
///   <time> <stream> <message>                 `aws logs tail`
///   <stream> <time> <message>                 `sam logs`
///   <group> <stream> [<time> [<time>]] <message>   awslogs
///   [<time>] (<stream>) <message>             saw
///   <time> - <group> - <stream> - <id> - <message>   cw; each part is optional
///   <epoch ms>\t<message>                     --query 'events[].[timestamp,message]'
///
/// with ANSI colours anywhere in front.  A line of an application may begin with a time of
/// its own; the caller knows from the file's first platform line whether prefixes are to be
/// expected at all.
class PrefixReader {
 public:
  /// The prefix of `line`, or `present == false` and the whole line as the message.
  /// Views point into `line` or, where colours were taken out, into this object (until the
  /// next call).
  LinePrefix read(std::string_view line);
  /// The same for a file whose lines begin with the name of a log group, whatever it is:
  /// "my-group <stream> …".
  LinePrefix read_named(std::string_view line);

  /// The common case, inlined: "2026-03-02T10:00:00.356Z " in front.
  bool read_export_stamp(std::string_view line, Timestamp& time) noexcept {
    return line.size() > 24 && line[24] == ' ' && stamp_.read(line.data(), time);
  }

 private:
  LinePrefix read_plain(std::string_view line);

  StampReader stamp_;
  std::string uncoloured_;
};

/// A word and a log stream behind it: "my-group 2026/03/02/[7]0f6b… …".
bool is_named_line(std::string_view line) noexcept;

/// "2026/03/02/[$LATEST]0f6b…" or "2026/03/02/name[7]…", ended by a blank: its length, or 0.
std::size_t log_stream_length(std::string_view text) noexcept;

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_LINE_PREFIX_H_
