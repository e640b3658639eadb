#ifndef LAMBDA_REPORT_SRC_ENVELOPE_TEXT_PAYLOAD_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_TEXT_PAYLOAD_H_

#include <string_view>

#include "lambda_report/line.h"

namespace lambda_report::envelope {

/// Delivers a payload that is the log's own text, line by line.  JSON objects that were
/// glued together without a line end (as Lambda's log tail does) are taken apart.  `like`
/// gives everything but the message; nothing is padded.
void deliver_lines(std::string_view text, const LogLine& like, LineSink& sink);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_TEXT_PAYLOAD_H_
