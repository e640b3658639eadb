#ifndef LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_

#include <string_view>

#include "lambda_report/record.h"

namespace lambda_report::tokenizer {

/// Reads a message that is no JSON.
Record tokenize_text(std::string_view message) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_TEXT_LINES_H_
