#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_CHOOSE_INPUTS_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_CHOOSE_INPUTS_H_

#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// The words of the command line and of --files-from; stdin where there are none and it is no
/// terminal.
Result<std::vector<std::string>> choose_inputs(const Options& options,
                                               const Surroundings& surroundings);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_CHOOSE_INPUTS_H_
