#ifndef LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_

#include <string_view>

#include "lambda_report/record.h"

namespace lambda_report::tokenizer {

/// Reads one text message: everything but JSON.  Never allocates, never throws; the views
/// of the result point into `message`.
[[nodiscard]] Record tokenize_text(std::string_view message) noexcept;

/// Reads what follows "REPORT RequestId: ": ReportLine or Malformed.
[[nodiscard]] Record read_report(std::string_view after_marker) noexcept;

/// Reads "REPORT - <id>\nDuration: …", as serverless 4 prints it, or OtherLine.
[[nodiscard]] Record read_dashed_report(std::string_view message) noexcept;

/// Reads a line that tells of a failure, or OtherLine.
[[nodiscard]] Record read_failure(std::string_view message) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_
