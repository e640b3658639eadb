#ifndef LAMBDA_REPORT_SRC_CLI_PATH_PATTERN_H_
#define LAMBDA_REPORT_SRC_CLI_PATH_PATTERN_H_

#include <functional>
#include <string>

#include "lambda_report/aggregate.h"
#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report::cli {

/// Compiles --function-from: what an input's path says about its events, by the capture
/// groups function, region, account and version (function is required).  The expression is
/// RE2's and may match any part of the path; where it does not match, the path says nothing.
Result<std::function<InputInfo(const InputPath&)>> compile_path_pattern(
    const std::string& expression);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PATH_PATTERN_H_
