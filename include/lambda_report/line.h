#ifndef LAMBDA_REPORT_LINE_H_
#define LAMBDA_REPORT_LINE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report {

/// One log event after its envelope was taken off.
///
/// All views die when `LineSink::line` returns.  Empty means: the envelope does not say.
/// `message` has no line end; it may hold inner line feeds where one CloudWatch event
/// spans several lines (JSON and CSV envelopes).
/// At least 64 readable bytes follow `message` in memory if `padded` is set.
struct LogLine {
  std::string_view message;
  std::string_view
      log_stream;  ///< "2026/03/02/[$LATEST]0f6b…", also when read from an S3 export path
  std::string_view log_group;  ///< "/aws/lambda/orders"
  std::string_view account;    ///< twelve digits
  std::string_view region;     ///< "eu-west-1"
  std::optional<Timestamp> time;
  std::uint64_t offset = 0;  ///< of the event in the decompressed input, bytes
  bool padded = false;
};

/// Why a piece of input was not taken as an event.
enum class RejectKind : std::uint8_t {
  kMalformed,   ///< a REPORT that cannot be read; one candidate of the ledger
  kSuspicious,  ///< looks like a REPORT where one cannot be; one candidate of the ledger
};

/// Receives what an envelope found.  Must copy what it keeps.
class LineSink {
 public:
  virtual ~LineSink() = default;

  /// One event, in the order of the input.
  virtual void line(const LogLine& line) = 0;

  /// A candidate that is not an invocation; `raw` is where it starts, `reason` a static string.
  virtual void reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
                      std::string_view reason) = 0;

  /// `count` more physical lines (or, in JSON and CSV, rows) were read.
  virtual void lines_read(std::uint64_t count) = 0;

  /// Whether `line` is to be called for messages that can be no platform lines as well; an
  /// envelope may call it for them in any case, or may not.
  virtual bool wants_all_lines() const { return false; }

  /// `count` of those lines can be no platform lines and were not handed over.
  virtual void skipped(std::uint64_t count) { static_cast<void>(count); }

  /// A line longer than the limit was skipped (its bytes are in no event).
  virtual void overlong_line(std::uint64_t offset) = 0;

  /// The input is broken here and an unknown amount was lost: the report becomes partial.
  virtual void damaged(std::uint64_t offset, std::string_view reason) = 0;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_LINE_H_
