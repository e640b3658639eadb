#ifndef LAMBDA_REPORT_SRC_CLI_GLOB_H_
#define LAMBDA_REPORT_SRC_CLI_GLOB_H_

#include <string_view>

namespace lambda_report::cli {

/// Whether the whole of `text` matches `pattern`: * is any text, ? any one character (byte),
/// [a-z0] one of these, [!a-z] none of these; \ takes the next character as it is.  A "["
/// without its "]" means itself.  Takes time |pattern| × |text| at most.
bool glob_matches(std::string_view pattern, std::string_view text) noexcept;

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_GLOB_H_
