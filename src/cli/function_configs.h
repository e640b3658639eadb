#ifndef LAMBDA_REPORT_SRC_CLI_FUNCTION_CONFIGS_H_
#define LAMBDA_REPORT_SRC_CLI_FUNCTION_CONFIGS_H_

#include <map>
#include <string>
#include <string_view>

#include "lambda_report/report.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// Reads the JSON that `aws lambda list-functions`, `get-function` or
/// `get-function-configuration` prints, several of them behind each other too (one for each
/// page or function), and `list-provisioned-concurrency-configs`.  The key is the function's
/// name.
///
/// A figure that is missing, or of another type than AWS writes, stays unknown.  Fails on
/// anything that holds no function at all.  `name` appears in error messages.
///
/// Source: AWS Lambda API Reference, FunctionConfiguration.
Result<std::map<std::string, FunctionConfig>> parse_function_configs(std::string_view json,
                                                                     const std::string& name);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_FUNCTION_CONFIGS_H_
