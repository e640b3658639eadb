#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_FIND_CONFIG_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_FIND_CONFIG_H_

#include <optional>
#include <string>

namespace lambda_report::cli {

inline constexpr char kConfigName[] = "lambda-report.toml";

/// The nearest lambda-report.toml from `folder` (absolute) up to the root of its repository,
/// the folder that holds .git.  Outside a repository only `folder` itself is looked at: what
/// lies above it may be anybody's.
std::optional<std::string> find_config(const std::string& folder);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_FIND_CONFIG_H_
