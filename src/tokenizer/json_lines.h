#ifndef LAMBDA_REPORT_SRC_TOKENIZER_JSON_LINES_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_JSON_LINES_H_

#include <string_view>

#include "lambda_report/record.h"

namespace lambda_report::tokenizer {

/// Reads a message that begins with '{': an event of Lambda's JSON log format
/// (`{"time":…,"type":"platform.report","record":{…}}`) or what the function itself logged.
///
/// Only the `type` of the outermost object counts, and only with a `record`: a
/// platform.report inside an application's message is the application's.  Strict where a
/// number could be read two ways: a field given twice, an exponent, a sign or a quoted number
/// make a report Malformed.  `padded` as in `tokenize`; nothing depends on it.
///
/// Views in the result point into `message`, or, where escapes had to be taken out, into
/// memory of the calling thread that the next call overwrites.
///
/// Source: AWS Lambda Developer Guide, "Lambda Telemetry API event schema reference";
/// docs/FORMATS.md, part B.
[[nodiscard]] Record tokenize_json(std::string_view message, bool padded) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_JSON_LINES_H_
