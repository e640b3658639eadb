#ifndef LAMBDA_REPORT_SRC_BASE_BASE64_H_
#define LAMBDA_REPORT_SRC_BASE_BASE64_H_

#include <string>
#include <string_view>

namespace lambda_report {

/// Decodes base64 (RFC 4648, the alphabet with + and /).  Line ends, blanks and missing
/// padding are tolerated; anything else that is no base64 gives false and leaves in `out`
/// what came before it.
bool decode_base64(std::string_view text, std::string& out);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_BASE64_H_
