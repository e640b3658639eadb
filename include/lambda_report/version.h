#ifndef LAMBDA_REPORT_VERSION_H_
#define LAMBDA_REPORT_VERSION_H_

#include <string_view>

namespace lambda_report {

/// The library's version, "0.1.0".
inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_VERSION_H_
