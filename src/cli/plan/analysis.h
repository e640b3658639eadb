#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_ANALYSIS_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_ANALYSIS_H_

#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "lambda_report/analyze.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// How the inputs are read and what is counted together.
Result<AnalyzeOptions> make_analyze_options(const Options& options,
                                            const Surroundings& surroundings);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_ANALYSIS_H_
