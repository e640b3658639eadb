#ifndef LAMBDA_REPORT_SRC_RENDER_FINDING_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_FINDING_TEXT_H_

#include <string>
#include <string_view>

#include "lambda_report/advice.h"

namespace lambda_report::render {

/// "301", "0.25", "safe": evidence as text, without locale.  Raw log text where the value is
/// a string.
std::string evidence_text(const Evidence& evidence);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_FINDING_TEXT_H_
