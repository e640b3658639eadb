#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_TARGETS_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_TARGETS_H_

#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "lambda_report/render.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// One place that the output goes to, and its form.
struct Target {
  std::string path;    ///< "-": stdout
  std::string format;  ///< one of the command's formats
};

/// Where the output goes; at least one.
Result<std::vector<Target>> choose_targets(const Options& options);

Result<RenderStyle> choose_style(const OutputOptions& options, const Surroundings& surroundings);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_TARGETS_H_
