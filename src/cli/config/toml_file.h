#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_TOML_FILE_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_TOML_FILE_H_

#include <string>
#include <string_view>

#include "cli/config/config_value.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// Reads TOML 1.0.  The result is a table.  An Error names `file` and the line.
Result<ConfigValue> parse_toml(std::string_view text, const std::string& file);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_TOML_FILE_H_
